"""A batch tried out, confirmed by its author, and written by the queue: all of it, or what is good of it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from foundations.audit.actions import Actor, record_event
from foundations.jobs.actions import enqueue
from foundations.many_rows import write_rows
from foundations.spreadsheets.contract import Row, Written
from foundations.spreadsheets.errors import SheetError
from foundations.spreadsheets.mapping import HeadingMap
from foundations.spreadsheets.models import ImportBatch, ImportedRow, ImportFile
from foundations.spreadsheets.reports import report_of
from foundations.spreadsheets.running import (
    Opened,
    Refused,
    letters_of,
    opened,
    packed,
    planned,
    rehearse,
    unpacked,
    write,
)

State = ImportBatch.State
TOGETHER = 1000


def check_batch(batch: ImportBatch, *, at: datetime | None = None) -> None:
    """Run the whole batch and roll it back; what it would do stands in its report. Twice is harmless."""
    if batch.state != State.MAPPED:
        return
    with translation.override(batch.language):
        try:
            open_batch = opened(batch)
            rows = planned(open_batch)
            letters = rehearse(open_batch, rows, at=at or timezone.now())
        except SheetError as fault:
            _end(batch, State.MAPPED, state=State.FAILED, failure=str(fault))
            return
        report = _report(open_batch, rows, letters)
    ImportBatch.objects.filter(pk=batch.pk, state=State.MAPPED).update(state=State.CHECKED, report=report)


def _report(open_batch: Opened, rows: Sequence[Row], letters: int) -> dict:
    mapping = HeadingMap.from_json(open_batch.batch.mapping)
    return report_of(rows, mapping, open_batch.sheet.columns, letters=letters)


@transaction.atomic
def confirm_batch(batch: ImportBatch, *, keeps_good: bool, by: Actor, at: datetime | None = None) -> None:
    """The author has read the report: the queue writes it. Confirmed twice it is written once.

    With ``keeps_good`` the good rows are written and the bad ones left out; else one bad row stops them all. Raises
    :class:`SheetError` where there is nothing to write.
    """
    locked = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if locked.state in {State.QUEUED, State.APPLIED}:
        return
    if locked.state != State.CHECKED:
        raise SheetError(_("This import cannot be written now."))
    if locked.report["bad_rows"] and not keeps_good:
        raise SheetError(_("There are rows with faults: mend them, or have the good rows written without them."))
    if not locked.report["number_of_changes"]:
        raise SheetError(_("Nothing in this file would change anything."))
    locked.state, locked.keeps_good, locked.done = State.QUEUED, keeps_good, 0
    locked.save(update_fields=["state", "keeps_good", "done"])
    record_event("spreadsheets.import_confirmed", locked, by=by, at=at)
    enqueue("spreadsheets.apply_batch", locked.pk)


def apply_batch(batch: ImportBatch, *, at: datetime | None = None) -> None:
    """Write what was confirmed: decided anew outside of any lock, written in one transaction. Killed, nothing stays.

    What came between the report and now is told: a row that is bad by now stops the batch, or is left out.
    """
    if batch.state != State.QUEUED:
        return
    now = at or timezone.now()
    with translation.override(batch.language):
        try:
            open_batch = opened(batch)
            rows = planned(open_batch)
            _write(open_batch, rows, at=now)
        except Refused:
            _end(
                batch,
                State.QUEUED,
                state=State.FAILED,
                report=_report(open_batch, rows, 0),
                failure=_(
                    "Something changed since the check, and a row can no longer be written. Nothing was written."
                ),
            )
        except SheetError as fault:
            _end(batch, State.QUEUED, state=State.FAILED, failure=str(fault))
        except IntegrityError:
            told = _("Somebody changed the same records in this very moment. Nothing was written: send the file again.")
            _end(batch, State.QUEUED, state=State.FAILED, failure=told)


@transaction.atomic
def _write(open_batch: Opened, rows: Sequence[Row], *, at: datetime) -> None:
    batch = ImportBatch.objects.select_for_update().get(pk=open_batch.batch.pk)
    if batch.state != State.QUEUED:  # another worker was faster
        return
    written = write(open_batch.sheet, rows, by=open_batch.author, at=at, batch=batch.pk)
    if not batch.keeps_good and any(row.faults for row in rows):
        raise Refused
    for start in range(0, len(written), TOGETHER):
        write_rows(ImportedRow, [_kept(batch, each) for each in written[start : start + TOGETHER]])
    batch.report = _report(open_batch, rows, letters_of(at))
    batch.state, batch.applied_at = State.APPLIED, at
    batch.save(update_fields=["report", "state", "applied_at"])
    _keep_bad_rows(batch)
    record_event(
        "spreadsheets.import_written", batch, by=open_batch.author, at=at, contract=batch.contract, rows=len(written)
    )


def _keep_bad_rows(batch: ImportBatch) -> None:
    """Of the file nothing stays but the rows that are handed back to be mended."""
    file = ImportFile.objects.get(batch=batch.pk)
    bad = set(batch.report["bad_rows"])
    if not bad:
        file.delete()
        return
    file.rows = packed(row for row in unpacked(bytes(file.rows or b"")) if row[0] in bad)
    file.save(update_fields=["rows"])


def _kept(batch: ImportBatch, each: Written) -> dict[str, object]:
    return {
        "batch_id": batch.pk,
        "number": each.row,
        "record": each.record,
        "deed": each.deed.value,
        "version": each.version,
        "before": each.before,
        "label": each.label[:200],
    }


@transaction.atomic
def _end(batch: ImportBatch, before: str, **fields: object) -> None:
    """A batch that was not written ends; its file goes, unless its bad rows are to be handed back."""
    if ImportBatch.objects.filter(pk=batch.pk, state=before).update(**fields) and "report" not in fields:
        ImportFile.objects.filter(batch=batch.pk).delete()
