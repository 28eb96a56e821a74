"""What the queue may ask of spreadsheets: each takes the key of a batch and calls an action that does it once.

A full file on a slow machine takes longer than other tasks may, so each declares a time of its own; when the queue
gives one up, the batch says so to its author.
"""

from django.utils import timezone

from foundations.jobs.registry import task
from foundations.spreadsheets import actions
from foundations.spreadsheets.models import ImportBatch

READ_WITHIN, WORK_WITHIN = 60, 180


def give_up_batch(key: str) -> None:
    """The queue is done with a batch that did not end."""
    for batch in ImportBatch.objects.filter(pk=key):
        actions.give_up_batch(batch)


@task("spreadsheets.read_batch", within=READ_WITHIN, given_up=give_up_batch)
def read_batch(key: str) -> None:
    for batch in ImportBatch.objects.filter(pk=key):
        actions.read_batch(batch)


@task("spreadsheets.check_batch", within=WORK_WITHIN, given_up=give_up_batch)
def check_batch(key: str) -> None:
    for batch in ImportBatch.objects.filter(pk=key):
        actions.check_batch(batch)


@task("spreadsheets.apply_batch", within=WORK_WITHIN, given_up=give_up_batch)
def apply_batch(key: str) -> None:
    for batch in ImportBatch.objects.filter(pk=key):
        actions.apply_batch(batch)


@task("spreadsheets.undo_batch", within=WORK_WITHIN, given_up=give_up_batch)
def undo_batch(key: str) -> None:
    for batch in ImportBatch.objects.filter(pk=key):
        actions.undo_rows(batch)


@task("spreadsheets.forget_batches")
def forget_batches() -> int:
    return actions.forget_batches(at=timezone.now())
