"""What becomes of one row of the inventory: which asset it means, what it would be, and everything that forbids it."""

import copy
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from equipment.actions.assets import has_own_rate
from equipment.actions.importing import Wanted
from equipment.actions.life import bring_along
from equipment.costs import FROZEN, freeze_cost, known_rate
from equipment.facts import facts_of
from equipment.in_sheets.book import Book
from equipment.in_sheets.columns import FIELDS, GIVEN, SPEC
from equipment.models import Asset, ItemType
from equipment.places import give_end_of_life
from equipment.rules import ASKED, FIRST_STATUSES, REQUIRED, missing_for, next_statuses
from equipment.specs import SpecField, clean_values, fields_of
from foundations.spreadsheets.contract import CHANGED_SINCE, CLEAR, NOT_FOUND, Column, Deed, Kind, Row
from foundations.spreadsheets.outgoing import in_words
from foundations.spreadsheets.words import plain
from network.models import Office

REFERENCES = ("item_type", "room", "custodian", "supplier", "funder")
WRITTEN = [name for name in FIELDS if name not in GIVEN]
VALIDATED = {
    field.name: field
    for field in Asset._meta.concrete_fields
    if field.validators and field.name in set(WRITTEN) - {*REFERENCES, "office", "status"}
}
BLANK = Asset()
# Told of an asset when it comes to a status, and of no other.
OF_A_STATUS = ("returns_on", "lent_to", "loss_report", "disposal", "disposal_act")


class Deciding:
    """Decides the rows of one file, one after the other."""

    def __init__(self, book: Book, columns: Mapping[str, Column], at: datetime) -> None:
        self.book, self.columns, self.at = book, columns, at
        self.today = timezone.localdate(at)
        self.rate_of = cache(known_rate)
        self.fields_of: dict[int, list[SpecField]] = {}
        self.met: dict[object, int] = {}

    def decide(self, row: Row) -> None:
        """Find what the row means, prepare what it would be, refuse what cannot be."""
        row.label = row.text("tag").upper() or row.text("serial")
        found = self._meant(row)
        if row.record and found is None:
            return
        if found is not None:
            self._decide_change(row, found)
        else:
            self._decide_new(row)

    # --- Which one ----------------------------------------------------------------------------------------------------

    def _meant(self, row: Row) -> Asset | None:
        """The asset of the hidden key, of the tag, of maker and serial number; ``None`` for a new one."""
        if row.record:
            found = self.book.by_key.get(row.record)
            if found is None:
                row.refuse("", NOT_FOUND)
            elif row.version != str(found.row_version):
                row.refuse("", CHANGED_SINCE)
            return found
        if tag := row.text("tag").upper():
            return self.book.by_tag.get(tag)
        if serial := row.text("serial"):
            return self.book.by_serial.get((plain(row.text("manufacturer")), serial))
        return None

    def _refuse_twice(self, row: Row, asset: Asset) -> None:
        """One asset, one tag, one serial number: each in one row."""
        marks: list[tuple[object, str]] = [(asset.pk, ""), (asset.tag, "tag")]
        marks.append(((plain(asset.manufacturer), asset.serial) if asset.serial else None, "serial"))
        for mark, column in marks:
            if mark and (first := self.met.setdefault(mark, row.number)) != row.number:
                row.refuse(column, _("The same stands in row %(row)s.") % {"row": first})
                return

    # --- What it would be ---------------------------------------------------------------------------------------------

    def _decide_change(self, row: Row, found: Asset) -> None:
        row.label = found.tag
        asset, before = copy.copy(found), facts_of(found)
        self._refuse_fixed(row, found)
        self._tell(row, asset, found.office)
        self._step(row, asset, found)
        self._clean(row, asset, found)
        if found.status == Asset.Status.DISPOSED and facts_of(asset) != before:
            row.refuse("", _("What was disposed of stays as it was."))
        self._refuse_twice(row, asset)
        if row.faults:
            return
        row.deed = Deed.UPDATE if facts_of(asset) != before else Deed.UNCHANGED
        if row.deed is Deed.UPDATE:
            row.target = Wanted(asset, before)
            row.changes = self._changes(found, asset)

    def _refuse_fixed(self, row: Row, found: Asset) -> None:
        """What an asset keeps: its tag, and its office until it is handed over to another one."""
        if (tag := row.text("tag").upper()) and tag != found.tag:
            row.refuse("tag", _("An asset keeps its tag."), tag)
        if (said := row.text("office")) and self.book.resolve(row, "office", said, None) not in {None, found.office}:
            row.refuse("office", _("It comes to another office by a transfer, on its own page."), said)

    def _decide_new(self, row: Row) -> None:
        office = self._office(row)
        asset = Asset(office=office, tag=row.text("tag").upper(), created_at=self.at)
        self._tell(row, asset, office)
        if asset.item_type_id is None and not row.has_fault("item_type"):
            row.refuse("item_type", _("This is needed for a new asset."))
        asset.status = Asset.Status.PLANNED
        self._step(row, asset, None)
        if asset.tag in self.book.taken_tags:
            row.refuse("tag", NOT_FOUND, asset.tag)
        if office is not None and asset.item_type_id is not None:
            self._clean(row, asset, None)
            give_end_of_life(asset)
        self._refuse_twice(row, asset)
        if not row.faults:
            row.label = asset.tag or f"{asset.item_type.name} {asset.serial}".strip()
            row.deed, row.target = Deed.CREATE, Wanted(asset)

    def _office(self, row: Row) -> Office | None:
        office: Office | None = None
        if said := row.text("office"):
            office = self.book.resolve(row, "office", said, None)  # type: ignore[assignment]
        elif len(self.book.offices) == 1:
            office = self.book.offices[0]
        elif not row.has_fault("office"):
            row.refuse("office", _("This is needed for a new asset."))
        if office is not None and not self.book.may_enter(office):
            row.refuse("", _("Only the custodians of an office, and the Secretariat, enter its equipment."))
        return office

    def _tell(self, row: Row, asset: Asset, office: Office | None) -> None:
        """Write onto the asset what the cells say; what they name is looked up."""
        for name in WRITTEN:
            if name in {"tag", "office", "status"} or name not in row.values:
                continue
            said = row.values[name]
            if name in REFERENCES:
                value = None if said is CLEAR else self.book.resolve(row, name, str(said), office)
                if value is not None or said is CLEAR:
                    setattr(asset, name, value)
            elif said is CLEAR:
                column = Asset._meta.get_field(name)
                setattr(asset, name, None if column.null else "")
            else:
                setattr(asset, name, said)

    def _step(self, row: Row, asset: Asset, found: Asset | None) -> None:
        """The status, and what it requires and brings."""
        status = row.text("status") or (found.status if found else Asset.Status.PLANNED)
        if found is None and status not in FIRST_STATUSES:
            row.refuse("status", _("Nothing enters the inventory in this status."), Asset.Status(status).label)
        elif found is not None and status not in {found.status, *next_statuses(found.status)}:
            words = {"now": found.get_status_display(), "then": Asset.Status(status).label}
            row.refuse("status", _("What is %(now)s cannot become %(then)s.") % words, words["then"])
        if asset.item_type_id is not None and (found is None or status != found.status):
            bring_along(asset, status, self.today)
        asset.status = status
        for name in missing_for(status, {name: getattr(asset, name) for name in REQUIRED.get(status, ())}):
            if not row.has_fault(name):
                row.refuse(name, _("This must be told.") + f" ({Asset.Status(status).label})")
        for name in OF_A_STATUS:
            is_new = getattr(asset, name) and (found is None or getattr(asset, name) != getattr(found, name))
            if is_new and name not in ASKED.get(status, ()):
                row.refuse(name, _("This is not told of what is %(status)s.") % {"status": Asset.Status(status).label})

    # --- Whether it can be --------------------------------------------------------------------------------------------

    def _clean(self, row: Row, asset: Asset, found: Asset | None) -> None:
        """Specification, cost, days, serial number, and the bounds of every field that changed."""
        self._clean_spec(row, asset, found)
        self._freeze(row, asset, found)
        if asset.delivered_on and asset.delivered_on > self.today:
            row.refuse("delivered_on", _("This day has not come yet."), f"{asset.delivered_on:%d/%m/%Y}")
        if asset.warranty_until and asset.delivered_on and asset.warranty_until < asset.delivered_on:
            row.refuse("warranty_until", _("A warranty ends after the delivery."), f"{asset.warranty_until:%d/%m/%Y}")
        mark = (plain(asset.manufacturer), asset.serial)
        is_other = found is None or mark != (plain(found.manufacturer), found.serial)
        if asset.serial and is_other and mark in self.book.taken_serials:
            told = _("An item of this manufacturer with this serial number exists already.")
            row.refuse("serial", told, asset.serial)
        named = row.values.keys() & VALIDATED.keys()
        for name in named | ({"tag"} if found is None and asset.tag else set()):
            if not row.has_fault(name):
                self._check(row, asset, name)

    @staticmethod
    def _check(row: Row, asset: Asset, name: str) -> None:
        value = getattr(asset, name)
        if value is None or value == "":
            return
        try:
            VALIDATED[name].run_validators(value)
        except ValidationError as faults:
            for sentence in faults.messages:
                row.refuse(name, sentence, value)

    def _clean_spec(self, row: Row, asset: Asset, found: Asset | None) -> None:
        told = {name.removeprefix(SPEC): value for name, value in row.values.items() if name.startswith(SPEC)}
        if not told and found is not None and found.item_type_id == asset.item_type_id:
            return
        kept = {key: value for key, value in asset.spec.items() if key not in told}
        if found is not None and found.item_type_id != asset.item_type_id:
            known = {row["key"] for row in asset.item_type.spec_schema}
            kept = {key: value for key, value in kept.items() if key in known}
        wanted = kept | {key: _spec_said(value) for key, value in told.items() if value is not CLEAR}
        try:
            asset.spec = clean_values(self._fields_of(asset.item_type), wanted)
        except ValidationError as faults:
            for key, sentences in faults.message_dict.items():
                row.refuse(f"{SPEC}{key}", " ".join(sentences), row.text(f"{SPEC}{key}"))

    def _fields_of(self, item_type: ItemType) -> list[SpecField]:
        if item_type.pk not in self.fields_of:
            self.fields_of[item_type.pk] = fields_of(item_type.spec_schema)
        return self.fields_of[item_type.pk]

    def _freeze(self, row: Row, asset: Asset, found: Asset | None) -> None:
        """The cost in US dollars, where anything of it changed."""
        was = {name: getattr(found or BLANK, name) for name in FROZEN}
        if any(row.has_fault(name) for name in FROZEN) or all(was[name] == getattr(asset, name) for name in FROZEN):
            return
        try:
            freeze_cost(asset, typed=has_own_rate(asset, was), today=self.today, rate_of=self.rate_of)
        except ValidationError as faults:
            for name, sentences in faults.message_dict.items():
                row.refuse(name, " ".join(sentences), row.text(name))

    def _changes(self, found: Asset, asset: Asset) -> dict[str, tuple[str, str]]:
        """Before and after, in words, of every column in which they differ."""
        told = {}
        for key, column in self.columns.items():
            was, will_be = said_of(found, column), said_of(asset, column)
            if was != will_be:
                told[key] = (in_words(column, was), in_words(column, will_be))
        return told


def _spec_said(value: object) -> object:
    """As :meth:`equipment.specs.SpecField.cleaned` reads it."""
    return value.isoformat() if isinstance(value, date) else value


def said_of(asset: Asset, column: Column) -> object:
    """What an asset says in a column, as it goes out."""
    if column.key.startswith(SPEC):
        return _spec_out(asset.spec.get(column.key.removeprefix(SPEC)), column)
    if column.key == "custodian":
        return asset.custodian.full_name if asset.custodian else None
    if column.key == "office":
        return str(asset.office.country.name)
    if column.key == "room":
        return asset.room.name if asset.room else None
    if column.kind is Kind.REFERENCE:
        named = getattr(asset, column.key)
        return str(named.name) if named else None
    return getattr(asset, column.key)


def _spec_out(value: object, column: Column) -> object:
    if value is None or value == "":
        return None
    if column.kind is Kind.DATE:
        return date.fromisoformat(str(value))
    if column.kind is Kind.DECIMAL:
        return float(str(value))
    return value if column.kind in {Kind.WHOLE, Kind.YES_NO} else str(value)
