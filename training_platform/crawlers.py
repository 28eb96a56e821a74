"""What machines are told that come by: the map of public pages, where robots may go, whom to tell of a weakness."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe
from wagtail.models import Page

from content.querysets import visible_to
from courses.models import Workshop
from training_platform.navigation import address_of, page_address

MOST_ADDRESSES = 25_000  # a map of this kind holds 50,000 (sitemaps.org), and each page stands in it in each language
SECURITY_TXT_DAYS = 180  # RFC 9116 2.5.5: less than a year
NOT_FOR_ROBOTS = ("/admin/", "/csp/", "/demo-sign-in/", "/health/", "/jitsi/", "/start/")


@dataclass(frozen=True)
class Stop:
    """One address of the map, with the same page's address in every language."""

    address: str
    changed_on: date | None
    twins: dict[str, str]


@require_safe
def sitemap(_request: HttpRequest) -> HttpResponse:
    """Public pages and announced workshops in both languages; the same for everybody, whoever asks."""
    stops = [*_pages(), *_lists(), *_workshops()][: MOST_ADDRESSES * 2]
    return render(_request, "training_platform/sitemap.xml", {"stops": stops}, content_type="application/xml")


def _pages() -> list[Stop]:
    pages = visible_to(Page.objects.live().filter(depth__gt=1), AnonymousUser())
    columns = "translation_key", "locale__language_code", "url_path", "last_published_at"
    groups: dict[object, dict[str, tuple[str, datetime | None]]] = {}
    for page in pages.order_by("path").only(*columns).select_related("locale")[:MOST_ADDRESSES]:
        language = page.locale.language_code
        address = settings.BASE_URL + page_address(page, language)
        groups.setdefault(page.translation_key, {})[language] = address, page.last_published_at
    return [
        Stop(address, changed_at and changed_at.date(), {code: twin for code, (twin, _at) in group.items()})
        for group in groups.values()
        for address, changed_at in group.values()
    ]


def _lists() -> list[Stop]:
    names = ("courses:workshop_list", "network:contacts", "certificates:verify_form", "who_sees_what")
    return [stop for name in names for stop in _in_each_language(name, (), None)]


def _workshops() -> list[Stop]:
    found = Workshop.objects.visible_to(AnonymousUser()).order_by("-starts_on", "slug")
    return [
        stop
        for slug, announced_at in found.values_list("slug", "announced_at")[:MOST_ADDRESSES]
        for stop in _in_each_language("courses:workshop", (slug,), announced_at and announced_at.date())
    ]


def _in_each_language(name: str, args: tuple, changed_on: date | None) -> list[Stop]:
    twins = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            twins[language] = settings.BASE_URL + reverse(name, args=args)
    return [Stop(address, changed_on, twins) for address in twins.values()]


@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    """Everything public may be fetched (RFC 9309). What must not be listed says so itself, by ``X-Robots-Tag``."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in NOT_FOR_ROBOTS), ""]
    return _text([*lines, f"Sitemap: {settings.BASE_URL}{reverse('sitemap')}"])


@require_safe
def security_txt(_request: HttpRequest) -> HttpResponse:
    """Whom to tell of a weakness (RFC 9116). The day of its end is told anew at each reading."""
    expires = (timezone.now() + timedelta(days=SECURITY_TXT_DAYS)).strftime("%Y-%m-%dT00:00:00Z")
    contact = settings.SECURITY_CONTACT
    lines = [f"Contact: {contact if ':' in contact else f'mailto:{contact}'}", f"Expires: {expires}"]
    lines.append(f"Preferred-Languages: {', '.join(code for code, _name in settings.LANGUAGES)}")
    lines.append(f"Canonical: {settings.BASE_URL}{reverse('security_txt')}")
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            if policy := address_of("security_policy"):
                lines.append(f"Policy: {settings.BASE_URL}{policy}")
    return _text(lines)


def _text(lines: list[str]) -> HttpResponse:
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
