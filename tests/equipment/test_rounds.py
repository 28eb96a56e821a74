from datetime import timedelta

import pytest
from django.utils import timezone

from equipment import actions
from equipment.errors import EquipmentError
from equipment.models import VerificationRow
from foundations.audit.models import AuditEvent
from tests.makers.equipment import make_asset, make_item_type

DUE = timezone.localdate() + timedelta(days=20)


@pytest.fixture
def assets(house):
    make_asset(house.room, item_type=make_item_type("line", is_goods=False))  # nothing that bears a label
    make_asset(house.room, status="planned")
    return [make_asset(house.room) for _n in range(3)]


@pytest.fixture
def running(house, assets):
    return actions.open_round(house.office, title="2026", due_on=DUE, by=house.ciro)


def outcomes(found):
    return dict(found.rows.values_list("tag", "outcome"))


def test_round_expects_what_bears_a_label_and_is_here(house, assets, running):
    assert outcomes(running) == {asset.tag: "expected" for asset in assets}


def test_one_round_runs_and_only_keepers_open_it(house, running):
    with pytest.raises(EquipmentError):
        actions.open_round(house.office, title="B", due_on=DUE, by=house.carla)
    for user in (house.diego, house.nora, house.ana, house.dora):
        with pytest.raises(EquipmentError):
            actions.open_round(house.away, title="B", due_on=DUE, by=user) if user is not house.diego else (
                actions.open_round(house.office, title="B", due_on=DUE, by=user)
            )


def test_what_is_met_is_told_apart(house, assets, running):
    first, second, third = assets
    foreign, late = make_asset(house.away_room), make_asset(house.room)
    for tag, room in (
        (first.tag.lower(), house.room),
        (second.tag, house.other_room),
        (foreign.tag, house.room),
        (late.tag, house.room),
        ("QUE-1", None),
    ):
        actions.note_seen(running, tag=tag, room=room, by=house.ciro)
    assert outcomes(running) == {
        first.tag: "found",
        second.tag: "elsewhere",
        third.tag: "expected",
        foreign.tag: "elsewhere",
        late.tag: "unexpected",
        "QUE-1": "unexpected",
    }
    foreign.refresh_from_db()
    assert (foreign.verification, foreign.events.count()) == ("never", 0)
    of_others = VerificationRow.objects.of_other_offices()
    assert [row.tag for row in of_others] == [foreign.tag]


def test_seen_twice_is_once_and_a_slip_is_taken_back(house, assets, running):
    row = actions.note_seen(running, tag=assets[0].tag, room=house.room, by=house.ciro)
    seen_at = row.seen_at
    assert actions.note_seen(running, tag=assets[0].tag, room=house.room, by=house.carla).seen_at == seen_at
    actions.take_back_sighting(row, by=house.ciro)
    actions.take_back_sighting(row, by=house.ciro)
    assert outcomes(running)[assets[0].tag] == "expected"
    stray = actions.note_seen(running, tag="QUE-1", by=house.ciro)
    actions.take_back_sighting(stray, by=house.ciro)
    assert "QUE-1" not in outcomes(running)


def test_closing_writes_what_became_of_each(house, assets, running):
    actions.note_seen(running, tag=assets[0].tag, room=house.room, by=house.ciro)
    actions.note_seen(running, tag=assets[1].tag, room=house.other_room, by=house.ciro)
    actions.close_round(running, by=house.ciro)
    actions.close_round(running, by=house.ciro)
    for asset in assets:
        asset.refresh_from_db()
    assert [asset.verification for asset in assets] == ["confirmed", "unexpected", "missing"]
    assert [asset.is_usable for asset in assets] == [True, True, False]
    assert [asset.events.count() for asset in assets] == [1, 1, 1]
    assert assets[0].verified_at is not None
    assert AuditEvent.objects.get(action="equipment.round_closed").details["missing"] == 1
    with pytest.raises(EquipmentError):
        actions.note_seen(running, tag=assets[2].tag, by=house.ciro)


def test_head_signs_what_is_closed_once(house, running):
    with pytest.raises(EquipmentError):
        actions.sign_round(running, name="Fiscal General", by=house.carla)
    actions.close_round(running, by=house.ciro)
    signed = actions.sign_round(running, name="  Fiscal  General ", by=house.carla)
    assert (signed.signed_by_name, signed.signed_by) == ("Fiscal General", house.carla.person)
    actions.sign_round(running, name="Fiscal General", by=house.carla)
    with pytest.raises(EquipmentError):
        actions.sign_round(running, name="Otra", by=house.carla)


def test_strangers_note_nothing(house, assets, running):
    for user in (house.diego, house.nora, house.dora):
        with pytest.raises(EquipmentError):
            actions.note_seen(running, tag=assets[0].tag, by=user)
        with pytest.raises(EquipmentError):
            actions.close_round(running, by=user)


def test_closing_asks_as_much_of_many_as_of_few(house, assets, running, django_assert_max_num_queries):
    for _n in range(20):
        make_asset(house.room)
    actions.close_round(running, by=house.ciro)
    second = actions.open_round(house.office, title="B", due_on=DUE, by=house.ciro)
    with django_assert_max_num_queries(20):
        actions.close_round(second, by=house.ciro)
