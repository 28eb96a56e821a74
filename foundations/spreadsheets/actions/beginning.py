"""A file taken in and read, its headings settled by themselves or by its author, or the whole let go."""

import hashlib
import uuid
from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from foundations.audit.actions import Actor, record_event
from foundations.jobs.actions import enqueue
from foundations.spreadsheets.apart import sheets_of
from foundations.spreadsheets.errors import SheetError
from foundations.spreadsheets.mapping import IGNORED, HeadingMap, Headings, choose, faults_of, find_headings
from foundations.spreadsheets.models import ImportBatch, ImportFile, KnownHeading
from foundations.spreadsheets.packed import refuse_file
from foundations.spreadsheets.running import opened, packed
from foundations.spreadsheets.values import plain

State = ImportBatch.State


class SentBefore(SheetError):
    """The very same file was written already; ``batch`` is the one that did. It can be sent once more on purpose."""

    def __init__(self, message: str, batch: ImportBatch) -> None:
        super().__init__(message)
        self.batch = batch


def upload_file(
    content: bytes,
    *,
    contract: str,
    about: str,
    name: str,
    key: uuid.UUID,
    language: str,
    by: Actor,
    again: bool = False,
    at: datetime | None = None,
) -> ImportBatch:
    """Take a file in, to be read by the queue; the same form sent twice, or a file sent while it is open, is one batch.

    Raises :class:`SheetError` for what is no workbook or a dangerous one, :class:`SentBefore` for a file that was
    written already unless it is sent ``again``.
    """
    mine = ImportBatch.objects.filter(author=by.actor_uuid)
    if batch := mine.filter(key=key).first():
        return batch
    refuse_file(content)
    digest = hashlib.sha256(content).hexdigest()
    same = mine.of(contract, about).filter(digest=digest)
    if batch := same.open().first():
        return batch
    if not again and (written := same.filter(state=State.APPLIED).latest_first().first()):
        raise SentBefore(
            _("This very file was written already. Tick the box below to have it read once more."), written
        )
    now = at or timezone.now()
    batch = ImportBatch(
        author=by.actor_uuid, contract=contract, about=about, language=language, file_name=name[-120:], digest=digest
    )
    batch.key, batch.begun_at = key, now
    try:
        with transaction.atomic():
            batch.save(force_insert=True)
            ImportFile.objects.create(batch=batch, content=content)
            record_event("spreadsheets.file_uploaded", batch, by=by, at=now, contract=contract)
            enqueue("spreadsheets.read_batch", batch.pk)
    except IntegrityError:  # the other click was a moment faster
        return mine.get(key=key)
    return batch


def read_batch(batch: ImportBatch) -> None:
    """Read the file, outside of any lock, and settle its headings where every one is known. Twice is harmless."""
    if batch.state != State.UPLOADED:
        return
    with translation.override(batch.language):
        try:
            sheet = opened(batch).sheet
            found = sheets_of(bytes(batch.file.content), sheet.most_rows)
            known = KnownHeading.objects.filter(author=batch.author, contract=batch.contract)
            headings = Headings(sheet.columns, dict(known.values_list("heading", "column")))
            mapping = find_headings(found, headings, keys=sheet.keys)
            rows = next(each.rows for each in found if each.name == mapping.sheet and not each.is_hidden)
            is_settled = not faults_of(mapping, sheet.columns, sheet.keys)
        except SheetError as fault:
            _fail(batch, str(fault))
            return
    _keep_read(batch, mapping, packed(rows), is_settled=is_settled)


@transaction.atomic
def _keep_read(batch: ImportBatch, mapping: HeadingMap, rows: bytes, *, is_settled: bool) -> None:
    fields = {"mapping": mapping.as_json(), "state": State.MAPPED if is_settled else State.READ}
    if ImportBatch.objects.filter(pk=batch.pk, state=State.UPLOADED).update(**fields):
        # Nobody opens the file itself again.
        ImportFile.objects.filter(batch=batch.pk).update(rows=rows, content=b"")
        if is_settled:
            enqueue("spreadsheets.check_batch", batch.pk)


@transaction.atomic
def _fail(batch: ImportBatch, why: str) -> None:
    if ImportBatch.objects.filter(pk=batch.pk).open().update(state=State.FAILED, failure=why):
        ImportFile.objects.filter(batch=batch.pk).delete()


@transaction.atomic
def map_batch(batch: ImportBatch, chosen: Mapping[int, str], *, by: Actor) -> ImportBatch:
    """Settle which heading is which column, and remember it for this author's next file; then it is checked.

    ``chosen`` maps the place of a heading to a column's key or to :data:`IGNORED`. Raises :class:`SheetError` with
    every fault that is left, or where the batch is past that.
    """
    locked = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if locked.state not in {State.READ, State.CHECKED}:
        raise SheetError(_("This import is past its headings."))
    sheet = opened(locked).sheet
    mapping = choose(HeadingMap.from_json(locked.mapping), chosen)
    if faults := faults_of(mapping, sheet.columns, sheet.keys):
        raise SheetError(" ".join(faults))
    locked.mapping, locked.state, locked.done, locked.report = mapping.as_json(), State.MAPPED, 0, {}
    locked.save(update_fields=["mapping", "state", "done", "report"])
    for heading in mapping.headings:
        if heading.words and heading.index in chosen:
            KnownHeading.objects.update_or_create(
                author=by.actor_uuid,
                contract=locked.contract,
                heading=plain(heading.words)[:100],
                defaults={"column": heading.column or IGNORED},
            )
    enqueue("spreadsheets.check_batch", locked.pk)
    return locked


@transaction.atomic
def discard_batch(batch: ImportBatch, *, by: Actor, at: datetime | None = None) -> None:
    """Let a batch go before anything was written; its file goes with it. Again changes nothing."""
    discardable = ImportBatch.objects.filter(pk=batch.pk, state__in=ImportBatch.DISCARDABLE)
    if discardable.update(state=State.DISCARDED, report={}, is_emptied=True):
        ImportFile.objects.filter(batch=batch.pk).delete()
        record_event("spreadsheets.import_discarded", batch, by=by, at=at)


def note_taken(contract: str, *, rows: int, by: Actor, at: datetime | None = None) -> None:
    """Write into the book that somebody took a sheet along, and how many rows it had."""
    record_event("spreadsheets.sheet_taken", by=by, at=at, contract=contract, rows=rows)
