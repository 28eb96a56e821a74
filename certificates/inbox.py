"""What is due with certificates: one's own to fetch; to the Secretariat, those that a correction left unearned."""

from collections import defaultdict
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from certificates.earning import merits_of
from certificates.models import Certificate
from courses.models import Workshop
from foundations.audit.models import AuditEvent
from network.inbox import Due, Kind
from network.models import User
from network.querysets import standing_of

NEW = timedelta(days=14)
WORKSHOPS_AT_ONCE = 5
PARTICIPANTS = (Certificate.Kind.ATTENDANCE, Certificate.Kind.ACHIEVEMENT)


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


def certificates_unearned(user: User, at: datetime) -> list[Due]:
    """Valid certificates whose attendance was corrected since, below what they ask for: to the Secretariat.

    Nothing is withdrawn by itself (R23): somebody looks, suspends or revokes it with the reason, or lifts a suspension
    and so confirms it; a step later than the correction ends the task. One question, and at most six for each of the
    :data:`WORKSHOPS_AT_ONCE` workshops that have such a one.
    """
    if not standing_of(user).is_secretariat:
        return []
    by_workshop: dict[Workshop, list[Certificate]] = defaultdict(list)
    for certificate in Certificate.objects.valid().of_participants().corrected_since().select_related("workshop"):
        by_workshop[certificate.workshop].append(certificate)
    unearned = [
        (certificate, workshop)
        for workshop, certificates in list(by_workshop.items())[:WORKSHOPS_AT_ONCE]
        for certificate in _unearned(workshop, certificates)
    ]
    return [
        Due(
            what=_("Decide on certificate %(number)s: its attendance was corrected") % {"number": certificate.number},
            url=reverse("certificate_records:inspect", args=[certificate.pk]),
            kind=Kind.CERTIFICATE,
            why=_("“%(title)s”: with the correction it is no longer earned. Suspend it, or revoke it with the reason.")
            % {"title": workshop.title},
        )
        for certificate, workshop in unearned
    ]


def _unearned(workshop: Workshop, certificates: list[Certificate]) -> list[Certificate]:
    people = [certificate.person_id for certificate in certificates]
    merits = {(merit.kind, merit.person.pk): merit for merit in merits_of(workshop, kinds=PARTICIPANTS, people=people)}
    found = [(certificate, merits.get((certificate.kind, certificate.person_id))) for certificate in certificates]
    return [certificate for certificate, merit in found if merit is not None and not merit.is_earned]
