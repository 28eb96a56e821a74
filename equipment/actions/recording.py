"""The one recorder of what happens to an asset: every action of this app, and of its sheets, ends here."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils import timezone

from equipment.events import asset_changed
from equipment.facts import changes_between, facts_of
from equipment.models import Asset, AssetEvent
from foundations.audit.actions import record_event
from network.models import User

# A round walks through an inventory while others work on it: what it sees outdates nobody's page or spreadsheet.
OUTDATES_NOBODY = frozenset({"verification", "verified_at"})


def keep_change(
    asset: Asset,
    before: dict[str, object],
    *,
    deed: str,
    by: User | None,
    at: datetime | None = None,
    note: str = "",
    batch: uuid.UUID | None = None,
) -> AssetEvent | None:
    """Validate and save a changed asset, and tell its history, the audit book and whoever listens.

    Within the caller's transaction and under its lock. ``before`` is :func:`equipment.facts.facts_of` the row as it
    was, empty for a new one; ``deed`` is one of ``AssetEvent.Deed``; ``batch`` the key of the import. ``row_version``
    counts one more. Sends ``asset_changed``. ``None`` when nothing differs: nothing was saved then.
    Raises ``ValidationError`` with the faults by field.
    """
    was, now_is = changes_between(before, facts_of(asset))
    if not now_is:
        return None
    asset.full_clean()
    if before and not OUTDATES_NOBODY.issuperset(now_is):
        asset.row_version += 1
    asset.save()
    event = note_happening(asset, deed=deed, was=was, now_is=now_is, by=by, at=at, note=note, batch=batch)
    asset_changed.send(sender=Asset, asset=asset, before=was, after=now_is)
    return event


def note_happening(
    asset: Asset,
    *,
    deed: str,
    by: User | None,
    at: datetime | None = None,
    was: Mapping[str, object] | None = None,
    now_is: Mapping[str, object] | None = None,
    note: str = "",
    batch: uuid.UUID | None = None,
) -> AssetEvent:
    """Write into an asset's history and into the audit book what leaves its own row as it is: a paper, a repair."""
    now = at or timezone.now()
    event = AssetEvent.objects.create(
        asset=asset,
        at=now,
        by=by.actor_uuid if by else None,
        action=deed,
        before=dict(was or {}),
        after=dict(now_is or {}),
        note=note.strip()[:300],
        batch=batch,
    )
    told = {"batch": str(batch)} if batch else {}
    record_event(f"equipment.asset_{deed}", asset, by=by, at=now, fields=sorted(now_is or {}), **told)
    return event


def keep_sightings(
    sightings: Sequence[tuple[Asset, str, datetime | None]], *, by: User | None, at: datetime, note: str
) -> None:
    """What a round found of many assets at once: ``(asset, verification, seen at)``. Within the caller's transaction.

    Three statements for a thousand; the audit book has the round's own event. Sends ``asset_changed`` for each.
    """
    events = []
    for asset, verification, seen_at in sightings:
        before = facts_of(asset)
        asset.verification, asset.verified_at = verification, seen_at or asset.verified_at
        was, now_is = changes_between(before, facts_of(asset))
        actor = by.actor_uuid if by else None
        told = {"before": was, "after": now_is or {"verification": verification}, "note": note[:300]}
        events.append(AssetEvent(asset=asset, at=at, by=actor, action=AssetEvent.Deed.VERIFIED, **told))
    Asset.objects.bulk_update((row[0] for row in sightings), sorted(OUTDATES_NOBODY), batch_size=500)
    AssetEvent.objects.bulk_create(events, batch_size=500)
    for event in events:
        asset_changed.send(sender=Asset, asset=event.asset, before=event.before, after=event.after)
