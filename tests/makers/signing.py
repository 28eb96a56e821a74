"""Keys that sign, made once by each process: elliptic curves are quick, and the stamper's RSA is the one slow key."""

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import responses
from asn1crypto import keys as asn1_keys
from asn1crypto import tsp
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from certificates.signing.authority import make_root, make_signer, pem_of
from certificates.signing.chains import as_asn1, as_pyca

NOW = datetime.now(UTC)
STAMPS = "http://stamps.example/tsa"
REPLY = "application/timestamp-reply"


@cache
def root():
    return make_root(at=NOW, name="Autoridad de las pruebas")


@cache
def signer(name: str = "Secretaría de la REFCO", holds: timedelta = timedelta(days=700)):
    return make_signer(*root(), at=NOW, name=name, holds=holds)


def write_key(folder: Path, name: str = "Secretaría de la REFCO", **made) -> Path:
    """A PEM file of the key of that name and its certificate."""
    private, certificate = signer(name, **made)
    file = folder / f"{name}.pem"
    file.write_bytes(pem_of(private) + certificate.public_bytes(Encoding.PEM))
    file.chmod(0o600)
    return file


def write_container(folder: Path, password: bytes) -> Path:
    """The same key in PKCS#12 with its root."""
    private, certificate = signer()
    file = folder / "key.p12"
    file.write_bytes(
        serialize_key_and_certificates(b"key", private, certificate, [root()[1]], BestAvailableEncryption(password))
    )
    return file


def write_root(folder: Path) -> Path:
    file = folder / "roots.pem"
    file.write_bytes(root()[1].public_bytes(Encoding.PEM))
    return file


@cache
def stamper() -> DummyTimeStamper:
    """A time-stamp server's inside, under an authority of its own that signs itself."""
    private = rsa.generate_private_key(65537, 2048)
    named = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Sellos de las pruebas")])
    built = x509.CertificateBuilder(named, named, private.public_key(), x509.random_serial_number())
    built = built.not_valid_before(NOW - timedelta(days=1)).not_valid_after(NOW + timedelta(days=700))
    built = built.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    certificate = built.sign(private, SHA256())
    der = private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return DummyTimeStamper(
        tsa_cert=as_asn1(certificate),
        tsa_key=asn1_keys.PrivateKeyInfo.load(der),
        certs_to_embed=SimpleCertificateStore.from_certs([as_asn1(certificate)]),
    )


def stamp(question: bytes) -> bytes:
    """What the server answers to a question of RFC 3161."""
    return stamper().request_tsa_response(tsp.TimeStampReq.load(question)).dump()


def write_stamp_root(folder: Path) -> Path:
    file = folder / "stamps.pem"
    file.write_bytes(as_pyca(stamper().tsa_cert).public_bytes(Encoding.PEM))
    return file


def answer_stamps(server, answer=None, **fields) -> None:
    """The time-stamp server answers with a stamp, or with what is given."""

    def stamps(request):
        assert request.headers["Content-Type"] == "application/timestamp-query"
        return 200, {"Content-Type": REPLY}, stamp(request.body)

    if fields or answer:
        server.add(responses.POST, STAMPS, **({"body": answer} | fields))
    else:
        server.add_callback(responses.POST, STAMPS, callback=stamps, content_type=None)
