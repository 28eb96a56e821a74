"""The key that signs: read from the files that settings name, once by each process and again when they change.

``SIGNING_KEY_FILE`` is PKCS#12 (``.p12``, ``.pfx``) or PEM, and holds the private key; it or ``SIGNING_CHAIN_FILE``
(PEM) holds the certificate and what leads from it to an authority. Elliptic curves and RSA of at least 2,048 bits do.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509 as pyca
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key
from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12
from django.conf import settings
from django.utils import timezone

from certificates.signing.chains import certificates_in, fingerprint_of, subject_of
from certificates.signing.errors import SigningError

FEWEST_RSA_BITS = 2048
CONTAINERS = (".p12", ".pfx")
Private = EllipticCurvePrivateKey | RSAPrivateKey


@dataclass(frozen=True)
class SigningKey:
    """The private key, its certificate, and those between it and an authority, which may be among them."""

    private: Private
    certificate: pyca.Certificate
    chain: tuple[pyca.Certificate, ...]

    def __repr__(self) -> str:
        return f"<SigningKey {self.fingerprint}>"

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate, in hex."""
        return fingerprint_of(self.certificate)

    @property
    def subject(self) -> str:
        """Who signs, as its certificate names it in one line."""
        return subject_of(self.certificate)

    @property
    def valid_until(self) -> datetime:
        """The instant after which readers doubt what it signs."""
        return self.certificate.not_valid_after_utc

    def refuse_unfit(self, at: datetime) -> None:
        """Raise :class:`SigningError` where its certificate does not hold at ``at``."""
        if not self.certificate.not_valid_before_utc <= at <= self.valid_until:
            raise SigningError("The certificate of the signing key does not hold today.")


def is_set() -> bool:
    """Whether papers are to be signed at all."""
    return bool(settings.SIGNING_KEY_FILE)


def signing_key() -> SigningKey:
    """The key that signs. Raises :class:`SigningError` when none is named, or the files are not what they should be."""
    if not is_set():
        raise SigningError("SIGNING_KEY_FILE names no key.")
    files = [Path(named) for named in (settings.SIGNING_KEY_FILE, settings.SIGNING_CHAIN_FILE) if named]
    try:
        place = tuple((str(file), file.stat().st_mtime_ns, file.stat().st_size) for file in files)
        if place not in _read_before:
            key = _read(*files)
            _read_before.clear()
            _read_before[place] = key
        return _read_before[place]
    except OSError as fault:
        raise SigningError(f"A file of the signing key cannot be read ({fault.strerror}).") from None


def days_left(key: SigningKey, at: datetime | None = None) -> int:
    """Whole days until its certificate runs out; less than nought once it has."""
    return (key.valid_until - (at or timezone.now()).astimezone(UTC)).days


def loose_files() -> list[str]:
    """The file of the key, where others than its owner may read or write it."""
    file = Path(settings.SIGNING_KEY_FILE)
    return [str(file)] if is_set() and file.exists() and file.stat().st_mode & 0o077 else []


_read_before: dict[tuple, SigningKey] = {}


def _read(key_file: Path, chain_file: Path | None = None) -> SigningKey:
    content, password = key_file.read_bytes(), settings.SIGNING_KEY_PASSWORD.encode() or None
    try:
        if key_file.suffix.lower() in CONTAINERS:
            private, certificates = _from_container(content, password)
        else:
            private = load_pem_private_key(content, password)
            certificates = certificates_in(content)
        certificates += certificates_in(chain_file.read_bytes()) if chain_file else []
    except (ValueError, TypeError):
        raise SigningError("The file of the signing key cannot be opened: its form or its password is wrong.") from None
    return _fitted(private, certificates)


def _from_container(content: bytes, password: bytes | None) -> tuple[object, list[pyca.Certificate]]:
    opened = load_pkcs12(content, password)
    held = [opened.cert, *opened.additional_certs]
    return opened.key, [each.certificate for each in held if each]


def _fitted(private: object, certificates: list[pyca.Certificate]) -> SigningKey:
    """The certificate that belongs to the key, whatever order the files have them in."""
    if not isinstance(private, Private):
        raise SigningError("The signing key is neither of an elliptic curve nor RSA.")
    if isinstance(private, RSAPrivateKey) and private.key_size < FEWEST_RSA_BITS:
        raise SigningError("The signing key is RSA of less than 2,048 bits.")
    ours = _public(private.public_key())
    own = [each for each in certificates if _public(each.public_key()) == ours]
    if not own:
        raise SigningError("No certificate belongs to the signing key.")
    latest = max(own, key=lambda each: each.not_valid_after_utc)
    return SigningKey(private, latest, tuple(each for each in certificates if each not in own))


def _public(key) -> bytes:  # noqa: ANN001 - any public key of the library
    return key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
