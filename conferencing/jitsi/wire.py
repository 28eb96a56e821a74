"""How a word goes to the video server and comes back: in time, in bounds, followed nowhere, not asked while away.

- three seconds to connect, five for each read, :data:`ANSWERS_WITHIN` for a whole answer, :data:`LARGEST` bytes of it;
- no redirect is followed, no proxy, no ``.netrc`` of the machine is minded;
- only a ``GET`` is asked a second time, for it changes nothing;
- after :data:`FAILURES_IN_A_ROW` the server is left alone for :data:`LEFT_ALONE` (the count is shared by all processes
  through the cache), so that no work of ours waits for a dead host again and again.

What is sent and what comes is never logged.
"""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import requests
from django.core.cache import cache
from urllib3.exceptions import HTTPError

TIMEOUT = (3, 5)
ANSWERS_WITHIN = timedelta(seconds=10)
LARGEST = 2 * 1024 * 1024
FAILURES_IN_A_ROW = 3
LEFT_ALONE = timedelta(seconds=60)
PIECE = 16 * 1024
COUNT = "conferencing.failures"
AWAY = "conferencing.away"


class ServerAway(Exception):
    """The video server did not answer, not in time, not in bounds, or is being left alone. Says why, in English."""


@dataclass(frozen=True)
class Answer:
    """What came back, whatever its status."""

    status: int
    body: bytes
    date: str = ""
    location: str = ""

    @property
    def is_well(self) -> bool:
        """200 to 299."""
        return HTTPStatus.OK <= self.status < HTTPStatus.MULTIPLE_CHOICES

    def json(self) -> Any:
        """The body as JSON, whatever it says of its type. Raises :class:`ServerAway` when it is none."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            raise ServerAway("the answer is no JSON") from None


def ask(
    method: str,
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    params: Mapping[str, str] | None = None,
    body: Mapping[str, Any] | None = None,
    text: str = "",
    breaks: bool = True,
) -> Answer:
    """Ask once, a ``GET`` twice when it failed; ``body`` goes as JSON, ``text`` as XML. Raises :class:`ServerAway`.

    ``breaks``: this address counts for leaving the server alone and is not asked while it is.
    """
    if breaks and cache.get(AWAY):
        raise ServerAway("it did not answer a moment ago and is left alone")
    attempts = 2 if method == "GET" else 1
    for attempt in range(1, attempts + 1):
        try:
            answer = _ask_once(method, url, headers=headers, params=params, body=body, text=text)
        except requests.RequestException as fault:
            if attempt == attempts or isinstance(fault, requests.Timeout):
                _note_failure(breaks=breaks)
                raise ServerAway(type(fault).__name__) from None
        except ServerAway:
            _note_failure(breaks=breaks)
            raise
        else:
            break
    if breaks:
        cache.delete(COUNT)
    return answer


def stop_leaving_alone() -> None:
    """Ask again at once, as a check does that somebody is waiting for."""
    cache.delete_many([AWAY, COUNT])


def _ask_once(method: str, url: str, **given: Any) -> Answer:
    until = time.monotonic() + ANSWERS_WITHIN.total_seconds()
    kind = {"Content-Type": "text/xml; charset=utf-8"} if given["text"] else {"Accept": "application/json"}
    headers = {"User-Agent": "training-platform", **kind, **(given["headers"] or {})}
    with requests.Session() as line:
        line.trust_env = False
        with line.request(
            method,
            url,
            headers=headers,
            params=given["params"],
            json=given["body"],
            data=given["text"].encode() or None,
            timeout=TIMEOUT,
            allow_redirects=False,
            stream=True,
        ) as answer:
            body = _read(answer, until)
            told = answer.headers
            return Answer(answer.status_code, body, told.get("Date", ""), told.get("Location", ""))


def _read(answer: requests.Response, until: float) -> bytes:
    """The body, piece by piece as it comes, so that a server that drips holds nobody."""
    body = b""
    while piece := _piece(answer):
        body += piece
        if len(body) > LARGEST:
            raise ServerAway("the answer is too large")
        if time.monotonic() > until:
            raise ServerAway("the answer took too long")
    return body


def _piece(answer: requests.Response) -> bytes:
    try:
        return answer.raw.read1(PIECE, decode_content=True)
    except (OSError, ValueError, HTTPError) as fault:
        raise ServerAway(type(fault).__name__) from None


def _note_failure(*, breaks: bool) -> None:
    if not breaks:
        return
    cache.add(COUNT, 0, timeout=5 * LEFT_ALONE.total_seconds())
    try:
        count = cache.incr(COUNT)
    except ValueError:  # it went in between
        count = 1
    if count >= FAILURES_IN_A_ROW:
        cache.set(AWAY, True, timeout=LEFT_ALONE.total_seconds())
