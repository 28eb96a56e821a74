"""What changes after a workshop was announced: its seats, its days, the names in its rooms.

Each is rehearsed before it is confirmed: see :mod:`courses.rehearsals`.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from courses import events, mails
from courses.actions.places import serve_list, write_step
from courses.errors import CourseError
from courses.locks import seats_locked
from courses.models import Allotment, Enrolment, Workshop
from courses.rules import Cause, Seats
from courses.seating import seats_of
from foundations.audit.actions import record_event
from network.models import Office, User
from network.querysets import standing_of
from network.wall_clock import later_by_days

State = Enrolment.State
LONGEST_MOVE = timedelta(days=366)


def change_seats(
    workshop: Workshop,
    *,
    seats_per_office: int | None,
    seats_total: int | None,
    allotments: Mapping[Office, int] | None = None,
    reason: str,
    by: User,
    at: datetime | None = None,
) -> Workshop:
    """Give an announced workshop other seats: per office, of single offices, in all.

    More seats are offered at once to who waits. Fewer seats take nobody out: the contact points of an office that holds
    more than it now has are asked to choose, and nothing of theirs is filled until they do. Raises
    :class:`CourseError`.
    """
    now = at or timezone.now()
    with seats_locked(workshop) as locked:
        _refuse_change(locked, by=by, reason=reason, now=now, at=at)
        if (seats_per_office is None) != locked.is_open:
            raise CourseError(
                _("A workshop with seats per office stays one, and an open one stays open: people were told so.")
            )
        before = seats_of(locked, now, every_office=True)
        locked.seats_per_office, locked.seats_total = seats_per_office, seats_total
        locked.full_clean(exclude=["slug"])
        locked.save(update_fields=["seats_per_office", "seats_total"])
        if not locked.is_open:
            _allot(locked, allotments or {})
        after = seats_of(locked, now, every_office=True)
        if (before.quotas, before.total) == (after.quotas, after.total):
            return locked
        record_event("courses.seats_changed", locked, by=by, at=now, total=seats_total, per_office=seats_per_office)
        serve_list(locked, now=now)
        _tell_offices(locked, before, after, reason=reason, now=now)
        return locked


def _tell_offices(workshop: Workshop, before: Seats, after: Seats, *, reason: str, now: datetime) -> None:
    """To each office whose seats are others now, or that holds more than it has."""
    had, has = before.quotas or {}, after.quotas or {}
    for office in Office.objects.filter(pk__in=has).in_order():
        number, over = has[office.pk], after.beyond(office.pk)
        if had[office.pk] != number or over:
            was = had[office.pk]
            mails.tell_of_changed_seats(workshop, office, was=was, has=number, over=over, reason=reason, at=now)


def _allot(workshop: Workshop, allotments: Mapping[Office, int]) -> None:
    """Keep a number for an office only where it is not everybody's."""
    for office, seats in allotments.items():
        if seats == workshop.seats_per_office:
            workshop.allotments.filter(office=office).delete()
        else:
            Allotment.objects.update_or_create(workshop=workshop, office=office, defaults={"seats": seats})


def change_names(
    workshop: Workshop, *, names_in_room: Workshop.NamesInRoom | str, by: User, at: datetime | None = None
) -> Workshop:
    """Give an announced workshop another rule of the names that its video rooms show, before its first session begins.

    Tokens made from then on follow it. By the Secretariat alone; the same rule again changes nothing. Raises
    :class:`CourseError`.
    """
    now = at or timezone.now()
    rule = Workshop.NamesInRoom(names_in_room)
    with seats_locked(workshop) as locked:
        if not standing_of(by, at).is_secretariat:
            raise CourseError(_("Only the Secretariat changes which names a room shows, once a workshop is announced."))
        if locked.state != Workshop.State.ANNOUNCED or locked.has_begun(now):
            raise CourseError(_("Which names a room shows is changed until the first session begins."))
        if (was := locked.names_in_room) != rule:
            locked.names_in_room = rule
            locked.save(update_fields=["names_in_room"])
            record_event("courses.names_changed", locked, by=by, at=now, was=was, now=rule)
        return locked


def move_workshop(
    workshop: Workshop,
    *,
    starts_on: date,
    nominations_close_at: datetime | None = None,
    reason: str,
    by: User,
    at: datetime | None = None,
) -> Workshop:
    """Hold an announced workshop on other days, equally long; its sessions and its deadline go with it.

    Whoever holds a seat keeps it and is asked whether the new days suit; whoever is named, offered a seat or waits is
    told. The rule of the certificate stays. Raises :class:`CourseError`.
    """
    now = at or timezone.now()
    with seats_locked(workshop) as locked:
        _refuse_change(locked, by=by, reason=reason, now=now, at=at)
        days = starts_on - locked.starts_on
        deadline = nominations_close_at or _moved_deadline(locked, days)
        if not days and deadline == locked.nominations_close_at:
            return locked
        _refuse_days(locked, starts_on, deadline, now=now)
        was_on = (locked.starts_on, locked.ends_on)
        _write_days(locked, days, deadline)
        record_event("courses.workshop_moved", locked, by=by, at=now, days=days.days)
        if days:
            events.workshop_moved.send(sender=Workshop, workshop=locked, days=days.days, by=by, at=now)
            locked.refresh_from_db()
            _ask_again(locked, was_on=was_on, reason=reason, by=by, now=now)
        return locked


def _moved_deadline(workshop: Workshop, days: timedelta) -> datetime:
    """The same hour of the host's clock, so many days from the present deadline; once seats were released, that one."""
    if workshop.seats_released_at is not None:
        return workshop.nominations_close_at
    return later_by_days(workshop.nominations_close_at, days, ZoneInfo(workshop.time_zone))


def _write_days(workshop: Workshop, days: timedelta, deadline: datetime) -> None:
    workshop.starts_on += days
    workshop.ends_on += days
    workshop.nominations_close_at = deadline
    workshop.full_clean(exclude=["slug"])
    workshop.save(update_fields=["starts_on", "ends_on", "nominations_close_at"])


def _ask_again(workshop: Workshop, *, was_on: tuple[date, date], reason: str, by: User, now: datetime) -> None:
    """Everybody with a live place is told; those who had said yes are asked again; offers end before it begins."""
    for enrolment in workshop.enrolments.live().select_related("person__user", "office"):
        if enrolment.state == State.CONFIRMED:
            enrolment.asked_again_at = now
        if enrolment.answer_by is not None:
            enrolment.answer_by = max(now, min(enrolment.answer_by, workshop.beginning))
        enrolment.save(update_fields=["asked_again_at", "answer_by"])
        write_step(enrolment, before=enrolment.state, by=by, now=now, cause=Cause.MOVED, reason=reason)
        mails.tell_of_moved_workshop(enrolment, was_on=was_on, reason=reason, at=now)
    mails.tell_contact_points_of_move(workshop, was_on=was_on, reason=reason, at=now)


def _refuse_change(workshop: Workshop, *, by: User, reason: str, now: datetime, at: datetime | None) -> None:
    if not standing_of(by, at).is_staff:
        raise CourseError(_("Only the School and the Secretariat write workshops."))
    if not reason.strip():
        raise CourseError(_("Say why: the letters tell it."))
    if workshop.state != Workshop.State.ANNOUNCED or workshop.has_begun(now):
        raise CourseError(_("Seats and days are changed from the announcement until the workshop begins."))


def _refuse_days(workshop: Workshop, starts_on: date, deadline: datetime, *, now: datetime) -> None:
    zone = ZoneInfo(workshop.time_zone)
    if starts_on <= timezone.localdate(now, zone):
        raise CourseError(_("The new first day must lie ahead."))
    if abs(starts_on - workshop.starts_on) > LONGEST_MOVE:
        raise CourseError(_("That is more than a year away: cancel the workshop and prepare another one."))
    if timezone.localdate(deadline, zone) > starts_on:
        raise CourseError(_("Enrolment must close before the workshop begins."))
    if deadline == workshop.nominations_close_at:
        return
    if workshop.seats_released_at is not None:
        raise CourseError(_("Nominations have closed and the free seats are everybody's: they are not opened again."))
    if deadline <= now:
        raise CourseError(_("Enrolment would have closed already: say until when it stays open."))
