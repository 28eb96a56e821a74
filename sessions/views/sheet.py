"""The sheet of a session: read, taken along, and typed in from paper."""

import io
import uuid
from datetime import datetime
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from foundations.spreadsheets.xlsx import MEDIA_TYPE
from sessions import actions
from sessions.door import door_for
from sessions.errors import SessionError
from sessions.forms import read_sheet
from sessions.models import TrainingSession
from sessions.roster import tickable
from sessions.rules import SheetRow
from sessions.sheet import (
    blank_document,
    document_of,
    readable_offices,
    remarks_of,
    sheet_of,
    sources_of,
    spreadsheet_of,
)
from sessions.views.fetching import fetch_session


def _fetch(request: HttpRequest, session_id: uuid.UUID) -> TrainingSession:
    """A session whose sheet the reader may see, at least of an office, and that has begun; else 404."""
    found = fetch_session(request, session_id)
    offices = readable_offices(found, request.user)
    is_over = found.state == TrainingSession.State.CANCELLED
    if is_over or (offices is not None and not offices):
        raise Http404
    return found


@require_safe
@login_required
def sheet(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Everybody with a seat and what it comes to: final once settled, before that as it stands now."""
    found = _fetch(request, session_id)
    shown = sheet_of(found, request.user)
    leads = door_for(found, request.user).leads
    lines = [(row, sources_of(row), remarks_of(row)) for row in shown.rows]
    context = {"session": found, "workshop": found.workshop, "sheet": shown, "lines": lines, "leads": leads}
    return render(request, "sessions/sheet.html", context)


@require_safe
@login_required
def spreadsheet(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """The same as an Excel workbook."""
    found = _fetch(request, session_id)
    return _file(spreadsheet_of(sheet_of(found, request.user)), MEDIA_TYPE, found, "xlsx")


@require_safe
@login_required
def document(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """The same as PDF; with ``?blank=1`` the sheet to be signed at the door, for those who lead."""
    found = _fetch(request, session_id)
    if request.GET.get("blank"):
        if not door_for(found, request.user).leads:
            raise Http404
        return _file(blank_document(found, at=timezone.now()), "application/pdf", found, "pdf")
    return _file(document_of(sheet_of(found, request.user), at=timezone.now()), "application/pdf", found, "pdf")


def _file(content: bytes, media_type: str, found: TrainingSession, ending: str) -> HttpResponse:
    what = _("attendance")
    name = slugify(f"{what} {found.title} {found.starts_at:%Y-%m-%d}")
    return FileResponse(io.BytesIO(content), as_attachment=True, filename=f"{name}.{ending}", content_type=media_type)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def typed(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Type in a signed sheet: hours by row, on the workshop's clock. Empty rows say nothing."""
    found = fetch_session(request, session_id)
    seats = tickable(found, request.user).select_related("person", "office__country")
    seats = list(seats.order_by("person__family_names", "person__given_names"))
    if not (seats or door_for(found, request.user).leads):
        raise Http404
    zone = ZoneInfo(found.workshop.time_zone)
    if timezone.now() < found.starts_at or found.state != TrainingSession.State.SCHEDULED:
        messages.error(request, _("A sheet is typed in from the beginning of the session until it is settled."))
        return redirect("sessions:session", session_id=found.pk)
    faults: dict[uuid.UUID, str] = {}
    if request.method == "POST":
        rows, faults = read_sheet(request.POST, [seat.person_id for seat in seats], found, zone)
        if not faults and _type(request, found, rows):
            return redirect("sessions:sheet", session_id=found.pk)
    context = {
        "session": found,
        "workshop": found.workshop,
        "begins": _wall(found.starts_at, zone),
        "ends": _wall(found.ends_at, zone),
        "has_faults": bool(faults),
        "lines": [
            (
                seat,
                request.POST.get(f"from-{seat.person_id}", ""),
                request.POST.get(f"to-{seat.person_id}", ""),
                faults.get(seat.person_id, ""),
            )
            for seat in seats
        ],
    }
    return render(request, "sessions/typed.html", context)


def _wall(instant: datetime, zone: ZoneInfo) -> str:
    return f"{instant.astimezone(zone):%H:%M}"


def _type(request: HttpRequest, found: TrainingSession, rows: list[SheetRow]) -> bool:
    """Whether it was noted; else a sentence says why not."""
    if not rows:
        messages.error(request, _("No row has hours."))
        return False
    try:
        actions.type_sheet(found, rows, by=request.user)
    except SessionError as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, _("The sheet is noted."))
    return True
