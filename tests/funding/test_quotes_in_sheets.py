"""Quotations and ledgers as spreadsheets: what of them may change, and what is told at its cell."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from equipment.models import Supplier
from funding import actions
from funding.models import LedgerEntry, Quote
from tests.makers.budgets import (
    make_quote,
)
from tests.makers.money_sheets import opened, sent, sent_with
from tests.makers.sheets import applied, exported, make_workbook, undone

pytestmark = pytest.mark.django_db
D = Decimal


def test_a_quotation_changes_its_number_and_until_when_it_is_good(plan, cast):
    quote = make_quote(plan.lines["AHN"], price=14000)
    later = quote.valid_until + timedelta(days=30)
    batch = sent_with("quotations", plan.round, cast, Number_of_the_quotation="Q-bis", Valid_until=later)
    applied(batch, by=cast.sara)
    was, quote = quote, Quote.objects.get()
    assert (quote.number, quote.valid_until) == ("Q-bis", later)
    undone(batch, by=cast.sara)
    quote.refresh_from_db()
    assert (quote.number, quote.valid_until) == (was.number, was.valid_until)


def test_a_quotation_whose_day_passed_and_was_held_longer_counts_again(plan, cast):
    today = timezone.localdate()
    days = {"received_on": today - timedelta(days=40), "valid_until": today - timedelta(days=10)}
    make_quote(plan.lines["AHN"], price=14000, **days)
    applied(sent_with("quotations", plan.round, cast, Valid_until=today + timedelta(days=5)), by=cast.sara)
    plan.lines["AHN"].refresh_from_db()
    assert plan.lines["AHN"].state == "quoted"


def test_what_the_paper_of_a_supplier_says_is_refused_at_its_cell(plan, cast):
    make_quote(plan.lines["AHN"], price=14000)
    faults = sent_with("quotations", plan.round, cast, Unit_price=1, Currency="GTQ").report["faults"]
    assert {fault["cell"][:1] for fault in faults} == {"G", "H"}
    assert all("record the new one" in fault["reason"] for fault in faults)
    assert Quote.objects.get().unit_price == 14000


def test_a_quotation_that_was_chosen_or_withdrawn_stays(plan, cast):
    quote, line = make_quote(plan.lines["AHN"], price=14000), plan.lines["AHN"]
    content = exported(opened("quotations", cast.sara, plan.round))
    actions.estimate_line(line, by=cast.sara)
    actions.approve_line(line, quote, reason="La mejor", why_fewer="Una basta", by=cast.sara)
    (fault,) = sent_with("quotations", plan.round, cast, Number_of_the_quotation="otro").report["faults"]
    assert "was chosen" in fault["reason"]
    actions.reopen_line(line, reason="Otra vez", by=cast.sara)
    actions.withdraw_quote(quote, reason="Caducó", by=cast.sara)
    (fault,) = sent(content, "quotations", plan, cast).report["faults"]
    assert "was withdrawn" in fault["reason"]


def test_a_new_quotation_is_withdrawn_when_its_batch_is_undone(plan, cast):
    Supplier.objects.create(name="Proveedor Dos")
    day = timezone.localdate()
    head = ["Equipment", "Supplier", "Number of the quotation", "Received on", "Valid until", "Unit price"]
    told = ["Kit A", "Proveedor Dos", "Q-9", day, day + timedelta(days=30), 14000, "DAP: at the office, duties unpaid"]
    rows = [[*head, "Delivery term", "Taxes"], [*told, "taxes not included"]]
    batch = applied(sent(make_workbook(*rows), "quotations", plan, cast), by=cast.sara)
    undone(batch, by=cast.sara)
    assert Quote.objects.get().withdrawn_at is not None
    plan.lines["AHN"].refresh_from_db()
    assert plan.lines["AHN"].state == "estimated"


@pytest.mark.parametrize(
    ("heading", "value"),
    [("Amount", 1), ("Currency", "GTQ"), ("Kind", "commitment"), ("Value_date", "2012-01-01"), ("Reason", "otra")],
)
def test_a_row_of_the_ledger_that_was_changed_is_refused_at_its_cell(plan, cast, heading, value):
    before = list(LedgerEntry.objects.order_by("pk").values())
    batch = sent_with("ledger", plan.round, cast, **{heading: value})
    (fault,) = batch.report["faults"]
    assert (fault["row"], fault["heading"]) == (3, heading.replace("_", " "))
    assert "counter-entry" in fault["reason"]
    assert batch.report["counts"]["unchanged"] == 8
    assert list(LedgerEntry.objects.order_by("pk").values()) == before


def test_a_counter_entry_corrects_and_both_rows_stay(plan, cast):
    given = plan.contributions["C"]
    rows = [["Agreement", "Kind", "Amount", "Value date", "Reason"]]
    rows += [[given.agreement_number, "disbursement received", -1500, timezone.localdate(), "Contado dos veces"]]
    applied(sent(make_workbook(*rows), "ledger", plan, cast), by=cast.sara)
    amounts = given.entries.filter(kind="disbursement").values_list("amount", flat=True)
    assert sorted(amounts) == [D(-1500), D(4000)]
