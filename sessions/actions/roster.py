"""Who was seen: ticks of the whole session, and marks with hours at a site, at the door, from a sheet (C2, R23).

Rows are added and never changed: a mark that was wrong, or whose person left earlier, is replaced by another.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.models import Enrolment
from foundations.audit.actions import record_event
from network.models import Person, User
from sessions.door import opening
from sessions.errors import SessionError
from sessions.locks import locked_session
from sessions.models import ConnectedSite, RosterEntry, TrainingSession
from sessions.roster import markable, tickable
from sessions.rules import SheetRow, counted_window

State = TrainingSession.State
Source = RosterEntry.Source


@transaction.atomic
def tick_roster(
    session: TrainingSession, people: Iterable[Person], *, by: User, at: datetime | None = None
) -> list[RosterEntry]:
    """Note that ``people`` were seen taking part: for each it counts as the whole session. Gives the new entries.

    Only holders of a seat are ticked; by whoever leads the session and the staff, or by a contact point for the people
    of the office. Raises :class:`SessionError` before it begins, once it is settled, and for anybody else.
    """
    now = at or timezone.now()
    locked = locked_session(session)
    _refuse_closed(locked)
    if now < locked.starts_at:
        raise SessionError(_("The roster opens when the session begins."))
    wanted = {person.pk for person in people}
    if wanted - set(tickable(locked, by, at).values_list("person_id", flat=True)):
        raise SessionError(_("Only people who hold a seat, and of your own office, can be ticked."))
    fresh = wanted - set(locked.roster.ticks().values_list("person_id", flat=True))
    entries = RosterEntry.objects.bulk_create(
        RosterEntry(session=locked, person_id=person, ticked_by=by.person, ticked_at=now) for person in sorted(fresh)
    )
    if entries:
        record_event("sessions.roster_ticked", locked, by=by, at=at, people=[str(person) for person in sorted(fresh)])
    return entries


@dataclass(frozen=True)
class Visitor:
    """Somebody without a record, by name and kind: a police investigator or a guest (R36)."""

    name: str
    kind: str


@transaction.atomic
def mark_at_site(
    site: ConnectedSite,
    people: Iterable[Person | Visitor],
    *,
    by: User,
    starts_at: datetime | None = None,
    at: datetime | None = None,
) -> list[RosterEntry]:
    """Note that ``people`` sit before the screen of ``site``, since ``starts_at`` or since now.

    Somebody who is marked in there already stays so. By whoever keeps the site; holders of a seat of its office, and
    visitors by name; who leads the session marks holders of any office. Raises :class:`SessionError`.
    """
    now = at or timezone.now()
    locked = locked_session(site.session)
    _refuse_closed(locked)
    if not ConnectedSite.objects.planned().kept_by(by, at).filter(pk=site.pk).exists():
        raise SessionError(_("Only those who keep a site mark who sits before its screen."))
    since = _hour_within(locked, starts_at or now, now)
    wanted = list(people)
    known = {one.pk for one in wanted if isinstance(one, Person)}
    if known - set(markable(site, by, at).values_list("person_id", flat=True)):
        raise SessionError(_("Only people who hold a seat, and of your own office, can be marked."))
    inside = set(_inside(locked, site).values_list("person_id", "visitor_name"))
    entries = [
        _entry(locked, one, source=Source.SITE, site=site, since=since, by=by, now=now)
        for one in wanted
        if ((one.pk, "") if isinstance(one, Person) else (None, one.name)) not in inside
    ]
    return _note(locked, entries, by=by, at=at, source=Source.SITE)


@transaction.atomic
def mark_left(
    entry: RosterEntry, *, by: User, ends_at: datetime | None = None, at: datetime | None = None
) -> RosterEntry:
    """Note that somebody left at ``ends_at`` or now: another row takes the place of the first.

    An end that is the beginning says that the mark was a mistake. Left twice changes nothing. Raises
    :class:`SessionError` when the hour lies before the mark or ahead, and for whoever did not mark there.
    """
    now = at or timezone.now()
    locked = locked_session(entry.session)
    _refuse_closed(locked)
    if not _may_mark(locked, entry.site, by, at):
        raise SessionError(_("Only those who keep a site mark who sits before its screen."))
    entry = RosterEntry.objects.select_related("person", "site").get(pk=entry.pk)
    if entry.ends_at is not None or RosterEntry.objects.filter(replaces=entry).exists() or entry.starts_at is None:
        return entry
    end = ends_at or max(now, entry.starts_at)
    if not entry.starts_at <= end <= max(now, entry.starts_at):
        raise SessionError(_("The hour of leaving lies between the mark and now."))
    left = RosterEntry.objects.create(
        session=locked,
        person=entry.person,
        visitor_name=entry.visitor_name,
        visitor_kind=entry.visitor_kind,
        source=entry.source,
        site=entry.site,
        starts_at=entry.starts_at,
        ends_at=end,
        replaces=entry,
        ticked_by=by.person,
        ticked_at=now,
    )
    record_event("sessions.mark_ended", locked, by=by, at=at, entry=entry.pk, ended_at=end.isoformat())
    return left


@transaction.atomic
def mark_myself(
    session: TrainingSession, *, by: User, site: ConnectedSite | None = None, at: datetime | None = None
) -> RosterEntry:
    """A holder of a seat who read the code on a screen says to be there: before a ``site``, or at the door.

    Signed in already, nothing is added. Whether the code was the current one is asked before. Raises
    :class:`SessionError` outside the hours of the room and for whoever holds no seat.
    """
    now = at or timezone.now()
    locked = locked_session(session)
    _refuse_closed(locked)
    if not opening(locked).opens_at <= now < locked.ends_at:
        raise SessionError(_("One signs in from a quarter of an hour before the session until its end."))
    if not Enrolment.objects.holding().filter(workshop=locked.workshop_id, person=by.person_id).exists():
        raise SessionError(_("You hold no seat in this workshop. Tell whoever leads the session."))
    there = _inside(locked, site).filter(person=by.person_id).first()
    if there is not None:
        return there
    source = Source.SITE if site else Source.DOOR
    entry = _entry(locked, by.person, source=source, site=site, since=now, by=by, now=now)
    return _note(locked, [entry], by=by, at=at, source=source)[0]


@transaction.atomic
def type_sheet(
    session: TrainingSession, rows: Iterable[SheetRow], *, by: User, at: datetime | None = None
) -> list[RosterEntry]:
    """Type in what people signed on the printed sheet; the same row typed again is the same row.

    By whoever leads the session, for all who hold a seat; by a contact point for those of the office. Raises
    :class:`SessionError` for hours outside the session and for anybody else.
    """
    now = at or timezone.now()
    locked = locked_session(session)
    _refuse_closed(locked)
    window = counted_window(locked.starts_at, locked.ends_at, locked.ended_at)
    wanted = list(rows)
    if {row.person for row in wanted} - set(tickable(locked, by, at).values_list("person_id", flat=True)):
        raise SessionError(_("Only people who hold a seat, and of your own office, can be marked."))
    for row in wanted:
        if not (window[0] <= row.starts_at < row.ends_at <= window[1]) or row.ends_at > now:
            raise SessionError(_("The hours of each row lie within the session, the first before the second."))
    typed = locked.roster.filter(source=Source.SHEET).values_list("person_id", "starts_at", "ends_at")
    fresh = {(row.person, row.starts_at, row.ends_at) for row in wanted} - set(typed)
    entries = [
        RosterEntry(
            session=locked,
            person_id=person,
            source=Source.SHEET,
            starts_at=starts_at,
            ends_at=ends_at,
            ticked_by=by.person,
            ticked_at=now,
        )
        for person, starts_at, ends_at in sorted(fresh, key=str)
    ]
    return _note(locked, entries, by=by, at=at, source=Source.SHEET)


def _refuse_closed(session: TrainingSession) -> None:
    if session.state != State.SCHEDULED:
        raise SessionError(
            _(
                "The roster of this session is closed: it was cancelled, or its attendance is settled. If "
                "somebody is missing, tell the Secretariat."
            )
        )


def _may_mark(session: TrainingSession, site: ConnectedSite | None, by: User, at: datetime | None) -> bool:
    if site is not None:
        return ConnectedSite.objects.kept_by(by, at).filter(pk=site.pk).exists()
    return TrainingSession.objects.led_by(by, at).filter(pk=session.pk).exists()


def _hour_within(session: TrainingSession, since: datetime, now: datetime) -> datetime:
    """The hour of a mark: from when the room opens until now."""
    opens_at = opening(session).opens_at
    if now < opens_at:
        raise SessionError(_("The roster of a site opens when its room does."))
    if not opens_at <= since <= min(now, session.ends_at) + timedelta(minutes=1):
        raise SessionError(_("The hour of a mark lies between the opening of the room and now."))
    return since


def _inside(session: TrainingSession, site: ConnectedSite | None):  # noqa: ANN202 - a queryset of entries
    """Who is marked in there and has not left."""
    return RosterEntry.objects.standing().filter(
        session=session, site=site, source=Source.SITE if site else Source.DOOR, ends_at__isnull=True
    )


def _entry(
    session: TrainingSession,
    one: Person | Visitor,
    *,
    source: str,
    site: ConnectedSite | None,
    since: datetime,
    by: User,
    now: datetime,
) -> RosterEntry:
    entry = RosterEntry(session=session, source=source, site=site, starts_at=since, ticked_by=by.person, ticked_at=now)
    if isinstance(one, Person):
        entry.person = one
    else:
        entry.visitor_name, entry.visitor_kind = one.name, one.kind
    return entry


def _note(
    session: TrainingSession, entries: list[RosterEntry], *, by: User, at: datetime | None, source: str
) -> list[RosterEntry]:
    kept = RosterEntry.objects.bulk_create(entries)
    if kept:
        people = sorted(str(entry.person_id) for entry in kept if entry.person_id)
        visitors = sum(entry.person_id is None for entry in kept)
        record_event("sessions.people_marked", session, by=by, at=at, people=people, visitors=visitors, source=source)
    return kept
