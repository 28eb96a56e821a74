"""The Secretariat notes that it was in touch with a contact point (R82)."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from foundations.audit.actions import record_event
from network.errors import AccountError
from network.messages import NOT_YOUR_CONTACT
from network.models import Appointment, Communication, User
from network.querysets import standing_of

ONE_CLICK = timedelta(minutes=1)


@transaction.atomic
def log_contact(
    appointment: Appointment,
    *,
    means: str,
    by: User | None,
    note: str = "",
    had_at: datetime | None = None,
    at: datetime | None = None,
) -> Communication:
    """Note a contact with the contact point of ``appointment``: now, or at ``had_at`` before now.

    ``means`` is one of :class:`network.models.Communication.Means`. The same note by the same person within a minute is
    the second click of one. Raises ``AccountError`` for anybody but the Secretariat and for a role that is no contact
    point's, ``ValidationError`` for an hour to come.
    """
    now = at or timezone.now()
    # The appointment's row is the lock: of two clicks the second one finds what the first one wrote.
    appointment = Appointment.objects.select_for_update().get(pk=appointment.pk)
    if by is not None and not standing_of(by, at).is_secretariat:
        raise AccountError(str(NOT_YOUR_CONTACT))
    if appointment.role != Appointment.Role.CONTACT_POINT:
        raise AccountError(str(NOT_YOUR_CONTACT))
    told = {"person": appointment.person, "office": appointment.office, "means": means, "note": note, "by": by}
    just_now = Communication.objects.filter(**told, noted_at__gt=now - ONE_CLICK, noted_at__lte=now)
    if had_at is None and (noted := just_now.first()):
        return noted
    communication = Communication(**told, had_at=had_at or now, noted_at=now)
    communication.full_clean()
    communication.save(force_insert=True)
    record_event("network.contact_logged", communication, by=by, at=now, means=means)
    return communication
