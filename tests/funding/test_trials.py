"""What goes otherwise than was thought: a rate, a price, a funder, a currency. Totals hold, history stays."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from equipment.models import ExchangeRate
from funding import actions
from funding.errors import FundingError
from funding.models import BudgetLine, LedgerEntry, Quote
from funding.pricing import wanted_again
from funding.totals import contribution_figures, round_figures
from tests.makers.funding import (
    make_allocation,
    make_contribution,
    make_entry,
    make_line,
    make_quote,
    make_rate,
    make_round,
    somebody,
)

pytestmark = pytest.mark.django_db
D = Decimal


def figures_of(contribution):
    return contribution_figures(type(contribution).objects.with_sums().get(pk=contribution.pk))


def test_a_rate_that_changes_touches_nothing_that_is_written():
    make_rate("GTQ", "8.00")
    line = make_line(price=800, currency="GTQ")
    quote = make_quote(line, currency="GTQ", unit_price=D(720))
    given = make_contribution(line.round, pledged=1600, committed=800, currency="GTQ")
    before = round_figures(line.round)
    assert (before.budget, before.pledged, before.committed, before.gap) == (100, 200, 100, 0)
    ExchangeRate.objects.create(currency="GTQ", on=timezone.localdate(), per_usd=D(10), source="Otra")
    ExchangeRate.objects.filter(per_usd=8).update(per_usd=D(16))
    assert round_figures(line.round) == before
    quote.refresh_from_db()
    assert quote.base_unit_price == 90
    make_entry(given, "disbursement", 400)  # what comes now takes the rate of now
    assert (figures_of(given).base.received, figures_of(given).agreed.received) == (40, 400)
    assert make_line(line.round, price=800, currency="GTQ").base_total == 80


def test_a_line_that_is_revised_counts_once_and_both_are_kept():
    budget = make_round()
    line = make_line(budget, price=1000)
    given = make_contribution(budget, pledged=1000, committed=1000)
    make_allocation(given, line, 900, confirmed=True)
    wanted = wanted_again(line, prices={line.item_type_id: D(700)})
    new = actions.revise_line(line, wanted, reason="Bajó el precio", by=somebody())
    figures = round_figures(budget)
    assert (figures.budget, figures.firm, figures.unallocated) == (700, 700, 0)
    assert figures_of(given).free_firm == 300  # what the line no longer needs is free again
    assert [(each.state, each.base_total) for each in (BudgetLine.objects.get(pk=line.pk), new)] == [
        ("revised", 1000),
        ("estimated", 700),
    ]
    assert list(line.steps.order_by("pk").values_list("to_state", flat=True))[-1] == "revised"


def test_a_contribution_that_is_withdrawn_leaves_its_rows_and_no_money():
    budget = make_round()
    line = make_line(budget, price=1000)
    given = make_contribution(budget, pledged=900, committed=600, disbursed=100)
    make_allocation(given, line, 500, confirmed=True)
    rows = list(given.entries.order_by("pk").values())
    actions.withdraw_contribution(given, reason="Cambió de prioridades", by=somebody())
    figures = round_figures(budget)
    assert (figures.pledged, figures.committed, figures.received, figures.firm) == (100, 100, 100, 0)
    assert list(given.entries.order_by("pk").values())[: len(rows)] == rows
    assert all(each.reason for each in given.entries.filter(amount__lt=0))
    actions.withdraw_contribution(given, reason="Otra vez", by=somebody())
    assert round_figures(budget) == figures


def test_a_refund_takes_back_what_came_and_is_counted_once():
    budget = make_round()
    given = make_contribution(budget, pledged=900, committed=600, disbursed=500)
    received = given.entries.get(kind="disbursement")
    make_entry(given, "disbursement", -200, corrects=received, reason="Devuelto al cooperante")
    figures = round_figures(budget)
    assert (figures.pledged, figures.committed, figures.received) == (900, 600, 300)
    assert figures_of(given).state == "partly_disbursed"
    with pytest.raises(FundingError):
        make_entry(given, "disbursement", -301, corrects=received, reason="Más de lo que llegó")
    assert LedgerEntry.objects.filter(kind="disbursement").count() == 2


@pytest.mark.parametrize("what", ["line", "quote", "ledger", "spent"])
def test_a_currency_that_nobody_expected_is_named_and_nothing_is_written(what):
    line = make_line()
    given = make_contribution(line.round, pledged=900, committed=900)
    yens = make_contribution(line.round, currency="JPY")
    deeds = {
        "line": lambda: make_line(line.round, currency="JPY"),
        "quote": lambda: make_quote(line, currency="JPY"),
        "ledger": lambda: make_entry(yens, "pledge", 10),
        "spent": lambda: make_entry(given, "expenditure", 10, currency="JPY"),
    }
    before = [model.objects.count() for model in (BudgetLine, Quote, LedgerEntry)]
    with pytest.raises(FundingError, match="no rate of JPY .*: enter one first, with its source"):
        deeds[what]()
    assert [model.objects.count() for model in (BudgetLine, Quote, LedgerEntry)] == before


def test_a_quote_in_a_currency_without_a_recent_rate_is_told_on_its_form(client, cast):
    line = make_line()
    make_rate("GTQ", on=timezone.localdate() - timedelta(days=200))
    client.force_login(cast.sara)
    today = timezone.localdate()
    form = {"new_supplier": "Nuevo", "number": "Q-1", "received_on": today, "valid_until": today, "currency": "GTQ"}
    form |= {"unit_price": "10", "incoterm": "DAP", "tax": "exempt"}
    answer = client.post(reverse("funding:quote_add", args=[line.pk]), form)
    assert "no rate of GTQ" in " ".join(answer.context["form"].non_field_errors())
    assert not Quote.objects.exists()


def test_an_office_tries_the_conditions_and_reads_none(client, cast):
    line = make_line(office=cast.office, state="approved")
    given = make_contribution(line.round, pledged=900, committed=900, conditions="CONDICION-RESERVADA")
    make_allocation(given, line, 500, confirmed=True)
    for user in (cast.carla, cast.elsa, cast.dora, cast.ana):
        client.force_login(user)
        for name in ("contribution", "contribution_change", "entry_add", "contribution_withdraw"):
            assert client.get(reverse(f"funding:{name}", args=[given.pk])).status_code == 404
        for url in (reverse("funding:line", args=[line.pk]), reverse("funding:office_needs")):
            assert "CONDICION-RESERVADA" not in client.get(url).text
        for name in ("report", "workbook", "document", "iati"):
            assert client.get(reverse(f"funding_report:{name}", args=[line.round_id])).status_code == 404


@pytest.mark.parametrize(("publisher", "is_told"), [("unregistered", True), ("XX-REG-123456", False)])
def test_the_page_says_what_the_activity_file_still_needs(client, cast, settings, publisher, is_told):
    settings.IATI_ORGANISATION = publisher
    budget = make_line().round
    client.force_login(cast.sara)
    text = client.get(reverse("funding_report:in_figures", args=[budget.pk])).text
    assert ("IATI_ORGANISATION" in text) is is_told
    assert client.get(reverse("funding_report:iati", args=[budget.pk])).status_code == 200  # valid either way
