"""A batch undone while nothing newer touched its rows, and what is let go in time."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from foundations.audit.actions import Actor, record_event
from foundations.jobs.actions import enqueue
from foundations.spreadsheets.contract import Deed, NotUndone, Written
from foundations.spreadsheets.errors import SheetError
from foundations.spreadsheets.models import ImportBatch, ImportedRow, ImportFile
from foundations.spreadsheets.running import opened

log = logging.getLogger("spreadsheets")
State = ImportBatch.State
OPEN_FOR, UNDONE_WITHIN = timedelta(days=7), timedelta(days=30)


@transaction.atomic
def undo_batch(batch: ImportBatch, *, by: Actor, at: datetime | None = None) -> None:
    """Have the queue undo what a batch wrote; asked twice, once. Raises :class:`SheetError` where it cannot."""
    locked = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if locked.state in {State.UNDOING, State.UNDONE}:
        return
    sheet = opened(locked).sheet
    if locked.state != State.APPLIED or not sheet.is_undone:
        raise SheetError(str(sheet.why_final) or _("This import cannot be undone."))
    if locked.is_emptied:
        raise SheetError(_("An import is undone within %(days)s days.") % {"days": UNDONE_WITHIN.days})
    locked.state, locked.failure = State.UNDOING, ""
    locked.save(update_fields=["state", "failure"])
    record_event("spreadsheets.undoing_asked", locked, by=by, at=at)
    enqueue("spreadsheets.undo_batch", locked.pk)


def undo_rows(batch: ImportBatch, *, at: datetime | None = None) -> None:
    """Bring back what stood before every row of a batch, or nothing: something newer is never overwritten."""
    if batch.state != State.UNDOING:
        return
    with translation.override(batch.language):
        try:
            _undo(batch, at=at or timezone.now())
        except (NotUndone, SheetError) as fault:
            undoing = ImportBatch.objects.filter(pk=batch.pk, state=State.UNDOING)
            undoing.update(state=State.APPLIED, failure=str(fault))


@transaction.atomic
def _undo(batch: ImportBatch, *, at: datetime) -> None:
    locked = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if locked.state != State.UNDOING:
        return
    open_batch = opened(locked)
    rows = [_written(row) for row in locked.rows.iterator()]
    open_batch.sheet.undo(rows, by=open_batch.author, at=at, batch=locked.pk)
    locked.state, locked.is_emptied = State.UNDONE, True
    locked.save(update_fields=["state", "is_emptied"])
    locked.rows.all().delete()
    ImportFile.objects.filter(batch=locked.pk).delete()
    record_event("spreadsheets.import_undone", locked, by=open_batch.author, at=at, rows=len(rows))


def _written(row: ImportedRow) -> Written:
    return Written(row.number, row.record, Deed(row.deed), row.version, row.before, row.label)


@transaction.atomic
def give_up_batch(batch: ImportBatch) -> None:
    """End what the queue tried three times, and say so: nothing was written then, or nothing was undone.

    A batch that is in nobody's hand stays as it is.
    """
    with translation.override(batch.language):
        unread = _(
            "This could not be brought to an end in three attempts, and nothing was written. "
            "Divide the file into smaller ones, or tell the administrators."
        )
        kept = _("This could not be undone in three attempts, and everything stays written. Try again later.")
    mine = ImportBatch.objects.filter(pk=batch.pk)
    if mine.filter(state=State.UNDOING).update(state=State.APPLIED, failure=kept):
        log.warning("spreadsheets.undoing_given_up %s", batch.pk)
    elif mine.filter(state__in=ImportBatch.IN_HAND).update(state=State.FAILED, failure=unread):
        ImportFile.objects.filter(batch=batch.pk).delete()
        log.warning("spreadsheets.import_given_up %s", batch.pk)


def forget_batches(*, at: datetime) -> int:
    """Discard what nobody confirmed within a week; after a month let go of files, reports and what undoing needs."""
    abandoned = list(ImportBatch.objects.abandoned(at - OPEN_FOR).values_list("pk", flat=True))
    past = list(ImportBatch.objects.past_undoing(at - UNDONE_WITHIN).values_list("pk", flat=True))
    for keys in (abandoned, past):
        with transaction.atomic():
            ImportFile.objects.filter(batch__in=keys).delete()
            ImportedRow.objects.filter(batch__in=keys).delete()
            rows = ImportBatch.objects.filter(pk__in=keys)
            rows.update(report={}, mapping={}, failure="", file_name="", is_emptied=True)
    ImportBatch.objects.filter(pk__in=abandoned).update(state=State.DISCARDED)
    return len(abandoned) + len(past)
