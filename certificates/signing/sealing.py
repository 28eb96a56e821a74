"""Signing a paper, or leaving it as it came where no key is set."""

from dataclasses import dataclass

from django.utils import timezone

from certificates.signing import stamp_server
from certificates.signing.errors import SigningError, StampAway
from certificates.signing.keys import is_set, signing_key


@dataclass(frozen=True)
class Sealed:
    """A paper as it is kept: ``signed_with`` is the SHA-256 of the certificate, both empty where no key is set."""

    document: bytes
    signed_by: str = ""
    signed_with: str = ""


def seal(document: bytes, *, about: str) -> Sealed:
    """``document`` with its signature; as it came where no key is set. ``about`` is read beside the signature.

    Raises :class:`SigningError` where a key is set and cannot sign, :class:`StampAway` where
    a time stamp is wanted and none is to be had: nothing leaves without what it was to bear.
    """
    if not is_set():
        return Sealed(document)
    from certificates.signing.pades import signed  # noqa: PLC0415 - late: see there

    if stamp_server.is_left_alone():
        raise StampAway("it did not answer a moment ago and is left alone")
    key = signing_key()
    key.refuse_unfit(timezone.now())
    try:
        return Sealed(signed(document, key, about), signed_by=key.subject, signed_with=key.fingerprint)
    except StampAway:
        stamp_server.leave_alone()
        raise


def can_seal() -> bool:
    """Whether it is worth while to begin: no key is wanted, or there is one and nobody has to wait for a time stamp."""
    if not is_set():
        return True
    try:
        signing_key().refuse_unfit(timezone.now())
    except SigningError:
        return False
    return not stamp_server.is_left_alone()
