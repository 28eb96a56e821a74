"""Ending the sessions of an account."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from foundations.audit.actions import record_event
from network.models import User


@transaction.atomic
def end_sessions(user: User, *, by: User | None, at: datetime | None = None) -> None:
    """End every session of ``user`` with this transaction, on every worker: the next request is a stranger's."""
    User.objects.filter(pk=user.pk).update(sessions_epoch=F("sessions_epoch") + 1)
    user.refresh_from_db(fields=["sessions_epoch"])
    record_event("network.sessions_ended", user.person, by=by, at=at)
