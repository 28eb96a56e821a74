"""Verification of an office's inventory: opened, gone through tag by tag, closed, signed by the head of the office.

While a round runs only its own rows change, so that a slip of the thumb is undone without a trace on the asset; what
was seen and what was not is written onto the assets when it closes (docs/decisions/0074).
"""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from equipment.actions.recording import keep_sightings
from equipment.errors import EquipmentError
from equipment.models import Asset, VerificationRound, VerificationRow
from equipment.querysets import offices_kept_by
from equipment.rules import outcome_of
from foundations.audit.actions import record_event
from network.models import Office, OfficeRoom, User
from network.querysets import standing_of

Outcome = VerificationRow.Outcome
VERIFICATION = {
    Outcome.FOUND: Asset.Verification.CONFIRMED,
    Outcome.ELSEWHERE: Asset.Verification.UNEXPECTED,
    Outcome.UNEXPECTED: Asset.Verification.UNEXPECTED,
    Outcome.MISSING: Asset.Verification.MISSING,
}


@transaction.atomic
def open_round(
    office: Office, *, title: str, due_on: date, by: User | None, at: datetime | None = None
) -> VerificationRound:
    """Begin to verify an office's inventory: what it should have today is what is expected.

    One round of an office runs at a time. Raises :class:`EquipmentError`.
    """
    now = at or timezone.now()
    _refuse_stranger(office.pk, by=by, at=at)
    if due_on < timezone.localdate(now):
        raise EquipmentError(_("This day is past."), field="due_on")
    expected = list(Asset.objects.filter(office=office).to_verify())
    if not expected:
        raise EquipmentError(_("Nothing of this office is there to be verified."))
    person = by.person if by else None
    try:
        with transaction.atomic():
            begun = VerificationRound.objects.create(
                office=office, title=title.strip(), opened_at=now, opened_by=person, due_on=due_on
            )
    except IntegrityError as running:
        raise EquipmentError(_("A verification of this office is under way already.")) from running
    rows = (VerificationRow(round=begun, asset=asset, tag=asset.tag) for asset in expected)
    VerificationRow.objects.bulk_create(rows, batch_size=500)
    record_event("equipment.round_opened", begun, by=by, at=now, expected=len(expected))
    return begun


@transaction.atomic
def note_seen(
    verification: VerificationRound,
    *,
    tag: str,
    room: OfficeRoom | None = None,
    by: User | None,
    at: datetime | None = None,
) -> VerificationRow:
    """Note that a tag was met, in ``room`` or where the inventory says. Seen twice is seen once, where it was last.

    A tag that nobody expected is kept as it is, known or not; of another office's asset its owner is told nothing here.
    Raises :class:`EquipmentError` once the round is closed, and for who does not keep this office's equipment.
    """
    now, tag = at or timezone.now(), tag.strip().upper()[:30]
    running = _running(verification, by=by, at=at)
    if not tag:
        raise EquipmentError(_("Scan or type a tag."), field="tag")
    if room is not None and room.office_id != running.office_id:
        raise EquipmentError(_("This room is of another office."), field="room")
    row = running.rows.select_related("asset").filter(tag=tag).first()
    asset = row.asset if row else Asset.objects.filter(tag=tag).first()
    is_ours = asset is not None and asset.office_id == running.office_id
    was_expected = row is not None and row.is_expected
    outcome = outcome_of(
        is_ours=is_ours or asset is None,
        is_expected=was_expected,
        home_room=asset.room_id if is_ours and asset else None,
        seen_in=room.pk if room else None,
    )
    row = row or VerificationRow(round=running, tag=tag, asset=asset, is_expected=False)
    if row.pk and (row.outcome, row.seen_in_id) == (outcome, room.pk if room else None):
        return row
    row.outcome, row.seen_in, row.seen_at, row.seen_by = outcome, room, now, by.person if by else None
    row.save()
    return row


@transaction.atomic
def take_back_sighting(row: VerificationRow, *, by: User | None, at: datetime | None = None) -> None:
    """It was a slip: expected again; what nobody expected leaves the round. Twice is once."""
    _running(row.round, by=by, at=at)
    if not row.is_expected:
        VerificationRow.objects.filter(pk=row.pk).delete()
        return
    unseen = {"outcome": Outcome.EXPECTED, "seen_in": None, "seen_at": None, "seen_by": None}
    VerificationRow.objects.filter(pk=row.pk).update(**unseen)


@transaction.atomic
def close_round(verification: VerificationRound, *, by: User | None, at: datetime | None = None) -> VerificationRound:
    """End it: what was not seen is missing, and every asset of the office says what became of it. Twice is once."""
    now = at or timezone.now()
    locked = VerificationRound.objects.select_for_update(of=("self",)).get(pk=verification.pk)
    _refuse_stranger(locked.office_id, by=by, at=at)
    if locked.closed_at is not None:
        return locked
    locked.rows.filter(outcome=Outcome.EXPECTED).update(outcome=Outcome.MISSING)
    locked.closed_at, locked.closed_by = now, by.person if by else None
    locked.save(update_fields=["closed_at", "closed_by"])
    ours = locked.rows.filter(asset__office=locked.office_id).select_related("asset")
    sightings = [(row.asset, VERIFICATION[Outcome(row.outcome)], row.seen_at) for row in ours if row.asset]
    keep_sightings(sightings, by=by, at=now, note=locked.title)
    counts = {outcome: locked.rows.filter(outcome=outcome).count() for outcome in VERIFICATION}
    record_event("equipment.round_closed", locked, by=by, at=now, **counts)
    return locked


@transaction.atomic
def sign_round(
    verification: VerificationRound, *, name: str, by: User | None, at: datetime | None = None
) -> VerificationRound:
    """Note that the head of the office signed a closed round, and under which name. Signed once, it stays.

    Raises :class:`EquipmentError` while it runs, without a name, and when somebody else has signed.
    """
    locked = VerificationRound.objects.select_for_update(of=("self",)).get(pk=verification.pk)
    _refuse_stranger(locked.office_id, by=by, at=at)
    if locked.closed_at is None:
        raise EquipmentError(_("A verification is signed once it is closed."))
    name = " ".join(name.split())[:150]
    if not name:
        raise EquipmentError(_("Write who signed."), field="name")
    if locked.signed_at is not None:
        if locked.signed_by_name != name:
            raise EquipmentError(_("This verification is signed already."))
        return locked
    locked.signed_at, locked.signed_by_name = at or timezone.now(), name
    locked.signed_by = by.person if by else None
    locked.save(update_fields=["signed_at", "signed_by_name", "signed_by"])
    record_event("equipment.round_signed", locked, by=by, at=at)
    return locked


def _running(verification: VerificationRound, *, by: User | None, at: datetime | None) -> VerificationRound:
    locked = VerificationRound.objects.select_for_update(of=("self",)).get(pk=verification.pk)
    _refuse_stranger(locked.office_id, by=by, at=at)
    if locked.closed_at is not None:
        raise EquipmentError(_("This verification is closed: nothing more is noted in it."))
    return locked


def _refuse_stranger(office_id: int, *, by: User | None, at: datetime | None) -> None:
    offices = None if by is None else offices_kept_by(standing_of(by, at))
    if offices is not None and office_id not in offices:
        raise EquipmentError(_("Only who keeps the equipment of an office verifies it."))
