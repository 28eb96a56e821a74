"""The one navigation of every page: which entries a reader has, and where the same page stands in another language."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.cache import caches
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, QueryDict
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page, PageViewRestriction

from content.querysets import readable, trees_for
from content.rules import may_read, tier_at
from courses.models import ProgrammePage
from network.querysets import standing_of
from network.rules import OFFICE_ROLES, Standing
from training_platform.inbox import number_due

PROGRAMME_REMEMBERED_SECONDS = 60


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
    if standing.holds("funder") and not standing.is_staff:
        links.append((_("The network in figures"), address_of("network_in_figures")))
    if standing.is_staff or standing.holds("administrator"):
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

    The place is remembered for a minute in this process, so that the frame of a page usually asks the database nothing.
    Its tier is not: a programme that is restricted at all is asked for at every page.
    """
    remembered = caches["process"]
    key = f"programme_place.{language}"
    place = remembered.get(key)
    if place is None:
        place = _programme_place(language)
        remembered.set(key, place, PROGRAMME_REMEMBERED_SECONDS)
    address, path, is_restricted = place
    if is_restricted and not may_read(tier_at(path, trees_for(request)), standing_of(request.user)):
        return ""
    return address


def _programme_place(language: str) -> tuple[str, str, bool]:
    """Address, path in the tree, and whether it or its translation is restricted (no page above it ever is)."""
    restrictions = PageViewRestriction.objects.filter(page__translation_key=OuterRef("translation_key"))
    programmes = ProgrammePage.objects.live().filter(locale__language_code=language).only("url_path", "path")
    programme = programmes.annotate(is_restricted=Exists(restrictions)).first()
    return (
        (page_address(programme, language), programme.path, programme.is_restricted) if programme else ("", "", False)
    )


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
        twins = readable(page.get_translations().live(), request)
        translated = twins.filter(locale__language_code=language).first()
        return page_address(translated, language) if translated else home_address(language)
    if request.resolver_match is None or request.resolver_match.url_name == "wagtail_serve":
        return home_address(language)
    here = request.get_full_path()
    there = translate_url(here, language)
    return there if there != here else f"{request.path}?{with_language(request.GET, language)}"


def with_language(query: QueryDict, language: str) -> str:
    """The same query, asking for ``language``."""
    asked = query.copy()
    asked["language"] = language
    return asked.urlencode()
