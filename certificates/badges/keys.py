"""The keys that sign badges: Ed25519 (RFC 8032), private halves in files of ours, public halves kept for good.

A key's name is the instant at which it was made. The newest signs that was published long enough for every reader to
have fetched it (:data:`PUBLISHED_FIRST`). A retired key signs no more and stays published, for what it signed is to be
verified in ten years; a withdrawn one is gone, and with it the worth of whatever it signed.
"""

import os
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from django.conf import settings
from django.utils import timezone

KEPT_FOR = timedelta(hours=1)
"""How long a reader may keep the published keys; what their addresses say in ``Cache-Control``."""
PUBLISHED_FIRST = 3 * KEPT_FOR
STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True)
class Key:
    """A public key, and its private half unless it is retired. ``kid`` is its name."""

    kid: str
    made_at: datetime
    public: Ed25519PublicKey
    private: Ed25519PrivateKey | None


def make_key(*, at: datetime | None = None) -> Key:
    """Make a key and write it where only the platform reads; it signs once it has been published long enough."""
    made_at = (at or timezone.now()).astimezone(UTC).replace(microsecond=0)
    private = Ed25519PrivateKey.generate()
    key = Key(f"{made_at:{STAMP}}-{secrets.token_hex(4)}", made_at, private.public_key(), private)
    _folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    _write(f"{key.kid}.pub", key.public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    _write(f"{key.kid}.pem", private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return key


def retire_key(kid: str) -> None:
    """It signs no more; what it signed is verified as before. Raises :class:`LookupError` when it is not there."""
    key_named(kid)
    (_folder() / f"{kid}.pem").unlink(missing_ok=True)


def withdraw_key(kid: str) -> None:
    """Whatever it signed is refused from now on: somebody else had it. Raises :class:`LookupError` as above."""
    retire_key(kid)
    (_folder() / f"{kid}.pub").unlink()


def known_keys() -> list[Key]:
    """All keys, retired ones too, oldest first."""
    return [_read(path) for path in sorted(_folder().glob("*.pub"))]


def signing_key(*, at: datetime | None = None) -> Key:
    """The newest key that every reader knows by now, else the oldest. Raises :class:`LookupError` without any."""
    keys = [key for key in known_keys() if key.private]
    known_since = (at or timezone.now()) - PUBLISHED_FIRST
    known = [key for key in keys if key.made_at <= known_since]
    if not keys:
        raise LookupError("There is no key for badges: make one with manage.py badge_keys make.")
    return known[-1] if known else keys[0]


def key_named(kid: str) -> Key:
    """The key of that name. Raises :class:`LookupError` when it is not there."""
    found = {key.kid: key for key in known_keys()}
    if kid not in found:
        raise LookupError(kid)
    return found[kid]


def _folder() -> Path:
    return Path(settings.BADGE_KEYS_DIR)


def _write(name: str, content: bytes) -> None:
    with os.fdopen(os.open(_folder() / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)


def _read(path: Path) -> Key:
    public = load_pem_public_key(path.read_bytes())
    if not isinstance(public, Ed25519PublicKey):
        raise LookupError(f"{path.name} holds no Ed25519 key.")  # noqa: TRY004 - as where none is
    private_path, private = path.with_suffix(".pem"), None
    if private_path.exists():
        private = load_pem_private_key(private_path.read_bytes(), password=None)
        if not isinstance(private, Ed25519PrivateKey):
            raise LookupError(f"{private_path.name} holds no Ed25519 key.")
    made_at = datetime.strptime(path.stem.partition("-")[0], STAMP).replace(tzinfo=UTC)
    return Key(path.stem, made_at, public, private)
