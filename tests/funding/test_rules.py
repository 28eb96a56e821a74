from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from funding import rules
from funding.rules import Figures, Priced, Sums, Surcharge

D = Decimal

KIT_A = [("codec", 1, 6500), ("ptz", 1, 1900), ("mic", 2, 450), ("display", 2, 1100), ("ups", 1, 480)]
KIT_A_SERVICES = [("installation", 1, 900), ("training", 1, 500), ("support", 1, 1800)]
FREIGHT_AND_CONTINGENCY = [
    Surcharge("contingency", per_cent=D(10), basis="subtotal_and_freight"),
    Surcharge("freight", per_cent=D(6), basis="goods"),
]


@pytest.mark.parametrize(
    ("amount", "rounded"),
    [
        ("0.005", "0.01"),
        ("0.004999", "0.00"),
        ("-0.005", "-0.01"),
        ("2.675", "2.68"),
        ("1.115", "1.12"),
        (None, "0.00"),
    ],
)
def test_money_is_rounded_half_up_at_the_cent(amount, rounded):
    assert rules.cents(None if amount is None else D(amount)) == D(rounded)


def test_kit_a_costs_what_the_plan_says():
    parts = [Priced(number, D(price)) for _name, number, price in KIT_A]
    parts += [Priced(number, D(price), is_goods=False) for _name, number, price in KIT_A_SERVICES]
    contingency, freight = rules.surcharges_of(parts, FREIGHT_AND_CONTINGENCY)
    assert (freight, contingency) == (D("718.80"), D("1589.88"))
    assert sum(part.amount for part in parts) + freight + contingency == D("17488.68")
    assert rules.from_base(D("17488.68"), D("7.75")) == D("135537.27")


def test_extras_agree_with_fractions_however_they_are_ordered():
    parts = [Priced(3, D("33.33")), Priced(7, D("0.01")), Priced(1, D("10.10"), is_goods=False)]
    goods, subtotal = Fraction(10006, 100), Fraction(11016, 100)
    freight = Fraction(round(goods * 7), 100)
    extras = [
        Surcharge("tax", D(15), "goods_and_freight"),
        Surcharge("freight", D(7), "goods"),
        Surcharge("training", amount=D(5)),
    ]
    tax, of_freight, training = rules.surcharges_of(parts, extras)
    assert Fraction(of_freight) == freight
    assert abs(Fraction(tax) - (goods + freight) * Fraction(15, 100)) <= Fraction(1, 200)
    assert training == 5
    assert subtotal == Fraction(sum(part.amount for part in parts))


LEDGER = [
    ([], "prospect"),
    ([("pledge", 100)], "pledged"),
    ([("pledge", 100), ("commitment", 60)], "committed"),
    ([("pledge", 100), ("commitment", 60), ("disbursement", 20)], "partly_disbursed"),
    ([("pledge", 100), ("commitment", 60), ("disbursement", 20), ("reimbursement", 40)], "disbursed"),
    ([("pledge", 100), ("commitment", 60), ("disbursement", 60), ("expenditure", 60)], "closed"),
    ([("pledge", 100), ("commitment", 60), ("disbursement", 60), ("disbursement", -10)], "partly_disbursed"),
    ([("pledge", 100), ("pledge", -100)], "withdrawn"),
    ([("pledge", 100), ("commitment", 60), ("commitment", -60), ("pledge", -100)], "withdrawn"),
]


@pytest.mark.parametrize(("rows", "state"), LEDGER)
def test_the_state_of_a_contribution_is_what_its_rows_say(rows, state):
    sums = rules.sums_of([(kind, D(amount)) for kind, amount in rows])
    assert rules.contribution_state(sums, sums, has_rows=bool(rows)) == state


@pytest.mark.parametrize(("today", "state"), [(date(2012, 3, 31), "committed"), (date(2012, 4, 1), "expired")])
def test_what_did_not_come_before_its_day_has_expired(today, state):
    sums = Sums(pledge=D(100), commitment=D(60))
    assert rules.contribution_state(sums, sums, has_rows=True, expires_on=date(2012, 3, 31), today=today) == state


@pytest.mark.parametrize(
    ("sums", "fault"),
    [
        (Sums(pledge=D(100), commitment=D(100), disbursement=D(100)), ""),
        (Sums(pledge=D(100), commitment=D("100.01")), "beyond_pledge"),
        (Sums(pledge=D(100), commitment=D(60), disbursement=D(40), reimbursement=D("20.01")), "beyond_commitment"),
        (Sums(pledge=D(-1)), "negative"),
    ],
)
def test_what_came_is_within_what_is_committed_and_that_within_what_is_pledged(sums, fault):
    assert rules.fault_of_agreement(sums) == fault


@pytest.mark.parametrize(
    ("sums", "fault"),
    [
        (Sums(commitment=D(60), expenditure=D(60)), ""),
        (Sums(commitment=D(60), expenditure=D("60.01")), "beyond_firm"),
        (Sums(commitment=D(60), disbursement=D(64), expenditure=D(62)), ""),
        (Sums(commitment=D(60), expenditure=D(-1)), "negative"),
    ],
)
def test_spending_stays_within_what_is_firm(sums, fault):
    assert rules.fault_of_spending(sums) == fault


@pytest.mark.parametrize(
    ("amount", "firmly", "held", "firm", "verdict"),
    [
        (45, False, 0, 0, ""),
        (46, False, 0, 0, "warn"),
        (46, True, 0, 0, "stop"),
        (15, False, 45, 0, "warn"),
        (16, False, 45, 0, "stop"),
        (20, True, 25, 25, ""),
        (21, True, 25, 25, "stop"),
        (5, False, 45, 45, "warn"),
    ],
)
def test_above_the_committed_is_stopped_and_above_the_pledged_alone_warned(amount, firmly, held, firm, verdict):
    sums = {"pledged": D(60), "committed": D(45), "held": D(held), "firm": D(firm)}
    assert rules.verdict_of_allocation(D(amount), firmly=firmly, **sums) == verdict


def test_both_gaps_follow_from_seven_figures():
    figures = Figures(*map(D, ("115100.70", "89000", "74000", "44000", "30000", "50000", "15000")))
    assert (figures.gap_to_pledged, figures.gap, figures.unallocated) == (D("26100.70"), D("41100.70"), D("65100.70"))
    assert (figures.coverage_firm, figures.coverage_soft) == (D("0.4344"), D("0.5647"))
    assert (figures.burn, figures.cash) == (D("0.6818"), D(14000))


def test_what_there_is_no_whole_of_has_no_share():
    assert Figures().coverage_firm is None
    assert Figures(budget=D(10), firm=D(12)).coverage_firm == 1


@pytest.mark.parametrize("steps", [rules.ROUND_STEPS, rules.LINE_STEPS, rules.NEED_STEPS, rules.ALLOCATION_STEPS])
def test_every_state_is_known_and_leads_to_known_ones(steps):
    assert {state for following in steps.values() for state in following} <= set(steps)


@pytest.mark.parametrize(("total", "firm", "state"), [(10, 0, "submitted"), (10, 9, "part_funded"), (10, 10, "funded")])
def test_a_budget_is_called_by_the_firm_money_it_has(total, firm, state):
    assert rules.round_state_of_money(D(total), D(firm)) == state
