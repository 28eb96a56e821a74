"""An authority for the demonstration and for tries: its name says that it is none. Never for papers that are to hold.

``authority.pem`` is the root, ``authority-key.pem`` its key, ``key.pem`` the key that signs with its certificate. Only
the platform's own account reads them.
"""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import NameOID

ROOT, ROOT_KEY, KEY = "authority.pem", "authority-key.pem", "key.pem"
WARNING = "DEMO – NOT A REAL AUTHORITY"
A_DAY = timedelta(days=1)
ROOT_HOLDS, KEY_HOLDS, RENEWED_BEFORE = 3650 * A_DAY, 730 * A_DAY, 60 * A_DAY


def lay_test_authority(folder: Path, *, at: datetime | None = None) -> Path:
    """The file of a key that signs under a test authority in ``folder``, made where it is missing or runs out."""
    now = at or datetime.now(UTC)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not (folder / ROOT).exists():
        private, root = make_root(at=now)
        _write(folder / ROOT_KEY, pem_of(private))
        _write(folder / ROOT, root.public_bytes(Encoding.PEM))
    if not _lasts(folder / KEY, now):
        renew_test_key(folder, at=now)
    return folder / KEY


def renew_test_key(folder: Path, *, at: datetime) -> None:
    """Another key under the same authority, in the place of the former."""
    root = x509.load_pem_x509_certificate((folder / ROOT).read_bytes())
    root_key = load_pem_private_key((folder / ROOT_KEY).read_bytes(), None)
    private, certificate = make_signer(root_key, root, at=at)
    _write(folder / KEY, pem_of(private) + certificate.public_bytes(Encoding.PEM) + root.public_bytes(Encoding.PEM))


def make_root(*, at: datetime, name: str = WARNING) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    """A root of ten years that signs itself."""
    private = ec.generate_private_key(ec.SECP256R1())
    named = _name(name)
    built = _built(named, named, private, at, ROOT_HOLDS)
    built = built.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    built = built.add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)
    return private, built.sign(private, SHA256())


def make_signer(
    root_key: ec.EllipticCurvePrivateKey,
    root: x509.Certificate,
    *,
    at: datetime,
    name: str = f"REFCO ({WARNING})",
    holds: timedelta = KEY_HOLDS,
) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    """A key of two years that may sign documents and nothing else."""
    private = ec.generate_private_key(ec.SECP256R1())
    built = _built(_name(name), root.subject, private, at, holds)
    built = built.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    built = built.add_extension(_usage(digital_signature=True, content_commitment=True), critical=True)
    issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(root.public_key())
    return private, built.add_extension(issuer, critical=False).sign(root_key, SHA256())


def pem_of(private: ec.EllipticCurvePrivateKey) -> bytes:
    """A private key as PKCS#8, not encrypted."""
    return private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _built(subject: x509.Name, issuer: x509.Name, private, at: datetime, holds: timedelta) -> x509.CertificateBuilder:  # noqa: ANN001 - a key of the library
    builder = x509.CertificateBuilder(issuer, subject, private.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(at - A_DAY).not_valid_after(at + holds)
    return builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(private.public_key()), critical=False)


def _usage(**granted: bool) -> x509.KeyUsage:
    purposes = (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    )
    return x509.KeyUsage(**dict.fromkeys(purposes, False) | granted)


def _lasts(file: Path, at: datetime) -> bool:
    if not file.exists():
        return False
    return x509.load_pem_x509_certificate(file.read_bytes()).not_valid_after_utc - at > RENEWED_BEFORE


def _write(file: Path, content: bytes) -> None:
    """Whole or not at all, and read by its owner alone."""
    draft = file.with_suffix(".new")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as opened:
        opened.write(content)
    draft.replace(file)
