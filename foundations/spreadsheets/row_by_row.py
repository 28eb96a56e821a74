"""For contracts whose rows are few and go through an action each: what one refuses is told at its row."""

from collections.abc import Callable, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from foundations.spreadsheets.contract import Row, Written


def row_by_row(rows: Sequence[Row], write_one: Callable[[Row], Written], *refusals: type[Exception]) -> list[Written]:
    """Write each row within a savepoint of its own: a refusal takes its row back, and no other."""
    written = []
    for row in rows:
        try:
            with transaction.atomic():
                written.append(write_one(row))
        except ValidationError as faults:
            refuse_with(row, faults)
        except refusals as fault:
            row.refuse("", str(fault))
    return written


def refuse_with(row: Row, faults: ValidationError) -> None:
    """Each fault of a model at the column of the same name."""
    if hasattr(faults, "error_dict"):
        for name, errors in faults.message_dict.items():
            for error in errors:
                row.refuse("" if name == "__all__" else name, error)
    else:
        for error in faults.messages:
            row.refuse("", error)
