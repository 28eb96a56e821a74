"""Certificates of the demonstration, printed while it is set up: the first visitor need not wait for the queue."""

from datetime import datetime

from certificates.actions import award_certificates, print_certificate
from courses.models import Workshop
from network.models import User


def award_and_print(workshop: Workshop, *, by: User, at: datetime) -> None:
    """Award what was earned in ``workshop`` and print it at once; a sheet takes about a hundredth of a second."""
    award_certificates(workshop, by=by, at=at)
    for certificate in workshop.certificates.without_document().select_related("person__user", "workshop"):
        print_certificate(certificate, by=by, at=at)
