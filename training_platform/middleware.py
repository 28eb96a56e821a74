"""What every answer carries."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import render
from wagtail.contrib.redirects.middleware import RedirectMiddleware

from training_platform.zones import ADMIN_PATH, loosen_for_admin, mark


class Confidential:
    """Marks every answer by its zone (:mod:`training_platform.zones`): who may keep it, frame it, list it, follow it.

    It stands around everything but the CSP, so that refusals of the other middleware and static files are marked too.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        mark(request, response)
        if request.path.startswith(ADMIN_PATH):
            loosen_for_admin(response)
        return response


class ButtonsOnly:
    """A page with a way out for whoever opens an address that takes posts alone, as after signing in anew."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        refused = response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and request.method == "GET"
        if not refused or "text/html" not in request.headers.get("Accept", ""):
            return response
        page = render(request, "405.html", status=HTTPStatus.METHOD_NOT_ALLOWED)
        page["Allow"] = response["Allow"]
        return page


class Languages(LocaleMiddleware):
    """The language of each request; a 404 that a machine address gave stays one.

    Django's own sends every 404 outside ``/es/`` and ``/en/`` on to the same path within a language, and with a tree of
    pages below both, every such path looks like an address. Here only what no address answered is sent on.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        given = response.status_code == HTTPStatus.NOT_FOUND and getattr(request, "resolver_match", None) is not None
        return response if given else super().process_response(request, response)


class Redirects(RedirectMiddleware):
    """Editors' redirects, for addresses of pages: a 404 that a view of ours gave stays one.

    Looking for a redirect costs three questions; by their time a stranger would tell an unknown code from a known one.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        match = getattr(request, "resolver_match", None)
        is_page = match is None or match.view_name == "wagtail_serve"
        return super().process_response(request, response) if is_page else response
