"""What an announcement asks for and what it freezes: questions about a draft and its curriculum."""

from courses.models import Approval, CoursePage, Workshop
from courses.rules import frozen_syllabus, missing_for_announcement


def missing_before_announcement(workshop: Workshop) -> list[str]:
    """Codes of what a draft still lacks (see :func:`courses.rules.missing_for_announcement`)."""
    approved = workshop.approvals.filter(stands=True, decision=Approval.Decision.APPROVED)
    return missing_for_announcement(
        units=workshop.units.count(),
        schools=workshop.schools.count(),
        has_syllabus=workshop.course_key is None or bool(syllabus_of(workshop)["modules"]),
        approvals={side: str(person) for side, person in approved.values_list("side", "person_id")},
    )


def syllabus_of(workshop: Workshop) -> dict:
    """The live pages of the workshop's curriculum as data; without a curriculum an empty one."""
    pages = {}
    if workshop.course_key:
        live = CoursePage.objects.live().filter(translation_key=workshop.course_key)
        pages = {page.locale.language_code: page for page in live.select_related("locale")}
    spanish = pages.get("es") or pages.get("en")
    return frozen_syllabus(
        _modules_of(spanish),
        _modules_of(pages.get("en")),
        {language: page.live_revision_id for language, page in sorted(pages.items())},
    )


def _modules_of(page: CoursePage | None) -> list[dict[str, str]]:
    return [
        {
            "key": str(module.translation_key),
            "title": module.title,
            "kind": module.kind,
            "hours": str(module.hours),
            "objectives": module.objectives,
        }
        for module in (page.modules.all() if page else [])
    ]
