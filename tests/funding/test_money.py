"""Ledgers and what is given to lines: totals right, history kept, nothing counted twice."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from equipment.errors import EquipmentError
from equipment.events import ordering_asked
from equipment.models import Asset
from funding import actions
from funding.asked import Agreement
from funding.errors import FundingError
from funding.models import LedgerEntry
from funding.rules import sums_of
from funding.totals import covers_of, figures_of_one, round_figures
from funding.traces import assets_of, traces_of
from tests.makers.equipment import make_asset, make_item_type
from tests.makers.funding import (
    make_allocation,
    make_contribution,
    make_entry,
    make_funder,
    make_line,
    make_rate,
    make_round,
    somebody,
)
from tests.makers.network import make_office

pytestmark = pytest.mark.django_db


def state_of(contribution) -> str:
    return figures_of_one(contribution).state


# --- The ledger -------------------------------------------------------------------------------------------------------


def test_the_state_follows_the_rows():
    one = make_contribution()
    seen = [state_of(one)]
    for kind, amount in (("pledge", 100), ("commitment", 60), ("disbursement", 20), ("disbursement", 40)):
        make_entry(one, kind, amount)
        seen.append(state_of(one))
    make_entry(one, "expenditure", 60)
    assert [*seen, state_of(one)] == ["prospect", "pledged", "committed", "partly_disbursed", "disbursed", "closed"]


def test_who_binds_themselves_promises_as_well():
    one = make_contribution(pledged=10)
    make_entry(one, "commitment", 25)
    assert list(one.entries.values_list("kind", "amount")) == [("pledge", 10), ("pledge", 15), ("commitment", 25)]
    assert figures_of_one(one).agreed.pledge == 25


@pytest.mark.parametrize(
    ("kind", "amount", "words"),
    [
        ("disbursement", 61, "more would be received"),
        ("reimbursement", 61, "more would be received"),
        ("expenditure", 61, "more would be spent"),
        ("pledge", -41, "take back the commitment"),
        ("commitment", -61, "below nothing"),
        ("pledge", 0, "at least one cent"),
        ("pledge", "0.001", "at least one cent"),
    ],
)
def test_what_cannot_be_is_not_written(kind, amount, words):
    one = make_contribution(pledged=100, committed=60)
    with pytest.raises(FundingError, match=f"(?i){words}"):
        make_entry(one, kind, amount, reason="porque sí")
    assert one.entries.count() == 2


def test_a_row_that_takes_away_says_why():
    one = make_contribution(pledged=100, committed=60, disbursed=60)
    with pytest.raises(FundingError, match="Say why"):
        make_entry(one, "disbursement", -10)
    make_entry(one, "disbursement", -10, reason="Devuelto al donante", corrects=one.entries.last())
    assert (state_of(one), figures_of_one(one).base.received) == ("partly_disbursed", 50)


def test_rows_are_never_changed_nor_removed():
    entry = make_contribution(pledged=100).entries.get()
    for statement in (
        "UPDATE funding_ledgerentry SET amount = 1 WHERE id = %s",
        "DELETE FROM funding_ledgerentry WHERE id = %s",
    ):
        with (
            pytest.raises((IntegrityError, DatabaseError), match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement, [entry.pk])


def test_the_agreement_is_written_in_its_own_currency_and_what_arrived_beside_it():
    make_rate("EUR", "0.80")
    one = make_contribution(currency="EUR", pledged=1000, committed=1000)
    make_entry(one, "disbursement", 400, received_amount=Decimal("492.13"), received_currency="USD")
    figures = figures_of_one(one)
    assert (figures.agreed.received, figures.base.received, figures.base.commitment) == (400, Decimal("492.13"), 1250)
    with pytest.raises(FundingError, match="agreement is in EUR"):
        make_entry(one, "disbursement", 100, currency="USD")


def test_money_is_spent_in_a_currency_that_nobody_expected():
    one = make_contribution(pledged=1000, committed=1000)
    with pytest.raises(FundingError, match="no rate of HNL"):
        make_entry(one, "expenditure", 1910, currency="HNL")
    make_rate("HNL", "19.10")
    entry = make_entry(one, "expenditure", 1910, currency="HNL")
    assert (entry.base_amount, entry.rate_per_usd, figures_of_one(one).base.expenditure) == (100, Decimal("19.1"), 100)


def test_a_promise_taken_back_leaves_nothing_behind_when_rates_have_changed():
    make_rate("EUR", "0.75", on=timezone.localdate() - timedelta(days=30))
    one = make_contribution(currency="EUR", pledged="1000.01")
    make_rate("EUR", "0.60", on=timezone.localdate())
    make_entry(one, "pledge", "-1000.01", reason="Se retira")
    figures = figures_of_one(one)
    assert (figures.state, figures.agreed.pledge, figures.base.pledge) == ("withdrawn", 0, 0)


def test_a_correction_is_of_the_same_kind_and_goes_the_other_way():
    one = make_contribution(pledged=100, committed=60)
    pledge, commitment = one.entries.all()
    for row in ({"kind": "pledge", "corrects": commitment}, {"kind": "commitment", "corrects": pledge}):
        with pytest.raises(FundingError, match="correction"):
            make_entry(one, row["kind"], -1, reason="x", corrects=row["corrects"])
    with pytest.raises(FundingError, match="takes back"):
        make_entry(one, "pledge", 1, corrects=pledge)


def test_a_row_is_corrected_until_nothing_is_left_of_it_and_no_further():
    make_rate("EUR", "0.77")
    one = make_contribution(currency="EUR", pledged="100.01")
    make_entry(one, "pledge", "100.01")
    first = one.entries.first()
    half = make_entry(one, "pledge", "-33.33", reason="Error", corrects=first)
    with pytest.raises(FundingError, match="66.68 EUR are left"):
        make_entry(one, "pledge", "-66.69", reason="Error", corrects=first)
    rest = make_entry(one, "pledge", "-66.68", reason="Error", corrects=first)
    assert first.base_amount + half.base_amount + rest.base_amount == 0
    make_entry(one, "pledge", "33.33", corrects=half)
    assert make_entry(one, "pledge", "-33.33", reason="Error", corrects=first).base_amount == half.base_amount


def test_state_and_sums_are_those_of_a_replay_of_the_rows():
    make_rate("EUR", "0.77")
    one = make_contribution(currency="EUR", pledged="333.33", committed="222.22", disbursed="111.11")
    make_entry(one, "disbursement", "-11.11", reason="Devolución", corrects=one.entries.last())
    make_entry(one, "expenditure", "50.05", currency="USD")
    rows = list(one.entries.all())
    figures = figures_of_one(one)
    assert figures.base == sums_of([(row.kind, row.base_amount) for row in rows])
    of_agreement = [(row.kind, row.amount) for row in rows if row.kind != "expenditure"]
    assert figures.agreed.received == sums_of(of_agreement).received


def test_a_gift_of_goods_is_committed_and_received_with_its_assets():
    one, asset = make_contribution(), make_asset()
    receipt = actions.receive_in_kind(
        one, Decimal(360), timezone.localdate(), assets=[asset], reference="Acta 7", by=somebody()
    )
    assert list(one.entries.values_list("kind", "form")) == [
        ("pledge", "goods"),
        ("commitment", "goods"),
        ("disbursement", "goods"),
    ]
    assert (state_of(one), asset.origin.entry) == ("disbursed", receipt)
    assert list(assets_of(one)) == [asset]
    assert traces_of([asset])[asset.pk].contributions == [one]


def test_an_agreement_is_noted_once_and_its_currency_stays():
    funder, by = make_funder(), somebody()
    agreement = Agreement(funder, "Aporte", "Contribution", "A-1", round=make_round())
    one = actions.note_contribution(agreement, by=by)
    assert actions.note_contribution(agreement, by=by) == one
    make_entry(one, "pledge", 10)
    with pytest.raises(FundingError, match="currency stay"):
        actions.change_contribution(
            one, Agreement(funder, "Aporte", "Contribution", "A-1", round=one.round, currency="EUR"), by=by
        )
    with pytest.raises(FundingError, match="funders"):
        actions.note_contribution(Agreement(by.person.institution or make_funder(kind="court"), "x", "x", "A"), by=by)


# --- Allocations ------------------------------------------------------------------------------------------------------


@pytest.fixture
def budget():
    return make_round()


def test_above_the_committed_is_stopped_at_confirmation(budget):
    line, by = make_line(budget, price=1000), somebody()
    one = make_contribution(budget, pledged=600, committed=450)
    given = make_allocation(one, line, 600)
    with pytest.raises(FundingError, match=r"450\.00 US dollars of it are committed"):
        actions.confirm_allocation(given, by=by)
    make_entry(one, "commitment", 150)
    for _twice in range(2):
        actions.confirm_allocation(given, by=by)
    assert list(given.steps.values_list("to_state", flat=True)) == ["proposed", "confirmed"]


def test_above_the_pledged_is_stopped_at_once(budget):
    line = make_line(budget, price=1000)
    with pytest.raises(FundingError, match=r"600\.00 US dollars of it are promised"):
        make_allocation(make_contribution(budget, pledged=600), line, 601)


def test_a_line_is_never_paid_twice(budget):
    line = make_line(budget, price=1000)
    make_allocation(make_contribution(budget, pledged=700, committed=700), line, 700, confirmed=True)
    other = make_contribution(budget, pledged=700, committed=700)
    with pytest.raises(FundingError, match=r"300\.00 US dollars of this line"):
        make_allocation(other, line, 301)
    make_allocation(other, line, 300)
    with pytest.raises(FundingError, match="already"):
        make_allocation(other, line, 200)
    assert make_allocation(other, line, 300) == other.allocations.get()


@pytest.mark.parametrize("what", ["office", "country", "item"])
def test_an_earmark_keeps_money_from_other_lines(budget, what):
    office, kind = make_office(), make_item_type()
    marks = {"office": office, "country": office.country, "item": kind}
    one = make_contribution(budget, pledged=900, committed=900, **{f"earmark_{what}": marks[what]})
    with pytest.raises(FundingError, match="another"):
        make_allocation(one, make_line(budget, office=make_office()), 100)
    make_allocation(one, make_line(budget, office=office, item_type=kind), 100)


def test_money_of_another_budget_is_not_given(budget):
    with pytest.raises(FundingError, match="not for the budget"):
        make_allocation(make_contribution(make_round(), pledged=900), make_line(budget), 100)


def test_an_approved_line_with_all_its_money_is_funded_and_loses_that_with_it(budget):
    line, by = make_line(budget, price=900, state="approved"), somebody()
    actions.review_round(budget, by=by)
    actions.submit_round(budget, by=by)
    given = make_allocation(make_contribution(budget, pledged=900, committed=900), line, 900, confirmed=True)
    line.refresh_from_db(), budget.refresh_from_db()
    assert (line.state, budget.state) == ("funded", "funded")
    actions.release_allocation(given, reason="Cambió", by=by)
    line.refresh_from_db(), budget.refresh_from_db()
    assert (line.state, budget.state) == ("approved", "submitted")


@pytest.fixture
def ordered(budget):
    """A line ordered and paid by one contribution, and that contribution."""
    line, by = make_line(budget, price=900, state="approved"), somebody()
    one = make_contribution(budget, pledged=1000, committed=1000, disbursed=1000)
    given = make_allocation(one, line, 900, confirmed=True)
    actions.order_line(line, by=by)
    line.refresh_from_db()
    return line, one, given


def test_what_is_ordered_binds_its_money_until_it_is_settled(ordered):
    (line, one, given), by = ordered, somebody()
    with pytest.raises(FundingError, match="bound"):
        actions.release_allocation(given, reason="x", by=by)
    with pytest.raises(FundingError, match="Nothing of this allocation"):
        actions.settle_allocation(given, by=by)
    with pytest.raises(FundingError, match="more than the allocation holds"):
        make_entry(one, "expenditure", 901, allocation=given)
    make_entry(one, "expenditure", 880, allocation=given)
    actions.receive_line(line, by=by)
    with pytest.raises(FundingError, match="Settle"):
        actions.pay_line(line, by=by)
    actions.settle_allocation(given, by=by)
    actions.pay_line(line, by=by)
    given.refresh_from_db(), line.refresh_from_db()
    assert (given.state, given.returned, line.state) == ("spent", 20, "paid")
    assert (figures_of_one(one).free_firm, round_figures(line.round).unallocated) == (120, 0)


def test_nothing_is_spent_from_what_is_not_ordered(budget):
    line = make_line(budget, price=900)
    one = make_contribution(budget, pledged=900, committed=900)
    given = make_allocation(one, line, 900, confirmed=True)
    with pytest.raises(FundingError, match="ordered"):
        make_entry(one, "expenditure", 10, allocation=given)


def test_a_promise_that_lines_rest_on_is_not_taken_back(budget):
    one = make_contribution(budget, pledged=900, committed=900)
    make_allocation(one, make_line(budget), 700, confirmed=True)
    with pytest.raises(FundingError, match=r"release 100\.00"):
        make_entry(one, "commitment", -300, reason="Recorte")
    make_entry(one, "commitment", -200, reason="Recorte")


def test_a_withdrawal_frees_the_lines_and_keeps_every_row(budget):
    line, by = make_line(budget, price=900, state="approved"), somebody()
    one = make_contribution(budget, pledged=2000, committed=1500, disbursed=300)
    make_allocation(one, line, 900, confirmed=True)
    make_allocation(one, make_line(budget), 500)
    for _twice in range(2):
        actions.withdraw_contribution(one, reason="Cambio de gobierno", by=by)
    line.refresh_from_db()
    figures = figures_of_one(one)
    assert (line.state, figures.held, figures.state) == ("approved", 0, "disbursed")
    assert (figures.agreed.pledge, figures.agreed.commitment, figures.agreed.received) == (300, 300, 300)
    assert one.entries.count() == 5
    assert (round_figures(budget).committed, round_figures(budget).firm) == (300, 0)


def test_a_withdrawal_leaves_what_is_ordered(ordered):
    (_line, one, given), by = ordered, somebody()
    actions.withdraw_contribution(one, reason="Se va", by=by)
    given.refresh_from_db()
    assert (given.state, figures_of_one(one).agreed.commitment) == ("confirmed", 1000)


def test_who_covers_whom_is_told_firm_and_soft(budget):
    office, one = make_office(), make_contribution(budget, pledged=900, committed=300)
    make_allocation(one, make_line(budget, office=office), 300, confirmed=True)
    make_allocation(one, make_line(budget, office=office), 400)
    make_allocation(one, make_line(budget), 200)
    found = {(cover.office_id, cover.firm, cover.soft) for cover in covers_of(budget)}
    assert found == {(office.pk, 300, 400), (None, 0, 200)}


# --- What the money bought --------------------------------------------------------------------------------------------


def ask_order(asset) -> None:
    ordering_asked.send(sender=Asset, asset=asset, at=timezone.now())


def test_no_asset_is_ordered_that_no_funded_line_buys(budget):
    office, kind, by = make_office(), make_item_type(), somebody()
    planned = {"office": office, "item_type": kind, "status": "planned", "room": None, "custodian": None}
    asset, second = (make_asset(**planned) for _number in range(2))
    line = make_line(budget, office=office, item_type=kind, price=900, state="approved")
    with pytest.raises(EquipmentError, match="No budget line"):
        ask_order(asset)
    for _twice in range(2):
        actions.link_asset(line, asset, by=by)
    with pytest.raises(EquipmentError, match="not funded yet"):
        ask_order(asset)
    with pytest.raises(FundingError, match="All the assets"):
        actions.link_asset(line, second, by=by)
    one = make_contribution(budget, pledged=900, committed=900)
    make_allocation(one, line, 900, confirmed=True)
    ask_order(asset)
    assert list(assets_of(one)) == [asset]
    trace = traces_of([asset, second])[asset.pk]
    assert (trace.line, trace.contributions) == (line, [one])


def test_a_line_links_its_own_kind_and_office_alone(budget):
    line = make_line(budget, office=make_office())
    with pytest.raises(FundingError, match="nothing of this kind"):
        actions.link_asset(line, make_asset(item_type=line.item_type), by=somebody())
    with pytest.raises(FundingError, match="nothing of this kind"):
        actions.link_asset(line, make_asset(office=line.office), by=somebody())


def test_a_line_is_received_when_its_assets_are(ordered):
    line, by = ordered[0], somebody()
    office = make_office()
    asset = make_asset(office=office, item_type=line.item_type, status="planned", room=None, custodian=None)
    actions.link_asset(line, asset, by=by)
    with pytest.raises(FundingError, match="to be received: 1"):
        actions.receive_line(line, by=by)


def test_only_the_secretariat_keeps_ledgers(cast):
    one = make_contribution(pledged=10)
    for user in (cast.carla, cast.felix, cast.elsa, cast.dora):
        with pytest.raises(FundingError, match="Secretariat"):
            make_entry(one, "pledge", 5, by=user)
    assert LedgerEntry.objects.count() == 1


def test_a_due_is_noted_and_met_once():
    one, by = make_contribution(), somebody()
    due = actions.note_due(one, "report", date(2026, 1, 1), by=by)
    assert actions.note_due(one, "report", date(2026, 1, 1), by=by) == due
    for day in (2, 3):
        actions.meet_due(due, met_on=date(2026, 1, day), by=by)
    due.refresh_from_db()
    assert due.met_on == date(2026, 1, 2)
