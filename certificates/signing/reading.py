"""What the signature in a PDF says, and whether it is so. Knows neither settings nor rows, so that it can run apart.

``python -m certificates.signing.reading ROOTS STAMP_ROOTS`` reads a PDF from standard input, in bounds, and prints what
it saw as JSON (see :mod:`certificates.signing.apart`).
"""

import asyncio
import json
import sys
from dataclasses import asdict
from datetime import datetime
from io import BytesIO

from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import extract_signer_info
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature, async_validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from certificates.signing.chains import as_pyca, fingerprint_of, roots_in, subject_of
from certificates.signing.seen import BROKEN, EXTENDED, UNREADABLE, WHOLE, Seen, has_signature
from foundations.limited import bind

MOST_MEMORY, MOST_SECONDS = 768 * 1024 * 1024, 5
"""Bytes and seconds of the processor for reading a stranger's file."""


def read_signature(document: bytes, roots: list[x509.Certificate], stamp_roots: list[x509.Certificate]) -> Seen:
    """What the first signature says; whatever a file does to its reader makes it ``unreadable``. Fetches nothing."""
    if not has_signature(document):
        return Seen()
    try:
        found = PdfFileReader(BytesIO(document)).embedded_signatures
        return _seen(found[0], roots, stamp_roots) if found else Seen()
    except Exception:  # noqa: BLE001 - a hostile file finds errors that no list names
        return Seen(UNREADABLE)


def _seen(signature: EmbeddedPdfSignature, roots: list, stamp_roots: list) -> Seen:
    stamped_at = _stamped_at(signature)
    stated_at = signature.self_reported_timestamp
    moment = stamped_at or stated_at
    status: PdfSignatureStatus = asyncio.run(
        async_validate_pdf_signature(
            signature,
            signer_validation_context=ValidationContext(trust_roots=roots, moment=moment, allow_fetching=False),
            ts_validation_context=ValidationContext(trust_roots=stamp_roots, moment=moment, allow_fetching=False),
            skip_diff=True,  # whatever was added is told, harmless or not
        )
    )
    certificate, stamp = as_pyca(signature.signer_cert), status.timestamp_validity
    is_stamped = bool(stamp and stamp.intact and stamp.valid)
    return Seen(
        state=_state_of(status),
        subject=subject_of(certificate),
        fingerprint=fingerprint_of(certificate),
        is_trusted=bool(status.trusted),
        stated_at=stated_at.isoformat() if stated_at else "",
        stamped_at=stamp.timestamp.isoformat() if is_stamped else "",
        stamped_by=subject_of(as_pyca(stamp.signing_cert)) if is_stamped else "",
        is_stamp_trusted=bool(is_stamped and stamp.trusted),
    )


def _state_of(status: PdfSignatureStatus) -> str:
    if not (status.intact and status.valid):
        return BROKEN
    return WHOLE if status.coverage == SignatureCoverageLevel.ENTIRE_FILE else EXTENDED


def _stamped_at(signature: EmbeddedPdfSignature) -> datetime | None:
    """The hour in the time stamp, before anything is known of the stamp."""
    for attribute in extract_signer_info(signature.signed_data)["unsigned_attrs"] or ():
        if attribute["type"].native == "signature_time_stamp_token":
            return attribute["values"][0]["content"]["encap_content_info"]["content"].parsed["gen_time"].native
    return None


def main() -> None:
    """Read a stranger's file where it can harm nothing but this process."""
    roots, stamp_roots = (roots_in(file) for file in sys.argv[1:3])
    bind(memory=MOST_MEMORY, seconds=MOST_SECONDS)
    sys.stdout.write(json.dumps(asdict(read_signature(sys.stdin.buffer.read(), roots, stamp_roots))))


if __name__ == "__main__":
    main()
