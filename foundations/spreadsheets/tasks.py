"""What the queue may ask of spreadsheets: each takes the key of a batch and calls an action that does it once."""

from django.utils import timezone

from foundations.jobs.registry import task
from foundations.spreadsheets import actions
from foundations.spreadsheets.models import ImportBatch


@task("spreadsheets.read_batch")
def read_batch(key: str) -> None:
    for batch in ImportBatch.objects.filter(pk=key):
        actions.read_batch(batch)


@task("spreadsheets.check_batch")
def check_batch(key: str) -> None:
    for batch in ImportBatch.objects.filter(pk=key):
        actions.check_batch(batch)


@task("spreadsheets.apply_batch")
def apply_batch(key: str) -> None:
    for batch in ImportBatch.objects.filter(pk=key):
        actions.apply_batch(batch)


@task("spreadsheets.undo_batch")
def undo_batch(key: str) -> None:
    for batch in ImportBatch.objects.filter(pk=key):
        actions.undo_rows(batch)


@task("spreadsheets.forget_batches")
def forget_batches() -> int:
    return actions.forget_batches(at=timezone.now())
