"""The programme and its workshops on pages.

``{% programme_areas %}``, ``{% upcoming_workshops %}``, ``{% hosted_workshops code %}``,
``{% workshop_card workshop %}``, ``{% page_address page %}``.
"""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from wagtail.models import Page

from content.querysets import readable
from courses.models import AreaPage, CoursePage, Workshop

register = template.Library()
CARDS_REMEMBERED = 1024


class Card(NamedTuple):
    """All that the card of a workshop says, in the active language, to whoever reads it."""

    language: str | None
    slug: str
    title: str
    area: str
    country: str
    modality: str
    starts_on: date
    ends_on: date
    state: str
    entry: str  # by the clock, and so computed before the card is remembered

    @property
    def mode(self) -> str:
        return str(Workshop.Modality(self.modality).label)


@register.simple_tag
def workshop_card(workshop: Workshop) -> str:
    """One workshop in a list of them; fetch it ``for_lists``."""
    country = workshop.host_office.country
    words = (workshop.slug, workshop.title, workshop.area.name, country.name, workshop.modality)
    dates = (workshop.starts_on, workshop.ends_on)
    return _card_of(Card(get_language(), *words, *dates, workshop.state, workshop.entry()))


@lru_cache(CARDS_REMEMBERED)
def _card_of(card: Card) -> str:
    """Set once for what it says: a list of sixty cards would cost a page three times over."""
    return render_to_string("courses/_workshop_card.html", {"card": card})


@register.simple_tag
def page_address(page: Page) -> str:
    """Where a page in the active language stands: its tree's root is a home page, so no site is asked for."""
    return reverse("wagtail_serve", args=[page.url_path.split("/", 2)[2]])


@register.inclusion_tag("courses/_programme_areas.html", takes_context=True)
def programme_areas(context: dict) -> dict:
    """The area pages of the page's own language, in order."""
    areas = AreaPage.objects.descendant_of(context["page"]).live().order_by("path")
    return {"areas": readable(areas, context["request"]), "request": context["request"]}


@register.inclusion_tag("courses/_hosted_workshops.html", takes_context=True)
def hosted_workshops(context: dict, country_code: str, limit: int = 6) -> dict:
    """What the offices of a country host or hosted and was announced, the latest first: an outline, as in any list."""
    hosted = Workshop.objects.visible_to(_reader(context)).ever_announced().hosted_in(country_code)
    return {"workshops": hosted.for_lists().order_by("-starts_on", "slug")[:limit]}


@register.inclusion_tag("courses/_upcoming_workshops.html", takes_context=True)
def upcoming_workshops(context: dict, limit: int = 4) -> dict:
    """The next announced workshops that the reader may see: those that have not begun, then those under way."""
    coming = Workshop.objects.visible_to(_reader(context)).announced().upcoming().not_begun_first()
    return {"workshops": coming.for_lists()[:limit]}


@register.inclusion_tag("courses/_upcoming_workshops.html", takes_context=True)
def workshops_that_follow(context: dict, page: CoursePage, limit: int = 4) -> dict:
    """The next announced workshops whose curriculum is ``page``, in whichever language it is read."""
    workshops = Workshop.objects.visible_to(_reader(context)).announced().upcoming().for_lists()
    return {"workshops": workshops.filter(course_key=page.translation_key)[:limit], "is_about_course": True}


def _reader(context: dict):
    return getattr(context.get("request"), "user", None)
