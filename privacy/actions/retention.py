"""What is let go once it was kept long enough, and only then. The rows that stay say that something was."""

from datetime import datetime, timedelta

from allauth.account.models import EmailConfirmation
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from foundations.audit.actions import record_event
from privacy.models import Correction

FORGOTTEN_AT_ONCE = 5000


@transaction.atomic
def purge_sessions(*, at: datetime | None = None) -> int:
    """Delete the sessions that have expired, what is known of the devices of sessions that are gone, and old links.

    How many rows went; the book is told when there were any.
    """
    now = at or timezone.now()
    sessions = Session.objects.filter(expire_date__lt=now).delete()[0]
    # A sign-in notes its device before its session is stored: what is younger than an hour may be on its way.
    settled = UserSession.objects.filter(created_at__lt=now - timedelta(hours=1))
    devices = settled.exclude(session_key__in=Session.objects.values("session_key")).delete()[0]
    links = EmailConfirmation.objects.all_expired().delete()[0]
    if sessions or devices or links:
        record_event("privacy.sessions_purged", at=at, sessions=sessions, devices=devices, links=links)
    return sessions + devices + links


@transaction.atomic
def forget_corrections(*, before: datetime, at: datetime | None = None) -> int:
    """Empty the words of requests that were answered before ``before``; the rows and their outcome stay."""
    keys = list(Correction.objects.answered_before(before).values_list("pk", flat=True)[:FORGOTTEN_AT_ONCE])
    forgotten = Correction.objects.filter(pk__in=keys).update(
        wrong="", right="", answer="", words_forgotten_at=at or timezone.now()
    )
    if forgotten:
        record_event("privacy.corrections_forgotten", at=at, before=before.isoformat(), requests=forgotten)
    return forgotten
