"""Pictures and papers of an asset, and work on it."""

import uuid
from pathlib import PurePosixPath

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.files.storage import Storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from equipment import actions
from equipment.errors import EquipmentError
from equipment.forms import CompletionForm, FileForm, MaintenanceForm
from equipment.forms.fields import add_refusal
from equipment.models import Asset, AssetFile, Maintenance
from equipment.views.fetching import back_to, fetch_kept

CONTENT_TYPES = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}
INERT = "default-src 'none'; sandbox"


def handed_out(storage: Storage, name: str, title: str) -> FileResponse:
    """A kept file: a picture to be looked at, a paper to be saved; kept by no cache, and it can run nothing."""
    ending = PurePosixPath(name).suffix.removeprefix(".")
    try:
        opened = storage.open(name)
    except FileNotFoundError as gone:
        raise Http404 from gone
    response = FileResponse(
        opened,
        as_attachment=ending == "pdf",
        filename=f"{slugify(title)[:80] or 'archivo'}.{ending}",
        content_type=CONTENT_TYPES[ending],
    )
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = INERT
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
@login_required
def file(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """To whoever may see the asset."""
    found = get_object_or_404(AssetFile.objects.visible_to(request.user).standing(), pk=pk)
    return handed_out(found.file.storage, found.file.name, found.title or found.get_kind_display())


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def file_add(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Put a picture or a paper beside an asset."""
    asset = fetch_kept(request, pk)
    form = FileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("kind", "title", "clean")}
        try:
            actions.add_file(asset, **told, by=request.user)
        except EquipmentError as refusal:
            add_refusal(form, refusal)
        else:
            return back_to(request, asset, _("The file is there."))
    return render(request, "equipment/file_add.html", {"asset": asset, "form": form})


@require_POST
@login_required
def file_remove(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Take a file away; that it was there stays in the history."""
    found = get_object_or_404(AssetFile.objects.kept_by(request.user).standing().select_related("asset"), pk=pk)
    actions.remove_file(found, by=request.user)
    return back_to(request, found.asset, _("The file was removed."))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def maintenance_add(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Note work on an asset, begun or done."""
    asset = fetch_kept(request, pk)
    may_pause = asset.status == Asset.Status.IN_SERVICE
    form = MaintenanceForm(request.POST or None, may_pause=may_pause)
    if form.is_valid():
        try:
            actions.begin_maintenance(asset, **form.cleaned_data, by=request.user)
        except (EquipmentError, ValidationError) as refusal:
            add_refusal(form, refusal)
        else:
            return back_to(request, asset, _("It is noted."))
    return render(request, "equipment/maintenance.html", {"asset": asset, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def maintenance_complete(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that work is done."""
    rows = Maintenance.objects.kept_by(request.user).filter(completed_on__isnull=True)
    work = get_object_or_404(rows.select_related("asset__item_type"), pk=pk)
    form = CompletionForm(request.POST or None, asset=work.asset)
    if form.is_valid():
        try:
            actions.complete_maintenance(work, **form.cleaned_data, by=request.user)
        except (EquipmentError, ValidationError) as refusal:
            add_refusal(form, refusal)
        else:
            return back_to(request, work.asset, _("It is noted."))
    return render(request, "equipment/maintenance.html", {"asset": work.asset, "form": form, "work": work})
