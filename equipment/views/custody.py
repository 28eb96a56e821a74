"""Hand-overs with their acts, and transfers between offices."""

import io
import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from equipment import actions
from equipment.errors import EquipmentError
from equipment.forms import HandOverForm, SignedActForm, TransferForm
from equipment.forms.fields import add_refusal
from equipment.models import Asset, Custody, Transfer
from equipment.paper import act_pdf
from equipment.views.fetching import back_to, fetch_kept, kept_offices
from equipment.views.files import handed_out


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def hand_over(request: HttpRequest) -> HttpResponse:
    """Give the chosen assets into somebody's hands: ``?tag=HN-0001&tag=HN-0002``. One act for all of them."""
    if not kept_offices(request).exists():
        raise Http404
    tags = (request.POST or request.GET).getlist("tag")
    assets = list(Asset.objects.kept_by(request.user).filter(tag__in=tags).with_places().order_by("tag"))
    if not assets or len({asset.office_id for asset in assets}) > 1:
        messages.error(request, _("Choose the assets of one office that are handed over."))
        return redirect("equipment:asset_list")
    form = HandOverForm(request.POST if "custodian" in request.POST else None, office_id=assets[0].office_id)
    if form.is_valid():
        try:
            number = actions.hand_over(assets, **form.cleaned_data, versions=_versions(request), by=request.user)
        except (EquipmentError, ValidationError) as refusal:
            add_refusal(form, refusal)
        else:
            sentence = _("Handed over. Print act %(number)s and have it signed.") % {"number": number}
            return back_to(request, assets[0], sentence if number else _("It is so already."))
    return render(request, "equipment/hand_over.html", {"assets": assets, "form": form})


def _versions(request: HttpRequest) -> dict[uuid.UUID, int]:
    """What the page knew of each asset; what is no number is not known."""
    told = (pair.partition(":") for pair in request.POST.getlist("version"))
    return {uuid.UUID(key): int(number) for key, _colon, number in told if number.isdecimal() and len(key) == 36}


def _custody(request: HttpRequest, pk: int) -> Custody:
    rows = Custody.objects.visible_to(request.user).exclude(act_number="")
    return get_object_or_404(rows.select_related("asset__item_type", "office__country", "custodian", "room"), pk=pk)


@require_safe
@login_required
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """The act of a hand-over, to be printed and signed: all that was given under its number."""
    found = _custody(request, pk)
    content = io.BytesIO(act_pdf(found))
    name = f"{_file_name(found)}.pdf"
    return FileResponse(content, as_attachment=True, filename=name, content_type="application/pdf")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def act_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """File the signed act."""
    found = _custody(request, pk)
    fetch_kept(request, found.asset_id)
    form = SignedActForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            actions.file_signed_act(found, content=form.cleaned_data["file"].content, by=request.user)
        except EquipmentError as refusal:
            return back_to(request, found.asset, refusal=refusal)
        return back_to(request, found.asset, _("The signed act is filed."))
    return render(request, "equipment/act_sign.html", {"custody": found, "asset": found.asset, "form": form})


@require_safe
@login_required
def signed_act(request: HttpRequest, pk: int) -> HttpResponse:
    """The signed act, as it was filed."""
    found = _custody(request, pk)
    if not found.signed_act:
        raise Http404
    return handed_out(storages["private"], found.signed_act.name, _file_name(found))


def _file_name(custody: Custody) -> str:
    what = _("act")
    return f"{what}-{custody.act_number}"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def asset_transfer(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Offer an asset to another office; the Secretariat's word is enough."""
    found = fetch_kept(request, pk)
    form = TransferForm(request.POST or None, asset=found)
    if form.is_valid():
        try:
            transfer = actions.ask_transfer(found, **form.cleaned_data, by=request.user)
        except EquipmentError as refusal:
            add_refusal(form, refusal)
        else:
            done = (
                _("It is now of the other office.") if transfer.is_accepted else _("It is offered to the other office.")
            )
            return back_to(request, found, done)
    return render(request, "equipment/asset_transfer.html", {"asset": found, "form": form})


@require_POST
@login_required
def transfer_accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Take what another office offers."""
    found = get_object_or_404(Transfer.objects.visible_to(request.user), pk=pk)
    get_object_or_404(kept_offices(request), pk=found.to_office_id)
    try:
        actions.accept_transfer(found, by=request.user)
    except EquipmentError as refusal:
        messages.error(request, str(refusal))
        return redirect("equipment:asset_list")
    return back_to(request, found.asset, _("It is in your inventory: say where it stands and who answers for it."))


@require_POST
@login_required
def transfer_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Decline what is offered, or take one's own offer back."""
    found = get_object_or_404(Transfer.objects.visible_to(request.user), pk=pk)
    get_object_or_404(kept_offices(request).filter(pk__in=[found.to_office_id, found.from_office_id])[:1])
    try:
        actions.end_transfer(found, by=request.user)
    except EquipmentError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The asset stays where it is."))
    return redirect("equipment:asset_list")
