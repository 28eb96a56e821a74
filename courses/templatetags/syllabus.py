"""A frozen syllabus, read in the reader's language."""

from django import template
from django.utils.translation import get_language

from courses.models import CourseModule

register = template.Library()


@register.filter
def modules_in_my_language(syllabus: dict) -> list[dict]:
    """Title, kind and hours of each module, in the active language."""
    language = "en" if (get_language() or "").startswith("en") else "es"
    kinds = dict(CourseModule.Kind.choices)
    return [
        {"title": module[f"title_{language}"], "kind": kinds[module["kind"]], "hours": module["hours"]}
        for module in syllabus.get("modules", [])
    ]
