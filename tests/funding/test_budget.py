"""The rough budget: what it comes to, and what is kept when it changes."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import timezone

from equipment.catalogue import lay_equipment
from equipment.models import ExchangeRate, ItemType, KitVersion
from funding import actions
from funding.errors import FundingError
from funding.models import BudgetLine, BudgetRound
from funding.pricing import Wanted, wanted_again
from funding.rules import Surcharge
from funding.totals import by_office, costs_by_kind, round_figures, total_of
from funding.versions import compared
from tests.makers.equipment import make_item_type
from tests.makers.funding import (
    USUAL_EXTRAS,
    make_allocation,
    make_contribution,
    make_line,
    make_quote,
    make_rate,
    make_round,
    somebody,
)
from tests.makers.network import make_office

pytestmark = pytest.mark.django_db
PRICES = {
    "codec": 6500, "ptz-camera": 1900, "mic-array": 450, "display": 1100, "ups": 480, "installation": 900,
    "training": 500, "support": 1800, "laptop": 950, "webcam": 120, "headset": 85, "link": 60,
    "conference-server": 350, "admin-training": 1500,
}  # fmt: skip


def kit(code: str) -> KitVersion:
    return KitVersion.objects.get(kit__code=code)


def prices_of(version: KitVersion) -> dict[int, Decimal]:
    return {
        line.item_type_id: Decimal(PRICES[line.item_type.code]) for line in version.lines.select_related("item_type")
    }


def of_kit(code: str, quantity: int = 1, **overrides) -> Wanted:
    version = kit(code)
    return Wanted(quantity, prices_of(version), kit_version=version, extras=USUAL_EXTRAS, **overrides)


@pytest.fixture
def round_of_2012(db):
    lay_equipment()
    budget, by = make_round(year=2012), somebody()
    for _number in range(5):
        actions.add_line(budget, of_kit("A", office=make_office()), by=by)
    for _number in range(10):
        actions.add_line(budget, of_kit("B", office=make_office()), by=by)
    actions.add_line(budget, of_kit("R"), by=by)
    for line in budget.lines.all():
        actions.estimate_line(line, by=by)
    return budget


def by_fractions(version: KitVersion, quantity: int) -> Fraction:
    """What a line costs, worked out anew without a single rounding."""
    goods = subtotal = Fraction(0)
    for line in version.lines.select_related("item_type"):
        amount = Fraction(PRICES[line.item_type.code]) * line.quantity * quantity
        subtotal += amount
        goods += amount if line.item_type.is_goods else 0
    freight = goods * Fraction(6, 100)
    return subtotal + freight + (subtotal + freight) * Fraction(10, 100)


def test_the_budget_of_2012_comes_out_to_the_cent(round_of_2012):
    lines = BudgetLine.objects.filter(round=round_of_2012).with_places().with_cover()
    totals = {line.kit_version.kit.code: line.base_total for line in lines}
    assert totals == {"A": Decimal("17488.68"), "B": Decimal("2138.73"), "R": Decimal("6270.00")}
    assert round_figures(round_of_2012).budget == Decimal("115100.70")
    assert total_of(by_office(lines)).budget == Decimal("115100.70")
    worked_out = 5 * by_fractions(kit("A"), 1) + 10 * by_fractions(kit("B"), 1) + by_fractions(kit("R"), 1)
    assert Fraction(Decimal("115100.70")) == worked_out


def test_a_total_is_the_sum_of_the_rows_that_are_shown(round_of_2012):
    kinds = costs_by_kind(BudgetLine.objects.filter(round=round_of_2012))
    assert sum(kinds.values()) == Decimal("115100.70")
    assert kinds["freight"] == 5 * Decimal("718.80") + 10 * Decimal("69.30")
    for line in round_of_2012.lines.all():
        assert line.total == sum(row.amount for row in [*line.parts.all(), *line.extras.all()])
        assert line.base_total == sum(row.base_amount for row in [*line.parts.all(), *line.extras.all()])


def test_what_is_missing_is_told_in_two_figures(round_of_2012):
    line = round_of_2012.lines.filter(kit_version=kit("A")).first()
    actions.review_round(round_of_2012, by=somebody())
    actions.submit_round(round_of_2012, by=somebody())
    bilateral = make_contribution(round_of_2012, pledged=60000, committed=45000, disbursed=30000)
    make_contribution(round_of_2012, pledged=25000, committed=25000, disbursed=10000)
    make_contribution(round_of_2012, pledged=4000, committed=4000, disbursed=4000)
    make_allocation(bilateral, line, "17488.68", confirmed=True)
    figures = round_figures(round_of_2012)
    assert (figures.pledged, figures.committed, figures.received) == (89000, 74000, 44000)
    assert (figures.gap_to_pledged, figures.gap) == (Decimal("26100.70"), Decimal("41100.70"))
    assert figures.unallocated == Decimal("97612.02")
    round_of_2012.refresh_from_db()
    assert round_of_2012.state == BudgetRound.State.PART_FUNDED


def test_a_line_in_another_currency_keeps_the_rate_of_its_day():
    make_rate("GTQ", "7.75", on=date(2012, 3, 1))
    kind = make_item_type()
    wanted = Wanted(
        3,
        {kind.pk: Decimal("100.01")},
        item_type=kind,
        currency="GTQ",
        value_date=date(2012, 3, 9),
        extras=USUAL_EXTRAS,
    )
    line = actions.add_line(make_round(), wanted, by=somebody())
    assert (line.subtotal, line.currency, line.rate_per_usd) == (Decimal("300.03"), "GTQ", Decimal("7.75"))
    assert line.rate_source == "Prueba, 2012-03-01"
    ExchangeRate.objects.update(per_usd=Decimal("8.00"))
    line.refresh_from_db()
    assert line.base_total == sum(row.base_amount for row in [*line.parts.all(), *line.extras.all()])
    assert line.rate_per_usd == Decimal("7.75")
    assert abs(line.base_total - line.total / Decimal("7.75")) <= Decimal("0.015")


@pytest.mark.parametrize("day", [date(2012, 2, 29), date(2012, 6, 2)])
def test_no_rate_is_guessed(day):
    make_rate("GTQ", "7.75", on=date(2012, 3, 1))
    kind = make_item_type()
    wanted = Wanted(1, {kind.pk: Decimal(10)}, item_type=kind, currency="GTQ", value_date=day)
    with pytest.raises(FundingError, match="GTQ"):
        actions.add_line(make_round(), wanted, by=somebody())


@pytest.mark.parametrize(
    "extra",
    [
        Surcharge("freight", per_cent=Decimal(6), basis="subtotal_and_freight"),
        Surcharge("tax", per_cent=Decimal(6)),
        Surcharge("tax"),
        Surcharge("tax", per_cent=Decimal(6), basis="goods", amount=Decimal(1)),
    ],
)
def test_an_extra_stands_on_something(extra):
    with pytest.raises(FundingError):
        make_line(extras=[extra])


def test_an_exemption_takes_the_tax_away_in_a_row_of_its_own():
    tax, exempt = (Surcharge(kind, per_cent=Decimal(13), basis="goods_and_freight") for kind in ("tax", "exemption"))
    line = make_line(price=1000, extras=[*USUAL_EXTRAS, tax, exempt])
    assert [(row.kind, row.amount) for row in line.extras.all()] == [
        ("freight", Decimal(60)),
        ("tax", Decimal("137.80")),
        ("exemption", Decimal("-137.80")),
        ("contingency", Decimal(106)),
    ]
    assert line.total == 1166


# --- Versions ---------------------------------------------------------------------------------------------------------


def test_a_draft_is_corrected_in_place_and_its_history_says_so():
    line = make_line(price=1000, state="draft")
    changed = actions.change_line(line, wanted_again(line, quantity=3), by=somebody())
    assert changed.total == 3000
    assert list(line.parts.values_list("quantity", flat=True)) == [3]
    assert line.steps.last().details == {"total_before": "1000.00", "total": "3000.00"}


def submitted(budget):
    by = somebody()
    actions.review_round(budget, by=by)
    actions.submit_round(budget, by=by)
    budget.refresh_from_db()
    return budget


def test_a_revision_keeps_the_old_line_and_counts_nothing_twice():
    budget, by = make_round(), somebody()
    line, other = make_line(budget, price=1000), make_line(budget, price=500)
    submitted(budget)
    with pytest.raises(FundingError, match="new version"):
        actions.revise_line(line, wanted_again(line, quantity=2), reason="más", by=by)
    actions.begin_version(budget, reason="Llegaron más datos", by=by)
    budget.refresh_from_db()
    with pytest.raises(FundingError, match="revise"):
        actions.change_line(line, wanted_again(line, quantity=2), by=by)
    new = actions.revise_line(line, wanted_again(line, quantity=2), reason="Hacen falta dos", by=by)
    line.refresh_from_db()
    assert (line.state, line.total, new.revision_of, new.total) == ("revised", 1000, line, 2000)
    assert round_figures(budget).budget == 2500
    comparison = compared(budget, 1, 2)
    assert (comparison.before, comparison.after, comparison.difference) == (1500, 2500, 1000)
    assert {change.line.pk: change.kind for change in comparison.changes} == {new.pk: "revised", other.pk: "same"}


def test_an_older_version_says_what_it_said_whatever_came_later():
    budget, by = make_round(), somebody()
    gone, kept = make_line(budget, price=1000), make_line(budget, price=500)
    actions.begin_version(submitted(budget), reason="Otra", by=by)
    budget.refresh_from_db()
    actions.cancel_line(gone, reason="Ya no", by=by)
    make_line(budget, price=70)
    actions.begin_version(submitted(budget), reason="Y otra", by=by)
    budget.refresh_from_db()
    again = actions.revise_line(kept, wanted_again(kept, quantity=3), reason="Tres", by=by)
    actions.revise_line(again, wanted_again(again, quantity=4), reason="Cuatro", by=by)
    sums = [sum(line.base_total for line in budget.lines.in_version(number)) for number in (1, 2, 3)]
    assert sums == [1500, 570, 2070]
    assert [change.kind for change in compared(budget, 1, 3).changes] == ["gone", "revised", "added"]


def test_a_line_put_off_comes_in_again_with_todays_rate():
    budget, by = make_round(), somebody()
    make_rate("GTQ", "7.00")
    line = make_line(budget, price=700, currency="GTQ")
    actions.put_off_line(line, reason="El año que viene", by=by)
    actions.put_off_line(line, reason="El año que viene", by=by)
    assert round_figures(budget).budget == 0
    make_rate("GTQ", "3.50", on=timezone.localdate())
    line.refresh_from_db()
    assert actions.take_up_line(line, by=by).base_total == 200
    assert round_figures(budget).budget == 200


def test_money_goes_along_with_a_revision_up_to_its_total():
    budget, by = make_round(), somebody()
    line = make_line(budget, price=1000)
    giver = make_contribution(budget, pledged=900, committed=900)
    make_allocation(giver, line, 800, confirmed=True)
    new = actions.revise_line(
        line, wanted_again(line, prices={line.item_type_id: Decimal(600)}), reason="Barato", by=by
    )
    assert list(new.allocations.values_list("amount", "state")) == [(600, "confirmed")]
    assert list(line.allocations.values_list("amount", "state")) == [(800, "released")]
    assert round_figures(budget).firm == 600


# --- Quotes and the choice --------------------------------------------------------------------------------------------


def test_a_quote_makes_an_estimate_quoted_and_its_withdrawal_an_estimate_again():
    line = make_line()
    quote = make_quote(line)
    line.refresh_from_db()
    assert line.state == "quoted"
    actions.withdraw_quote(quote, reason="Se equivocaron", by=somebody())
    line.refresh_from_db()
    assert line.state == "estimated"


def test_one_paper_quotes_several_lines_of_the_same_thing():
    budget, kind = make_round(), make_item_type()
    lines = [make_line(budget, item_type=kind) for _number in range(2)]
    make_quote(*lines)
    assert {line.state for line in budget.lines.all()} == {"quoted"}
    with pytest.raises(FundingError, match="same thing"):
        make_quote(lines[0], make_line(budget))


def test_approval_names_a_valid_quote_with_the_reason_and_why_so_few():
    line, by = make_line(), somebody()
    quote, foreign = make_quote(line), make_quote(make_line())
    line.refresh_from_db()
    with pytest.raises(FundingError, match="3 valid quotes"):
        actions.approve_line(line, quote, reason="El mejor precio", by=by)
    with pytest.raises(FundingError, match="still good"):
        actions.approve_line(line, foreign, reason="El mejor precio", why_fewer="Una", by=by)
    with pytest.raises(FundingError, match="Say why"):
        actions.approve_line(line, quote, reason=" ", why_fewer="Una", by=by)
    for _twice in range(2):
        actions.approve_line(line, quote, reason="El mejor precio", why_fewer="Único proveedor", by=by)
    line.refresh_from_db()
    assert (line.state, line.winning_quote, line.choice_reason) == ("approved", quote, "El mejor precio")
    assert line.steps.filter(to_state="approved").get().details["why_fewer"] == "Único proveedor"
    with pytest.raises(FundingError, match="chosen"):
        actions.withdraw_quote(quote, reason="x", by=by)


def test_a_choice_is_taken_back_before_anything_is_ordered():
    line, by = make_line(state="approved"), somebody()
    actions.reopen_line(line, reason="Otro proveedor", by=by)
    line.refresh_from_db()
    assert (line.state, line.winning_quote) == ("quoted", None)


# --- The budget's own life --------------------------------------------------------------------------------------------


def test_a_budget_is_reviewed_submitted_and_returned_with_reasons():
    budget, by = make_round(), somebody()
    with pytest.raises(FundingError, match="no lines"):
        actions.review_round(budget, by=by)
    draft = make_line(budget, state="draft")
    actions.review_round(budget, by=by)
    with pytest.raises(FundingError, match="drafts"):
        actions.submit_round(budget, by=by)
    with pytest.raises(FundingError, match="Say why"):
        actions.return_round(budget, reason="", by=by)
    actions.return_round(budget, reason="Falta estimar", by=by)
    actions.estimate_line(draft, by=by)
    submitted(budget)
    with pytest.raises(FundingError, match="new version"):
        actions.return_round(budget, reason="x", by=by)
    assert [step.to_state for step in budget.steps.all()] == ["rough", "reviewed", "rough", "reviewed", "submitted"]


def test_a_budget_is_closed_when_no_money_is_held():
    budget, by = make_round(), somebody()
    line = make_line(budget)
    submitted(budget)
    given = make_allocation(make_contribution(budget, pledged=500), line, 500)
    with pytest.raises(FundingError, match="held"):
        actions.close_round(budget, reason="x", by=by)
    actions.release_allocation(given, reason="No llegó", by=by)
    with pytest.raises(FundingError, match="Say why"):
        actions.close_round(budget, by=by)
    actions.close_round(budget, reason="Se acabó el año", by=by)
    budget.refresh_from_db()
    assert budget.state == "closed"


def test_only_the_secretariat_writes_budgets(cast):
    line = make_line()
    for user in (cast.ana, cast.carla, cast.felix, cast.elsa, cast.dora):
        with pytest.raises(FundingError, match="Secretariat"):
            actions.open_round(title_es="x", title_en="x", year=2026, by=user)
        with pytest.raises(FundingError, match="Secretariat"):
            actions.cancel_line(line, reason="x", by=user)


def test_the_prices_of_a_kit_are_all_asked_for():
    lay_equipment()
    version = kit("B")
    some = {ItemType.objects.get(code="laptop").pk: Decimal(950)}
    with pytest.raises(FundingError, match="price is missing"):
        actions.add_line(make_round(), Wanted(1, some, kit_version=version), by=somebody())
