"""Reading the signature of a file in a process of its own: what a stranger's file does to its reader ends there.

The process has no variable of ours, a bound on memory and on the processor's time, and fifteen seconds; each process of
the web server runs one at a time. It also keeps pyHanko, half a second and thirty megabytes, out of the web server.
"""

import json
from threading import BoundedSemaphore

from django.conf import settings

from certificates.signing.seen import NONE, UNREADABLE, Seen, has_signature
from foundations.limited import TooMuch, run_limited

ANSWERS_WITHIN_SECONDS = 15
_turn = BoundedSemaphore(1)


def signature_of(document: bytes) -> Seen:
    """What the first signature of a PDF says; ``unreadable`` where that cannot be told within the bounds."""
    if not has_signature(document):
        return Seen(NONE)
    if not _turn.acquire(timeout=ANSWERS_WITHIN_SECONDS):
        return Seen(UNREADABLE)
    try:
        return Seen(**json.loads(_read_apart(document)))
    except (TooMuch, ValueError, TypeError):
        return Seen(UNREADABLE)
    finally:
        _turn.release()


def _read_apart(document: bytes) -> bytes:
    files = [str(settings.SIGNING_ROOTS_FILE), str(settings.TIMESTAMP_ROOTS_FILE)]
    return run_limited("certificates.signing.reading", *files, given=document, within=ANSWERS_WITHIN_SECONDS)
