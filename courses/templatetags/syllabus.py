"""A syllabus on pages: the frozen one in the reader's language, and theory beside practice as a bar."""

from django import template
from django.utils.translation import get_language

from courses.models import CourseModule
from courses.rules import HoursByKind

register = template.Library()
STRIPE = 3  # hundredths of the bar between two stripes of its practice


@register.filter
def modules_in_my_language(syllabus: dict) -> list[dict]:
    """Title, kind and hours of each module, in the active language."""
    language = "en" if (get_language() or "").startswith("en") else "es"
    kinds = dict(CourseModule.Kind.choices)
    return [
        {"title": module[f"title_{language}"], "kind": kinds[module["kind"]], "hours": module["hours"]}
        for module in syllabus.get("modules", [])
    ]


@register.inclusion_tag("courses/_hours_bar.html")
def hours_bar(hours: HoursByKind, key: object) -> dict[str, object]:
    """``{% hours_bar hours "area" %}``: theory beside practice as a bar; ``key`` tells several bars of a page apart.

    The table of the modules stands beside it: the bar is for those who would rather look than read.
    """
    share = round(100 * hours.theory / hours.total) if hours.total else 0
    return {"hours": hours, "key": key, "share": share, "stripes": range(share + 2, 100, STRIPE)}
