"""Materials: put beside a session by those who lead it, read by those whom their tier names."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundations.audit.actions import record_event
from sessions import actions
from sessions.errors import SessionError
from sessions.forms import MaterialForm
from sessions.models.materials import Material
from sessions.views.fetching import fetch_led

CONTENT_TYPES = {"pdf": "application/pdf", "mp4": "video/mp4"}
INERT = "default-src 'none'; sandbox"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def materials(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """What lies beside the session, and a form to put one more there. For those who lead it; others get 404."""
    found = fetch_led(request, session_id)
    form = MaterialForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        told = dict(form.cleaned_data)
        try:
            actions.add_material(found, **told | {"content": told.pop("file").read()}, by=request.user)
        except SessionError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The material is there for those whom you named."))
            return redirect("sessions:materials", session_id=found.pk)
    rows = Material.objects.standing().of_session(found).select_related("added_by")
    context = {"session": found, "workshop": found.workshop, "form": form, "materials": rows, "tiers": Material.Tier}
    return render(request, "sessions/materials.html", context)


@require_POST
@login_required
def change_material(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Show one to more or fewer, or withdraw it; one that is gone already is no fault."""
    found = fetch_led(request, session_id)
    tier, rows = request.POST.get("tier", ""), Material.objects.standing().of_session(found)
    for material in rows.filter(pk__in=_keys(request.POST.get("material", ""))):
        if tier in Material.Tier.values:
            actions.show_material(material, tier=tier, by=request.user)
            messages.success(request, _("It is shown to: %(tier)s.") % {"tier": Material.Tier(tier).label})
        else:
            actions.withdraw_material(material, by=request.user)
            messages.success(request, _("The material was withdrawn, and its file deleted."))
    return redirect("sessions:materials", session_id=found.pk)


@require_safe
@login_required
def material(request: HttpRequest, material_id: uuid.UUID) -> HttpResponse:
    """The file, always as an attachment, kept by no cache; each reading is in the book. Others get 404."""
    found = get_object_or_404(Material.objects.visible_to(request.user), pk=material_id)
    try:
        opened = storages["private"].open(found.file)
    except FileNotFoundError as gone:
        raise Http404 from gone
    name = f"{slugify(found.title)[:80] or found.pk}.{found.ending}"
    response = FileResponse(opened, as_attachment=True, filename=name, content_type=CONTENT_TYPES[found.ending])
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = INERT
    response["X-Content-Type-Options"] = "nosniff"
    if request.method == "GET":
        record_event("sessions.material_read", found, by=request.user)
    return response


def _keys(text: str) -> list[uuid.UUID]:
    try:
        return [uuid.UUID(text)]
    except ValueError:
        return []
