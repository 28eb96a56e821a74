"""Pages of bookings: the week of an office, booking, one booking, what the rooms were used for."""

import io
import uuid
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from equipment import actions
from equipment.bookings.forms import BookingForm, CancelForm, ChangeForm
from equipment.bookings.rules import Hand, hand_of
from equipment.bookings.use import plot_of, use_of, workbook_of
from equipment.bookings.week import monday_of, week_of
from equipment.errors import EquipmentError, TakenError
from equipment.models import Booking
from equipment.querysets import KEEPERS, BookingQuerySet
from foundations.audit.actions import record_event
from foundations.spreadsheets.xlsx import MEDIA_TYPE
from network.models import Office, OfficeRoom
from network.querysets import standing_of

FIRST_YEAR = 2010


@require_safe
@login_required
def offices(request: HttpRequest) -> HttpResponse:
    """The offices whose week the reader sees; whoever sees one is led to it."""
    standing = standing_of(request.user)
    found = Office.objects.in_order()
    if not standing.is_staff:
        keys = {standing.office_id, *standing.offices_as(*KEEPERS)} - {None}
        found = [office for office in found.filter(pk__in=keys) if hand_of(standing, office.pk).sees_week]
    if not found:
        raise Http404
    if len(found) == 1:
        return redirect("bookings:week", found[0].code)
    context = {"offices": found, "reads_use": standing.is_secretariat or bool(standing.offices_as(*KEEPERS))}
    return render(request, "equipment/bookings/offices.html", context)


@require_safe
@login_required
def week(request: HttpRequest, office: str) -> HttpResponse:
    """Seven days of an office's rooms and single items, from the Monday of the day in ``?week=``."""
    found, hand = _office(request, office)
    now = timezone.now()
    monday = monday_of(request.GET.get("week", ""), zone=found.time_zone, at=now)
    told = week_of(found, monday, reader=request.user, hand=hand, at=now)
    return render(request, "equipment/bookings/week.html", {"week": told, "office": found, "hand": hand})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def book(request: HttpRequest, office: str) -> HttpResponse:
    """Book a room or an item of that office; ``?room=`` and ``?day=`` fill the form in."""
    found, hand = _office(request, office)
    if not hand.uses:
        raise Http404
    form = BookingForm(request.POST or None, office=found, hand=hand, initial=_begun(request, found))
    if form.is_valid() and (made := _made(request, form)):
        told = ngettext("Booked.", "Booked for %(weeks)s weeks.", len(made)) % {"weeks": len(made)}
        messages.success(request, told)
        return _to_week(made[0])
    context = {"form": form, "office": found, "has_things": bool(form.rooms or form.assets)}
    return render(request, "equipment/bookings/book.html", context)


def _made(request: HttpRequest, form: BookingForm) -> list[Booking]:
    """The bookings; none, with the fault at its field, where they are refused."""
    wanted = {name: value for name, value in form.cleaned_data.items() if name != "thing"}
    deed = actions.book_room if isinstance(form.chosen, OfficeRoom) else actions.book_asset
    try:
        return deed(form.chosen, **wanted, by=request.user)
    except EquipmentError as refusal:
        _add_fault(form, refusal)
        if isinstance(refusal, TakenError) and refusal.may_displace:
            form.ask_for_reason()
        return []


def _begun(request: HttpRequest, office: Office) -> dict[str, object]:
    """What the address says of room and day; an hour of that morning, or the next full hour of today."""
    here = timezone.localtime(timezone.now(), ZoneInfo(office.time_zone)).replace(tzinfo=None)
    start = here.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    try:
        day = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        day = here.date()
    if day != here.date():
        start = datetime.combine(day, time(9))
    room = request.GET.get("room", "")
    return {"thing": f"room-{room}", "starts_at": start, "ends_at": start + timedelta(hours=1)}


@require_safe
@login_required
def booking(request: HttpRequest, booking_id: uuid.UUID) -> HttpResponse:
    """One booking: when, of what; to the office's keepers and the booker also what for."""
    found = _booking(request, booking_id)
    hand = hand_of(standing_of(request.user), found.office_id)
    is_mine = found.booked_by_id == request.user.person_id
    is_open = found.cancelled_at is None and found.ends_at > timezone.now()
    displaced = found.displaces.visible_to(request.user).with_things() if found.is_network else Booking.objects.none()
    context = {
        "booking": found,
        "office": found.office,
        "reads_purpose": hand.keeps or is_mine or found.is_network,
        "is_mine": is_mine,
        "sees_week": hand.sees_week,
        "may_change": is_open and Booking.objects.changed_by(request.user).filter(pk=found.pk).exists(),
        "displaced": displaced,
        "later": _later(found).count() if found.series else 0,
        "form": CancelForm(),
    }
    return render(request, "equipment/bookings/booking.html", context)


def _later(found: Booking) -> BookingQuerySet:
    return Booking.objects.standing().filter(series=found.series, starts_at__gt=found.starts_at)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def change(request: HttpRequest, booking_id: uuid.UUID) -> HttpResponse:
    """Other hours for a booking of one's own or of one's office."""
    found = _changeable(request, booking_id)
    form = ChangeForm(request.POST or None, booking=found)
    if form.is_valid():
        try:
            changed = actions.change_hours(found, **form.cleaned_data, by=request.user)
        except EquipmentError as refusal:
            _add_fault(form, refusal)
        else:
            messages.success(request, _("The booking has these hours now."))
            return redirect("bookings:booking", changed.pk)
    return render(request, "equipment/bookings/change.html", {"form": form, "booking": found, "office": found.office})


@require_POST
@login_required
def cancel(request: HttpRequest, booking_id: uuid.UUID) -> HttpResponse:
    """Call a booking off; whoever made it is told if it was somebody else."""
    found = _changeable(request, booking_id)
    form = CancelForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(fault for faults in form.errors.values() for fault in faults))
        return redirect("bookings:booking", found.pk)
    try:
        actions.cancel_booking(found, **form.cleaned_data, by=request.user)
    except EquipmentError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The booking was called off: its hours are free again."))
    return redirect("bookings:booking", found.pk)


@require_safe
@login_required
def use(request: HttpRequest) -> HttpResponse:
    """Hours of network and national use by room and month: of the offices one keeps; to the Secretariat of all."""
    kept, office, year = _reported(request)
    report = use_of([office.pk] if office else None, year)
    context = {
        "report": report,
        "office": office,
        "offices": kept,
        "is_secretariat": standing_of(request.user).is_secretariat,
        "plot": plot_of(report, of_all=office is None),
        "before": year - 1 if year > FIRST_YEAR else None,
        "after": year + 1 if year <= timezone.localdate().year else None,
    }
    return render(request, "equipment/bookings/use.html", context)


@require_safe
@login_required
def use_xlsx(request: HttpRequest) -> HttpResponse:
    """The same as a workbook."""
    _kept, office, year = _reported(request)
    record_event("equipment.use_exported", office, by=request.user, year=year)
    name = slugify(" ".join((_("use of rooms"), office.country.code if office else "", str(year))))
    content = workbook_of(use_of([office.pk] if office else None, year))
    response = FileResponse(io.BytesIO(content), content_type=MEDIA_TYPE, as_attachment=True, filename=f"{name}.xlsx")
    patch_cache_control(response, private=True, no_store=True)
    return response


def _reported(request: HttpRequest) -> tuple[list[Office], Office | None, int]:
    """The offices that the reader may ask about, the one asked about (``None``: all, the Secretariat's), the year."""
    standing = standing_of(request.user)
    kept = Office.objects.in_order()
    if not standing.is_secretariat:
        kept = kept.filter(pk__in=standing.offices_as(*KEEPERS))
    kept, asked, year = list(kept), request.GET.get("office", ""), request.GET.get("year", "")
    office = next((each for each in kept if each.code == asked), None)
    if office is None and (asked or not standing.is_secretariat):
        office = None if asked else next(iter(kept), None)
        if office is None:
            raise Http404
    this_year = timezone.localdate().year
    chosen = int(year) if year.isdecimal() and len(year) == len(str(this_year)) else this_year
    return kept, office, min(max(chosen, FIRST_YEAR), this_year + 1)


def _office(request: HttpRequest, code: str) -> tuple[Office, Hand]:
    """The office of that code and what the reader may do there; whoever has no business there gets 404."""
    office = get_object_or_404(Office.objects.select_related("country"), code=code)
    hand = hand_of(standing_of(request.user), office.pk)
    if not hand.sees_week:
        raise Http404
    return office, hand


def _booking(request: HttpRequest, booking_id: uuid.UUID) -> Booking:
    return get_object_or_404(Booking.objects.visible_to(request.user).with_things(), pk=booking_id)


def _changeable(request: HttpRequest, booking_id: uuid.UUID) -> Booking:
    return get_object_or_404(Booking.objects.changed_by(request.user).with_things(), pk=booking_id)


def _add_fault(form: Form, refusal: EquipmentError) -> None:
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))


def _to_week(made: Booking) -> HttpResponse:
    """The week in which it begins, on the office's clock."""
    day = made.starts_at.astimezone(ZoneInfo(made.office.time_zone)).date()
    return redirect(f"{reverse('bookings:week', args=[made.office.code])}?{urlencode({'week': day.isoformat()})}")
