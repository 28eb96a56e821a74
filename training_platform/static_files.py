"""Static files gathered for the web server, only when one of them changed."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def collect_static_files() -> bool:
    """Gather them into ``STATIC_ROOT`` unless nothing changed since the last time; whether that was needed."""
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    digest = hashlib.sha256("\n".join(_facts()).encode()).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(digest)
    return True


def _facts() -> Iterator[str]:
    """Name, size and age of every static file, and how they are stored."""
    yield settings.STORAGES["staticfiles"]["BACKEND"]
    for finder in get_finders():
        for path, storage in finder.list([]):
            stat = Path(storage.path(path)).stat()
            yield f"{path} {stat.st_size} {stat.st_mtime_ns}"
