"""``manage.py note_bounce < message``"""

import os
import sys
from io import BufferedIOBase

from django.core.management.base import BaseCommand
from django.db import DatabaseError

from foundations.outbox.actions import note_bounce
from foundations.outbox.bounces import LARGEST_RETURN


class Command(BaseCommand):
    help = "Read one message from standard input and note the letter that it returns, if it returns one of ours."
    requires_system_checks: list[str] = []

    def handle(self, *args: object, **options: object) -> None:
        """Never answers with a message of its own, and fails only so that the mail server asks again later (sysexits).

        Any other exit code would make the mail server return the returned message, and so on.
        """
        message = _read(sys.stdin.buffer)
        try:
            noted = note_bounce(message)
        except DatabaseError:
            sys.exit(os.EX_TEMPFAIL)
        self.stdout.write("A letter came back." if noted else "Nothing of ours.")


def _read(pipe: BufferedIOBase) -> bytes:
    """The beginning of the message; the rest is read and dropped, so that the mail server's pipe does not break."""
    message = pipe.read(LARGEST_RETURN)
    while pipe.read(LARGEST_RETURN):
        pass
    return message
