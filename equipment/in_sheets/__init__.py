"""The inventory as a spreadsheet: every asset that its reader keeps, out and in.

A row is an asset by the hidden key, else by its tag, else by maker and serial number; else a new one. What comes in is
decided by the same rules as on the pages of an asset, and written many at once (:mod:`equipment.actions.importing`).
Nothing else is ever added from here: no kind, room, person, supplier or funder.
"""

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from equipment.actions.importing import Import, keep_imported, undo_imported
from equipment.errors import EquipmentError
from equipment.in_sheets.book import Book
from equipment.in_sheets.columns import columns_of
from equipment.in_sheets.deciding import Deciding, said_of
from foundations.spreadsheets.contract import (
    CHANGED_SINCE,
    ID,
    VERSION,
    Column,
    Contract,
    NotUndone,
    OpenSheet,
    Row,
    Value,
    Written,
)
from network.models import User

CHUNK, TOLD_EVERY = 1000, 250


class AssetSheet(OpenSheet):
    """The inventory that one reader keeps."""

    keys = ("tag", "serial", "item_type")

    def __init__(self, user: User) -> None:
        self.user, self.book = user, Book(user)

    @property
    def title(self) -> str:
        return _("Inventory")

    @cached_property
    def columns(self) -> Sequence[Column]:
        book = self.book
        options = {
            "item_type": tuple(str(each.name) for each in book.item_types),
            "office": tuple(str(office.country.name) for office in book.offices),
            "room": tuple(dict.fromkeys(room.name for room in book.rooms)),
            "supplier": tuple(each.name for each in book.suppliers.values()),
            "funder": tuple(dict.fromkeys(str(each.name) for each in book.funders.values())),
        }
        return columns_of(book.item_types, options)

    def rows_out(self) -> Iterator[Mapping[str, Value]]:
        told = ("item_type", "office__country", "room", "custodian", "supplier", "funder")
        for asset in self.book.assets.select_related(*told).order_by("tag").iterator(CHUNK):
            yield {
                ID: str(asset.pk),
                VERSION: asset.row_version,
                **{column.key: said_of(asset, column) for column in self.columns},  # type: ignore[dict-item]
            }

    def plan(self, rows: Sequence[Row], *, tell: Callable[[int], None] = lambda _done: None) -> None:
        self.book.look_up(rows)
        deciding = Deciding(self.book, {column.key: column for column in self.columns}, timezone.now())
        for done, row in enumerate(rows, 1):
            deciding.decide(row)
            if done % TOLD_EVERY == 0:
                tell(done)

    def write(self, rows: Sequence[Row], *, by: User, at: datetime, batch: uuid.UUID) -> list[Written]:
        keep_imported([row.target for row in rows], by=by, at=at, batch=batch)
        written = []
        for row in rows:
            wanted = row.target
            if wanted.refusal:
                row.refuse(wanted.column, CHANGED_SINCE if not wanted.column else wanted.refusal)
                continue
            asset = wanted.asset
            was = {} if wanted.is_new else wanted.changed_from
            written.append(Written(row.number, str(asset.pk), row.deed, str(asset.row_version), was, asset.tag))
        return written

    def undo(self, written: Sequence[Written], *, by: User, at: datetime, batch: uuid.UUID) -> None:
        imports = [Import(uuid.UUID(each.record), int(each.version), each.before, each.label) for each in written]
        try:
            undo_imported(imports, by=by, at=at, batch=batch)
        except EquipmentError as fault:
            raise NotUndone(str(fault)) from None


def open_assets(user: User, about: str) -> AssetSheet | None:
    """To whoever keeps the equipment of an office: contact points, custodians; the Secretariat all."""
    sheet = AssetSheet(user)
    return sheet if not about and sheet.book.offices else None


assets_contract = Contract("inventory", gettext_lazy("Inventory"), open_assets)
