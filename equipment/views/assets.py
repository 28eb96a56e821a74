"""One asset: everything that is told of it, entered, corrected, moved along its life."""

import uuid

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from equipment import actions
from equipment.errors import EquipmentError
from equipment.forms import AssetForm, ConditionForm, FileForm, KindForm, MoveForm
from equipment.forms.fields import add_refusal
from equipment.models import Asset
from equipment.panels import steps_of, told_since
from equipment.telling import history_of, spec_of
from equipment.views.fetching import back_to, entered_offices, fetch_asset, fetch_kept, keeps


@require_safe
@login_required
def asset(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Where it is, in whose hands and how well, its papers and everything that ever happened to it."""
    found = fetch_asset(request, pk)
    may_keep = keeps(request, found.office_id)
    context = {
        "asset": found,
        "today": timezone.localdate(),
        "spec": spec_of(found),
        "custodies": found.custodies.select_related("custodian", "office__country", "room"),
        "works": found.maintenances.select_related("supplier"),
        "files": found.files.standing(),
        "history": history_of(found, request.user),
        "pending": found.transfers.pending().select_related("to_office__country").first(),
        "may_keep": may_keep,
        "steps": steps_of(found) if may_keep else [],
        "file_form": FileForm() if may_keep else None,
    }
    return render(request, "equipment/asset.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def asset_add(request: HttpRequest) -> HttpResponse:
    """Enter an asset: first its office and its kind, then what its kind asks."""
    offices = entered_offices(request)
    if not offices.exists():
        raise Http404
    asked = request.GET if "kind" in request.GET else request.POST
    chooser = KindForm(asked or None, offices=offices)
    if not chooser.is_valid():
        return render(request, "equipment/asset_add.html", {"chooser": chooser})
    office, kind = chooser.cleaned_data["office"], chooser.cleaned_data["kind"]
    form = AssetForm(request.POST or None, asset=Asset(office=office, item_type=kind))
    if form.is_valid():
        try:
            entered = actions.register_asset(office=office, item_type=kind, by=request.user, **form.told)
        except (EquipmentError, ValidationError) as refusal:
            add_refusal(form, refusal)
        else:
            return back_to(request, entered, _("%(tag)s is in the inventory.") % {"tag": entered.tag})
    return render(request, "equipment/asset_add.html", {"form": form, "office": office, "kind": kind})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def asset_edit(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Correct what is told of it. From an older page nothing is saved and nothing lost: what changed stands beside."""
    found = fetch_kept(request, pk)
    form, theirs = AssetForm(request.POST or None, asset=found), []
    if form.is_valid():
        try:
            actions.revise_asset(found, by=request.user, version=form.cleaned_data["version"], **form.told)
        except (EquipmentError, ValidationError) as refusal:
            add_refusal(form, refusal)
            if getattr(refusal, "field", "") == "row_version":
                theirs = told_since(form, found)
        else:
            return back_to(request, found, _("Saved."))
    return render(request, "equipment/asset_edit.html", {"asset": found, "form": form, "theirs": theirs})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def asset_move(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Bring it to its next status, with what that one asks: ``?to=received``."""
    found = fetch_kept(request, pk)
    steps = {step.status: step for step in steps_of(found)}
    step = steps.get(request.POST.get("to") or request.GET.get("to", ""))
    if step is None:
        return render(request, "equipment/asset_move.html", {"asset": found, "steps": steps.values()})
    form = MoveForm(request.POST or None, asset=found, to=step.status)
    if form.is_valid():
        try:
            told = form.told
            actions.move_asset(found, status=step.status, by=request.user, version=form.cleaned_data["version"], **told)
        except (EquipmentError, ValidationError) as refusal:
            add_refusal(form, refusal)
        else:
            return back_to(request, found, _("It is now: %(status)s.") % {"status": step.label})
    return render(request, "equipment/asset_move.html", {"asset": found, "step": step, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def asset_assess(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Note how well it is."""
    found = fetch_kept(request, pk)
    form = ConditionForm(request.POST or None, asset=found)
    if form.is_valid():
        try:
            actions.assess_asset(found, by=request.user, version=form.cleaned_data["version"], **form.told)
        except (EquipmentError, ValidationError) as refusal:
            add_refusal(form, refusal)
        else:
            return back_to(request, found, _("The condition is noted."))
    return render(request, "equipment/asset_assess.html", {"asset": found, "form": form})
