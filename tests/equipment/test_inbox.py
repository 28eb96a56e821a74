from datetime import timedelta

import pytest
from django.utils import timezone

from equipment import actions
from equipment.inbox import equipment_due, foreign_sightings
from tests.makers.equipment import make_asset

TODAY = timezone.localdate


def told(user, source=equipment_due):
    return [due.what for due in source(user, timezone.now())]


def test_keepers_are_told_what_is_due_and_others_nothing(house, asset, django_assert_num_queries):
    make_asset(house.room, status="on_loan", returns_on=TODAY() - timedelta(days=3))
    make_asset(house.room, warranty_until=TODAY() + timedelta(days=20))
    make_asset(house.room, warranty_until=TODAY() + timedelta(days=90))
    verification = actions.open_round(house.office, title="R", due_on=TODAY(), by=house.ciro)
    actions.ask_transfer(make_asset(house.away_room), to_office=house.office, reason="R", by=house.diego)
    with django_assert_num_queries(3):
        found = told(house.ciro)
    assert len(found) == 4
    assert len(told(house.carla)) == 4
    for user in (house.diego, house.nora, house.ana, house.dora, house.sara):
        assert told(user) == []
    actions.close_round(verification, by=house.ciro)
    assert len(told(house.ciro)) == 4
    actions.sign_round(verification, name="F", by=house.ciro)
    assert len(told(house.ciro)) == 3


@pytest.mark.parametrize("number", [1, 3])
def test_inbox_asks_the_same_of_more(house, number, django_assert_num_queries):
    for _n in range(number):
        make_asset(house.room, warranty_until=TODAY() + timedelta(days=20))
    house.ciro.standing  # noqa: B018 - read once for a request
    with django_assert_num_queries(3):
        told(house.ciro)


def test_secretariat_clears_up_what_was_met_in_another_office(house, asset):
    verification = actions.open_round(house.office, title="R", due_on=TODAY(), by=house.ciro)
    theirs = make_asset(house.away_room)
    actions.note_seen(verification, tag=theirs.tag, by=house.ciro)
    assert len(told(house.sara, foreign_sightings)) == 1
    assert told(house.ciro, foreign_sightings) == []
    own = actions.open_round(house.away, title="R", due_on=TODAY(), by=house.diego)
    actions.note_seen(own, tag=theirs.tag, by=house.diego)
    actions.close_round(own, by=house.diego)
    assert told(house.sara, foreign_sightings) == []
