"""The only writer of the book."""

import logging
import uuid
from datetime import datetime
from typing import Protocol

from django.db import models, transaction
from django.utils import timezone

from foundations.audit.models import AuditEvent, AuditSeal
from foundations.audit.rules import seal_digest
from foundations.audit.triggers import await_writers

log = logging.getLogger("audit")
EVENT_FIELDS = ("id", "at", "action", "actor", "subject_type", "subject_id", "details")


class Actor(Protocol):
    """Whoever acts: known to the book by a UUID alone."""

    @property
    def actor_uuid(self) -> uuid.UUID: ...


def record_event(
    action: str,
    subject: models.Model | None = None,
    *,
    by: Actor | None = None,
    at: datetime | None = None,
    **details: object,
) -> AuditEvent:
    """Write one event, in the caller's transaction, and one INFO line with keys only.

    ``action`` is ``app.past_participle``; ``by`` is ``None`` when the clock or the set-up acted. ``details`` must be
    JSON and must hold no name and no address.
    """
    event = AuditEvent.objects.create(
        at=at or timezone.now(),
        action=action,
        actor=by.actor_uuid if by else None,
        subject_type=subject._meta.label_lower if subject is not None else "",
        subject_id=str(subject.pk) if subject is not None else "",
        details=details,
    )
    log.info("%s %s:%s", action, event.subject_type, event.subject_id)
    return event


@transaction.atomic
def seal_events(*, at: datetime | None = None) -> AuditSeal | None:
    """Seal every event since the last seal; ``None`` when there is nothing new. Twice is harmless."""
    await_writers()
    previous = AuditSeal.objects.order_by("last_event").last()
    rows = AuditEvent.objects.filter(id__gt=previous.last_event if previous else 0).order_by("id")
    first, last = rows.first(), rows.last()
    if first is None or last is None:
        return None
    digest = seal_digest(previous.digest if previous else "", rows.values(*EVENT_FIELDS).iterator())
    return AuditSeal.objects.create(
        sealed_at=at or timezone.now(), first_event=first.id, last_event=last.id, digest=digest
    )


def first_broken_seal() -> AuditSeal | None:
    """Walk the chain from its beginning; the first seal that no longer fits its rows, or ``None``."""
    previous = ""
    for seal in AuditSeal.objects.order_by("last_event"):
        rows = AuditEvent.objects.filter(id__range=(seal.first_event, seal.last_event)).order_by("id")
        if seal_digest(previous, rows.values(*EVENT_FIELDS).iterator()) != seal.digest:
            return seal
        previous = seal.digest
    return None
