"""The one navigation of every page: which entries a reader has, and where the same page stands in another language."""

from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlencode

from django.core.cache import caches
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, QueryDict
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation
from django.utils.encoding import iri_to_uri
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page, PageViewRestriction

from content.models import CountryIndexPage, NewsIndexPage, PlatformPage
from content.querysets import readable, trees_for
from content.rules import may_read, tier_at
from courses.models import ProgrammePage
from network.querysets import standing_of
from network.rules import OFFICE_ROLES, Standing
from training_platform.inbox import number_due

PLACES_REMEMBERED_SECONDS = 60
REMEMBERED: tuple[type[PlatformPage], ...] = (ProgrammePage, CountryIndexPage, NewsIndexPage)


@dataclass(frozen=True)
class Entry:
    """One link of the navigation."""

    label: str
    url: str
    is_current: bool


def entries_for(request: HttpRequest) -> list[Entry]:
    """The reader's entries in order, never more than six; one whose page is not there is left out."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        links = signed_out_links(request)
    else:
        links = signed_in_links(request, standing_of(user))
    return [Entry(label, url, request.path.startswith(url.partition("?")[0])) for label, url in links if url]


def signed_out_links(request: HttpRequest) -> list[tuple[str, str]]:
    """For the public."""
    return [
        *programme_links(request),
        (_("Countries"), countries_address(get_language() or "es", request)),
        (_("Verify a certificate"), address_of("certificates:verify_form")),
        (_("Sign in"), sign_in_address(request)),
    ]


def signed_in_links(request: HttpRequest, standing: Standing) -> list[tuple[str, str]]:
    """By standing: one's training, an office's affairs, the administration."""
    links = programme_links(request)
    if standing.is_network:
        links.insert(0, (_("My training"), address_of("my_training")))
    if standing.offices_as(*OFFICE_ROLES):
        links.append((office_label(request), address_of("my_office")))
    if standing.holds("funder"):
        links.append((_("My contributions"), address_of("funding:contribution_list")))
    if standing.holds("funder") or standing.is_staff:
        links.append((_("The network in figures"), address_of("network_in_figures")))
    if standing.is_staff or standing.writes_for_country or standing.holds("administrator"):
        links.append((_("Administration"), address_of("wagtailadmin_home")))
    return links


def office_label(request: HttpRequest) -> str:
    """*Mi oficina (3)*: with how many things are due, where any are."""
    known = getattr(request, "number_due", None)
    number = number_due(request.user, timezone.now()) if known is None else known
    return _("My office (%(number)s)") % {"number": number} if number else _("My office")


def programme_links(request: HttpRequest) -> list[tuple[str, str]]:
    """What everybody may read; the programme only while it is not kept from the reader."""
    return [
        (_("Programme"), programme_address(get_language() or "es", request)),
        (_("Workshops"), address_of("courses:workshop_list")),
        (_("Calendar"), address_of("calendars:calendar")),
    ]


def address_of(name: str) -> str:
    """The address of a named URL; empty where it is not mounted."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def sign_in_address(request: HttpRequest) -> str:
    """The sign-in page, which leads back to the page being read."""
    address = address_of("account_login")
    match = request.resolver_match
    if not address or match is None or request.method != "GET" or (match.url_name or "").startswith("account_"):
        return address
    return f"{address}?{urlencode({'next': request.get_full_path()})}"


def programme_address(language: str, request: HttpRequest) -> str:
    """Where the programme's page stands in ``language``; empty while there is none, or none for this reader.

    Its place is remembered, its tier is not: a programme that is restricted at all is asked for at every page.
    """
    address, path, is_restricted = place_of(ProgrammePage, language, request)
    if is_restricted and not may_read(tier_at(path, trees_for(request)), standing_of(request.user)):
        return ""
    return address


def countries_address(language: str, request: HttpRequest) -> str:
    """Where the index of countries stands in ``language``; empty while there is none. It is always public."""
    return place_of(CountryIndexPage, language, request).address


def news_address(language: str, request: HttpRequest) -> str:
    """Where the index of news stands in ``language``; the same."""
    return place_of(NewsIndexPage, language, request).address


class PlaceOfPage(NamedTuple):
    """Where a page stands, and whether it or its translation is restricted (no page above these ever is)."""

    address: str = ""
    path: str = ""
    is_restricted: bool = False


def place_of(model: type[PlatformPage], language: str, request: HttpRequest) -> PlaceOfPage:
    """The place of the only page of its kind.

    All are asked for at once and remembered for a minute in this process; on a page that may be kept for everybody,
    only while nothing has changed.
    """
    kept: dict[str, dict[str, PlaceOfPage]] = vars(request).setdefault("places", {})
    if language not in kept:
        key = f"places.{language}.{getattr(request, 'public_version', '')}"
        kept[language] = caches["process"].get_or_set(key, lambda: _places(language), PLACES_REMEMBERED_SECONDS)
    return kept[language].get(model.__name__, PlaceOfPage())


def _places(language: str) -> dict[str, PlaceOfPage]:
    restrictions = PageViewRestriction.objects.filter(page__translation_key=OuterRef("translation_key"))
    pages = Page.objects.live().filter(locale__language_code=language).type(*REMEMBERED).order_by("-path")
    rows = pages.annotate(is_restricted=Exists(restrictions)).only("url_path", "path", "content_type")
    return {
        page.specific_class.__name__: PlaceOfPage(page_address(page, language), page.path, page.is_restricted)
        for page in rows
    }


def page_address(page: Page, language: str) -> str:
    """The address of a page whose tree's root is a home page, without asking Wagtail for its sites."""
    return home_address(language, page.url_path.split("/", 2)[2])


def home_address(language: str, rest: str = "") -> str:
    """The front door of one language, or what lies ``rest`` below it."""
    with translation.override(language):
        return reverse("wagtail_serve", args=[rest])


def address_in(language: str, request: HttpRequest, page: Page | None = None) -> str:
    """The page being read, in ``language``: its translation, else the front door of that language.

    A machine address has no language of its own (``/v/…``): it is asked for one in the query.
    """
    if page is not None:
        translated = twins_of(page, request).get(language)
        return page_address(translated, language) if translated else home_address(language)
    if request.resolver_match is None or request.resolver_match.url_name == "wagtail_serve":
        return home_address(language)
    there = same_address(request, language)
    if there == request.path:
        return f"{there}?{with_language(request.GET, language)}"
    query = request.META.get("QUERY_STRING", "")
    return f"{there}?{iri_to_uri(query)}" if query else there


def same_address(request: HttpRequest, language: str) -> str:
    """The path being read, worded in ``language``; asked once for a request.

    It was resolved once: Django's ``translate_url`` would do so again, which is a third of what the frame costs.
    """
    kept: dict[str, str] = vars(request).setdefault("same_addresses", {})
    if language not in kept:
        match = request.resolver_match
        try:
            with translation.override(language):
                kept[language] = reverse(match.view_name, args=match.args, kwargs=match.kwargs)
        except NoReverseMatch:
            kept[language] = request.path
    return kept[language]


def twins_of(page: Page, request: HttpRequest) -> dict[str, Page]:
    """The translations of a page that are published and the reader's to read, by language; asked once for a request."""
    kept: dict[int | None, dict[str, Page]] = vars(request).setdefault("twins", {})
    if page.pk not in kept:
        found = readable(page.get_translations().live(), request).select_related("locale")
        kept[page.pk] = {twin.locale.language_code: twin for twin in found}
    return kept[page.pk]


def with_language(query: QueryDict, language: str) -> str:
    """The same query, asking for ``language``."""
    asked = query.copy()
    asked["language"] = language
    return asked.urlencode()
