"""Every change of a batch: a file taken in, its headings settled, checked, confirmed, written, undone, let go."""

from foundations.spreadsheets.actions.beginning import (
    SentBefore,
    discard_batch,
    map_batch,
    note_taken,
    read_batch,
    upload_file,
)
from foundations.spreadsheets.actions.ending import forget_batches, give_up_batch, undo_batch, undo_rows
from foundations.spreadsheets.actions.writing import apply_batch, check_batch, confirm_batch

__all__ = [
    "SentBefore",
    "apply_batch",
    "check_batch",
    "confirm_batch",
    "discard_batch",
    "forget_batches",
    "give_up_batch",
    "map_batch",
    "note_taken",
    "read_batch",
    "undo_batch",
    "undo_rows",
    "upload_file",
]
