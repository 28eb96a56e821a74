"""What a run found, as it is kept with its batch and shown: counts, every fault by its cell, a look at the changes."""

from collections import Counter
from collections.abc import Sequence

from foundations.spreadsheets.contract import Column, Deed, Fault, Row
from foundations.spreadsheets.mapping import HeadingMap, letters_of

FAULTS_KEPT, CHANGES_KEPT = 5_000, 200


def report_of(rows: Sequence[Row], mapping: HeadingMap, columns: Sequence[Column], *, letters: int = 0) -> dict:
    """As JSON. ``letters`` is how many e-mails the run would send, or sent."""
    labels = {column.key: column.heading for column in columns}
    told = _Telling(mapping, labels)
    faults = [told.fault(row, fault) for row in rows for fault in row.faults]
    warnings = [told.fault(row, fault) for row in rows for fault in row.warnings]
    changed = [row for row in rows if row.is_to_be_written and not row.faults]
    return {
        "sheet": mapping.sheet,
        "total": len(rows),
        "counts": _counts(rows),
        "faults": faults[:FAULTS_KEPT],
        "number_of_faults": len(faults),
        "bad_rows": [row.number for row in rows if row.faults],
        "warnings": warnings[:FAULTS_KEPT],
        "number_of_warnings": len(warnings),
        "changes": [told.change(row) for row in changed[:CHANGES_KEPT]],
        "number_of_changes": len(changed),
        "letters": letters,
    }


def _counts(rows: Sequence[Row]) -> dict[str, int]:
    found = Counter(Deed.ERROR if row.faults else row.deed for row in rows)
    return {deed.value: found[deed] for deed in Deed}


class _Telling:
    """How rows and cells are called in this file."""

    def __init__(self, mapping: HeadingMap, labels: dict[str, str]) -> None:
        self.index, self.labels = mapping.index_of, labels

    def fault(self, row: Row, fault: Fault) -> dict:
        """Row, cell as the spreadsheet calls it, heading, what stands there, why not."""
        index = self.index.get(fault.column)
        return {
            "row": row.number,
            "cell": f"{letters_of(index)}{row.number}" if index is not None else "",
            "heading": self.labels.get(fault.column, ""),
            "value": fault.value[:100],
            "reason": fault.reason,
        }

    def change(self, row: Row) -> dict:
        """What the row would do, and what of it is other than it was."""
        changes = [
            {"heading": self.labels.get(key, key), "before": before, "after": after}
            for key, (before, after) in row.changes.items()
        ]
        return {"row": row.number, "deed": row.deed.value, "label": row.label, "changes": changes}
