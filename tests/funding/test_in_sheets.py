"""Budget lines, quotations and ledgers out and in: what went out comes in unchanged, the new through actions."""

import io
from datetime import timedelta
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from equipment.models import Supplier
from foundations.spreadsheets.registry import contract_named
from funding.models import BudgetLine, LedgerEntry, Quote
from tests.makers.budgets import make_contribution, make_plan_budget, make_quote, make_round
from tests.makers.equipment import make_item_type
from tests.makers.sheets import applied, changed, checked, exported, make_workbook

pytestmark = pytest.mark.django_db
D = Decimal
NAMES = ("budget-lines", "quotations", "ledger")


@pytest.fixture
def plan(cast):
    return make_plan_budget({"HN": cast.office})


def opened(name: str, user, budget):
    return contract_named(name).opens(user, str(budget.pk))


def sent(content: bytes, name: str, plan, cast):
    return checked(content, contract=name, about=str(plan.round.pk), by=cast.sara, language="en")


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
