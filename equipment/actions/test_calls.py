"""Test calls of rooms: recorded, corrected for some days, withdrawn with a reason."""

import uuid
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from equipment.actions.readings import keep_reading
from equipment.actions.rooms import NOT_MEASURED, LineFigures, refuse_strangers
from equipment.assessing import assess_rooms
from equipment.errors import EquipmentError
from equipment.events import session_of_call_asked
from equipment.locks import locked_profile
from equipment.models import TestCall
from equipment.querysets import TestCallQuerySet
from equipment.rules import CALL_CORRECTED_WITHIN
from foundations.audit.actions import record_event
from network.models import OfficeRoom, User


@transaction.atomic
def record_test_call(
    room: OfficeRoom,
    *,
    video: bool,
    audio: bool,
    sharing: bool,
    by: User,
    made_at: datetime | None = None,
    line: LineFigures = NOT_MEASURED,
    note: str = "",
    session: uuid.UUID | None = None,
    at: datetime | None = None,
) -> TestCall:
    """How a test call of the room went, ``made_at`` then or now; ``session`` is the UUID of the one it prepared.

    Whoever keeps sessions is asked whether that one may be named (``session_of_call_asked``). A second call of the same
    room and instant is given back as it stands. Raises :class:`EquipmentError`.
    """
    refuse_strangers(room, by=by, at=at)
    now = at or timezone.now()
    made = made_at or now
    if made > now:
        raise EquipmentError(_("A test call is noted once it was made."), field="made_at")
    if session is not None:
        session_of_call_asked.send(sender=TestCall, room=room, session=session, by=by, at=at)
    locked_profile(room)
    if noted := TestCall.objects.counting().filter(room=room, at=made).first():
        return noted
    call = TestCall.objects.create(
        room=room, at=made, video=video, audio=audio, sharing=sharing, note=note.strip(), session=session,
        made_by=by.person, noted_at=now, **asdict(line),
    )  # fmt: skip
    record_event("equipment.test_call_recorded", room, by=by, at=at, outcome=call.outcome)
    return call


@transaction.atomic
def correct_test_call(
    call: TestCall,
    *,
    video: bool,
    audio: bool,
    sharing: bool,
    by: User,
    line: LineFigures = NOT_MEASURED,
    note: str = "",
    at: datetime | None = None,
) -> TestCall:
    """What was noted wrongly of a call, by whoever noted it or the Secretariat, within some days of noting it.

    The room's readiness is read anew. The audit book has the figures before and after; of the note, that it changed.
    Raises :class:`EquipmentError`.
    """
    days = CALL_CORRECTED_WITHIN.days
    locked = _locked(
        call,
        TestCall.objects.corrected_by(by, at),
        refusal=_("A test call is corrected by whoever noted it and the Secretariat, within %(days)s days.")
        % {"days": days},
    )
    told = {"video": video, "audio": audio, "sharing": sharing, "note": note.strip(), **asdict(line)}
    before = {name: getattr(locked, name) for name in told if getattr(locked, name) != told[name]}
    if not before:
        return locked
    for name in before:
        setattr(locked, name, told[name])
    locked.corrected_at = at or timezone.now()
    locked.save(update_fields=[*before, "corrected_at"])
    after = {name: told[name] for name in before}
    record_event(
        "equipment.test_call_corrected", locked.room, by=by, at=at, call=locked.pk, fields=sorted(before),
        before=_kept(before), after=_kept(after),
    )  # fmt: skip
    _read_anew(locked.room_id, at)
    return locked


@transaction.atomic
def withdraw_test_call(call: TestCall, *, reason: str, by: User, at: datetime | None = None) -> TestCall:
    """Take a call back that should not count: it stays in the record. By whoever noted it or the Secretariat.

    The room's readiness is read anew. Withdrawn twice is once. Raises :class:`EquipmentError`.
    """
    if not reason.strip():
        raise EquipmentError(_("Say why the test call does not count."), field="reason")
    locked = _locked(
        call,
        TestCall.objects.all().changed_by(by, at),
        refusal=_("A test call is withdrawn by whoever noted it and the Secretariat."),
    )
    if locked.withdrawn_at is not None:
        return locked
    locked.withdrawn_at, locked.withdrawn_by = at or timezone.now(), by.person
    locked.withdrawn_reason = reason.strip()[:200]
    locked.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    record_event("equipment.test_call_withdrawn", locked.room, by=by, at=at, call=locked.pk, outcome=locked.outcome)
    _read_anew(locked.room_id, at)
    return locked


def _locked(call: TestCall, allowed: TestCallQuerySet, *, refusal: str) -> TestCall:
    """The call under its lock, for whom it is among those ``allowed``; one withdrawn meanwhile is given as it is."""
    locked = TestCall.objects.select_for_update(of=("self",)).select_related("room").get(pk=call.pk)
    if not allowed.filter(pk=locked.pk).exists():
        raise EquipmentError(refusal)
    return locked


def _read_anew(room_id: int, at: datetime | None) -> None:
    """The reading of the day, by what counts now."""
    now = at or timezone.now()
    (assessed,) = assess_rooms(OfficeRoom.objects.filter(pk=room_id), now)
    keep_reading(assessed, at=now)


def _kept(values: dict[str, object]) -> dict[str, object]:
    """As the audit book keeps them: without the note, which may name people; decimals as text."""
    plain = {name: value for name, value in values.items() if name != "note"}
    return {name: str(value) if isinstance(value, Decimal) else value for name, value in plain.items()}
