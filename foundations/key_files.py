"""Keys in files of ours: how they are named and written, and which of several signs.

A key's name begins with the instant at which it was made, in UTC. The newest signs that was published long enough for
every reader to have fetched it, so that a new key is made at any hour without a reader refusing what it signs.
"""

import os
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol, TypeVar

STAMP = "%Y%m%dT%H%M%SZ"


class Dated(Protocol):
    """A key that knows when it was made."""

    @property
    def made_at(self) -> datetime: ...


K = TypeVar("K", bound=Dated)


def new_name(at: datetime) -> str:
    """A name that no other key has, for one made ``at``, whose fraction of a second is dropped."""
    return f"{at.astimezone(UTC):{STAMP}}-{secrets.token_hex(4)}"


def made_at(name: str) -> datetime:
    """When the key of that name was made. Raises :class:`ValueError` for a name that is none of ours."""
    return datetime.strptime(name.partition("-")[0], STAMP).replace(tzinfo=UTC)


def write_key(path: Path, content: bytes) -> None:
    """Write a file that the platform alone reads. Raises :class:`FileExistsError` rather than write over a key."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)


def newest_known(keys: Sequence[K], known_since: datetime) -> K | None:
    """Of ``keys``, oldest first: the newest made by ``known_since``, else the oldest; ``None`` without any."""
    known = [key for key in keys if key.made_at <= known_since]
    return known[-1] if known else next(iter(keys), None)
