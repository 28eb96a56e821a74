"""Thousands of assets at once, as a spreadsheet wants them: the same history, custody and versions as one by one.

What an asset may be was decided beforehand, outside of any lock (:mod:`equipment.in_sheets`). Here the rows are locked,
their versions asked again, and everything is written by a few statements for each five hundred.
"""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from equipment.errors import EquipmentError
from equipment.events import asset_changed, ordering_asked
from equipment.facts import changes_between, facts_of
from equipment.models import Asset, AssetEvent, Custody
from equipment.places import next_tag
from foundations.audit.actions import record_event
from foundations.many_rows import write_rows
from network.models import Office, User

TOGETHER = 500
PLACE = frozenset({"office", "room", "custodian"})
COLUMNS = {column.name: column for column in Asset._meta.concrete_fields}
ATTRIBUTES = [column.attname for column in COLUMNS.values()]
WRITTEN = [name for name in COLUMNS if name not in {"id", "tag", "created_at"}]
Deed = AssetEvent.Deed


@dataclass(slots=True)
class Wanted:
    """An asset as a row wants it, decided and not saved: new where ``before`` (its facts until now) is empty.

    ``refusal`` is written here where it can no longer be; ``column`` is what of it is at fault. ``changed_from`` holds
    of ``before`` what was written anew.
    """

    asset: Asset
    before: dict[str, object] = field(default_factory=dict)
    changed_from: dict[str, object] = field(default_factory=dict)
    refusal: str = ""
    column: str = ""

    @property
    def is_new(self) -> bool:
        return not self.before


def keep_imported(wanted: Sequence[Wanted], *, by: User, at: datetime, batch: uuid.UUID) -> list[Wanted]:
    """Write all of them within the caller's transaction; those that were written.

    Under the lock each is asked again: a newer version, a tag or a serial number that somebody took meanwhile is
    refused on it and not written. New ones without a tag get their office's next ones. The history of each tells the
    import, the audit book the import as a whole.
    """
    _lock_series([each.asset for each in wanted if each.is_new])
    _refuse_taken([each for each in wanted if each.is_new])
    _refuse_changed([each for each in wanted if not each.is_new])
    _ask_of_orders(wanted, at)
    kept = [each for each in wanted if not each.refusal]
    _give_tags([each.asset for each in kept if each.is_new])
    for some in _in_parts(kept):
        _keep(some, by=by, at=at, batch=batch)
    if kept:
        created = sum(each.is_new for each in kept)
        record_event(
            "equipment.assets_imported", by=by, at=at, batch=str(batch), entered=created, changed=len(kept) - created
        )
    return kept


def _in_parts(found: Sequence[Wanted]) -> Iterator[list[Wanted]]:
    walk = iter(found)
    while some := list(islice(walk, TOGETHER)):
        yield some


def _lock_series(new: Sequence[Asset]) -> None:
    """Where tags are to be given, nobody else gives one of that office until the end. Before any asset is locked."""
    if offices := {asset.office_id for asset in new if not asset.tag}:
        locked = Office.objects.select_for_update(no_key=True).filter(pk__in=offices)
        list(locked.order_by("pk").values_list("pk"))


def _refuse_taken(new: Sequence[Wanted]) -> None:
    """Refuse tags and serial numbers that are there by now."""
    for some in _in_parts(new):
        tags = [each.asset.tag for each in some if each.asset.tag]
        taken = set(Asset.objects.filter(tag__in=tags).values_list("tag", flat=True))
        serials = [each.asset.serial for each in some if each.asset.serial]
        same = set(Asset.objects.filter(serial__in=serials).values_list("manufacturer", "serial"))
        for each in some:
            if each.asset.tag in taken:
                each.refusal, each.column = _("This asset tag is taken."), "tag"
            elif (each.asset.manufacturer, each.asset.serial) in same:
                told = _("An item of this manufacturer with this serial number exists already.")
                each.refusal, each.column = told, "serial"


def _refuse_changed(old: Sequence[Wanted]) -> None:
    """Lock the rows in the order of their keys; refuse those that somebody changed since they were read."""
    for some in _in_parts(sorted(old, key=lambda each: each.asset.pk)):
        keys = [each.asset.pk for each in some]
        locked = Asset.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=keys).order_by("pk")
        versions = dict(locked.values_list("pk", "row_version"))
        for each in some:
            if versions.get(each.asset.pk) != each.asset.row_version:
                each.refusal = _("Somebody changed this asset in this very moment.")


def _ask_of_orders(wanted: Sequence[Wanted], at: datetime) -> None:
    """Whoever keeps the budget may refuse what is to be ordered."""
    for each in wanted:
        is_ordered = each.asset.status == Asset.Status.ORDERED and each.before.get("status") != each.asset.status
        if is_ordered and not each.refusal:
            try:
                ordering_asked.send(sender=Asset, asset=each.asset, at=at)
            except EquipmentError as fault:
                each.refusal, each.column = str(fault), fault.field


def _give_tags(new: Sequence[Asset]) -> None:
    """The next numbers of each office's own series, past those that the same file gives."""
    given = {asset.tag for asset in new}
    latest: dict[int, str] = {}
    for asset in new:
        if asset.tag:
            continue
        tag = latest.get(asset.office_id) or next_tag(asset.office)
        while tag in given:
            tag = _following(tag)
        asset.tag = tag
        given.add(tag)
        latest[asset.office_id] = _following(tag)


def _following(tag: str) -> str:
    """``HN-0042`` → ``HN-0043``."""
    series, _hyphen, number = tag.rpartition("-")
    return f"{series}-{int(number) + 1:04}"


def _keep(some: Sequence[Wanted], *, by: User, at: datetime, batch: uuid.UUID) -> None:
    events, custodies, moved = [], [], []
    for each in some:
        asset = each.asset
        if not each.is_new:
            asset.row_version += 1
        was, now_is = changes_between(each.before, facts_of(asset))
        each.changed_from, deed = was, _deed_of(each, now_is)
        told = {"before": was, "after": now_is, "batch": batch}
        events.append({"asset_id": asset.pk, "at": at, "by": by.actor_uuid, "action": deed, **told})
        if PLACE & now_is.keys():
            if not each.is_new:
                moved.append(asset.pk)
            if asset.room_id or asset.custodian_id:
                custodies.append(_custody(asset, by=by, at=at))
    write_rows(Asset, [_attributes(each.asset) for each in some], replacing=WRITTEN)
    if moved:
        Custody.objects.filter(asset__in=moved, ends_at__isnull=True).update(ends_at=at)
    write_rows(Custody, custodies)
    write_rows(AssetEvent, events)
    for each, event in zip(some, events, strict=True):
        asset_changed.send(sender=Asset, asset=each.asset, before=event["before"], after=event["after"])


def _attributes(asset: Asset) -> dict[str, object]:
    return {name: getattr(asset, name) for name in ATTRIBUTES}


def _custody(asset: Asset, *, by: User, at: datetime) -> Mapping[str, object]:
    return {
        "asset_id": asset.pk,
        "custodian_id": asset.custodian_id,
        "office_id": asset.office_id,
        "room_id": asset.room_id,
        "starts_at": at,
        "handed_over_by_id": by.person_id,
    }


def _deed_of(each: Wanted, now_is: dict[str, object]) -> str:
    if each.is_new:
        return Deed.REGISTERED
    if "status" in now_is:
        return Deed.MOVED_ON
    return Deed.HANDED_OVER if PLACE & now_is.keys() else Deed.REVISED


# --- Undoing ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Import:
    """What an import did to one asset: its key, the version it left, and the facts that it changed, as they were."""

    key: uuid.UUID
    version: int
    before: dict[str, object]
    label: str

    @property
    def is_new(self) -> bool:
        return not self.before


def undo_imported(imports: Sequence[Import], *, by: User, at: datetime, batch: uuid.UUID) -> None:
    """Bring back what stood before an import, within the caller's transaction: changes back, entries out.

    Raises :class:`EquipmentError` naming what somebody touched since; nothing is undone then.
    """
    keys = [each.key for each in imports]
    found: dict[uuid.UUID, Asset] = {}
    for start in range(0, len(keys), TOGETHER):
        mine = Asset.objects.kept_by(by).filter(pk__in=keys[start : start + TOGETHER])
        found |= {asset.pk: asset for asset in mine.select_for_update(of=("self",), no_key=True).order_by("pk")}
    touched = [each.label for each in imports if not _is_untouched(found.get(each.key), each)]
    if touched:
        raise EquipmentError(_("Something newer touched these, so nothing was undone: %(list)s.") % _listed(touched))
    changed = [_brought_back(found[each.key], each) for each in imports if not each.is_new]
    for some in _in_parts(changed):
        _keep(some, by=by, at=at, batch=batch)
    _withdraw([found[each.key] for each in imports if each.is_new], by=by, at=at, batch=batch)
    record_event("equipment.import_undone", by=by, at=at, batch=str(batch), assets=len(imports))


def _is_untouched(asset: Asset | None, each: Import) -> bool:
    return asset is not None and asset.row_version == each.version


def _listed(labels: Sequence[str]) -> dict[str, str]:
    return {"list": ", ".join(labels[:10]) + ("…" if len(labels) > 10 else "")}


def _brought_back(asset: Asset, each: Import) -> Wanted:
    before = facts_of(asset)
    for name, value in each.before.items():
        column = COLUMNS[name]
        setattr(asset, column.attname, value if name == "spec" else column.to_python(value))
    return Wanted(asset, before)


def _withdraw(assets: Sequence[Asset], *, by: User, at: datetime, batch: uuid.UUID) -> None:
    """Take new entries out; their history stays, and says so."""
    told = {"at": at, "by": by.actor_uuid, "action": Deed.WITHDRAWN, "batch": batch}
    keys = [asset.pk for asset in assets]
    try:
        for start in range(0, len(keys), TOGETHER):
            gone = assets[start : start + TOGETHER]
            write_rows(AssetEvent, [{"asset_id": asset.pk, "before": facts_of(asset), **told} for asset in gone])
            some = keys[start : start + TOGETHER]
            Custody.objects.filter(asset__in=some).delete()
            Asset.objects.filter(pk__in=some).delete()
    except ProtectedError as fault:
        kept = {str(getattr(row, "asset", row)) for row in fault.protected_objects}
        told_of = _listed(sorted(kept))
        raise EquipmentError(_("Something newer touched these, so nothing was undone: %(list)s.") % told_of) from None
