"""The log of breaches: recorded, revised, closed by the Secretariat; reminded of by the clock."""

import logging
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundations.audit.actions import record_event
from network.models import User
from network.querysets import standing_of
from privacy.errors import PrivacyError
from privacy.mails import remind_of_breach
from privacy.models import Breach, BreachEntry
from privacy.rules import reminder_due

log = logging.getLogger("privacy")
Kind = BreachEntry.Kind


@transaction.atomic
def record_breach(*, by: User, at: datetime | None = None, **fields) -> Breach:
    """Open a record; ``fields`` are those of :class:`privacy.models.Breach`. The clock runs from ``discovered_at``.

    Raises :class:`PrivacyError` for anybody but the Secretariat and for a discovery in the future, ``ValidationError``
    on impossible instants.
    """
    now = at or timezone.now()
    _refuse_hand(by, at)
    breach = Breach(**fields)
    if breach.discovered_at > now:
        raise PrivacyError(_("The discovery cannot lie in the future."))
    breach.full_clean()
    breach.save(force_insert=True)
    _enter(breach, Kind.RECORDED, fields, by=by, at=now)
    record_event("privacy.breach_recorded", breach, by=by, at=at, exercise=breach.is_exercise)
    return breach


@transaction.atomic
def revise_breach(breach: Breach, *, by: User, at: datetime | None = None, **changes) -> Breach:
    """Write what is known now into the record, and each new value into its history. Nothing new changes nothing.

    Raises :class:`PrivacyError` for anybody but the Secretariat and once it is closed, ``ValidationError`` on
    impossible instants.
    """
    now = at or timezone.now()
    _refuse_hand(by, at)
    locked = Breach.objects.select_for_update().get(pk=breach.pk)
    if locked.closed_at:
        raise PrivacyError(_("This record is closed and stays as it is."))
    new = {name: value for name, value in changes.items() if getattr(locked, name) != value}
    if not new:
        return locked
    for name, value in new.items():
        setattr(locked, name, value)
    if locked.discovered_at > now:
        raise PrivacyError(_("The discovery cannot lie in the future."))
    locked.full_clean()
    locked.save(update_fields=list(new))
    _enter(locked, Kind.REVISED, new, by=by, at=now)
    record_event("privacy.breach_revised", locked, by=by, at=at, fields=sorted(new))
    return locked


@transaction.atomic
def close_breach(breach: Breach, *, remark: str, by: User, at: datetime | None = None) -> Breach:
    """Close a record for good. Twice is once.

    ``remark`` says how it ended and, where the authority was not told, why it did not have to be. Raises
    :class:`PrivacyError` without one and for anybody but the Secretariat.
    """
    now = at or timezone.now()
    _refuse_hand(by, at)
    if not remark.strip():
        raise PrivacyError(_("Say how it ended; and if the authority was not told, why it did not have to be."))
    locked = Breach.objects.select_for_update().get(pk=breach.pk)
    if locked.closed_at:
        return locked
    locked.closed_at = now
    locked.save(update_fields=["closed_at"])
    _enter(locked, Kind.CLOSED, {}, by=by, at=now, remark=remark.strip())
    record_event("privacy.breach_closed", locked, by=by, at=at, authority_told=locked.authority_told_at is not None)
    return locked


def remind_of_breaches(*, at: datetime | None = None) -> int:
    """The clock's turn: write to the Secretariat of each breach whose authority was not told after 24 and 60 hours.

    Each in its own transaction; one that fails is logged and tried again at the next turn. Gives how many were due.
    """
    now = at or timezone.now()
    done = 0
    for breach in Breach.objects.owing_reminder(now):
        try:
            done += _remind(breach, at=now)
        except Exception:
            log.exception("privacy.reminder_failed %s", breach.pk)
    return done


@transaction.atomic
def _remind(breach: Breach, *, at: datetime) -> bool:
    locked = Breach.objects.select_for_update().get(pk=breach.pk)
    hours = reminder_due(locked.discovered_at, at, locked.reminded_hours) if locked.is_on_the_clock else 0
    if not hours:
        return False
    locked.reminded_hours = hours
    locked.save(update_fields=["reminded_hours"])
    _enter(locked, Kind.REMINDED, {}, by=None, at=at)
    record_event("privacy.breach_reminded", locked, at=at, hours=hours)
    remind_of_breach(locked, hours=hours, at=at)
    return True


def _refuse_hand(by: User, at: datetime | None) -> None:
    if not standing_of(by, at).is_secretariat:
        raise PrivacyError(_("Only the Secretariat keeps the log of breaches."))


def _enter(breach: Breach, kind: Kind, changes: dict, *, by: User | None, at: datetime, remark: str = "") -> None:
    told = {name: _as_text(value) for name, value in changes.items() if value not in (None, "")}
    told |= dict.fromkeys((name for name, value in changes.items() if value in (None, "")), "")
    BreachEntry.objects.create(
        breach=breach, kind=kind, at=at, by_id=by.person_id if by else None, changes=told, remark=remark
    )


def _as_text(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
