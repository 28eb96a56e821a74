"""What is due with the money: in the inbox while it is, and by one letter each."""

from datetime import timedelta

import pytest
from django.utils import timezone

from foundations.outbox.models import Letter
from funding import actions
from funding.inbox import money_due, needs_to_answer
from tests.makers.funding import make_contribution, make_entry, make_line, make_need, make_quote, somebody

pytestmark = pytest.mark.django_db


def due_to(user, days: int = 0) -> list[str]:
    return [due.what for due in money_due(user, timezone.now() + timedelta(days=days))]


def letters() -> list[str]:
    return sorted(Letter.objects.filter(kind__startswith="funding.").values_list("kind", flat=True))


def remind(days: int = 0) -> None:
    actions.send_reminders(at=timezone.now() + timedelta(days=days))


def test_a_quote_is_told_a_fortnight_before_it_ends(cast):
    line = make_line(state="quoted")
    quote = line.quotes.get()
    assert due_to(cast.sara) == []
    assert due_to(cast.sara, 20) == [f"Choose before the quote of {quote.supplier} ends"]
    for _twice in range(2):
        remind(20)
    assert letters() == ["funding.quote_ending"] * 2
    text = Letter.objects.filter(kind="funding.quote_ending").first().text
    assert quote.number in text
    assert str(line.pk) in text
    actions.approve_line(line, quote, reason="La mejor", why_fewer="Una", by=cast.sara)
    assert due_to(cast.sara, 20) == []


def test_a_quote_of_a_chosen_line_reminds_nobody(cast):
    make_quote(make_line(state="approved"))
    remind(200)
    assert letters() == []


def test_a_pledge_is_asked_about_after_ninety_days(cast):
    one = make_contribution(pledged=100)
    assert due_to(cast.sara, 89) == []
    assert due_to(cast.sara, 90) == [f"Ask {one.funder.name} about its pledge"]
    for _twice in range(2):
        remind(90)
    assert letters() == ["funding.pledge_silent"] * 2
    make_entry(one, "commitment", 100)
    assert due_to(cast.sara, 90) == []


def test_a_pledge_that_was_taken_back_is_not_asked_about(cast):
    actions.withdraw_contribution(make_contribution(pledged=100), reason="Se va", by=cast.sara)
    assert due_to(cast.sara, 120) == []


@pytest.mark.parametrize(
    ("kind", "letter", "first"), [("report", "report_due", -30), ("disbursement", "money_late", 1)]
)
def test_dates_of_agreements_are_told_once(cast, kind, letter, first):
    one, day = make_contribution(pledged=10), timezone.localdate() + timedelta(days=40)
    due = actions.note_due(one, kind, day, by=somebody())
    assert due_to(cast.sara, 40 + first - 1) == []
    assert len(due_to(cast.sara, 40 + first)) == 1
    for _twice in range(2):
        remind(40 + first)
    assert letters() == [f"funding.{letter}"] * 2
    actions.meet_due(due, met_on=day, by=cast.sara)
    assert due_to(cast.sara, 60) == []


def test_needs_wait_for_the_secretariat_alone(cast):
    make_need(cast.office, sent=True)
    assert [due.what for due in needs_to_answer(cast.sara, timezone.now())] == ["Answer 1 need of the offices"]
    for user in (cast.dora, cast.carla, cast.felix):
        assert needs_to_answer(user, timezone.now()) == money_due(user, timezone.now()) == []


@pytest.mark.parametrize("number", [1, 3])
def test_the_inbox_asks_as_often_for_three_as_for_one(cast, django_assert_num_queries, number):
    for _number in range(number):
        make_line(state="quoted")
        make_contribution(pledged=100)
        actions.note_due(make_contribution(), "report", timezone.localdate(), by=cast.sara)
    cast.sara.standing  # noqa: B018 - read once for a request
    with django_assert_num_queries(5):
        assert len(money_due(cast.sara, timezone.now() + timedelta(days=20))) == 2 * number
