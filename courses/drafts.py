"""Workshops in preparation with what each still lacks: asked for all of them at once."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch

from courses.models import Approval, CourseModule, CoursePage, Workshop
from courses.rules import missing_for_announcement

# What the School writes and names, against what the two sides say.
MATTERS = ("units", "schools", "syllabus")


@dataclass(frozen=True)
class Draft:
    """One workshop in preparation: the codes of what lacks, and each side's standing word."""

    workshop: Workshop
    missing: list[str]
    words: dict[str, Approval]

    @property
    def lacking(self) -> list[str]:
        """What must still be written or named, whatever the two sides say."""
        return [code for code in self.missing if code in MATTERS]

    @property
    def returned(self) -> Approval | None:
        """The word that sent it back, if one stands."""
        return next((word for word in self.words.values() if word.decision == Approval.Decision.RETURNED), None)

    def awaits(self, side: str, person_id: uuid.UUID | None) -> bool:
        """Whether the word of ``side`` is what lacks, and ``person_id`` may be the one to say it."""
        others = (word for other, word in self.words.items() if other != side)
        return not self.lacking and side not in self.words and all(word.person_id != person_id for word in others)


def drafts() -> list[Draft]:
    """Every workshop in preparation, the earliest deadline first. Three questions, whatever their number."""
    units = Workshop.units.through.objects.filter(workshop=OuterRef("pk"))
    schools = Workshop.schools.through.objects.filter(workshop=OuterRef("pk"))
    standing = Prefetch("approvals", Approval.objects.filter(stands=True).select_related("person"), "standing_words")
    found = list(
        Workshop.objects.filter(state=Workshop.State.DRAFT)
        .annotate(has_units=Exists(units), has_schools=Exists(schools))
        .select_related("host_office__country", "area")
        .prefetch_related(standing)
        .order_by("nominations_close_at", "pk")
    )
    taught = _curricula_with_modules(workshop.course_key for workshop in found)
    return [_draft(workshop, taught) for workshop in found]


def _draft(workshop: Workshop, taught: set) -> Draft:
    words = {word.side: word for word in workshop.standing_words}
    approvals = {side: str(word.person_id) for side, word in words.items() if word.decision == word.Decision.APPROVED}
    missing = missing_for_announcement(
        units=int(workshop.has_units),
        schools=int(workshop.has_schools),
        has_syllabus=workshop.course_key is None or workshop.course_key in taught,
        approvals=approvals,
    )
    return Draft(workshop, missing, words)


def _curricula_with_modules(keys: Iterable) -> set:
    """Those of the curricula that have a live page with modules; see :func:`courses.announcing.syllabus_of`."""
    wanted = {key for key in keys if key}
    if not wanted:
        return set()
    pages = CoursePage.objects.live().filter(translation_key__in=wanted)
    pages = pages.filter(Exists(CourseModule.objects.filter(page=OuterRef("pk"))))
    # English modules alone stand for a syllabus only where there is no Spanish page.
    live = CoursePage.objects.live().filter(translation_key__in=wanted)
    spanish = set(live.filter(locale__language_code="es").values_list("translation_key", flat=True))
    with_modules = pages.values_list("translation_key", "locale__language_code")
    return {key for key, language in with_modules if language == "es" or key not in spanish}
