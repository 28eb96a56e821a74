"""Workbooks for tests, read and sent as people do: what goes out, changed by hand, and in again."""

import hashlib
import io
import os
import signal
import subprocess
import sys
import uuid
from collections.abc import Callable

import openpyxl
from django.conf import settings
from django.utils import timezone
from openpyxl.worksheet.worksheet import Worksheet

from foundations.spreadsheets import actions
from foundations.spreadsheets.contract import OpenSheet
from foundations.spreadsheets.models import ImportBatch, ImportFile
from foundations.spreadsheets.outgoing import write_export, write_faults
from foundations.spreadsheets.running import packed
from tests.makers.clusters import shared_environment

HEAD, HELP, FIRST = 1, 2, 3


def exported(sheet: OpenSheet) -> bytes:
    """The file that somebody takes along."""
    stream = io.BytesIO()
    write_export(stream, sheet)
    return stream.getvalue()


def changed(content: bytes, change: Callable[[Worksheet], object]) -> bytes:
    """The same workbook after somebody worked in its first sheet."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    change(book.worksheets[0])
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def make_workbook(*rows: list, title: str = "Hoja1") -> bytes:
    """A workbook as somebody makes one: rows from the first on."""
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    return saved(book)


def column_of(sheet: Worksheet, heading: str, row: int = HEAD) -> int:
    """The number of the column that is called so."""
    return next(cell.column for cell in sheet[row] if cell.value == heading)


def send(content: bytes, *, contract: str, by, about: str = "", language: str = "es", **how) -> ImportBatch:
    """Upload a file; nothing of it is read yet."""
    how = {"name": "hoja.xlsx", "key": uuid.uuid4()} | how
    return actions.upload_file(content, contract=contract, about=about, language=language, by=by, **how)


def checked(content: bytes, **how) -> ImportBatch:
    """Sent, and read and checked as the queue would."""
    batch = send(content, **how)
    for step in (actions.read_batch, actions.check_batch):
        batch.refresh_from_db()
        step(batch)
    batch.refresh_from_db()
    return batch


def applied(batch: ImportBatch, *, by, keeps_good: bool = False) -> ImportBatch:
    """Confirmed, and written as the queue would."""
    actions.confirm_batch(batch, keeps_good=keeps_good, by=by)
    batch.refresh_from_db()
    actions.apply_batch(batch)
    batch.refresh_from_db()
    return batch


def undone(batch: ImportBatch, *, by) -> ImportBatch:
    """Asked to be undone, and undone as the queue would."""
    actions.undo_batch(batch, by=by)
    batch.refresh_from_db()
    actions.undo_rows(batch)
    batch.refresh_from_db()
    return batch


def faults_handed_back(batch: ImportBatch, sheet: OpenSheet) -> Worksheet:
    """The file with the bad rows, as it opens."""
    stream = io.BytesIO()
    write_faults(stream, batch, sheet)
    stream.seek(0)
    return openpyxl.load_workbook(stream).worksheets[0]


def make_batch(user, *, state: str, contract: str = "people", about: str = "") -> ImportBatch:
    """A batch as it stands in ``state``, with one row to write, one that is bad, and one heading that nobody knows."""
    known = [{"index": 0, "words": "Apellidos", "column": "family_names", "example": "Paz"}]
    unknown = [{"index": 1, "words": "Talla", "column": "" if state == "read" else "-", "example": "M"}]
    mapping = {"sheet": "Hoja1", "header_row": 1, "headings": known + unknown, "passed_by": []}
    fault = {"row": 3, "cell": "A3", "heading": "Apellidos", "value": "", "reason": "Falta."}
    change = {"row": 2, "deed": "create", "label": "Eva Paz", "changes": []}
    report = {
        "sheet": "Hoja1",
        "total": 2,
        "counts": {"create": 1, "update": 0, "unchanged": 0, "skip": 0, "error": 1},
        "faults": [fault],
        "number_of_faults": 1,
        "bad_rows": [3],
        "warnings": [],
        "number_of_warnings": 0,
        "changes": [change],
        "number_of_changes": 1,
        "letters": 0,
    }
    batch = ImportBatch.objects.create(
        author=user.actor_uuid,
        contract=contract,
        about=about,
        language="es",
        file_name="personas.xlsx",
        digest=hashlib.sha256(uuid.uuid4().bytes).hexdigest(),
        key=uuid.uuid4(),
        state=state,
        mapping=mapping,
        report={} if state == "read" else report,
        begun_at=timezone.now(),
    )
    ImportFile.objects.create(batch=batch, content=b"", rows=packed([(1, ["Apellidos", "Talla"]), (2, ["Paz", "M"])]))
    return batch


def kill_within(held: str, batch: ImportBatch) -> None:
    """A worker of its own runs ``held`` with the key of the batch, and is killed where it says that it is within."""
    worker = subprocess.Popen(
        [sys.executable, "-c", held, str(batch.pk)],
        cwd=settings.BASE_DIR,
        env=shared_environment(),
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert worker.stdout.readline() == "within\n"
        os.kill(worker.pid, signal.SIGKILL)
    finally:
        worker.kill()
        worker.communicate()
