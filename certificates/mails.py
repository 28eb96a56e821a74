"""Every letter about certificates, one function each."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from certificates.models import Certificate, CertificateStep
from foundations.outbox.actions import write_letter
from network.mails import recipient_of


def tell_of_document(certificate: Certificate, *, at: datetime) -> None:
    """To the holder, once: the certificate can be fetched. Without an account there is nobody to write to."""
    recipient = recipient_of(certificate.person)
    if recipient is None:
        return
    with translation.override(recipient.language):
        address = settings.BASE_URL + reverse("certificates:document", args=[certificate.pk])
    write_letter(
        "certificates.printed",
        to=recipient,
        context={"certificate": certificate, "workshop": certificate.workshop, "address": address},
        once_key=f"certificates.printed:{certificate.pk}",
        at=at,
    )


def tell_of_change(certificate: Certificate, step: CertificateStep, *, at: datetime) -> None:
    """To the holder: suspended, confirmed or revoked, and why in one phrase; whom to ask stands at the foot."""
    recipient = recipient_of(certificate.person)
    if recipient is None:
        return
    write_letter(
        "certificates.changed",
        to=recipient,
        context={"certificate": certificate, "workshop": certificate.workshop, "step": step},
        once_key=f"certificates.changed:{step.pk}",
        at=at,
    )
