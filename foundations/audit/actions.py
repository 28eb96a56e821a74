"""The only writer of the book."""

import logging
import uuid
from datetime import datetime
from typing import Protocol

from django.db import models, transaction
from django.utils import timezone

from foundations.audit.events import chain_broken
from foundations.audit.models import AuditCheck, AuditEvent, AuditSeal
from foundations.audit.rules import seal_digest
from foundations.audit.triggers import await_writers

log = logging.getLogger("audit")
EVENT_FIELDS = ("id", "at", "action", "actor", "subject_type", "subject_id", "details")
SEALED_TOGETHER = 10_000
SEALED_AT_ONCE = 10
CHECKED_AT_ONCE = 40_000


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
    """Seal every event since the last seal; ``None`` when there is nothing new. Twice is harmless.

    ``None`` too while somebody writes events for longer than others may wait: the next turn of the clock seals them.

    One seal covers :data:`SEALED_TOGETHER` events at most, so that each is checked in a moment, and one turn of the
    clock makes :data:`SEALED_AT_ONCE` seals at most; gives the last. The digest also goes into the log, which lies
    elsewhere: whoever writes the whole chain anew does not match it.
    """
    if not await_writers():
        log.warning("audit.sealing_put_off")
        return None
    last = AuditSeal.objects.order_by("last_event").last()
    fresh = None
    for _turn in range(SEALED_AT_ONCE):
        seal = _seal_next(last, at=at or timezone.now())
        if seal is None:
            break
        fresh = last = seal
        log.info("audit.sealed %s %s", seal, seal.digest)
    return fresh


def _seal_next(previous: AuditSeal | None, *, at: datetime) -> AuditSeal | None:
    """One more seal over the events after ``previous``; ``None`` when there are none."""
    rows = AuditEvent.objects.filter(id__gt=previous.last_event if previous else 0).order_by("id")
    together = list(rows.values(*EVENT_FIELDS)[:SEALED_TOGETHER])
    if not together:
        return None
    return AuditSeal.objects.create(
        sealed_at=at,
        first_event=together[0]["id"],
        last_event=together[-1]["id"],
        digest=seal_digest(previous.digest if previous else "", together),
    )


def check_seals(*, at: datetime | None = None) -> AuditCheck:
    """Check the next piece of the chain and note what was found; a check that came to its end begins anew.

    Every event from the end of one seal to the end of the next must be among those that were sealed, so a row put
    between two seals is found too; and the seal at which the last whole check ended must still stand where it stood.
    A broken chain announces ``chain_broken``. Asked again and again until ``is_over``, it has walked the whole chain.
    """
    now = at or timezone.now()
    latest = AuditCheck.objects.order_by("id").last()
    check = AuditCheck(started_at=now, checked_at=now)
    if latest is not None and not latest.is_over:
        check.started_at, check.last_event, check.digest = latest.started_at, latest.last_event, latest.digest
    _walk(check)
    with transaction.atomic():
        check.save(force_insert=True)
        if check.broken_event is not None:
            record_event("audit.chain_found_broken", check, at=at, seal=check.broken_event)
            chain_broken.send(sender=AuditCheck, check=check)
            log.error("audit.chain_broken at the seal up to event %s", check.broken_event)
    return check


def _walk(check: AuditCheck) -> None:
    """Move ``check`` along the chain: to its end, to a broken seal, or so far that the rest may wait."""
    from_event = check.last_event
    anchor = AuditCheck.objects.found_whole().last()
    while check.last_event - from_event < CHECKED_AT_ONCE:
        seal = AuditSeal.objects.filter(last_event__gt=check.last_event).order_by("last_event").first()
        if seal is None:
            check.is_over = True
            if anchor and anchor.last_event > check.last_event:  # the seals after this one are gone
                check.broken_event = anchor.last_event
            return
        if not _fits(seal, after=check.last_event, previous=check.digest) or _is_rewritten(seal, anchor):
            check.is_over, check.broken_event = True, seal.last_event
            return
        check.last_event, check.digest = seal.last_event, seal.digest


def _fits(seal: AuditSeal, *, after: int, previous: str) -> bool:
    """Whether the events after one seal, up to this one, are those that were sealed, upon the seal before it."""
    rows = AuditEvent.objects.filter(id__gt=after, id__lte=seal.last_event).order_by("id")
    return seal_digest(previous, rows.values(*EVENT_FIELDS).iterator()) == seal.digest


def _is_rewritten(seal: AuditSeal, anchor: AuditCheck | None) -> bool:
    """Whether the seal that covers the end of the last whole check is another one than that check met."""
    if anchor is None or not seal.first_event <= anchor.last_event <= seal.last_event:
        return False
    return (seal.last_event, seal.digest) != (anchor.last_event, anchor.digest)


def first_broken_seal() -> AuditSeal | None:
    """Walk the chain from its beginning in one go; the first seal that no longer fits its rows, or ``None``."""
    after, previous = 0, ""
    for seal in AuditSeal.objects.order_by("last_event"):
        if not _fits(seal, after=after, previous=previous):
            return seal
        after, previous = seal.last_event, seal.digest
    return None
