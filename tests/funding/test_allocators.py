"""Many give money at once, on both databases: never more than is firm, and the ledger is what its rows say."""

import threading
from decimal import Decimal

import pytest
from django.db import close_old_connections, connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from funding import actions, giving
from funding.actions import allocations as allocating
from funding.errors import FundingError
from funding.giving import Check
from funding.models import Allocation, Contribution
from funding.rules import sums_of
from funding.totals import figures_of_one
from tests.makers.funding import make_allocation, make_contribution, make_entry, make_line, make_round, somebody


def at_once(*deeds) -> list[Exception]:
    """Run them together, each in a thread and a connection of its own; gives what was refused."""
    gate, refused = threading.Barrier(len(deeds)), []

    def run(deed) -> None:
        gate.wait()
        try:
            deed()
        except FundingError as refusal:
            refused.append(refusal)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    close_old_connections()
    return refused


def prepared(number: int, *, committed: int):
    """Proposals of 100 each, to lines of their own, of one contribution."""
    budget, by = make_round(), somebody()
    one = make_contribution(budget, pledged=100 * number, committed=committed)
    return one, [make_allocation(one, make_line(budget, price=100), 100, by=by) for _each in range(number)], by


@pytest.mark.django_db(transaction=True)
def test_concurrent_confirmations_never_pass_what_is_committed():
    one, proposals, by = prepared(5, committed=250)
    refused = at_once(*(lambda each=each: actions.confirm_allocation(each, by=by) for each in proposals))
    assert len(refused) == 3
    assert figures_of_one(one).firm == 200


@pytest.mark.django_db(transaction=True)
def test_two_contributions_at_once_never_pay_one_line_twice():
    budget, by = make_round(), somebody()
    line = make_line(budget, price=100)
    givers = [make_contribution(budget, pledged=100, committed=100) for _each in range(4)]
    deeds = (lambda one=one: actions.propose_allocation(one, line, Decimal(60), by=by) for one in givers)
    assert len(at_once(*deeds)) == 3
    assert sum(line.allocations.values_list("amount", flat=True)) == 60


@pytest.mark.django_db(transaction=True)
def test_a_commitment_is_not_lowered_while_money_is_being_confirmed():
    one, proposals, by = prepared(1, committed=100)
    at_once(
        lambda: actions.confirm_allocation(proposals[0], by=by),
        lambda: make_entry(one, "commitment", -50, reason="Recorte", by=by),
    )
    figures = figures_of_one(one)
    assert figures.firm <= figures.base.commitment


@pytest.mark.django_db(transaction=True)
def test_without_the_question_too_much_would_be_given(monkeypatch):
    """The negative control: what holds is the question under the lock."""
    one, proposals, by = prepared(3, committed=100)
    monkeypatch.setattr(allocating, "check_of", lambda *_args, **_kwargs: Check())
    assert at_once(*(lambda each=each: actions.confirm_allocation(each, by=by) for each in proposals)) == []
    assert figures_of_one(one).firm > figures_of_one(one).base.commitment
    assert giving.check_of is not allocating.check_of


STEPS = st.tuples(
    st.sampled_from(
        ["pledge", "commitment", "disbursement", "expenditure", "propose", "confirm", "release", "withdraw"]
    ),
    st.integers(-400, 600),
)


@pytest.mark.django_db
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(st.lists(STEPS, min_size=3, max_size=14))
def test_whatever_happens_what_is_given_is_within_what_is_firm(steps):
    with transaction.atomic():
        one, lines, by = _beginning()
        for kind, amount in steps:
            try:
                with transaction.atomic():
                    _happen(one, lines, kind, amount, by)
            except FundingError:
                pass
            _holds(one)
        transaction.set_rollback(True)


def _beginning():
    budget, by = make_round(), somebody()
    return (
        make_contribution(budget, pledged=500, committed=300),
        [make_line(budget, price=400) for _each in range(2)],
        by,
    )


def _happen(one: Contribution, lines, kind: str, amount: int, by) -> None:
    money = Decimal(amount) / 7
    if kind == "propose":
        actions.propose_allocation(one, lines[amount % 2], money.quantize(Decimal("0.01")), by=by)
    elif kind == "withdraw":
        actions.withdraw_contribution(one, reason="Se va", by=by)
    elif kind in ("confirm", "release"):
        found = Allocation.objects.filter(contribution=one).first()
        if found is not None:
            deed = actions.confirm_allocation if kind == "confirm" else actions.release_allocation
            deed(found, by=by, **({} if kind == "confirm" else {"reason": "x"}))
    else:
        make_entry(one, kind, money.quantize(Decimal("0.01")), reason="Así fue", by=by)


def _holds(one: Contribution) -> None:
    figures, rows = figures_of_one(one), list(one.entries.all())
    replayed = sums_of([(row.kind, row.base_amount) for row in rows])
    assert figures.base == replayed
    assert figures.firm <= figures.base.commitment
    assert figures.held <= max(figures.base.pledge, figures.base.commitment)
    assert figures.agreed.received <= figures.agreed.commitment <= figures.agreed.pledge
    assert figures.state == one.state_of(
        sums_of([(row.kind, row.amount) for row in rows if row.kind != "expenditure"]),
        replayed,
        has_rows=bool(rows),
        today=None,
    )
