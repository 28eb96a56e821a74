"""What an offer would change: tried with the actions themselves, and taken back whole."""

from decimal import Decimal

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from equipment.models import ExchangeRate, KitLine, RoomProfile
from funding.errors import FundingError
from funding.models import LedgerEntry
from funding.rehearsal import MOST_LINES, Offer, rehearse
from funding.totals import round_figures
from tests.makers.budgets import KITS, make_allocation, make_plan_budget
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


def test_an_office_becomes_able_when_a_room_lacks_nothing_it_needs(plan, cast):
    room = make_office_room(cast.office)
    RoomProfile.objects.create(room=room, kit=plan.kits["A"].kit, reported_at=timezone.now())
    for code, _category, number, _price, _goods in KITS["A"][:4]:
        kind = ItemType.objects.get(code=f"a-{code}")
        kind.serves = ["camera"]
        kind.save()
        KitLine.objects.create(version=plan.kits["A"], item_type=kind, quantity=number)
    enough = rehearse(plan.round, offer_of(plan, "17488.68", "AHN"), by=cast.sara)
    assert enough.newly_able == [cast.office.country.name]
    assert rehearse(plan.round, offer_of(plan, "17488.67", "AHN"), by=cast.sara).newly_able == []
    others = [each for each in enough.offices if each.place != cast.office.country.name]
    assert {each.able_after for each in others} == {None}


def test_what_a_room_has_already_is_not_wanted_again(plan, cast):
    room = make_office_room(cast.office)
    RoomProfile.objects.create(room=room, kit=plan.kits["A"].kit, reported_at=timezone.now())
    kind = ItemType.objects.get(code="a-codec")
    KitLine.objects.create(version=plan.kits["A"], item_type=kind, quantity=1)
    make_asset(room, item_type=kind)
    outcome = rehearse(plan.round, offer_of(plan, 10, "BHN"), by=cast.sara)
    (ours,) = [each for each in outcome.offices if each.place == cast.office.country.name]
    assert (ours.able_before, ours.becomes_able) == (True, False)


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
