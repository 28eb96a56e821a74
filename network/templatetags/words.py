"""Words kept in two columns, marked where they stand in the other language than the page (WCAG 3.1.2).

``{% words workshop "summary" %}`` → the words; inside ``<span lang="en">`` when only the English column is filled.
"""

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language

from network.bilingual import language_of

register = template.Library()


@register.simple_tag
def words(thing: object, name: str) -> str:
    """The attribute ``name`` of ``thing``, a :class:`Bilingual`, as a screen reader should speak it."""
    said, language = getattr(thing, name), language_of(thing, name)
    if not said or language == (get_language() or "es")[:2]:
        return said
    return format_html('<span lang="{}">{}</span>', language, said)
