"""The time-stamp server (RFC 3161): asked in time, in bounds, followed nowhere, and left alone while it is away.

What goes to it is a hash; nothing of a paper leaves the house. Neither what is sent nor what comes is logged.
"""

import time
from datetime import timedelta

import requests
from asn1crypto import cms, tsp
from django.conf import settings
from pyhanko.sign.timestamps import TimeStamper, TimestampRequestError
from urllib3.exceptions import HTTPError

from certificates.signing.errors import StampAway

TIMEOUT = (2, 4)
ANSWERS_WITHIN = timedelta(seconds=6)
"""A paper has a task of ten seconds."""
LARGEST = 64 * 1024
QUERY, REPLY = "application/timestamp-query", "application/timestamp-reply"
# What pyHanko and asn1crypto raise over an answer that is refused, cut short or made up.
NOT_A_STAMP = (TimestampRequestError, OSError, ValueError, TypeError, KeyError, AttributeError)


class StampServer(TimeStamper):
    """One question, one answer, which must be of our hash; status and nonce pyHanko looks at."""

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        """A token for the hash. Raises :class:`StampAway` for whatever else comes."""
        try:
            token = await super().async_timestamp(message_digest, md_algorithm)
            told = token["content"]["encap_content_info"]["content"].parsed["message_imprint"]["hashed_message"]
            is_ours = told.native == message_digest
        except NOT_A_STAMP:
            raise StampAway("the answer is no time stamp") from None
        if not is_ours:
            raise StampAway("the time stamp is of something else")
        return token

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Raises :class:`StampAway`."""
        try:
            return tsp.TimeStampResp.load(_ask(req.dump()))
        except (requests.RequestException, HTTPError) as fault:
            raise StampAway(type(fault).__name__) from None


def _ask(question: bytes) -> bytes:
    until = time.monotonic() + ANSWERS_WITHIN.total_seconds()
    with requests.Session() as line:
        line.trust_env = False
        headers = {"Content-Type": QUERY, "Accept": REPLY, "User-Agent": "training-platform"}
        given = {"timeout": TIMEOUT, "allow_redirects": False, "stream": True}
        with line.post(settings.TIMESTAMP_URL, data=question, headers=headers, **given) as answer:
            if answer.status_code != requests.codes.ok:
                raise StampAway(f"it answered {answer.status_code}")
            if answer.headers.get("Content-Type", "").partition(";")[0].strip().lower() != REPLY:
                raise StampAway("the answer is no time stamp")
            return _read(answer, until)


def _read(answer: requests.Response, until: float) -> bytes:
    body = b""
    while piece := answer.raw.read1(LARGEST, decode_content=True):
        body += piece
        if len(body) > LARGEST:
            raise StampAway("the answer is too large")
        if time.monotonic() > until:
            raise StampAway("the answer took too long")
    return body
