"""The keys that sign: private keys in files of ours, their public halves told to the video server (RFC 7517).

Two folders below ``JITSI_KEYS_DIR``: ``login`` signs the tokens of those who join, ``system`` what only the platform
may ask of the server (to end a meeting). A participant's token opens nothing of the second: its key is not known there.

All are published; the newest signs that every reader has fetched (:data:`PUBLISHED_FIRST`,
:mod:`foundations.key_files`). An old one is taken away once the last token that it signed has ended; Prosody forgets it
when it is started anew.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from django.conf import settings
from django.utils import timezone
from jwt.algorithms import RSAAlgorithm

from foundations.key_files import made_at, new_name, newest_known, write_key

LOGIN = "login"
SYSTEM = "system"
USES = (LOGIN, SYSTEM)
BITS = 3072
KEPT_FOR = timedelta(minutes=10)
"""How long a reader may keep the published keys; what ``/jitsi/keys.json`` says in ``Cache-Control``."""
PUBLISHED_FIRST = 3 * KEPT_FOR


@dataclass(frozen=True)
class Key:
    """One private key. ``kid`` names it in the header of a token."""

    kid: str
    made_at: datetime
    private: RSAPrivateKey

    @property
    def public_pem(self) -> str:
        """The public half as the video server reads it (SubjectPublicKeyInfo)."""
        return self.private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()

    @property
    def file_name(self) -> str:
        """Under which name Jitsi's modules ask for it: SHA-256 of the name, in hex, ``.pem``."""
        return f"{hashlib.sha256(self.kid.encode()).hexdigest()}.pem"


def make_key(use: str, *, at: datetime | None = None) -> Key:
    """Make a key and write it where only the platform reads; it signs once it has been published long enough."""
    kid = new_name(at or timezone.now())
    key = Key(kid, made_at(kid), generate_private_key(65537, BITS))
    pem = key.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    write_key(_folder(use) / f"{kid}.pem", pem)
    return key


def retire_key(use: str, kid: str) -> None:
    """Take a key away: what it signed is refused from then on. Raises :class:`LookupError` when it is not there."""
    if kid not in {key.kid for key in keys_for(use)}:
        raise LookupError(kid)
    (_folder(use) / f"{kid}.pem").unlink()


def keys_for(use: str) -> list[Key]:
    """All keys of that use, oldest first."""
    return [_read(path) for path in sorted(_folder(use).glob("*.pem"))]


def signing_key(use: str, *, at: datetime | None = None) -> Key:
    """The newest key that every reader knows by now, else the oldest. Raises :class:`LookupError` without any."""
    key = newest_known(keys_for(use), (at or timezone.now()) - PUBLISHED_FIRST)
    if key is None:
        raise LookupError(f"There is no key for {use}: make one with manage.py jitsi_keys make.")
    return key


def published() -> dict[str, list[dict[str, object]]]:
    """The public halves of the keys for joining, as a JWK set (RFC 7517, 5)."""
    return {"keys": [_jwk(key) for key in keys_for(LOGIN)]}


def _jwk(key: Key) -> dict[str, object]:
    return RSAAlgorithm.to_jwk(key.private.public_key(), as_dict=True) | {
        "kid": key.kid,
        "use": "sig",
        "alg": "RS256",
        "key_ops": ["verify"],
    }


def _folder(use: str) -> Path:
    return Path(settings.JITSI_KEYS_DIR) / use


_read_before: dict[tuple[str, int], Key] = {}


def _read(path: Path) -> Key:
    """A key from its file, read once by each process."""
    place = (str(path), path.stat().st_mtime_ns)
    if place not in _read_before:
        private = load_pem_private_key(path.read_bytes(), password=None)
        if not isinstance(private, RSAPrivateKey):
            raise LookupError(f"{path.name} holds no RSA key.")
        _read_before[place] = Key(path.stem, made_at(path.stem), private)
    return _read_before[place]
