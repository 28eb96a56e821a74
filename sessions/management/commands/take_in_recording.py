"""``manage.py take_in_recording FILE --session UUID``: what the recorder's finalize script runs for each finished file.

The same file of the same directory again is the same recording, so a script that is not sure may run it again.
"""

import uuid
from pathlib import Path

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError, CommandParser

from sessions.actions import take_in_recording
from sessions.errors import SessionError
from sessions.models import TrainingSession


class Command(BaseCommand):
    """Puts a finished recording into the private storage, for those who lead the session alone."""

    help = "Take a finished recording (MP4) in as a private material of its session."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        by = parser.add_mutually_exclusive_group(required=True)
        by.add_argument("--session", type=uuid.UUID, help="the session's key")
        by.add_argument("--room", help="the room's name, as the recorder knows it")

    def handle(self, *, file: Path, session: uuid.UUID | None, room: str | None, **_options) -> None:
        rows = TrainingSession.objects.select_related("workshop", "recording_leave")
        found = rows.filter(pk=session).first() if session else rows.of_room(room or "").first()
        if found is None:
            raise CommandError("There is no such session.")
        source = f"{file.resolve().parent.name}/{file.name}"[-200:]
        try:
            with file.open("rb") as opened:
                material = take_in_recording(found, File(opened, name=file.name), source=source)
        except FileNotFoundError as fault:
            raise CommandError("There is no such file.") from fault
        except SessionError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Taken in: {material.pk}")
