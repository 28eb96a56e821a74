"""What is new to fetch: one's own certificates, until they were fetched."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from certificates.models import Certificate
from foundations.audit.models import AuditEvent
from network.inbox import Due, Kind
from network.models import User

NEW = timedelta(days=14)


def new_certificates(user: User, at: datetime) -> list[Due]:
    """Valid ones of the last fortnight whose file their holder has not opened yet. Two questions, or one for none."""
    mine = Certificate.objects.of_person(user.person_id).filter(state=Certificate.State.VALID)
    fresh = list(mine.filter(awarded_at__gt=at - NEW, awarded_at__lte=at).exclude(document_digest=""))
    fetched = _fetched(user, fresh) if fresh else set()
    return [
        Due(
            what=_("Fetch your certificate of “%(title)s”") % {"title": certificate.workshop.title},
            url=reverse("certificates:document", args=[certificate.pk]),
            kind=Kind.CERTIFICATE,
            why=_("Certificate %(number)s. It also stays under “My training”.") % {"number": certificate.number},
        )
        for certificate in fresh
        if str(certificate.pk) not in fetched
    ]


def _fetched(user: User, certificates: list[Certificate]) -> set[str]:
    """The keys of those that ``user`` opened, by the audit book. One question."""
    read = AuditEvent.objects.by_person(user.actor_uuid).filter(
        action="certificates.document_read",
        subject_type=Certificate._meta.label_lower,
        subject_id__in=[str(certificate.pk) for certificate in certificates],
    )
    return set(read.order_by().values_list("subject_id", flat=True))
