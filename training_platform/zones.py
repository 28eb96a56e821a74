"""Which answers are for everybody and which carry a secret: what their headers say to browsers and to search engines.

Two lists by the names of addresses; a name that ends in a colon stands for all of its namespace. What a view says
itself of caches and robots is left as it is. Everything that stands on no list is kept out of search engines, and
everything out of caches unless its view says otherwise.
"""

from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

ADMIN_PATH = "/admin/"

# Pages that a search engine may list, when they are answered to somebody who is not signed in.
INDEXED = (
    "wagtail_serve",
    "courses:workshop_list",
    "courses:workshop",
    "certificates:verify_form",
    "who_sees_what",
    "privacy:notice",
    "network:contacts",
)
# What everybody may keep beside them. A page with a form that bears a token gets a cookie with it, which keeps it out.
KEPT = (*INDEXED, "robots", "sitemap", "news_feed")
# Kept by browsers and proxies, and asked for again each time: an edit shows at once (docs/decisions/0033).
FOR_EVERYBODY = "public, max-age=0, must-revalidate"
# Addresses that carry a secret and only lead on: nobody is told whence (OWASP ASVS 14.2.1). Pages with a form cannot be
# here: under no-referrer browsers send "Origin: null" with it, which the protection against forged requests refuses.
# They have what every page has, same-origin, which tells no other host anything either.
SECRETIVE = (
    "sessions:join",
    "rejoin",
    "sessions:guest_link",
    "sessions:guest_enter",
    "network:activation_link",
    "network:password_link",
    "calendar_feeds:feed",
    "badges:shared_file",
)

# The one page that may use them, for itself (W3C Permissions Policy); our other pages leave them to nobody.
DEVICES = ("sessions:device_check",)
DEVICE_FEATURES = ("camera", "microphone")


def is_listed(name: str, names: tuple[str, ...]) -> bool:
    """Whether an address of that name stands on a list, by itself or by its namespace."""
    return name in names or f"{name.split(':', maxsplit=1)[0]}:" in names


def mark(request: HttpRequest, response: HttpResponseBase) -> None:
    """Put onto an answer what its address asks for (RFC 9110, W3C Referrer Policy, Fetch's CORP and COEP)."""
    name = request.resolver_match.view_name if request.resolver_match else ""
    response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    if response.headers.get("Content-Type", "").startswith("text/html"):
        response.headers.setdefault("Cross-Origin-Embedder-Policy", "require-corp")
    if is_listed(name, DEVICES):
        _open_devices(response)
    if is_listed(name, SECRETIVE):
        response.headers["Referrer-Policy"] = "no-referrer"
    if not is_public(request, response, name, INDEXED):
        response.headers.setdefault("X-Robots-Tag", "noindex, nofollow")
    is_kept = is_public(request, response, name, KEPT) and not response.cookies
    response.headers.setdefault("Cache-Control", FOR_EVERYBODY if is_kept else "private, no-store")


def _open_devices(response: HttpResponseBase) -> None:
    policy = response.headers.get("Permissions-Policy", "")
    for feature in DEVICE_FEATURES:
        policy = policy.replace(f"{feature}=()", f"{feature}=(self)")
    response.headers["Permissions-Policy"] = policy


def is_public(request: HttpRequest, response: HttpResponseBase, name: str, names: tuple[str, ...]) -> bool:
    """Whether this answer is what everybody gets: a listed page, found, for a reader without a session.

    The cookie's presence is asked, not the session, so that the question costs nothing.
    """
    found = response.status_code == HTTPStatus.OK
    return found and is_listed(name, names) and settings.SESSION_COOKIE_NAME not in request.COOKIES


def loosen_for_admin(response: HttpResponseBase) -> None:
    """Wagtail's screens need styles that its editors make; its previews, and they alone, stand in a frame of ours.

    A preview is a page of ours, made by a request within the request: the policy that it brings along is dropped.
    """
    response.headers.pop("Content-Security-Policy", None)
    is_preview = response.headers.get("X-Frame-Options") == "SAMEORIGIN"
    framed = {"frame-ancestors": ["'self'"]} if is_preview else {}
    # What the middleware of django-csp asks the answer for.
    setattr(response, "_csp_replace", settings.ADMIN_CONTENT_SECURITY_POLICY | framed)  # noqa: B010
