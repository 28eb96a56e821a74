"""What bodies of several apps are made of: days from today, files that are sent more than once."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone


def day(ahead: int) -> str:
    """So many days from today, as a form takes it."""
    return (timezone.localdate() + timedelta(days=ahead)).isoformat()


class PostedAgain(SimpleUploadedFile):
    """A file that is sent more than once, whole each time."""

    def read(self, *args: int) -> bytes:
        self.file.seek(0)
        return self.file.read(*args)
