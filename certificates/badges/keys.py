"""The keys that sign badges: Ed25519 (RFC 8032), private halves in files of ours, public halves kept for good.

The newest signs that every reader has fetched (:data:`PUBLISHED_FIRST`, :mod:`foundations.key_files`). A retired key
signs no more and stays published, for what it signed is to be verified in ten years; a withdrawn one is gone, and with
it the worth of whatever it signed.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
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

from foundations.key_files import made_at, new_name, newest_known, write_key

KEPT_FOR = timedelta(hours=1)
"""How long a reader may keep the published keys; what their addresses say in ``Cache-Control``."""
PUBLISHED_FIRST = 3 * KEPT_FOR


@dataclass(frozen=True)
class Key:
    """A public key, and its private half unless it is retired. ``kid`` is its name."""

    kid: str
    made_at: datetime
    public: Ed25519PublicKey
    private: Ed25519PrivateKey | None


def make_key(*, at: datetime | None = None) -> Key:
    """Make a key and write it where only the platform reads; it signs once it has been published long enough."""
    kid, private = new_name(at or timezone.now()), Ed25519PrivateKey.generate()
    key = Key(kid, made_at(kid), private.public_key(), private)
    write_key(_folder() / f"{kid}.pub", key.public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    write_key(_folder() / f"{kid}.pem", private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
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
    key = newest_known(keys, (at or timezone.now()) - PUBLISHED_FIRST)
    if key is None:
        raise LookupError("There is no key for badges: make one with manage.py badge_keys make.")
    return key


def key_named(kid: str) -> Key:
    """The key of that name. Raises :class:`LookupError` when it is not there."""
    found = {key.kid: key for key in known_keys()}
    if kid not in found:
        raise LookupError(kid)
    return found[kid]


def _folder() -> Path:
    return Path(settings.BADGE_KEYS_DIR)


def _read(path: Path) -> Key:
    public = load_pem_public_key(path.read_bytes())
    if not isinstance(public, Ed25519PublicKey):
        raise LookupError(f"{path.name} holds no Ed25519 key.")  # noqa: TRY004 - as where none is
    private_path, private = path.with_suffix(".pem"), None
    if private_path.exists():
        private = load_pem_private_key(private_path.read_bytes(), password=None)
        if not isinstance(private, Ed25519PrivateKey):
            raise LookupError(f"{private_path.name} holds no Ed25519 key.")
    return Key(path.stem, made_at(path.stem), public, private)
