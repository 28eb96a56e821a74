"""Files that people send: messy ones read cell by cell, hostile ones refused before they do anything."""

import io
import resource
import time
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from foundations.limited import TooMuch, run_limited
from foundations.spreadsheets import apart
from foundations.spreadsheets.apart import sheets_of
from foundations.spreadsheets.contract import Column, Kind
from foundations.spreadsheets.errors import SheetError
from foundations.spreadsheets.mapping import Headings, faults_of, find_headings
from foundations.spreadsheets.packed import refuse_file
from foundations.spreadsheets.parsing import rows_of
from tests.makers.sheets import make_workbook, saved

COLUMNS = (
    Column("tag", "Código", aliases=("placa",), help="El código."),
    Column("cost", "Costo", Kind.MONEY, help="Solo la cifra."),
    Column("day", "Fecha", Kind.DATE),
    Column("notes", "Notas"),
)
ENTITY = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "{}">]>'
SECRET = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def read(content: bytes, most_rows: int = 100):
    sheets = sheets_of(content, most_rows)
    mapping = find_headings(sheets, Headings(COLUMNS), keys=("tag",))
    rows = next(sheet.rows for sheet in sheets if sheet.name == mapping.sheet)
    return mapping, rows_of(rows, mapping, COLUMNS)


def replaced(content: bytes, name: str, change) -> bytes:
    """The workbook with one of its parts changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            part = old.read(member)
            new.writestr(member, change(part) if member == name else part)
    return stream.getvalue()


def packed(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


def messy() -> bytes:
    """A list as an office keeps it: a title, merged cells, a hidden sheet, a second one, notes below, formulas."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Inventario 2012"
    sheet["A1"] = "MINISTERIO PÚBLICO: INVENTARIO"
    sheet.merge_cells("A1:D1")
    sheet.append([])
    sheet.append([" CÓDIGO ", "Costo (USD)", "fecha", "Notas", None])
    sheet.append(["A-1 ", "1.234,50", "05/03/2012", None])
    sheet.append([])
    sheet.append([4711, 10, datetime(2012, 3, 5), "=1+1"])  # noqa: DTZ001 - as Excel has it
    sheet.append(["A-3", "#N/A", "31/02/2012", "[vaciar]"])
    sheet["B7"].data_type = "e"
    hidden = book.create_sheet("Viejo")
    hidden.append(["Código", "Costo", "Fecha", "Notas"])
    hidden.append(["VIEJO-1", 1, None, None])
    hidden.sheet_state = "hidden"
    book.create_sheet("Otra").append(["una nota"])
    return saved(book)


def test_a_messy_list_is_read_cell_by_cell():
    mapping, rows = read(messy())
    assert (mapping.sheet, mapping.header_row, mapping.passed_by) == ("Inventario 2012", 3, ["Otra"])
    assert [row.number for row in rows] == [4, 6, 7]
    assert rows[0].values["tag"] == "A-1"
    assert (str(rows[0].values["cost"]), rows[0].values["day"]) == ("1234.50", date(2012, 3, 5))
    assert rows[1].values["tag"] == "4711"
    assert rows[1].faults[0].reason.startswith("Una fórmula cuyo resultado")
    assert {fault.column for fault in rows[2].faults} == {"cost", "day"}
    assert rows[2].values["notes"].__class__.__name__ == "Clear"


def test_a_formula_with_its_result_is_taken_with_a_warning():
    content = make_workbook(["Código", "Costo"], ["A-1", "=5*5"])
    content = replaced(content, "xl/worksheets/sheet1.xml", lambda part: part.replace(b"<v></v>", b"<v>25</v>"))
    content = replaced(content, "xl/worksheets/sheet1.xml", lambda part: part.replace(b"<v />", b"<v>25</v>"))
    _mapping, rows = read(content)
    assert (rows[0].faults, str(rows[0].values["cost"])) == ([], "25.00")
    assert [warning.column for warning in rows[0].warnings] == ["cost"]


def test_days_of_1904_are_the_same_days():
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.append(["Código", "Fecha"])
    book.active.append(["A-1", datetime(2012, 3, 5)])  # noqa: DTZ001 - as Excel has it
    _mapping, rows = read(saved(book))
    assert rows[0].values["day"] == date(2012, 3, 5)


def test_headings_that_are_doubled_or_missing_are_told():
    mapping, _rows = read(make_workbook(["Código", "Placa", "Talla", None], ["A-1", "A-2", "M", "suelto"]))
    told = faults_of(mapping, COLUMNS, ("tag",))
    assert [sentence[:30] for sentence in told] == [
        "Las columnas A, B se leen toda",
        "La columna C, «Talla», no se c",
        "La columna D no tiene encabeza",
    ]


def test_the_row_of_help_is_no_row():
    _mapping, rows = read(make_workbook(["Código", "Costo"], ["El código.", "Solo la cifra."], ["A-1", 5]))
    assert [row.values["tag"] for row in rows] == ["A-1"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (lambda: make_workbook(*[["Código", number] for number in range(200)]), "Más de 100 filas"),
        (lambda: make_workbook(["Código", *[None] * 200, "lejos"]), "más allá de la columna"),
        (make_workbook, "vacío"),
        (lambda: make_workbook(["Nombre", "Talla"], ["Ana", "M"]), "encabezados conocidos"),
        (lambda: packed(**{"xl/workbook.xml": b"<nothing"}), "dañado"),
        (lambda: packed(**{"mimetype": b"x", "content.xml": b"x"}), "LibreOffice"),
        (lambda: packed(**{"xl/workbook.xml": b"x", "xl/vbaProject.bin": b"x"}), "macros"),
        (lambda: packed(**{"a.txt": b"x"}), "No es un libro"),
        (lambda: packed(**{"xl/workbook.xml": b"a" * 20_000_000}), "descomprime"),
        (lambda: packed(**{f"xl/{number}": b"" for number in range(600)} | {"xl/workbook.xml": b""}), "descomprime"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(content, why):
    with pytest.raises(SheetError) as refusal:
        read(content())
    assert why in str(refusal.value)


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"])
@pytest.mark.parametrize("definition", [ENTITY.format("a" * 1000), SECRET])
def test_definitions_of_entities_are_never_read(part, definition):
    def define(xml: bytes) -> bytes:
        body = xml.split(b"?>", 1)[-1] if xml.startswith(b"<?xml") else xml
        return definition.encode() + body.replace(b"<t>A-1", b"<t>&a;")

    with pytest.raises(SheetError) as refusal:
        read(replaced(make_workbook(["Código"], ["A-1"]), part, define))
    assert "No se leyó" in str(refusal.value)


def test_a_gigabyte_in_half_a_megabyte_is_refused_unopened(monkeypatch):
    monkeypatch.setattr(apart, "run_limited", lambda *_args, **_how: pytest.fail("it was opened"))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "x")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as member:
            for _each in range(300):
                member.write(b"a" * 1024**2)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(SheetError):
        sheets_of(stream.getvalue(), 100)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50 * 1024


def test_a_directory_that_lies_gives_no_more_than_it_says():
    content = bytearray(packed(**{"xl/workbook.xml": b"a" * 100_000}))
    where = content.rindex(b"PK\x01\x02") + 24
    content[where : where + 4] = (10).to_bytes(4, "little")
    refuse_file(bytes(content))
    with pytest.raises(SheetError):
        sheets_of(bytes(content), 100)


def test_the_reader_is_bound_in_memory_and_time(tmp_path, monkeypatch):
    greedy = tmp_path / "greedy.py"
    greedy.write_text(
        "import sys\nfrom foundations.limited import bind\nbind(memory=300 * 1024**2, seconds=1)\n"
        "if sys.argv[1] == 'memory':\n    held = bytearray(400 * 1024**2)\nwhile sys.argv[1] == 'time':\n    pass\n"
        "print('alive')\n"
    )
    (tmp_path / "foundations").symlink_to(apart.__file__.rsplit("/foundations/", 1)[0] + "/foundations")
    monkeypatch.setattr("foundations.limited.settings.BASE_DIR", tmp_path)
    for want in ("memory", "time"):
        began = time.monotonic()
        with pytest.raises(TooMuch):
            run_limited("greedy", want, given=b"", within=20)
        assert time.monotonic() - began < 20
    assert run_limited("greedy", "nothing", given=b"", within=20) == b"alive\n"
