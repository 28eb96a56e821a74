"""When something that the platform stands on is away: a plain page that needs none of it, and nothing half done.

Every change is one transaction and every file is kept whole, so what failed left nothing behind. Only a connection that
broke while a change was being confirmed leaves it open whether it was; the page says so.
"""

import errno
import sqlite3
import sys
from contextlib import suppress
from enum import Enum
from http import HTTPStatus

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views import defaults

from training_platform.redis_cache import CacheAway

RETRY_AFTER_SECONDS = 15
DEEPEST = 10
FULL_ERRNOS = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
FULL_STATES = {"53100"}  # PostgreSQL's disk_full
SQLITE_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
SQLITE_FULL = {sqlite3.SQLITE_FULL}
SQLITE_AWAY = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_NOMEM}


class Outage(Enum):
    """What is away."""

    DATABASE = "database"
    BUSY = "busy"
    DISK = "disk"
    COUNTER = "counter"


def outage_of(error: BaseException | None) -> Outage | None:
    """What ``error``, or what it arose from, says is away; ``None`` for a fault of our own."""
    for _depth in range(DEEPEST):
        if error is None:
            return None
        if found := _outage_in(error):
            return found
        error = error.__cause__ or error.__context__
    return None


def _outage_in(error: BaseException) -> Outage | None:
    if isinstance(error, CacheAway):
        return Outage.COUNTER
    if isinstance(error, OSError) and error.errno in FULL_ERRNOS:
        return Outage.DISK
    if isinstance(error, OperationalError | InterfaceError):
        return _outage_in_database(error)
    return None


def _outage_in_database(error: BaseException) -> Outage | None:
    """SQLite calls a faulty statement an operational error too: there the code decides (sqlite.org/rescode.html)."""
    cause = error.__cause__
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        kinds = ((SQLITE_BUSY, Outage.BUSY), (SQLITE_FULL, Outage.DISK), (SQLITE_AWAY, Outage.DATABASE))
        return next((outage for codes, outage in kinds if code in codes), None)
    if getattr(cause, "sqlstate", None) in FULL_STATES:
        return Outage.DISK
    return Outage.DATABASE


def server_error(request: HttpRequest) -> HttpResponse:
    """The page for what no view foresaw: 503 with a date to come back while something is away, else Django's 500.

    Django calls it while the error is being handled, wherever it arose: a view, another middleware, a template.
    """
    outage = outage_of(sys.exc_info()[1])
    _drop_uploads(request)
    if outage is None:
        return defaults.server_error(request)
    page = render_to_string("outage.html", {"outage": outage.value, "languages": ("es", "en")})
    headers = {"Retry-After": str(RETRY_AFTER_SECONDS), "Cache-Control": "no-store"}
    return HttpResponse(page, status=HTTPStatus.SERVICE_UNAVAILABLE, headers=headers)


def _drop_uploads(request: HttpRequest) -> None:
    """Remove what had come in of an upload that broke off; Django closes only what came in whole."""
    for upload_handler in getattr(request, "_upload_handlers", ()):
        if part := getattr(upload_handler, "file", None):
            with suppress(OSError):
                part.close()
