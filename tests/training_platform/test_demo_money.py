"""The rough budget of 2012 in the demonstration comes out to the cent."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from equipment.models import Asset, ExchangeRate
from funding.models import BudgetLine, BudgetRound, Contribution, Need
from funding.rules import from_base
from funding.totals import contribution_figures, round_figures
from funding.traces import assets_of, sessions_of, traces_of
from tests.makers.sessions import make_session
from training_platform.demo.money import replay_budget, show_dates, show_walk
from training_platform.demo.people import settle_people
from training_platform.demo.replay import on_clock
from training_platform.ground import lay_ground

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture
def budget() -> BudgetRound:
    lay_ground()
    settle_people()
    for _twice in range(2):
        replay_budget()
        show_dates()
    return BudgetRound.objects.get()


def test_the_demonstration_says_what_the_plan_says(budget):
    figures = round_figures(budget)
    assert (figures.budget, figures.pledged, figures.committed) == (Decimal("115100.70"), 89000, 74000)
    assert figures.received == 44000
    assert (figures.gap_to_pledged, figures.gap) == (Decimal("26100.70"), Decimal("41100.70"))
    assert budget.state == "part_funded"
    kits = BudgetLine.objects.filter(round=budget).values_list("kit_version__kit__code", "base_total")
    assert set(kits) == {("A", Decimal("17488.68")), ("B", Decimal("2138.73")), ("R", Decimal("6270.00"))}
    assert len(kits) == 16
    assert from_base(Decimal("17488.68"), ExchangeRate.objects.get(currency="GTQ").per_usd) == Decimal("135537.27")


def test_the_gift_is_told_apart(budget):
    gift = contribution_figures(Contribution.objects.with_sums().get(round=None))
    assert (gift.base.received, gift.state) == (360, "disbursed")


def test_a_date_and_a_need_wait(budget):
    assert Need.objects.to_review().count() == 1
    assert budget.contributions.filter(dues__met_on=None).count() == 1


def test_one_promise_is_walked_to_the_session_that_it_served_and_back(budget):
    begins = on_clock(date(2012, 6, 13), 10)
    session = make_session(starts_at=begins, ends_at=begins + timedelta(hours=2), state="closed")
    for _twice in range(2):
        show_walk()
    given = budget.contributions.get(earmark_office__code="SV")
    figures = contribution_figures(budget.contributions.with_sums().get(pk=given.pk))
    assert (figures.base.pledge, figures.base.commitment, figures.base.disbursement) == (4000, 4000, 4000)
    assert figures.base.expenditure == Decimal("2138.73")
    (asset,) = assets_of(given)
    assert (asset.item_type.code, asset.office.code, asset.status) == ("laptop", "SV", "in_service")
    assert sessions_of([asset]) == {asset.pk: {session.pk}}
    trace = traces_of([Asset.objects.get(pk=asset.pk)])[asset.pk]
    assert (trace.line.state, trace.entry.amount) == ("paid", Decimal("2138.73"))
    assert trace.contributions == [given]
