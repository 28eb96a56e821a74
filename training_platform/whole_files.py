"""Files are kept whole or not at all: a full disk or a killed process leaves no stump under a file's name."""

import errno
import os
import uuid
from contextlib import suppress
from pathlib import Path, PurePath

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

NO_LINKS = {errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS}


class WholeFiles(FileSystemStorage):
    """Writes under a name that nobody asks for, beside the place, and gives the file its own name when it is whole.

    A name that another one took meanwhile is never overwritten. A draft that a killed process left behind begins with a
    full stop and ends in ``.part``: it may be removed at any time.
    """

    def _save(self, name: str, content: File) -> str:
        draft = str(PurePath(name).parent / f".{uuid.uuid4().hex}.part")
        try:
            super()._save(draft, content)
            while not _give_name(self.path(draft), self.path(name)):
                name = self.get_available_name(name)
        finally:
            with suppress(OSError):
                Path(self.path(draft)).unlink()
        return name.replace("\\", "/")


def _give_name(draft: str, wanted: str) -> bool:
    """Put the file also under ``wanted``, in one step; ``False`` when another one stands there."""
    try:
        os.link(draft, wanted)
    except FileExistsError:
        return False
    except OSError as refusal:
        if refusal.errno not in NO_LINKS:
            raise
        if Path(wanted).exists():  # file systems without links: two steps, and no killed process's stump either
            return False
        Path(draft).rename(wanted)
    return True
