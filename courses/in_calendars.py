"""What courses tell calendars: until when somebody has something to do about seats (:mod:`calendars.sources`).

Nobody else's calendar holds it: it is told only of the reader's own, and only where the reader wants it.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import lru_cache

from django.conf import settings
from django.db.models import Case, Count, F, Max, Q, QuerySet, When
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from calendars.marks import BETWEEN
from calendars.sources import Ask, Entry, Kind, Source, Words
from courses.models import Enrolment, Workshop
from courses.rules import Cause
from network.querysets import standing_of

SHOWN_AS = timedelta(minutes=30)  # a deadline has no length: programs show what has one
DEADLINES_KEPT = 1024  # of one process
OF_WORKSHOP = (
    *("slug", "title_es", "title_en", "time_zone", "modality"),
    *("area__code", "area__name_es", "area__name_en"),
    *("host_office__country", "host_office__country__name_es", "host_office__country__name_en"),
)

# What is to be done, by the first word of its name among calendars.
TITLES: dict[str, Callable[[], str]] = {
    "accept": lambda: _("Accept or decline your seat: %(title)s"),
    "answer": lambda: _("Answer the offer of a seat: %(title)s"),
    "nominate": lambda: _("Nominations close: %(title)s"),
}


def deadline_marks(ask: Ask) -> list[str]:
    """One for each hour. As many questions as below."""
    return [entry.mark for entry in deadline_entries(ask)]


def deadline_entries(ask: Ask) -> list[Entry]:
    """The half hour before seats can no longer be accepted, answered for or named.

    One question, and one more for a contact point; none where nobody wants them.
    """
    if not (ask.with_deadlines and ask.mine and ask.user is not None):
        return []
    rows = [*_own_seats(ask)]
    if standing_of(ask.user).holds("contact_point"):
        rows += [("nominate", *row) for row in _to_name(ask)]
    return [_entry(row) for row in rows]


def _own_seats(ask: Ask) -> list[tuple]:
    """Seats that wait for the reader's yes: named, until enrolment closes; offered, until the offer ends.

    A seat has moved with its workshop as often as its own steps tell, and was last changed by the last of them.
    """
    mine = Enrolment.objects.filter(
        person=ask.user.person_id, state__in=Enrolment.TO_ACCEPT, workshop__state=Workshop.State.ANNOUNCED
    )
    mine = mine.annotate(
        until=Case(When(state=Enrolment.State.OFFERED, then="answer_by"), default="workshop__nominations_close_at"),
        stamped_at=Greatest("asked_at", Coalesce(Max("transitions__at"), "asked_at")),
        steps=Count("transitions"),
    )
    mine = mine.filter(until__gte=ask.window.start, until__lt=ask.window.end).order_by()
    workshop = (f"workshop__{name}" for name in OF_WORKSHOP)
    columns = ("state", "pk", "workshop", "until", "stamped_at", "steps", *workshop)
    found = []
    for state, key, workshop_key, *row in mine.values_list(*columns):
        is_offer = state == Enrolment.State.OFFERED
        found.append(("answer", key, *row) if is_offer else ("accept", workshop_key, *row))
    return found


def _to_name(ask: Ask) -> QuerySet:
    """Workshops with seats per office, whose nominations close in the window; with how often they were moved."""
    moves = Q(enrolments__transitions__cause=Cause.MOVED)
    found = Workshop.objects.announced().filter(
        seats_per_office__isnull=False,
        nominations_close_at__gte=ask.window.start,
        nominations_close_at__lt=ask.window.end,
    )
    found = found.annotate(
        stamped_at=Coalesce(
            Max("enrolments__transitions__at", filter=moves), F("announced_at"), F("nominations_close_at")
        ),
        moves=Count("enrolments__transitions__at", filter=moves, distinct=True),
    )
    return found.order_by().values_list("pk", "nominations_close_at", "stamped_at", "moves", *OF_WORKSHOP)


@lru_cache(DEADLINES_KEPT)
def _entry(row: tuple) -> Entry:
    """Kept by all that it shows, with the text made of it."""
    kind, key, until, stamped_at, sequence, slug, title_es, title_en, zone, modality, *row = row
    area_code, area_es, area_en, country, country_es, country_en = row
    titles, addresses = [], []
    for language, title in (("es", title_es), ("en", title_en)):
        with translation.override(language):
            titles.append(TITLES[kind]() % {"title": title or title_es or title_en})
            addresses.append(settings.BASE_URL + reverse("courses:workshop", args=[slug]))
    return Entry(
        mark=BETWEEN.join(
            map(str, (kind, key, until, stamped_at, sequence, slug, title_es, title_en, zone, modality, *row))
        ),
        uid=f"{kind}-{key}@{settings.CALENDAR_DOMAIN}",
        sequence=sequence,
        stamped_at=stamped_at,
        starts_at=until - SHOWN_AS,
        ends_at=until,
        zone=zone,
        kind=Kind.DEADLINE,
        title=Words(*titles),
        addresses=Words(*addresses),
        area=Words(area_es, area_en),
        area_code=area_code,
        country=Words(country_es, country_en),
        country_code=country,
        modality=modality,
    )


deadlines_source = Source(deadline_marks, deadline_entries)
