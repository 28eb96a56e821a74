"""Budget lines, quotations and ledgers out and in: unchanged where nothing is said, else by the actions or refused."""

import io
from datetime import timedelta
from decimal import Decimal

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from equipment.models import ExchangeRate, ItemType, KitLine, Supplier
from foundations.spreadsheets.contract import Deed, Row
from foundations.spreadsheets.registry import contract_named
from funding import actions
from funding.models import BudgetLine, BudgetRound, LedgerEntry, Quote
from tests.makers.budgets import (
    CONTINGENCY,
    FREIGHT,
    KITS,
    make_contribution,
    make_line,
    make_quote,
    make_round,
)
from tests.makers.equipment import make_item_type
from tests.makers.money_sheets import opened, sent, sent_with
from tests.makers.sheets import applied, changed, checked, column_of, exported, make_workbook, undone

pytestmark = pytest.mark.django_db
D = Decimal
NAMES = ("budget-lines", "quotations", "ledger")


@pytest.mark.parametrize("name", NAMES)
def test_it_opens_to_the_secretariat_alone(plan, cast, name):
    assert opened(name, cast.sara, plan.round) is not None
    for user in (cast.felix, cast.carla, cast.elsa, cast.dora):
        assert opened(name, user, plan.round) is None
    assert contract_named(name).opens(cast.sara, "no-budget") is None


@pytest.mark.parametrize("name", NAMES)
def test_its_page_leads_back_to_the_budget(plan, cast, client, name):
    client.force_login(cast.sara)
    page = client.get(reverse("sheets:start", args=[name, plan.round.pk]))
    assert page.status_code == 200
    assert reverse("funding_report:in_figures", args=[plan.round.pk]) in page.content.decode()


@pytest.mark.parametrize(("name", "rows"), [("budget-lines", 16), ("quotations", 1), ("ledger", 9)])
def test_what_went_out_comes_in_unchanged(plan, cast, name, rows):
    make_quote(plan.lines["AHN"], price=14000)
    content = exported(opened(name, cast.sara, plan.round))
    batch = sent(content, name, plan, cast)
    assert (batch.report["counts"]["unchanged"], batch.report["counts"]["error"]) == (rows, 0)


def test_a_new_row_of_the_ledger_is_written_by_the_action(plan, cast):
    plan.contributions["A"].agreement_number = "A-2012"
    plan.contributions["A"].save()
    day = timezone.localdate()
    rows = [["Agreement", "Kind", "Amount", "Value date", "Reason"]]
    rows += [
        ["A-2012", "commitment", 5000, day, ""],
        ["A-2012", "commitment", 900000, day, ""],
        ["X", "pledge", 1, day, ""],
    ]
    batch = sent(make_workbook(*rows), "ledger", plan, cast)
    assert batch.report["counts"]["error"] == 1  # an agreement that nobody knows; the great one pledges itself as well
    assert LedgerEntry.objects.count() == 9
    applied(batch, by=cast.sara, keeps_good=True)
    assert LedgerEntry.objects.filter(amount=5000, kind="commitment").exists()


def test_money_that_cannot_have_come_is_told_at_its_row(plan, cast):
    number = plan.contributions["C"].agreement_number
    rows = [
        ["Agreement", "Kind", "Amount", "Value date"],
        [number, "disbursement received", 99999, timezone.localdate()],
    ]
    batch = sent(make_workbook(*rows), "ledger", plan, cast)
    (fault,) = batch.report["faults"]
    assert fault["row"] == 2
    assert LedgerEntry.objects.count() == 9


def test_two_agreements_of_one_number_are_not_guessed(plan, cast):
    for _number in range(2):
        make_contribution(plan.round, agreement_number="DOS")
    rows = [["Agreement", "Kind", "Amount", "Value date"], ["DOS", "pledge", 1, timezone.localdate()]]
    batch = sent(make_workbook(*rows), "ledger", plan, cast)
    assert "Several funders" in batch.report["faults"][0]["reason"]


def test_a_new_line_is_of_one_kind_with_its_extras(cast):
    budget = make_round(state="rough")
    make_item_type("ups-x", name_es="UPS grande", name_en="Large UPS", is_goods=True)
    rows = [["Office", "Equipment", "Quantity", "Unit price", "Freight in per cent of goods"]]
    rows += [
        [cast.office.country.name, "Large UPS", 2, 480.5, 6],
        ["", "Large UPS", 1, 100, None],
        ["Nowhere", "?", 1, 1, 1],
    ]
    batch = checked(make_workbook(*rows), contract="budget-lines", about=str(budget.pk), by=cast.sara, language="en")
    assert batch.report["counts"] == batch.report["counts"] | {"create": 2, "error": 1}
    applied(batch, by=cast.sara, keeps_good=True)
    assert sorted(BudgetLine.objects.values_list("base_total", flat=True)) == [D(100), D("1018.66")]


def test_a_new_quotation_is_of_a_known_supplier(plan, cast):
    Supplier.objects.create(name="Proveedor Uno")
    day = timezone.localdate()
    head = ["Equipment", "Office", "Supplier", "Number of the quotation", "Received on", "Valid until", "Unit price"]
    head += ["Delivery term", "Taxes"]
    terms = [day, day + timedelta(days=30), 14000, "DAP: at the office, duties unpaid", "taxes not included"]
    rows = [head, ["Kit A", "", "Proveedor Uno", "Q-1", *terms], ["Kit A", "", "Nadie", "Q-2", *terms]]
    batch = sent(make_workbook(*rows), "quotations", plan, cast)
    assert batch.report["counts"]["error"] == 1, batch.report
    applied(batch, by=cast.sara, keeps_good=True)
    quote = Quote.objects.get()
    assert (quote.number, quote.lines.count()) == ("Q-1", 5)


def test_a_row_of_another_budget_is_not_found_here(plan, cast):
    other = make_round()
    make_contribution(other, pledge=5)
    content = exported(opened("ledger", cast.sara, other))
    batch = sent(content, "ledger", plan, cast)
    assert batch.report["counts"]["error"] == 1


def test_amounts_that_look_like_formulas_stay_text(plan, cast):
    entry = LedgerEntry.objects.first()
    sheet = opened("ledger", cast.sara, plan.round)
    rows = list(sheet.rows_out())
    assert rows[0]["amount"] == entry.amount
    book = openpyxl.load_workbook(io.BytesIO(changed(exported(sheet), lambda _sheet: None)))
    assert book.worksheets[0].max_row == 2 + 9


# --- Rows that are there and say otherwise ---------------------------------------------------------------------------


@pytest.fixture
def rough(cast):
    """A budget that is being written: two large UPS for the office of the cast, with freight and contingency."""
    budget = make_round(state="rough")
    kind = make_item_type("ups-y", name_es="UPS enorme", name_en="Huge UPS", is_goods=True)
    make_line(budget, cast.office, [(kind, 1, D("480.50"), True)], [FREIGHT, CONTINGENCY], quantity=2)
    return budget


def test_a_draft_line_changes_and_its_history_says_so(rough, cast):
    batch = sent_with("budget-lines", rough, cast, Quantity=3, Unit_price=500, Note="Con baterías")
    assert batch.report["counts"] == batch.report["counts"] | {"update": 1, "create": 0, "error": 0}
    told = {each["heading"]: (each["before"], each["after"]) for each in batch.report["changes"][0]["changes"]}
    assert told["Quantity"] == ("2", "3")
    assert BudgetLine.objects.get().quantity == 2  # tried, and taken back
    applied(batch, by=cast.sara)
    line = BudgetLine.objects.get()
    assert (line.quantity, line.note, line.base_total) == (3, "Con baterías", D("1749.00"))
    assert line.steps.get().details["total"] == "1749.00"


def test_out_and_in_again_after_a_change_changes_nothing(rough, cast):
    applied(sent_with("budget-lines", rough, cast, Quantity=3), by=cast.sara)
    batch = sent_with("budget-lines", rough, cast)
    assert batch.report["counts"] == batch.report["counts"] | {"unchanged": 1, "update": 0, "error": 0}


def test_a_file_in_the_other_language_says_the_same(rough, cast):
    with translation.override("es"):
        content = exported(opened("budget-lines", cast.sara, rough))
    batch = checked(content, contract="budget-lines", about=str(rough.pk), by=cast.sara, language="es")
    assert batch.report["counts"]["unchanged"] == 1


def test_a_blank_cell_keeps_and_the_word_clears(rough, cast):
    batch = sent_with("budget-lines", rough, cast, Freight_in_per_cent_of_goods="[clear]", Note=None)
    applied(batch, by=cast.sara)
    assert list(BudgetLine.objects.get().extras.values_list("kind", "per_cent")) == [("contingency", D(10))]


def test_other_extras_of_a_line_stay_where_one_is_changed(rough, cast):
    line = BudgetLine.objects.get()
    line.extras.create(kind="installation", amount=D(90), base_amount=D(90))
    applied(sent_with("budget-lines", rough, cast, Freight_in_per_cent_of_goods=7), by=cast.sara)
    assert sorted(line.extras.values_list("kind", "per_cent", "amount")) == [
        ("contingency", D(10), D("102.83")),
        ("freight", D(7), D("67.27")),
        ("installation", None, D(90)),
    ]


@pytest.mark.parametrize("state", ["reviewed", "submitted", "closed"])
def test_lines_of_a_budget_that_is_no_longer_rough_are_refused_at_their_row(rough, cast, state):
    BudgetRound.objects.filter(pk=rough.pk).update(state=state)
    batch = sent_with("budget-lines", rough, cast, Quantity=3)
    (fault,) = batch.report["faults"]
    assert (fault["row"], "while the budget is rough" in fault["reason"]) == (3, True)


def test_a_line_of_an_older_version_is_revised_on_its_page(rough, cast):
    BudgetRound.objects.filter(pk=rough.pk).update(version=2)
    (fault,) = sent_with("budget-lines", rough, cast, Quantity=3).report["faults"]
    assert "revise it" in fault["reason"]


def test_a_line_that_somebody_changed_since_is_not_overwritten(rough, cast):
    content = exported(opened("budget-lines", cast.sara, rough))
    applied(sent_with("budget-lines", rough, cast, Quantity=5), by=cast.sara)
    how = {"contract": "budget-lines", "about": str(rough.pk), "by": cast.sara, "language": "en"}
    (fault,) = checked(content, **how).report["faults"]
    assert "changed after the file was made" in fault["reason"]


def test_a_kit_changes_its_number_and_not_its_price(plan, cast):
    BudgetRound.objects.filter(pk=plan.round.pk).update(state="rough")
    faults = sent_with("budget-lines", plan.round, cast, Unit_price=1, Equipment="Kit B").report["faults"]
    assert {fault["heading"] for fault in faults} == {"Unit price", "Equipment"}
    assert all("each of its parts" in fault["reason"] for fault in faults)
    for name, version in plan.kits.items():
        for code, _category, number, *_price in KITS[name]:
            kind = ItemType.objects.get(code=f"{name}-{code}".lower())
            KitLine.objects.create(version=version, item_type=kind, quantity=number)
    batch = applied(sent_with("budget-lines", plan.round, cast, Quantity=2), by=cast.sara)
    assert BudgetLine.objects.get(quantity=2).parts.count() > 1
    undone(batch, by=cast.sara)
    assert not BudgetLine.objects.filter(quantity=2).exists()


def test_a_kit_is_not_added_by_a_single_price(plan, cast):
    BudgetRound.objects.filter(pk=plan.round.pk).update(state="rough")
    rows = [["Equipment", "Quantity", "Unit price"], ["Kit A", 1, 15000]]
    (fault,) = sent(make_workbook(*rows), "budget-lines", plan, cast).report["faults"]
    assert "page of the budget" in fault["reason"]


def test_a_line_that_was_taken_out_says_so(rough, cast):
    content = exported(opened("budget-lines", cast.sara, rough))
    actions.cancel_line(BudgetLine.objects.get(), reason="Ya no", by=cast.sara)
    how = {"contract": "budget-lines", "about": str(rough.pk), "by": cast.sara, "language": "en"}
    (fault,) = checked(content, **how).report["faults"]
    assert "not in the budget any more" in fault["reason"]


def test_a_currency_that_nobody_expected_is_told_at_its_row(rough, cast):
    (fault,) = sent_with("budget-lines", rough, cast, Currency="EUR").report["faults"]
    assert "no rate of EUR" in fault["reason"]
    ExchangeRate.objects.create(currency="EUR", on=BudgetLine.objects.get().value_date, per_usd=D("0.5"), source="x")
    batch = sent_with("budget-lines", rough, cast, Currency="EUR", Note="En euros")
    assert batch.report["number_of_warnings"] == 1  # the figure of the price stays
    applied(batch, by=cast.sara)
    assert BudgetLine.objects.get().base_total == D(
        "2241.06"
    )  # 961.00, 57.66 and 101.87, each by half a euro for a dollar


def test_a_batch_of_lines_is_undone_while_nothing_newer_touched_them(rough, cast):
    def change(sheet):
        sheet.cell(3, column_of(sheet, "Quantity"), 7)
        for heading, value in {"Equipment": "Huge UPS", "Quantity": 1, "Unit price": 10}.items():
            sheet.cell(4, column_of(sheet, heading), value)

    content = changed(exported(opened("budget-lines", cast.sara, rough)), change)
    how = {"contract": "budget-lines", "about": str(rough.pk), "by": cast.sara, "language": "en"}
    batch = applied(checked(content, **how), by=cast.sara)
    assert sorted(BudgetLine.objects.values_list("quantity", "state")) == [(1, "draft"), (7, "estimated")]
    before = BudgetLine.objects.get(quantity=7).base_total
    undone(batch, by=cast.sara)
    assert sorted(BudgetLine.objects.values_list("quantity", "state")) == [(1, "cancelled"), (2, "estimated")]
    line = BudgetLine.objects.get(quantity=2)
    assert (before, line.base_total) == (D("3921.84"), D("1120.53"))
    assert list(line.extras.values_list("kind", flat=True)) == ["freight", "contingency"]


def test_a_batch_is_not_undone_over_what_came_after(rough, cast):
    batch = applied(sent_with("budget-lines", rough, cast, Quantity=7), by=cast.sara)
    applied(sent_with("budget-lines", rough, cast, Quantity=8), by=cast.sara)
    undone(batch, by=cast.sara)
    batch.refresh_from_db()
    assert (batch.state, BudgetLine.objects.get().quantity) == ("applied", 8)
    assert "Something changed since" in batch.failure


@pytest.mark.parametrize("name", NAMES)
def test_rows_are_compared_in_as_many_questions_for_many_as_for_one(plan, cast, name):
    make_quote(plan.lines["AHN"], price=14000)

    def asked(budget) -> int:
        rows = [dict(row) for row in opened(name, cast.sara, budget).rows_out()]
        read = [Row(number, record=row["id"], version=row["row_version"]) for number, row in enumerate(rows, 3)]
        sheet = opened(name, cast.sara, budget)
        with CaptureQueriesContext(connection) as caught:
            sheet.plan(read)
        assert {row.deed for row in read} == {Deed.UNCHANGED}
        return len(caught)

    many = asked(plan.round)
    for _each in range(3):
        make_quote(plan.lines["BHN"], price=1400)
        make_contribution(plan.round, pledge=5)
    assert asked(plan.round) == many
