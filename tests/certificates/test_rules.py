import uuid
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from certificates.rules import (
    attended_seconds,
    award_verdict,
    facts_digest,
    grouped_code,
    is_over,
    is_same_name,
    looks_like_number,
    number_text,
    plain_number,
    public_facts,
    read_code,
)

CODE = "3f2a9c0184bd77e0aa10cc5541f0b9d2"
ONE, TWO = uuid.UUID(int=1), uuid.UUID(int=2)


@pytest.mark.parametrize(
    ("attended", "threshold", "earned", "percent"),
    [
        ([(799, 1000)], "80", False, "79.90"),
        ([(800, 1000)], "80", True, "80.00"),
        ([(79_999, 100_000)], "80", False, "79.99"),
        ([(999_999, 1_000_000)], "100", False, "99.99"),
        ([(2, 3)], "66.67", False, "66.66"),
        ([(2, 3)], "66.66", True, "66.66"),
        ([(3600, 3600), (2160, 3600)], "80", True, "80.00"),
        ([(3600, 3600), (2159, 3600)], "80", False, "79.98"),
        ([(3600, 3600), (0, 3600)], "80", False, "50.00"),
        ([(0, 3600)], "1", False, "0.00"),
        ([(0, 0)], "1", False, "0.00"),
        ([], "80", False, "0.00"),
    ],
)
def test_verdict_is_exact_and_never_rounds_up(attended, threshold, earned, percent):
    assert award_verdict(attended, Decimal(threshold)) == (earned, Decimal(percent))


def test_session_without_a_verdict_counts_as_not_attended():
    assert attended_seconds({ONE: 3600, TWO: 1800}, {ONE: (3000, 3600)}) == [(3000, 3600), (0, 1800)]
    assert attended_seconds({ONE: 3600}, {ONE: (1, 2), TWO: (3, 4)}) == [(1, 2)]


@pytest.mark.parametrize(
    ("at", "over"),
    [("2012-03-10T05:59:59", False), ("2012-03-10T06:00:00", True), ("2012-03-12T00:00:00", True)],
)
def test_workshop_is_over_on_its_last_day_where_it_is_held(at, over):
    instant = datetime.fromisoformat(at).replace(tzinfo=UTC)
    assert is_over(date(2012, 3, 10), "America/El_Salvador", instant) is over


def test_number_has_the_network_the_year_and_five_digits():
    assert number_text("REFCO", 2012, 1) == "REFCO-2012-00001"
    assert number_text("REFCO", 2012, 123456) == "REFCO-2012-123456"


@pytest.mark.parametrize(
    ("typed", "is_number"),
    [
        ("REFCO-2026-00005", True),
        (" refco 2026 00005 ", True),
        ("REFCO2026123456", True),
        ("2026-00005", False),
        ("REFCO-2026-5", False),
        (CODE, False),
        ("", False),
    ],
)
def test_number_is_told_from_a_code(typed, is_number):
    assert looks_like_number(typed) is is_number


@pytest.mark.parametrize(("value", "text"), [("12.50", "12.5"), ("80.00", "80"), ("100", "100"), ("0.00", "0")])
def test_number_is_written_plainly(value, text):
    assert plain_number(Decimal(value)) == text


def test_digest_does_not_depend_on_the_order_of_keys():
    assert facts_digest({"a": "á", "b": [1]}) == facts_digest({"b": [1], "a": "á"})
    assert facts_digest({"a": "á", "b": [1]}) != facts_digest({"a": "a", "b": [1]})
    assert len(facts_digest({})) == 64


@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        CODE.upper(),
        grouped_code(CODE),
        "-".join(grouped_code(CODE).split()),
        f"  {CODE}\n",
        f"https://refco.example/v/{CODE}/",
        f"http://127.0.0.1:8000/v/{CODE}/?language=es",
        f"Código: {grouped_code(CODE)}".replace("Código", "Nº"),
    ],
)
def test_code_is_read_however_it_is_typed(typed):
    assert read_code(typed) == CODE


@pytest.mark.parametrize("typed", ["", "x", CODE[:-1], CODE + "0", CODE[:-1] + "g", "REFCO-2012-00001", "' OR 1=1 --"])
def test_what_is_no_code_is_none(typed):
    assert read_code(typed) == ""


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("Ana María López Núñez", True),
        ("ana maria lopez nunez", True),
        ("  ANA   MARÍA\tLÓPEZ-NÚÑEZ ", True),
        ("López Núñez, Ana María", True),
        ("Ana López Núñez", False),
        ("Ana María López", False),
        ("Ana María López Núñez Núñez", False),
        ("A. M. L. N.", False),
        ("", False),
        ("---", False),
    ],
)
def test_name_is_compared_without_accents_capitals_or_order(typed, same):
    assert is_same_name(typed, "Ana María López Núñez") is same


def test_public_facts_name_nobody_and_no_place():
    facts = {
        "name": "Ana María López",
        "office": {"es": "Ministerio Público de Honduras"},
        "host": {"country": {"es": "Panamá"}, "city": "Ciudad de Panamá"},
        "workshop": {"es": "Extorsión", "en": "Extortion"},
        "hours": "12.5",
        "starts_on": "2012-03-05",
        "ends_on": "2012-03-09",
        "issuers": [{"role": "school", "es": "Escuela", "en": "School"}],
        "awarded_on": "2012-03-12",
        "number": "REFCO-2012-00001",
    }
    public = public_facts(facts, "en")
    assert (public.initials, public.workshop, public.issuers) == ("A. M. L.", "Extortion", ["School"])
    assert public.hours == Decimal("12.5")
    assert not any(secret in repr(public) for secret in ("Ana", "María", "López", "Honduras", "Panamá"))
