"""The window to pyHanko for signing; whoever signs imports it late, for it takes half a second and thirty megabytes.

The signature is PAdES (ETSI EN 319 142-1): B-B, or B-T where a time-stamp server is set; it allows no change afterwards
(DocMDP 1). Its field has no place on the page, for a visible one would need a tag that the paper does not have: outside
the page and with the print flag it keeps what the file declares, PDF/A-2a and PDF/UA-1 (ISO 19005-2 6.3.2, ISO 14289-1
7.18.1).
"""

from functools import lru_cache
from io import BytesIO

from asn1crypto import tsp, x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings
from pyhanko.pdf_utils.extensions import DeveloperExtension
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign import signers
from pyhanko.sign.attributes import CMSAttributeProvider, SigningCertificateV2Provider
from pyhanko.sign.fields import InvisSigSettings, MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError as HankoError
from pyhanko.sign.general import as_signing_certificate_v2
from pyhanko.sign.signers.pdf_cms import SignedAttributeProviderSpec
from pyhanko_certvalidator.registry import SimpleCertificateStore

from certificates.signing import stamps
from certificates.signing.chains import as_asn1, roots_in
from certificates.signing.errors import SigningError, StampAway
from certificates.signing.keys import SigningKey
from certificates.signing.reading import read_signature

HASH = "sha256"
FIELD = "Signature"
ROOM, ROOM_FOR_STAMP = 3 * 1024, 12 * 1024
"""Bytes kept free for the signature beside its certificates, and for a time stamp with its own."""


def signed(document: bytes, key: SigningKey, about: str) -> bytes:
    """``document`` with a signature of ``key``. Raises as :func:`certificates.signing.sealing.seal` does.

    Nothing in here may ask the database or the cache: pyHanko runs a loop of its own meanwhile.
    """
    try:
        done = _signed(document, key, about)
    except (HankoError, PdfError, UnsupportedAlgorithm) as fault:
        raise SigningError(f"The paper could not be signed ({type(fault).__name__}).") from None
    _refuse_stamp_of_strangers(done)
    return done


def _signed(document: bytes, key: SigningKey, about: str) -> bytes:
    writer = _SameKind(BytesIO(document))
    _keep_tab_order(writer)
    stamper = stamps.StampServer() if settings.TIMESTAMP_URL else None
    described = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm=HASH,
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        reason=about,
    )
    field = SigFieldSpec(
        FIELD,
        empty_field_appearance=False,
        readable_field_name=about,
        invis_sig_settings=InvisSigSettings(set_print_flag=True, box_out_of_bounds=True),
    )
    signer = signers.PdfSigner(described, _kept(key), timestamper=stamper, new_field_spec=field)
    held = sum(len(each.public_bytes(Encoding.DER)) for each in (key.certificate, *key.chain))
    room = ROOM + held + (ROOM_FOR_STAMP if stamper else 0)
    return signer.sign_pdf(writer, bytes_reserved=2 * room).getvalue()  # as hex


def _refuse_stamp_of_strangers(signed: bytes) -> None:
    """Raise :class:`StampAway` where the stamp on it does not lead to an authority that we name."""
    if settings.TIMESTAMP_URL:
        seen = read_signature(signed, [], roots_in(settings.TIMESTAMP_ROOTS_FILE))
        if not (seen.stamped_at and (seen.is_stamp_trusted or not settings.TIMESTAMP_ROOTS_FILE)):
            raise StampAway("the time stamp is of somebody else")


def _keep_tab_order(writer: "_SameKind") -> None:
    """A page with a field says that tab follows its structure (ISO 14289-1 7.18.3)."""
    page_ref = writer.find_page_for_modification(0)[0]
    page_ref.get_object()[pdf_name("/Tabs")] = pdf_name("/S")
    writer.update_container(page_ref.get_object())


class _SameKind(IncrementalPdfFileWriter):
    """Puts behind the paper what belongs to the signature: no word about the file itself is written anew.

    pyHanko would raise it to PDF 2.0 for an elliptic curve, which is no PDF/A-2, and write its metadata in its own way.
    """

    def ensure_output_version(self, version: tuple[int, int]) -> None:
        """It stays what it is."""

    def register_extension(self, ext: DeveloperExtension) -> None:
        """Those of PDF 1.7 (PAdES) alone."""
        if ext.base_version == pdf_name("/1.7"):
            super().register_extension(ext)

    def _update_meta(self) -> None:
        """Title, dates and declarations stay as they were set."""


class _WhoSigns(SignedAttributeProviderSpec, SigningCertificateV2Provider):
    """The one signed attribute that PAdES asks for beside type and hash of the paper: which certificate it was.

    The same for every paper, so it is made once, and read back: what was built asn1crypto encodes anew, twice at each
    level, whenever a part of it is asked for; what was read it copies.
    """

    def __init__(self, certificate: x509.Certificate) -> None:
        super().__init__(certificate)
        self.made = tsp.SigningCertificateV2.load(as_signing_certificate_v2(certificate).dump())

    def signed_attr_providers(self, data_digest: bytes, digest_algorithm: str) -> list[CMSAttributeProvider]:  # noqa: ARG002 - pyHanko's
        return [self]

    async def build_attr_value(self, dry_run: bool = False) -> tsp.SigningCertificateV2:  # noqa: FBT001, FBT002, ARG002 - pyHanko's
        return self.made


class _KeptKey(signers.Signer):
    """Signs with a key that is already open: pyHanko's own opens and checks it anew for every paper."""

    def __init__(self, key: SigningKey) -> None:
        store, certificate = SimpleCertificateStore(), as_asn1(key.certificate)
        store.register_multiple([as_asn1(each) for each in key.chain])
        super().__init__(signing_cert=certificate, cert_registry=store, embed_roots=False)
        self.signed_attr_prov_spec = _WhoSigns(certificate)
        self.private = key.private

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:  # noqa: FBT001, FBT002, ARG002 - pyHanko's
        if isinstance(self.private, EllipticCurvePrivateKey):
            return self.private.sign(data, ECDSA(SHA256()))
        return self.private.sign(data, PKCS1v15(), SHA256())


@lru_cache(maxsize=1)
def _kept(key: SigningKey) -> _KeptKey:
    """One for all papers, until there is another key."""
    return _KeptKey(key)
