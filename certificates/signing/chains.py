"""Certificates as they stand in files, and how they are named. Knows neither settings nor rows."""

from pathlib import Path

from asn1crypto import x509
from cryptography import x509 as pyca
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from certificates.signing.errors import SigningError


def certificates_in(pem: bytes) -> list[pyca.Certificate]:
    """Those in a PEM text, in its order; none where there is none. Raises :class:`ValueError`."""
    return pyca.load_pem_x509_certificates(pem) if b"-----BEGIN CERTIFICATE-----" in pem else []


def roots_in(file: str) -> list[x509.Certificate]:
    """The authorities in a PEM file; none where none is named. Raises :class:`SigningError`."""
    if not file:
        return []
    try:
        return [as_asn1(each) for each in certificates_in(Path(file).read_bytes())]
    except (OSError, ValueError):
        raise SigningError("A file of authorities cannot be read.") from None


def fingerprint_of(certificate: pyca.Certificate) -> str:
    """SHA-256 of a certificate, in hex."""
    return certificate.fingerprint(SHA256()).hex()


def subject_of(certificate: pyca.Certificate) -> str:
    """Its common name and its organisation; where it has neither, the whole name (RFC 4514)."""
    oids = (pyca.NameOID.COMMON_NAME, pyca.NameOID.ORGANIZATION_NAME)
    words = [str(each.value) for oid in oids for each in certificate.subject.get_attributes_for_oid(oid)]
    return ", ".join(dict.fromkeys(words)) or certificate.subject.rfc4514_string()


def as_asn1(certificate: pyca.Certificate) -> x509.Certificate:
    """The same as pyHanko takes it."""
    return x509.Certificate.load(certificate.public_bytes(Encoding.DER))


def as_pyca(certificate: x509.Certificate) -> pyca.Certificate:
    """The same as cryptography takes it."""
    return pyca.load_der_x509_certificate(certificate.dump())
