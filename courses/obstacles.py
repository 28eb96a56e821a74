"""What stands between somebody and a workshop: a course that it builds on, other workshops of those days, its language.

The first refuses; the others are told and leave the choice to whoever names or enrols.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from courses import events
from courses.models import CoursePage, Enrolment, Workshop
from network.bilingual import in_my_language
from network.models import Person


@dataclass(frozen=True)
class Obstacles:
    """Of one person: whether the required curriculum lacks, titles of workshops on those days, whether the working
    language is another one than theirs.
    """

    lacks_course: bool = False
    same_days: list[str] = field(default_factory=list)
    other_language: bool = False

    def sentences(self, workshop: Workshop) -> list[str]:
        """Each in the reader's language, the one that refuses first."""
        told = []
        if self.lacks_course:
            told.append(
                _("Has no certificate of “%(title)s”, which is required.") % {"title": required_title(workshop)}
            )
        if self.same_days:
            titles = ", ".join(f"“{title}”" for title in self.same_days)
            told.append(_("Has a seat in another workshop on those days: %(titles)s.") % {"titles": titles})
        if self.other_language:
            told.append(
                _("The workshop is held in %(language)s.") % {"language": workshop.get_language_display().lower()}
            )
        return told

    def __bool__(self) -> bool:
        return self.lacks_course or bool(self.same_days) or self.other_language


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
    """What is to be told of each of ``people`` (with their accounts); two questions, whatever their number."""
    people = list(people)
    lacking = lacks_course(workshop, [person.pk for person in people])
    busy = _same_days(workshop, people)
    return {
        person.pk: Obstacles(person.pk in lacking, busy.get(person.pk, []), _speaks_other(workshop, person))
        for person in people
    }


def _speaks_other(workshop: Workshop, person: Person) -> bool:
    account = getattr(person, "user", None)
    return account is not None and account.language[:2] != workshop.language


def _same_days(workshop: Workshop, people: list[Person]) -> dict[uuid.UUID, list[str]]:
    """Titles of the other workshops with a day in common in which each holds a seat (days, each in its own zone)."""
    others = Enrolment.objects.holding().filter(
        person__in=people,
        workshop__state=Workshop.State.ANNOUNCED,
        workshop__starts_on__lte=workshop.ends_on,
        workshop__ends_on__gte=workshop.starts_on,
    )
    taken = others.exclude(workshop=workshop).order_by("workshop__starts_on", "pk")
    found: dict[uuid.UUID, list[str]] = defaultdict(list)
    for person, *titles in taken.values_list("person", "workshop__title_es", "workshop__title_en"):
        found[person].append(in_my_language(*titles))
    return dict(found)
