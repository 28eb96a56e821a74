"""What sessions tell calendars: their hours to the network, and the days of workshops (:mod:`calendars.sources`).

The public reads the outline of a workshop and no timetable, so its calendars hold days. For the network a workshop
stands by its sessions, and by its days as long as it has none.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from calendars.marks import Mark
from calendars.prepared import Place, Prepared
from calendars.sources import Ask, Choice, Entry, Kind, Source, Window, Words
from courses.models import Enrolment, TrainingArea, Workshop
from network.models import Country, User
from network.querysets import standing_of
from sessions.models import TrainingSession, uid_of_days
from sessions.querysets import LEADING_ROLES
from sessions.rules import SETTLED_AFTER
from sessions.time_taken import session_hours, time_taken

ENTRIES_KEPT = 8192  # of one process
SETTLINGS_KEPT = 1024
OF_WORKSHOP = (
    *("title_es", "title_en", "time_zone", "modality", "city", "host_office__city"),
    *("area__code", "area__name_es", "area__name_en"),
    *("host_office__country", "host_office__country__name_es", "host_office__country__name_en"),
)
SHOWN_OF_SESSION = (
    *("pk", "uid", "sequence", "calendar_stamped_at", "starts_at", "ends_at", "state", "title_es", "title_en"),
    *(f"workshop__{column}" for column in OF_WORKSHOP),
)
SHOWN_OF_WORKSHOP = ("pk", "slug", "state", "starts_on", "ends_on", "told_sequence", "told_at", *OF_WORKSHOP)
SESSION_MARK, WORKSHOP_MARK = (Mark(*SHOWN_OF_SESSION),), (Mark(*SHOWN_OF_WORKSHOP),)
SESSION_COLUMNS, WORKSHOP_COLUMNS = SESSION_MARK + SHOWN_OF_SESSION, WORKSHOP_MARK + SHOWN_OF_WORKSHOP


def session_marks(ask: Ask) -> list[str]:
    """One for each thing. Two questions; one for the public; three for whoever wants deadlines told."""
    told = [*_rows(_sessions, SESSION_MARK, ask), *_rows(_outlines, WORKSHOP_MARK, ask)]
    return [*(mark for (mark,) in told), *(entry.mark for entry in _settling(ask))]


def session_entries(ask: Ask) -> list[Entry]:
    """The things themselves. As many questions as above."""
    entries = [_session_entry(row) for row in _rows(_sessions, SESSION_COLUMNS, ask)]
    entries += [_workshop_entry(row) for row in _rows(_outlines, WORKSHOP_COLUMNS, ask)]
    return [*entries, *_settling(ask)]


def _settling(ask: Ask) -> list[Entry]:
    """Until when who leads a session looks at its attendance, before the platform settles it by itself."""
    if not (ask.mine and ask.with_deadlines and ask.user is not None):
        return []
    led = TrainingSession.objects.filter(
        parts__person=ask.user.person_id,
        parts__role__in=LEADING_ROLES,
        state=TrainingSession.State.SCHEDULED,
        workshop__state=Workshop.State.ANNOUNCED,
        ends_at__gte=ask.window.start,
        ends_at__lt=ask.window.end,
    )
    return [_settling_entry(_session_entry(row)) for row in led.order_by().distinct().values_list(*SESSION_COLUMNS)]


@lru_cache(SETTLINGS_KEPT)
def _settling_entry(session: Entry) -> Entry:
    """It moves as the session does, and goes once the attendance is settled."""
    titles = []
    for language in ("es", "en"):
        with translation.override(language):
            titles.append(_("Settle the attendance: %(title)s") % {"title": session.title.said_in(language)})
    return replace(
        session,
        mark=f"settle {session.mark}",
        uid=f"settle-{session.uid}",
        starts_at=session.ends_at,
        ends_at=session.ends_at + SETTLED_AFTER,
        kind=Kind.DEADLINE,
        title=Words(*titles),
        city="",
        has_video=False,
    )


def entry_of(session: TrainingSession) -> Entry:
    """One session as calendars show it. One question."""
    return _session_entry(TrainingSession.objects.filter(pk=session.pk).values_list(*SESSION_COLUMNS).get())


def _rows(things: Callable[[Ask], QuerySet], columns: tuple[str, ...], ask: Ask) -> Iterable[tuple]:
    """What most programs ask for, everything of one person, is asked by a question written once."""
    if not ask.mine or ask.user is None or any((ask.area, ask.country, ask.workshop, ask.modality)):
        return things(ask).values_list(*columns)
    start, end, since = ask.window.start, ask.window.end, ask.cancelled_since
    asked = {"person": ask.user.person_id, "start": start, "end": end, "since": since}
    days = {"first_day": start.date(), "last_day": end.date()}
    return _of_one_person(things, columns, with_cancelled=since is not None).rows(**asked, **days)


@cache
def _of_one_person(things: Callable[[Ask], QuerySet], columns: tuple[str, ...], *, with_cancelled: bool) -> Prepared:
    def build(**asked) -> QuerySet:
        since = asked["since"] if with_cancelled else None
        window = Window(asked["start"], asked["end"])
        reader = User(person_id=asked["person"])
        return things(Ask(window, user=reader, mine=True, cancelled_since=since)).values_list(*columns)

    return Prepared(build, _places())


def _places() -> dict[str, Place]:
    """Examples of the values: days long gone, and people who are nobody."""
    instants = {"start": (1901, 1902), "end": (1903, 1904), "since": (1905, 1906)}
    moment, day = models.DateTimeField(), models.DateField()
    people = UUID(int=1), UUID(int=2)
    places = {"person": Place(models.UUIDField(), people)}
    for name, (one, other) in instants.items():
        places[name] = Place(moment, (datetime(one, 1, 1, tzinfo=UTC), datetime(other, 1, 1, tzinfo=UTC)))
    places["first_day"] = Place(day, (date(1901, 1, 1), date(1902, 1, 1)))
    places["last_day"] = Place(day, (date(1903, 1, 1), date(1904, 1, 1)))
    return places


def _sessions(ask: Ask) -> QuerySet:
    found = TrainingSession.objects.order_by()
    if ask.user is None:
        return found.none()
    found = found.of_person(ask.user.person_id) if ask.mine else found.visible_to(ask.user)
    found = found.filter(starts_at__lt=ask.window.end, ends_at__gt=ask.window.start)
    found = found.filter(**_narrowed(ask, "workshop__"))
    if ask.cancelled_since is None:
        return found.standing()
    return found.exclude(state="cancelled", calendar_stamped_at__lt=ask.cancelled_since)


def _outlines(ask: Ask) -> QuerySet:
    """Days of workshops that were ever announced: of all to the public, of those without a timetable to others."""
    found = Workshop.objects.order_by()
    if ask.mine:
        found = found.filter(
            state="announced", enrolments__person=ask.user.person_id, enrolments__state__in=Enrolment.HOLDING
        )
    else:
        found = found.ever_announced()
    if ask.mine or standing_of(ask.user).is_network:
        found = found.filter(sessions__isnull=True)
    found = found.filter(starts_on__lt=ask.window.end.date(), ends_on__gte=ask.window.start.date())
    found = found.filter(**_narrowed(ask, "")).annotate(
        told_at=Coalesce("in_calendars__stamped_at", "announced_at"),
        told_sequence=Coalesce("in_calendars__sequence", 0),
    )
    if ask.mine:
        return found
    if ask.cancelled_since is None:
        return found.exclude(state="cancelled")
    return found.exclude(state="cancelled", told_at__lt=ask.cancelled_since)


def _narrowed(ask: Ask, before: str) -> dict[str, str]:
    asked = {"area__code": ask.area, "host_office__country": ask.country, "slug": ask.workshop}
    asked["modality"] = ask.modality
    return {f"{before}{name}": value for name, value in asked.items() if value}


@lru_cache(ENTRIES_KEPT)
def _session_entry(row: tuple) -> Entry:
    """Kept by all that it shows: a row that has not changed is the same object, with the text made of it."""
    mark, key, uid, sequence, stamped_at, starts_at, ends_at, state, title_es, title_en, *workshop = row
    facts = _facts_of_workshop(workshop)
    return Entry(
        mark=mark,
        uid=uid,
        sequence=sequence,
        stamped_at=stamped_at,
        starts_at=starts_at,
        ends_at=ends_at,
        title=Words(title_es, title_en),
        addresses=_addresses("sessions:session", key),
        has_video=facts["modality"] != Workshop.Modality.IN_PERSON,
        is_cancelled=state == TrainingSession.State.CANCELLED,
        **facts,
    )


@lru_cache(ENTRIES_KEPT)
def _workshop_entry(row: tuple) -> Entry:
    mark, key, slug, state, starts_on, ends_on, sequence, told_at, *workshop = row
    facts = _facts_of_workshop(workshop)
    return Entry(
        mark=mark,
        uid=uid_of_days(key),
        sequence=sequence,
        stamped_at=told_at,
        starts_at=starts_on,
        ends_at=ends_on + timedelta(days=1),
        kind=Kind.WORKSHOP,
        title=facts.pop("about"),
        addresses=_addresses("courses:workshop", slug),
        is_cancelled=state == Workshop.State.CANCELLED,
        **facts,
    )


def _facts_of_workshop(row: list) -> dict:
    title_es, title_en, zone, modality, city, host_city, *area, country, country_es, country_en = row
    return {
        "about": Words(title_es, title_en),
        "zone": zone,
        "modality": modality,
        "city": _city(city, modality),
        "host_city": host_city,
        "area": Words(*area[1:]),
        "area_code": area[0],
        "country": Words(country_es, country_en),
        "country_code": country,
    }


def _city(city: str, modality: str) -> str:
    """Where people meet; nowhere, if it is by video alone."""
    return "" if modality == Workshop.Modality.VIRTUAL else city


def _addresses(name: str, key: object) -> Words:
    """The page in each language, in full."""
    found = []
    for language in ("es", "en"):
        with translation.override(language):
            found.append(settings.BASE_URL + reverse(name, args=[key]))
    return Words(*found)


def session_choices() -> dict[str, list[Choice]]:
    """Training areas, the countries of the network, workshops that are not over. Three questions."""
    areas = TrainingArea.objects.values_list("code", "name_es", "name_en")
    countries = Country.objects.of_network().values_list("code", "name_es", "name_en")
    workshops = Workshop.objects.announced().upcoming().values_list("slug", "title_es", "title_en")
    return {
        name: [Choice(code, Words(es, en)) for code, es, en in rows]
        for name, rows in (
            ("area", areas),
            ("country", countries),
            ("workshop", workshops),
            ("modality", _modalities()),
        )
    }


def _modalities() -> list[tuple[str, str, str]]:
    """Each in both languages."""
    found = []
    for modality in Workshop.Modality:
        words = []
        for language in ("es", "en"):
            with translation.override(language):
                words.append(str(modality.label))
        found.append((modality.value, *words))
    return found


sessions_source = Source(session_marks, session_entries, time_taken, session_hours, session_choices)
