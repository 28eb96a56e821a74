"""What is seen of a signature, in plain values."""

from dataclasses import dataclass

NONE, UNREADABLE, BROKEN, EXTENDED, WHOLE = "none", "unreadable", "broken", "extended", "whole"


@dataclass(frozen=True)
class Seen:
    """What there is to say of the first signature of a file; instants are ISO 8601 texts, empty when unknown.

    ``state``: ``none`` there is none; ``unreadable``; ``broken`` the file was changed; ``extended`` intact, and
    something was put behind it; ``whole`` intact over the whole file. ``is_trusted``: its certificate led to one of the
    named roots at the hour of the time stamp, else at the hour that the signer states.
    """

    state: str = NONE
    subject: str = ""
    fingerprint: str = ""
    is_trusted: bool = False
    stated_at: str = ""
    stamped_at: str = ""
    stamped_by: str = ""
    is_stamp_trusted: bool = False


def has_signature(document: bytes) -> bool:
    """Whether a PDF can bear a signature: its bounds stand in clear (ISO 32000-1 12.8.1)."""
    return b"/ByteRange" in document
