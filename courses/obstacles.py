"""What stands between somebody and a workshop: a course that it builds on, what takes the same hours, its language.

The first refuses; the others are told and leave the choice to whoever names or enrols.
"""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from calendars import Busy, Window, busy_among, hours
from courses import events
from courses.models import CoursePage, Workshop
from network.models import Person

NAMED_AT_MOST = 3


@dataclass(frozen=True)
class Obstacles:
    """Of one person: whether the required curriculum lacks, what takes the same hours, whether the working language is
    another one than theirs.

    Hours are compared where both have a timetable; a workshop without one takes all of its days.
    """

    lacks_course: bool = False
    taken: list[Busy] = field(default_factory=list)
    other_language: bool = False

    @property
    def same_hours(self) -> list[Busy]:
        """Sessions at the very hours."""
        return [span for span in self.taken if not span.by_days]

    @property
    def same_days(self) -> list[str]:
        """Titles of workshops without a timetable on the same days."""
        return list(dict.fromkeys(span.title for span in self.taken if span.by_days))

    def sentences(self, workshop: Workshop) -> list[str]:
        """Each in the reader's language, the one that refuses first."""
        told = []
        if self.lacks_course:
            told.append(
                _("Has no certificate of “%(title)s”, which is required.") % {"title": required_title(workshop)}
            )
        if self.same_hours:
            told.append(_("Has another session at the same hours: %(list)s.") % {"list": _listed(self.same_hours)})
        if self.same_days:
            titles = ", ".join(f"“{title}”" for title in self.same_days)
            told.append(_("Has a seat in another workshop on those days: %(titles)s.") % {"titles": titles})
        if self.other_language:
            told.append(
                _("The workshop is held in %(language)s.") % {"language": workshop.get_language_display().lower()}
            )
        return told

    def __bool__(self) -> bool:
        return self.lacks_course or bool(self.taken) or self.other_language


def _listed(spans: list[Busy]) -> str:
    """``“First session” (Cybercrime), 5 March 2026, 09:00–11:00`` by the reader's clock; the first few of many."""
    said = []
    for span in spans[:NAMED_AT_MOST]:
        start, end = timezone.localtime(span.starts_at), timezone.localtime(span.ends_at)
        told = {"session": span.title, "workshop": span.about, "day": date_format(start.date())}
        told["hours"] = f"{start:%H:%M}–{end:%H:%M}"
        said.append(_("“%(session)s” (%(workshop)s), %(day)s, %(hours)s") % told)
    if len(spans) > NAMED_AT_MOST:
        said.append(_("and %(number)s more") % {"number": len(spans) - NAMED_AT_MOST})
    return "; ".join(said)


def required_title(workshop: Workshop) -> str:
    """The title of the curriculum that the workshop builds on, in Spanish where there is one."""
    pages = CoursePage.objects.filter(translation_key=workshop.requires_course).select_related("locale")
    page = min(pages, key=lambda page: page.locale.language_code != "es", default=None)
    return page.title if page else ""


def lacks_course(workshop: Workshop, people: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those of ``people`` without a certificate of the required curriculum: whoever knows of certificates answers."""
    if workshop.requires_course is None:
        return set()
    answers = events.completion_asked.send(sender=Workshop, course=workshop.requires_course, people=people)
    return set(people).difference(*(done for _receiver, done in answers))


def obstacles_of(workshop: Workshop, people: Iterable[Person]) -> dict[uuid.UUID, Obstacles]:
    """What is to be told of each of ``people`` (with their accounts).

    Two questions, whatever their number; a third one where somebody is taken on the days of the workshop.
    """
    people = list(people)
    lacking = lacks_course(workshop, [person.pk for person in people])
    taken = taken_of(workshop, [person.pk for person in people])
    return {
        person.pk: Obstacles(person.pk in lacking, taken.get(person.pk, []), _speaks_other(workshop, person))
        for person in people
    }


def _speaks_other(workshop: Workshop, person: Person) -> bool:
    account = getattr(person, "user", None)
    return account is not None and account.language[:2] != workshop.language


def taken_of(workshop: Workshop, people: Collection[uuid.UUID]) -> dict[uuid.UUID, list[Busy]]:
    """What takes the time of each of ``people`` when ``workshop`` is held: by its hours, by its days without them."""
    days = days_of_workshop(workshop)
    taken = busy_among(people, days)
    if not taken:
        return {}
    held = hours(workshop.slug) or [days]
    return {
        person: [span for span in spans if span.workshop != workshop.slug and span.overlaps(held)]
        for person, spans in taken.items()
    }


def days_of_workshop(workshop: Workshop) -> Window:
    """From the midnight in which its first day begins until the one in which its last day ends, at the host's."""
    there = ZoneInfo(workshop.time_zone)
    return Window(
        datetime.combine(workshop.starts_on, time(), there),
        datetime.combine(workshop.ends_on + timedelta(days=1), time(), there),
    )
