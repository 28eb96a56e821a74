"""Reading what a mail server sends back: a delivery status notification (RFC 3464) about one of our letters.

Plain bytes in, plain values out. The bytes come from strangers: no more than :data:`LARGEST_RETURN` of them are read,
and what cannot be read is no notification.
"""

import re
import uuid
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser

LARGEST_RETURN = 128 * 1024
MOST_PARTS = 50
STATUS = re.compile(r"[45]\.\d{1,3}\.\d{1,3}")
UNKNOWN_STATUS = "5.0.0"
"""Failed, and the server does not say why (RFC 3463 §3.1)."""


@dataclass(frozen=True)
class Bounce:
    """A letter of ours that some server could not deliver. ``status`` is like ``5.1.1`` (no such mailbox)."""

    letter: uuid.UUID
    status: str


def read_bounce(message: bytes, *, host: str) -> Bounce | None:
    """What ``message`` says about a letter sent as ``<key@host>``; ``None`` when it is no report of a failure of ours.

    A delayed letter has not failed yet. Answers of people and of absence notices are no reports.
    """
    message = message[:LARGEST_RETURN]
    keys = {found.lower() for found in re.findall(rb"<([0-9a-fA-F-]{36})@" + re.escape(host.encode()) + b">", message)}
    if len(keys) != 1:
        return None
    try:
        status = _failure_in(BytesParser().parsebytes(message))
        return Bounce(uuid.UUID(keys.pop().decode()), status) if status else None
    except (ValueError, LookupError, RecursionError):  # a key that is none, a charset that is none, boxes without end
        return None


def _failure_in(message: Message) -> str:
    """The status code of the first recipient that failed for good; empty when none did."""
    if message.get_content_type() != "multipart/report":
        return ""
    for report in message.get_payload()[:MOST_PARTS]:
        if isinstance(report, Message) and report.get_content_type() == "message/delivery-status":
            for fields in report.get_payload()[:MOST_PARTS]:
                if isinstance(fields, Message) and str(fields.get("Action", "")).strip().lower() == "failed":
                    code = STATUS.match(str(fields.get("Status", "")).strip())
                    return code.group() if code else UNKNOWN_STATUS
    return ""
