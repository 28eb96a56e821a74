"""The inventory as a list: of one's office, or of all; and labels for what is on it."""

import io

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from equipment.forms import AssetFilterForm
from equipment.models import Asset, Transfer, VerificationRound
from equipment.paper import MOST_LABELS, labels_pdf
from equipment.querysets import offices_entered_by, offices_kept_by, offices_of
from network.querysets import standing_of

OF_A_LEAF = 50


def asked_assets(request: HttpRequest) -> AssetFilterForm:
    """The list as its address asks for it. 404 for who reads no inventory."""
    offices = offices_of(standing_of(request.user))
    if offices is not None and not offices:
        raise Http404
    return AssetFilterForm(request.GET, visible=Asset.objects.visible_to(request.user), offices=offices)


@require_safe
@login_required
def asset_list(request: HttpRequest) -> HttpResponse:
    """The assets of my offices, narrowed as asked, leaf by leaf; what is offered to us stands above them."""
    form = asked_assets(request)
    leaf = Paginator(form.found.with_places().order_by("tag"), OF_A_LEAF).get_page(request.GET.get("page"))
    standing = standing_of(request.user)
    kept, entered = offices_kept_by(standing), offices_entered_by(standing)
    offers = Transfer.objects.accepted_by(request.user) if kept is None or kept else Transfer.objects.none()
    context = {
        "form": form,
        "leaf": leaf,
        "today": timezone.localdate(),
        "offers": offers.select_related("asset__item_type", "from_office__country", "to_office__country"),
        "running": VerificationRound.objects.visible_to(request.user).running().select_related("office__country"),
        "keeps": kept is None or bool(kept),
        "enters": entered is None or bool(entered),
        "shows_office": "office" in form.fields and "office" not in form.asked,
    }
    return render(request, "equipment/asset_list.html", context)


@require_safe
@login_required
def labels(request: HttpRequest) -> HttpResponse:
    """A sheet of labels to cut: of the chosen tags, else of the list as it is narrowed."""
    form = asked_assets(request)
    chosen = request.GET.getlist("tag")
    found = form.visible.filter(tag__in=chosen) if chosen else form.found
    assets = list(found.with_places().order_by("tag")[: MOST_LABELS + 1])
    if not 0 < len(assets) <= MOST_LABELS:
        sentence = _("Choose at least one asset and at most %(most)s: narrow the list first.")
        messages.error(request, sentence % {"most": MOST_LABELS})
        return redirect("equipment:asset_list")
    now = timezone.now()
    content = io.BytesIO(labels_pdf(assets, at=now))
    codes = {asset.office.code for asset in assets}
    name = "-".join([_("labels"), *(codes if len(codes) == 1 else ()), f"{timezone.localdate(now):%Y-%m-%d}"])
    return FileResponse(content, as_attachment=True, filename=f"{name}.pdf", content_type="application/pdf")
