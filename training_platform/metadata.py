"""What a page tells machines about itself: where it properly stands, in which other languages, and what it is about.

Only pages that everybody may find have any of it (:data:`training_platform.zones.INDEXED`): a page for some readers
would tell with its first copied link what it is called. Addresses begin with our own, whatever a request says.
"""

from dataclasses import dataclass, field

from django.conf import settings
from django.core.paginator import Page as Leaf
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from content.models import DatedPage
from content.querysets import tier_of
from content.rules import PUBLIC
from courses.models import Workshop
from training_platform.navigation import address_of, page_address, same_address, twins_of
from training_platform.zones import INDEXED, is_listed

LONGEST_DESCRIPTION = 200
# Open Graph names a language with a territory; this is how Latin American Spanish is called there.
LOCALES = {"es": "es_LA", "en": "en_US"}


@dataclass(frozen=True)
class Metadata:
    """Empty ``canonical``: the page tells nothing."""

    canonical: str = ""
    title: str = ""
    description: str = ""
    kind: str = "website"
    locale: str = ""
    other_locales: list[str] = field(default_factory=list)
    alternates: list[tuple[str, str]] = field(default_factory=list)
    icon: str = ""
    feed: str = ""


def metadata_of(request: HttpRequest, context: dict) -> Metadata:
    """What stands in the head of the page that ``context`` is for."""
    feed = address_of("news_feed")
    place = _place_of(request, context)
    if place is None:
        return Metadata(feed=feed)
    path, twins = place
    language = (get_language() or settings.LANGUAGE_CODE)[:2]
    others = [code for code, _name in settings.LANGUAGES if code != language and code in twins]
    page = context.get("page")
    return Metadata(
        canonical=settings.BASE_URL + path,
        title=_title_of(context),
        description=_description_of(context),
        kind="article" if isinstance(page, DatedPage) else "website",
        locale=LOCALES.get(language, language),
        other_locales=[LOCALES.get(code, code) for code in others],
        alternates=_alternates(twins),
        icon=settings.BASE_URL + static("platform/icon.svg"),
        feed=feed,
    )


def _place_of(request: HttpRequest, context: dict) -> tuple[str, dict[str, str]] | None:
    """The path of a page that everybody may find, and its path in every language; ``None`` for any other."""
    match = request.resolver_match
    if match is None or not is_listed(match.view_name, INDEXED):
        return None
    languages = [code for code, _name in settings.LANGUAGES]
    page, workshop = context.get("page"), context.get("workshop")
    if isinstance(workshop, Workshop) and workshop.announced_at is None:
        return None
    if not isinstance(page, Page):
        # An address of pages without a page is a refusal of one.
        is_missing = match.view_name == "wagtail_serve" or context.get("exception") is not None
        return None if is_missing else (request.path, {code: same_address(request, code) for code in languages})
    if page.pk is None or tier_of(page, request) != PUBLIC:
        return None
    language = (get_language() or settings.LANGUAGE_CODE)[:2]
    leaf = context.get("leaf")
    number = leaf.number if isinstance(leaf, Leaf) else 1
    twins = twins_of(page, request)
    here = page_address(page, language) + (f"?page={number}" if number > 1 else "")
    there = {code: page_address(twins[code], code) for code in languages if code in twins} if number == 1 else {}
    return here, there | {language: here}


def _alternates(twins: dict[str, str]) -> list[tuple[str, str]]:
    """Every language that the page is there in, with the one for whoever reads none of them; none for a lonely page."""
    if len(twins) < 2:
        return []
    default = twins.get(settings.LANGUAGE_CODE)
    found = [(code, settings.BASE_URL + path) for code, path in sorted(twins.items())]
    return [*found, ("x-default", settings.BASE_URL + default)] if default else found


def _title_of(context: dict) -> str:
    """Of a page or a workshop; what else there is, is titled by its template."""
    page, workshop = context.get("page"), context.get("workshop")
    if isinstance(page, Page):
        return page.seo_title or page.title
    return workshop.title if isinstance(workshop, Workshop) else ""


def _description_of(context: dict) -> str:
    """The editor's own words for searches, the introduction, the summary of a workshop; else what the platform is."""
    page, workshop = context.get("page"), context.get("workshop")
    said = ""
    if isinstance(page, Page):
        said = page.search_description or getattr(page, "introduction", "")
    elif isinstance(workshop, Workshop):
        said = workshop.summary
    return Truncator(" ".join((said or _platform()).split())).chars(LONGEST_DESCRIPTION)


def _platform() -> str:
    return _(
        "Training and videoconference platform of the network of prosecutors against organised crime of Central "
        "America, Mexico, Colombia and the Dominican Republic."
    )
