"""The one recorder of what happens to an asset: every action of this app, and of its sheets, ends here."""

import uuid
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
    was: dict[str, object] | None = None,
    now_is: dict[str, object] | None = None,
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
        before=was or {},
        after=now_is or {},
        note=note.strip()[:300],
        batch=batch,
    )
    told = {"batch": str(batch)} if batch else {}
    record_event(f"equipment.asset_{deed}", asset, by=by, at=now, fields=sorted(now_is or {}), **told)
    return event
