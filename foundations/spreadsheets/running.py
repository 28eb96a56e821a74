"""The one run: rows read, decided and written. Rehearsed it is rolled back; nothing else tells the two apart."""

import json
import uuid
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _

from foundations.audit.actions import Actor
from foundations.outbox.models import Letter
from foundations.spreadsheets.contract import OpenSheet, Row, Written
from foundations.spreadsheets.errors import SheetError
from foundations.spreadsheets.mapping import HeadingMap
from foundations.spreadsheets.models import ImportBatch, ImportFile
from foundations.spreadsheets.parsing import rows_of
from foundations.spreadsheets.registry import contract_named


class Refused(Exception):
    """All or nothing, and there are bad rows: what was written is rolled back. Never leaves this package."""


@dataclass(frozen=True)
class Opened:
    """A batch with its author and the sheet as it is open to them now."""

    batch: ImportBatch
    author: Actor
    sheet: OpenSheet


def opened(batch: ImportBatch) -> Opened:
    """Raises :class:`SheetError` where the author may no longer: rights are asked at every step."""
    # The account model answers ``of_actor``: foundations know nobody but by a UUID.
    author = get_user_model()._default_manager.of_actor(batch.author).first()  # type: ignore[attr-defined]
    contract = contract_named(batch.contract)
    sheet = contract.opens(author, batch.about) if contract and author else None
    if author is None or sheet is None or not sheet.is_taken_in:
        raise SheetError(_("You no longer have the right to do this. Nothing was written."))
    return Opened(batch, author, sheet)


def packed(rows: Iterable[tuple[int, list]]) -> bytes:
    """Rows as they are kept between two steps."""
    return zlib.compress(json.dumps(list(rows), separators=(",", ":")).encode(), 1)


def unpacked(kept: bytes) -> list[tuple[int, list]]:
    """The same rows again."""
    return json.loads(zlib.decompress(kept))


def teller(batch: ImportBatch) -> Callable[[int], None]:
    """Notes with the batch how far a step is; outside of its transaction, so that the page sees it."""

    def tell(done: int) -> None:
        ImportBatch.objects.filter(pk=batch.pk).update(done=done)

    return tell


def planned(open_batch: Opened) -> list[Row]:
    """Every row of the file, read and decided. Writes nothing but how far it is."""
    batch, sheet = open_batch.batch, open_batch.sheet
    file = ImportFile.objects.only("rows").filter(pk=batch.pk).first()
    if file is None or file.rows is None:  # another worker was faster, or its author let it go
        raise SheetError(_("This import cannot be written now."))
    rows = rows_of(unpacked(bytes(file.rows)), HeadingMap.from_json(batch.mapping), sheet.columns)
    ImportBatch.objects.filter(pk=batch.pk).update(total=len(rows), done=0)
    sheet.plan(rows, tell=teller(batch))
    ImportBatch.objects.filter(pk=batch.pk).update(done=len(rows))
    return rows


def write(sheet: OpenSheet, rows: Sequence[Row], *, by: Actor, at: datetime, batch: uuid.UUID) -> list[Written]:
    """The very writing: of all rows that are to be written and have no fault, in the caller's transaction."""
    due = [row for row in rows if row.is_to_be_written and not row.faults]
    written = sheet.write(due, by=by, at=at, batch=batch) if due else []
    for row in due:  # thousands of records that nobody asks again make room for what comes after
        row.target, row.found = None, {}
    return written


def rehearse(open_batch: Opened, rows: Sequence[Row], *, at: datetime) -> int:
    """Write and roll back. Rows that the writing refuses have their faults; how many e-mails it would send."""
    with transaction.atomic():
        write(open_batch.sheet, rows, by=open_batch.author, at=at, batch=open_batch.batch.pk)
        letters = letters_of(at)
        transaction.set_rollback(True)
    return letters


def letters_of(at: datetime) -> int:
    """E-mails bear the instant of their cause, and no other change has this one."""
    return Letter.objects.filter(created_at=at).count()
