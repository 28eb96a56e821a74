"""Addresses that programs fetch all day, past everything that is there for a person who reads.

A calendar has its key in its address: no session, no language of the reader, no account, no second factor, no form and
no page of Wagtail's has a word in it (docs/decisions/0067-a-calendar-remembers-what-it-said.md). What every answer
bears stands around this: policies, zones, transport, the guard against hostile requests; the headers of those passed by
that an answer needs are put on here. Where no such address is found, the request goes the way of all others.
"""

from collections.abc import Callable

from django.conf import settings
from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpRequest, HttpResponse
from django.middleware.clickjacking import XFrameOptionsMiddleware
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import translation

PLACE = "/cal/"


class ForPrograms:
    """Hands such a request to its view at once; the last in the order of those that every answer needs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.framed = XFrameOptionsMiddleware(convert_exception_to_response(_answered))

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer what is found under ``/cal/``; pass on all else."""
        match = _match_of(request.path_info) if request.path_info.startswith(PLACE) else None
        if match is None:
            return self.get_response(request)
        request.resolver_match = match
        with translation.override(settings.LANGUAGE_CODE):
            response = self.framed(request)
        if not response.streaming and "Content-Length" not in response:
            response["Content-Length"] = str(len(response.content))
        return response


def _answered(request: HttpRequest) -> HttpResponse:
    match = request.resolver_match
    return match.func(request, *match.args, **match.kwargs)


def _match_of(path: str) -> ResolverMatch | None:
    try:
        return resolve(path)
    except Resolver404:
        return None
