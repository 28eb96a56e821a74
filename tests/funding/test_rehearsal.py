"""What an offer would change: tried with the actions themselves, and taken back whole."""

from decimal import Decimal

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from equipment.actions import record_test_call
from equipment.models import ExchangeRate, KitLine, RoomProfile
from funding.errors import FundingError
from funding.models import AssetOrigin, BudgetLine, LedgerEntry
from funding.rehearsal import MOST_LINES, Offer, is_able, rehearse
from funding.totals import round_figures
from tests.makers.budgets import KITS, make_allocation, make_plan_budget, make_quote
from tests.makers.equipment import ItemType, make_asset, make_office_room

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def plan(cast):
    return make_plan_budget({"HN": cast.office})


def offer_of(plan, amount, *lines: str, currency: str = "USD", **earmarks) -> Offer:
    return Offer(D(amount), currency, [plan.lines[line] for line in lines], **earmarks)


def rows_of_everything() -> dict[str, int]:
    """How many rows each table has."""
    return {model._meta.label: model._base_manager.count() for model in apps.get_models() if model._meta.managed}


def test_it_fills_the_chosen_lines_one_after_the_other(plan, cast):
    outcome = rehearse(plan.round, offer_of(plan, 20000, "AHN", "BHN", "AGT"), by=cast.sara)
    assert [(each.amount, each.left) for each in outcome.given] == [
        (D("17488.68"), D(0)),
        (D("2138.73"), D(0)),
        (D("372.59"), D("17116.09")),
    ]
    assert outcome.left_over == 0
    assert (outcome.before.gap, outcome.after.gap) == (D("41100.70"), D("21100.70"))
    assert outcome.after.unallocated == outcome.before.unallocated - 20000


def test_nothing_of_it_stays(plan, cast):
    before, figures = rows_of_everything(), round_figures(plan.round)
    rehearse(plan.round, offer_of(plan, 20000, "AHN", "AGT"), by=cast.sara)
    assert rows_of_everything() == before
    assert round_figures(plan.round) == figures
    plan.lines["AHN"].refresh_from_db()
    assert plan.lines["AHN"].state == "estimated"


def test_what_is_left_over_is_told(plan, cast):
    outcome = rehearse(plan.round, offer_of(plan, 5000, "BHN"), by=cast.sara)
    assert outcome.left_over == D("2861.27")


def test_an_offer_in_another_currency_is_worth_its_rate(plan, cast):
    ExchangeRate.objects.create(currency="GTQ", on=timezone.localdate(), per_usd=D("7.75"), source="demo")
    outcome = rehearse(plan.round, offer_of(plan, "135537.27", "AGT", currency="GTQ"), by=cast.sara)
    assert outcome.base_amount == D("17488.68")
    assert (outcome.given[0].amount, outcome.given[0].left) == (D("17488.68"), D(0))


def test_without_a_rate_it_is_refused(plan, cast):
    with pytest.raises(FundingError, match="GTQ"):
        rehearse(plan.round, offer_of(plan, 100, "AGT", currency="GTQ"), by=cast.sara)
    assert not LedgerEntry.objects.filter(currency="GTQ").exists()


def test_an_earmark_keeps_it_from_other_offices(plan, cast):
    outcome = rehearse(plan.round, offer_of(plan, 20000, "AGT", "BHN", office=cast.office), by=cast.sara)
    refused, given = outcome.given
    assert refused.amount == 0
    assert refused.refused
    assert given.amount == D("2138.73")


def test_what_others_gave_is_not_given_twice(plan, cast):
    make_allocation(plan.contributions["A"], plan.lines["BHN"], D("2138.73"))
    (given,) = rehearse(plan.round, offer_of(plan, 100, "BHN"), by=cast.sara).given
    assert (given.amount, bool(given.refused)) == (D(0), True)


CRITICAL_OF_KIT_A = {
    "codec": ["endpoint", "speaker", "link"],
    "ptz": ["camera"],
    "mic": ["microphone"],
    "display": ["display"],
}


@pytest.fixture
def room(plan, cast):
    """Of the office of the cast: the kit of the plan is due to it, and it reported that it has nothing."""
    room = make_office_room(cast.office)
    RoomProfile.objects.create(room=room, kit=plan.kits["A"].kit, reported_at=timezone.now())
    for code, _category, number, _price, _goods in KITS["A"][:4]:
        kind = ItemType.objects.get(code=f"a-{code}")
        kind.serves = CRITICAL_OF_KIT_A[code]
        kind.save()
        KitLine.objects.create(version=plan.kits["A"], item_type=kind, quantity=number)
    return room


def ours(outcome, cast):
    (found,) = [each for each in outcome.offices if each.place == cast.office.country.name]
    return found


def test_the_gate_opens_when_a_line_that_is_paid_in_full_brings_what_is_critical(plan, cast, room):
    enough = rehearse(plan.round, offer_of(plan, "17488.68", "AHN"), by=cast.sara)
    assert enough.newly_able == [cast.office.country.name]
    assert rehearse(plan.round, offer_of(plan, "17488.67", "AHN"), by=cast.sara).newly_able == []
    assert {each.after for each in enough.offices if each.place != cast.office.country.name} == {None}


def test_points_follow_by_the_rules_of_readiness(plan, cast, room):
    record_test_call(room, video=True, audio=True, sharing=True, made_at=timezone.now(), by=cast.sara)
    outcome = ours(rehearse(plan.round, offer_of(plan, "17488.68", "AHN"), by=cast.sara), cast)
    parts = {
        name: {part.part: part.got for part in verdict.points}
        for name, verdict in (("before", outcome.before), ("after", outcome.after))
    }
    assert (parts["before"]["kit"], parts["before"]["condition"]) == (0, 0)
    assert (parts["after"]["kit"], parts["after"]["condition"]) == (30, 10)
    assert {parts[name]["call"] for name in parts} == {30}  # what money does not buy stays as it is
    assert outcome.after.score == outcome.before.score + 40
    assert [lack.need for lack in outcome.after.lacks] == []


def test_what_money_does_not_bring_keeps_the_gate_shut(plan, cast, room):
    kind = ItemType.objects.get(code="a-display")
    kind.serves = []
    kind.save()
    outcome = ours(rehearse(plan.round, offer_of(plan, "17488.68", "AHN"), by=cast.sara), cast)
    assert [(lack.need, lack.cause) for lack in outcome.after.lacks] == [("display", "none")]
    assert not outcome.becomes_able


def test_what_was_never_reported_is_not_called_lacking(plan, cast, room):
    RoomProfile.objects.filter(room=room).update(reported_at=None)
    outcome = ours(rehearse(plan.round, offer_of(plan, 10, "BHN"), by=cast.sara), cast)
    assert (is_able(outcome.before), is_able(outcome.after)) == (None, None)


def test_what_came_of_a_line_is_not_counted_again(plan, cast, room):
    line = plan.lines["AHN"]
    make_allocation(plan.contributions["A"], line, line.base_total)
    for code in CRITICAL_OF_KIT_A:
        kind = ItemType.objects.get(code=f"a-{code}")
        for _each in range(2 if code in ("mic", "display") else 1):
            asset = make_asset(room, item_type=kind, condition="poor")
            AssetOrigin.objects.create(asset=asset, line=line, noted_at=timezone.now())
    outcome = ours(rehearse(plan.round, offer_of(plan, 10, "BGT"), by=cast.sara), cast)
    assert {lack.cause for lack in outcome.before.lacks} == {"broken"}
    chosen = {"winning_quote": make_quote(line, price=15000), "choice_reason": "La mejor"}
    BudgetLine.objects.filter(pk=line.pk).update(state="paid", **chosen)
    AssetOrigin.objects.all().delete()
    outcome = ours(rehearse(plan.round, offer_of(plan, 10, "BGT"), by=cast.sara), cast)
    assert {lack.cause for lack in outcome.after.lacks} == {"broken"}


def test_readiness_is_asked_as_often_for_one_room_as_for_many(plan, cast, room):
    def asked() -> int:
        with CaptureQueriesContext(connection) as caught:
            rehearse(plan.round, offer_of(plan, "17488.68", "AHN"), by=cast.sara)
        return len(caught)

    few = asked()
    for line in ("AGT", "ABZ", "ANI"):
        for _each in range(3):
            other = make_office_room(plan.lines[line].office)
            RoomProfile.objects.create(room=other, kit=plan.kits["A"].kit, reported_at=timezone.now())
            make_asset(other, item_type=ItemType.objects.get(code="a-codec"))
    assert asked() == few


def test_too_many_lines_are_refused_before_anything_is_tried(plan, cast):
    with pytest.raises(FundingError, match=str(MOST_LINES)):
        rehearse(plan.round, Offer(D(1), "USD", [plan.lines["AHN"]] * (MOST_LINES + 1)), by=cast.sara)


# --- The page --------------------------------------------------------------------------------------------------------


def asked(plan, *lines: str, **more) -> dict[str, object]:
    return {"amount": "20000", "currency": "USD", "lines": [str(plan.lines[line].pk) for line in lines]} | more


def test_its_address_says_it_again_and_keeps_nothing(plan, cast, client):
    client.force_login(cast.sara)
    page = reverse("funding_report:offer", args=[plan.round.pk])
    assert "outcome" not in client.get(page).context
    before = rows_of_everything()
    answers = [client.get(page, asked(plan, "AHN", "AGT")) for _time in range(2)]
    assert [answer.context["outcome"].after.gap for answer in answers] == [D("21100.70")] * 2
    assert rows_of_everything() == before
    assert "21,100.70" in answers[0].content.decode()


def test_the_page_tells_of_each_office_what_is_critical_and_its_points(plan, cast, client, room):
    client.force_login(cast.sara)
    answer = client.get(reverse("funding_report:offer", args=[plan.round.pk]), asked(plan, "AHN"))
    table = answer.context["tables"][-1]
    row = next(row for row in table.rows if row[0] == cast.office.country.name)
    assert row[1].endswith("there is none")
    assert row[2] == "complete"
    assert [words.split()[0] for words in row[3:5]] == [str(each.score) for each in verdicts_of(answer, cast)]


def verdicts_of(answer, cast):
    outcome = ours(answer.context["outcome"], cast)
    return outcome.before, outcome.after


@pytest.mark.parametrize(
    "wrong", [{"amount": "0"}, {"amount": ""}, {"currency": "XXX"}, {"lines": ["x"]}, {"lines": []}, {"country": "ZZ"}]
)
def test_what_cannot_be_asked_is_told_on_the_form(plan, cast, client, wrong):
    client.force_login(cast.sara)
    answer = client.get(reverse("funding_report:offer", args=[plan.round.pk]), asked(plan, "AHN") | wrong)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert "outcome" not in answer.context


def test_a_currency_without_a_recent_rate_is_told_on_the_form(plan, cast, client):
    ExchangeRate.objects.create(currency="GTQ", on="2012-03-15", per_usd=D("7.75"), source="demo")
    client.force_login(cast.sara)
    answer = client.get(reverse("funding_report:offer", args=[plan.round.pk]), asked(plan, "AHN", currency="GTQ"))
    assert "GTQ" in str(answer.context["form"].non_field_errors())


def test_a_line_that_has_all_by_now_is_told_so_at_a_kept_address(plan, cast, client):
    client.force_login(cast.sara)
    make_allocation(plan.contributions["A"], plan.lines["BHN"], plan.lines["BHN"].base_total)
    answer = client.get(reverse("funding_report:offer", args=[plan.round.pk]), asked(plan, "BHN", "AHN"))
    assert [each.amount for each in answer.context["outcome"].given] == [D("17488.68"), D(0)]
