"""Quotations on equal terms: taxes out and on top, freight where the seller leaves it to the buyer."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from funding.report.prices import comparisons_of, dispersion_plot, net_of, prices_table, quotes_table, taxed_of
from tests.makers.budgets import make_plan_budget, make_quote, make_round

D = Decimal


@pytest.mark.parametrize(
    ("tax", "per_cent", "net", "taxed"),
    [
        ("included", D(15), "100.00", "115.00"),
        ("included", None, "115.00", "115.00"),
        ("excluded", D(15), "115.00", "132.25"),
        ("excluded", None, "115.00", None),
        ("exempt", None, "115.00", "115.00"),
        ("exempt", D(15), "115.00", "115.00"),
    ],
)
def test_taxes_are_taken_out_and_put_on_top(tax, per_cent, net, taxed):
    assert net_of(D(115), tax, per_cent) == D(net)
    assert taxed_of(D(115), tax, per_cent) == (None if taxed is None else D(taxed))


@pytest.fixture
def plan(db):
    return make_plan_budget()


def test_freight_is_added_where_the_seller_leaves_it_to_the_buyer(plan):
    make_quote(plan.lines["AHN"], plan.lines["AGT"], price=14000, incoterm="EXW")
    make_quote(plan.lines["AHN"], price=14500, incoterm="DAP")
    compared = comparisons_of(plan.round)[0]
    assert [(price.freight, price.delivered) for price in compared.prices] == [
        (D(0), D(14500)),
        (D("718.80"), D("14718.80")),
    ]
    assert compared.estimates == [D("15898.80")]  # 15,180.00 and the freight of 718.80


def test_prices_of_other_countries_stand_in_dollars_by_their_own_rate(plan):
    make_quote(
        plan.lines["AGT"], price=D("116250"), rate_per_usd=D("7.75"), currency="GTQ", tax="included", tax_per_cent=12
    )
    (price,) = comparisons_of(plan.round)[0].prices
    assert (price.net, price.with_tax) == (D("13392.86"), D("15000.00"))


def test_what_expired_is_hollow_and_what_was_withdrawn_is_not_drawn(plan):
    day = timezone.localdate()
    make_quote(plan.lines["AHN"], price=14000)
    make_quote(plan.lines["AHN"], price=13000, received_on=day - timedelta(days=9), valid_until=day - timedelta(days=1))
    make_quote(plan.lines["AHN"], price=12000, withdrawn_at=timezone.now(), withdrawn_reason="error")
    compared = comparisons_of(plan.round)
    (spread,) = dispersion_plot(compared).spreads
    assert [(mark.look, mark.amount) for mark in spread.marks] == [
        ("stroke", D("15898.80")),
        ("hollow", D(13000)),
        ("solid", D(14000)),
    ]
    assert [row[1].split(": ")[1].split(",")[0] for row in prices_table(compared).rows] == [
        "expired",
        "valid",
        "withdrawn",
    ]
    assert len(quotes_table(compared).rows) == 3


def test_without_quotations_there_is_nothing_to_draw(db):
    assert dispersion_plot(comparisons_of(make_round())).spreads == []
