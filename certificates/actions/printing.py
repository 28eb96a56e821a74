"""The document of a certificate: set and signed once, kept, and its holder told."""

import hashlib
import secrets
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone

from certificates.events import certificate_printed
from certificates.mails import tell_of_document
from certificates.models import Certificate
from certificates.paper import certificate_pdf
from certificates.signing.sealing import Sealed, seal
from foundations.audit.actions import record_event
from foundations.jobs.actions import enqueue
from network.models import User


def print_certificate(certificate: Certificate, *, by: User | None = None, at: datetime | None = None) -> Certificate:
    """Set the document, keep it, write to its holder that it is ready, and have the badge made; but once.

    The file comes first, under a name nobody guesses, and the row is pointed at it only while it points at none: a
    crash in between leaves at most a file that nothing points at. After an error it is left as well, for a commit that
    the database did not answer may have been made. What is kept and hashed is the signed file. Sends
    ``certificate_printed``. Errors: :class:`foundations.printing.pdf.PrintingError`,
    :class:`certificates.signing.errors.SigningError`.
    """
    if certificate.document_digest:
        return certificate
    sealed, storage = seal(certificate_pdf(certificate), about=str(certificate)), storages["private"]
    name = storage.save(f"certificates/{secrets.token_hex(16)}.pdf", ContentFile(sealed.document))
    if not _keep_document(certificate, name, sealed, by=by, at=at or timezone.now()):
        storage.delete(name)
    certificate.refresh_from_db(fields=["document", "document_digest", "signed_by", "signed_with"])
    return certificate


@transaction.atomic
def _keep_document(certificate: Certificate, name: str, sealed: Sealed, *, by: User | None, at: datetime) -> bool:
    """Whether this document became the certificate's; ``False`` when another was there first."""
    unprinted, digest = Certificate.objects.without_document(), hashlib.sha256(sealed.document).hexdigest()
    signed = {"signed_by": sealed.signed_by[:200], "signed_with": sealed.signed_with}
    if not unprinted.filter(pk=certificate.pk).update(document=name, document_digest=digest, **signed):
        return False
    told = {"signed_with": sealed.signed_with} if sealed.signed_with else {}
    record_event("certificates.certificate_printed", certificate, by=by, at=at, digest=digest, **told)
    tell_of_document(certificate, at=at)
    enqueue("certificates.issue_badge", str(certificate.pk))
    certificate_printed.send(sender=Certificate, certificate=certificate)
    return True
