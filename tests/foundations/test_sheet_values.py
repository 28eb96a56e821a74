"""What cells say, read as people of the region write; what can be read in two ways is refused."""

from datetime import date
from decimal import Decimal

import pytest

from foundations.spreadsheets.contract import CLEAR, Column, Kind
from foundations.spreadsheets.values import CellFault, value_of
from foundations.spreadsheets.words import plain

DAY = date(2012, 3, 5)


def read(kind: Kind, said, **how):
    return value_of(Column("x", "X", kind, **how), said)


@pytest.mark.parametrize(
    ("kind", "said", "meant"),
    [
        (Kind.TEXT, "  dos  palabras \u200b", "dos palabras"),
        (Kind.TEXT, "=1+1", "=1+1"),
        (Kind.TEXT, 4711, "4711"),
        (Kind.TEXT, 4711.0, "4711"),
        (Kind.TEXT, "\u00a0", None),
        (Kind.TEXT, "", None),
        (Kind.TEXT, None, None),
        (Kind.WHOLE, "12", 12),
        (Kind.WHOLE, "1.200", 1200),
        (Kind.WHOLE, "1 200", 1200),
        (Kind.WHOLE, 12.0, 12),
        (Kind.DECIMAL, "12,5", Decimal("12.50")),
        (Kind.DECIMAL, "12.5", Decimal("12.50")),
        (Kind.MONEY, "1.234,50", Decimal("1234.50")),
        (Kind.MONEY, "1,234.50", Decimal("1234.50")),
        (Kind.MONEY, "1,234,567", Decimal(1234567)),
        (Kind.MONEY, 0.1 + 0.2, Decimal("0.30")),
        (Kind.MONEY, "0,125", None),
        (Kind.DATE, "05/03/2012", DAY),
        (Kind.DATE, "5-3-2012", DAY),
        (Kind.DATE, "2012-03-05", DAY),
        (Kind.DATE, "5 de marzo de 2012", DAY),
        (Kind.DATE, "5 March 2012", DAY),
        (Kind.DATE, {"d": "2012-03-05T00:00:00"}, DAY),
        (Kind.YES_NO, "Sí", True),
        (Kind.YES_NO, "x", True),
        (Kind.YES_NO, 0, False),
        (Kind.YES_NO, False, False),
    ],
)
def test_cell_is_read_as_it_is_meant(kind, said, meant):
    if said == "0,125":
        assert read(kind, said, places=3) == Decimal("0.125")
    else:
        assert read(kind, said) == meant


@pytest.mark.parametrize(
    ("kind", "said", "why"),
    [
        (Kind.TEXT, "x" * 201, "201"),
        (Kind.TEXT, 12345678901234567890, "redondeó"),
        (Kind.TEXT, {"d": "2012-03-05T00:00:00"}, "fecha 2012-03-05"),
        (Kind.TEXT, "a\x07b", "imprimir"),
        (Kind.WHOLE, "12,5", "entero"),
        (Kind.WHOLE, True, "número"),
        (Kind.DECIMAL, "1,234", "millar"),
        (Kind.DECIMAL, "1.2.3,4,5", "número"),
        (Kind.MONEY, "Q 1200", "sin moneda"),
        (Kind.MONEY, "1e9", "sin moneda"),
        (Kind.MONEY, "12,345678", "decimales"),
        (Kind.MONEY, 10**13, "grande"),
        (Kind.DATE, "03/25/2012", "Primero va el día"),
        (Kind.DATE, "31/02/2012", "No existe"),
        (Kind.DATE, "05/03/12", "05/03/2012"),
        (Kind.DATE, 40973, "formato de fecha"),
        (Kind.DATE, "05/03/1812", "1812"),
        (Kind.DATE, {"t": "10:30:00"}, "hora"),
        (Kind.YES_NO, "quizá", "Sí o no"),
    ],
)
def test_cell_that_cannot_be_read_says_why(kind, said, why):
    with pytest.raises(CellFault) as fault:
        read(kind, said)
    assert why in str(fault.value)


@pytest.mark.parametrize("said", ["[vaciar]", " [CLEAR] "])
def test_a_word_clears_what_is_not_needed(said):
    assert read(Kind.MONEY, said) is CLEAR
    with pytest.raises(CellFault):
        read(Kind.TEXT, said, required=True)


@pytest.mark.parametrize("said", ["Bueno", "bueno", "GOOD", "good "])
def test_a_choice_is_known_in_both_languages(said):
    from equipment.models import Asset

    assert read(Kind.CHOICE, said, choices=dict(Asset.Condition.choices)) == "good"


def test_headings_are_compared_by_their_letters():
    assert plain("  Núm. de SERIE* ") == plain("num de serie")
