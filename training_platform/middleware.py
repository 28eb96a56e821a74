"""What every answer carries."""

from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import render

ADMIN_PATH = "/admin/"


class Confidential:
    """``Cache-Control: private, no-store`` unless a view says otherwise, and Wagtail's own CSP for Wagtail's pages."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        if request.path.startswith(ADMIN_PATH):
            # A preview is a page of ours, made by a request within the request: it too is shown in the editor's frame.
            response.headers.pop("Content-Security-Policy", None)
            response._csp_replace = settings.ADMIN_CONTENT_SECURITY_POLICY
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
