"""The certificate as a document: its facts set in the holder's language. Stores nothing, sends nothing."""

from pathlib import Path

from django.conf import settings
from django.urls import reverse

from certificates.models import Certificate
from foundations.printing.pdf import typeset
from foundations.printing.qr import qr_svg

TEMPLATES = Path(__file__).parent / "typst"


def verification_address(certificate: Certificate) -> str:
    """Where anybody who holds the paper can check it; what the QR carries."""
    return settings.BASE_URL + reverse("verification:certificate", args=[certificate.code])


def certificate_pdf(certificate: Certificate) -> bytes:
    """The document, made of the frozen facts alone: the same bytes however often it is made."""
    address = verification_address(certificate)
    content = {
        "facts": certificate.facts,
        "code": certificate.code,
        "url": address,
        "short_url": (settings.BASE_URL + reverse("verification:start")).split("//", 1)[1],
        "demo": settings.DEMO,
    }
    return typeset(
        TEMPLATES / f"certificate.{certificate.language}.typ",
        content,
        at=certificate.awarded_at,
        images={"qr": qr_svg(address)},
    )
