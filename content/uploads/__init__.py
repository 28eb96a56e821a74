"""The window to files that people send: bytes in, cleaned bytes out, or a refusal by its code. No rows, no disk.

What a file is, is asked of its content, never of its name or of what the browser says of it (OWASP ASVS 5.2.2). Sizes
are asked before anything is unpacked (5.2.3, 5.2.6), and what a file tells about its author is taken out or refused
(14.2.8): readers are prosecutors, and a photograph's place or a document's properties may tell where they are and who.
"""

from dataclasses import dataclass


class UploadRefused(Exception):
    """A file that is not taken in. ``code`` names the reason; the sentence is in :mod:`content.forms`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class CleanFile:
    """What is left of a file: its content and the ending that fits it, without a dot."""

    content: bytes
    ending: str
