"""Workbooks: what is written is read again, and nothing in it is a formula."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest

from foundations.spreadsheets.contract import Kind
from foundations.spreadsheets.outgoing import OneWay, export_of


def read(content: bytes):
    assert openpyxl.DEFUSEDXML
    return openpyxl.load_workbook(io.BytesIO(content))


def workbook(title: str, head: list[str], rows: list[list]) -> bytes:
    """A table that only goes out."""
    return export_of(OneWay(title, [(words, Kind.TEXT) for words in head], rows))


def test_rows_are_read_again_as_they_were_written():
    rows = [["Ana", 46, Decimal("79.90"), None], ["Bruno", 60, Decimal(100), "sí"]]
    book = read(workbook("Asistencia", ["Persona", "Minutos", "%", "Nota"], rows))
    assert book.sheetnames == ["Asistencia"]
    assert book.active.freeze_panes == "A2"
    read_again = [list(row) for row in book.active.iter_rows(values_only=True)]
    assert read_again == [["Persona", "Minutos", "%", "Nota"], ["Ana", 46, 79.9, None], ["Bruno", 60, 100, "sí"]]


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("http://x","y")', "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0"])
def test_what_looks_like_a_formula_stays_text(text):
    cell = read(workbook("x", ["Nombre"], [[text]])).active["A2"]
    assert (cell.data_type, cell.value) == ("s", text)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Taller: [uno]/dos", "Taller unodos"),
        ("7 What it costs, by office (in US dollars)", "7 What it costs, by office"),
        ("6 What it costs, by kind of cost", "6 What it costs, by kind of"),
        ("Treinta y una letras, ni una más", "Treinta y una letras, ni una"),
        ("Treinta y una letras, ni una ma", "Treinta y una letras, ni una ma"),
        ("x" * 40, "x" * 31),
        ("?", "1"),
    ],
)
def test_titles_are_cut_between_words(title, name):
    assert read(workbook(title, ["Hora"], [])).sheetnames == [name]


def test_instants_lose_their_zone():
    book = read(workbook("x", ["Hora"], [[datetime(2026, 3, 5, 14, tzinfo=UTC)]]))
    assert book.active["A2"].value == datetime(2026, 3, 5, 14)  # noqa: DTZ001 - as Excel has it


def test_money_is_shown_with_groups_and_cents_and_its_words_stay_words():
    rows = [[Decimal("115100.70")], [Decimal(-5)], [None], ["=1+1"]]
    sheet = read(export_of(OneWay("x", [("Costo", Kind.MONEY)], rows))).active
    shown = [(cell.value, cell.data_type, cell.number_format) for (cell,) in sheet["A2:A5"]]
    assert shown[:2] == [(115100.7, "n", "#,##0.00"), (-5, "n", "#,##0.00")]
    assert (shown[2][0], shown[3][:2]) == (None, ("=1+1", "s"))


def test_day_in_a_column_of_money_is_shown_as_a_day():
    sheet = read(export_of(OneWay("x", [("Costo", Kind.MONEY)], [[date(2012, 3, 15)], [True]]))).active
    assert (sheet["A2"].is_date, sheet["A2"].value.date()) == (True, date(2012, 3, 15))
    assert sheet["A3"].value is True
