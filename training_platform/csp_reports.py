"""What browsers tell of pages that broke their policy: one line in the log each, and kept nowhere else.

Anybody can post here, so little is read, few are noted, and nothing of theirs is believed: of the report's two facts
the directive must look like a word of the policy and the page be an address of ours, which is written as the name of
its view, for a path may carry a secret. The rest (query, sample, source) may hold anything and is dropped unread.
"""

import json
import logging
import re
from http import HTTPStatus
from urllib.parse import urlsplit

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

log = logging.getLogger("training_platform.csp")

LARGEST_REPORT = 16 * 1024
MOST_A_MINUTE = 30
REPORTS = ("application/csp-report", "application/reports+json", "application/json")
DIRECTIVE = re.compile(r"[a-z]{2,12}(?:-[a-z]{2,12}){0,3}")


@csrf_exempt
@require_POST
def csp_report(request: HttpRequest) -> HttpResponse:
    """Note one report. 204 when it was read or there were too many already; 413 past 16 kB; 400 when it is none."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not (length.isascii() and length.isdecimal() and int(length) <= LARGEST_REPORT):
        return HttpResponse(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    facts = _facts_in(request.body) if request.content_type in REPORTS else None
    if facts is None:
        return HttpResponse(status=HTTPStatus.BAD_REQUEST)
    if _may_note():
        log.warning("csp_broken directive=%s view=%s", *facts)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


def _may_note() -> bool:
    """Thirty a minute and process, from everybody together: no flood of reports drowns the log."""
    counts = caches["process"]
    counts.add("csp_reports", 0, timeout=60)
    try:
        return counts.incr("csp_reports") <= MOST_A_MINUTE
    except ValueError:  # it ran out between the two lines
        return True


def _facts_in(body: bytes) -> tuple[str, str] | None:
    """Directive and view, from either form that browsers send (CSP Level 2's object, the Reporting API's list)."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if isinstance(told, list):
        told = told[0] if told else None
    report = (told.get("csp-report") or told.get("body")) if isinstance(told, dict) else None
    if not isinstance(report, dict):
        return None
    directive = (
        report.get("effective-directive") or report.get("effectiveDirective") or report.get("violated-directive")
    )
    page = report.get("document-uri") or report.get("documentURL")
    return _directive(directive), _view_of(page)


def _directive(told: object) -> str:
    word = told.split(" ")[0] if isinstance(told, str) else ""
    return word if DIRECTIVE.fullmatch(word) else "unknown"


def _view_of(address: object) -> str:
    """The name of the view that answers this path; ``elsewhere`` for what is no address of ours."""
    try:
        match = resolve(urlsplit(address if isinstance(address, str) else "").path)
    except (Resolver404, ValueError):
        return "elsewhere"
    return match.view_name
