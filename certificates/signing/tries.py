"""Trying the key without a paper: a sheet is signed, stamped, read as a stranger's file would be, and thrown away."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings

from certificates.signing.apart import signature_of
from certificates.signing.errors import SigningError
from certificates.signing.sealing import seal
from certificates.signing.seen import WHOLE
from foundations.printing.pdf import typeset

SHEET = Path(__file__).parent / "sheet.typ"


def try_key(*, at: datetime) -> Iterator[str]:
    """What was found, line by line. Raises :class:`SigningError` where a paper could not be signed or trusted."""
    sealed = seal(typeset(SHEET, {}, at=at), about="TEST")
    if not sealed.signed_with:
        return
    seen = signature_of(sealed.document)
    if seen.state != WHOLE:
        raise SigningError(f"What was signed cannot be verified ({seen.state}).")
    yield f"signed by {seen.subject}: whole"
    if not settings.SIGNING_ROOTS_FILE:
        yield "SIGNING_ROOTS_FILE names no authority: the public page cannot say to which one a signature leads"
    elif not seen.is_trusted:
        raise SigningError("The certificate does not lead to an authority in SIGNING_ROOTS_FILE.")
    if not settings.TIMESTAMP_URL:
        yield "no time-stamp server is set (TIMESTAMP_URL)"
        return
    trusted = "known" if seen.is_stamp_trusted else "of an authority that TIMESTAMP_ROOTS_FILE does not name"
    yield f"stamped by {seen.stamped_by} at {seen.stamped_at}: {trusted}"
