from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from equipment import actions
from equipment.errors import EquipmentError
from equipment.models import Asset
from equipment.rules import ASKED, REQUIRED, TRANSITIONS, missing_for, next_statuses, years_later
from tests.makers.equipment import make_asset

TODAY = timezone.localdate


def move(asset, status, by, **facts):
    return actions.move_asset(asset, status=status, by=by, **facts)


def test_a_whole_life(house):
    asset = actions.register_asset(office=house.office, item_type=house.camera, by=house.ciro)
    move(asset, "received", house.ciro, delivered_on=TODAY(), delivery_act="ER-1")
    served = move(asset, "in_service", house.ciro, room=house.room, custodian=house.colleague)
    assert served.in_service_on == TODAY()
    assert served.end_of_life_on == years_later(TODAY(), 7)
    move(asset, "on_loan", house.carla, returns_on=TODAY() + timedelta(days=9), lent_to="Corte")
    back = move(asset, "in_service", house.carla)
    assert (back.returns_on, back.lent_to) == (None, "")
    move(asset, "stolen", house.ciro, loss_report="D-9")
    move(asset, "stored", house.ciro)
    move(asset, "retired", house.ciro)
    gone = move(asset, "disposed", house.ciro, disposal="donated", disposal_act="B-1")
    assert (gone.room, gone.custodian) == (None, None)
    assert not gone.custodies.filter(ends_at=None).exists()
    assert gone.row_version == 9
    with pytest.raises(EquipmentError):
        actions.revise_asset(gone, by=house.ciro, notes="x")


def test_what_was_ordered_comes_on_its_way(house):
    asset = make_asset(house.room, status="ordered")
    assert move(asset, "in_transit", house.ciro).status == "in_transit"
    assert move(asset, "received", house.ciro, delivered_on=TODAY(), delivery_act="ER-1").delivery_act == "ER-1"


@pytest.mark.parametrize(
    ("status", "then", "field"),
    [
        ("planned", "received", "delivered_on"),
        ("received", "in_service", "room"),
        ("in_service", "on_loan", "returns_on"),
        ("in_service", "lost", "loss_report"),
        ("retired", "disposed", "disposal_act"),
    ],
)
def test_step_without_what_it_requires_is_refused_at_its_field(house, status, then, field):
    place = {} if status == "in_service" else {"custodian": None}
    asset = make_asset(house.room, status=status, **place)
    if status == "received":
        Asset.objects.filter(pk=asset.pk).update(room=None)
    with pytest.raises(ValidationError) as refused:
        move(asset, then, house.ciro)
    assert field in refused.value.message_dict
    asset.refresh_from_db()
    assert (asset.status, asset.events.count()) == (status, 0)


@pytest.mark.parametrize("status", Asset.Status.values)
def test_only_what_may_follow_follows(house, status):
    special = {"on_loan": {"returns_on": TODAY()}, "lost": {"loss_report": "D"}, "stolen": {"loss_report": "D"}}
    special["disposed"] = {"disposal": "sold", "disposal_act": "B"}
    asset = make_asset(house.room, status=status, **special.get(status, {}))
    for then in set(Asset.Status.values) - next_statuses(status) - {status}:
        with pytest.raises(EquipmentError):
            move(asset, then, house.ciro)


def test_already_there_nothing_happens(house, asset):
    assert move(asset, "in_service", house.ciro).row_version == 1
    assert not asset.events.exists()


def test_each_loss_has_a_report_of_its_own(house, asset):
    move(asset, "lost", house.ciro, loss_report="D-1")
    move(asset, "stored", house.ciro)
    with pytest.raises(ValidationError):
        move(asset, "lost", house.ciro)


def test_loan_does_not_end_before_it_begins(house, asset):
    with pytest.raises(ValidationError):
        move(asset, "on_loan", house.ciro, returns_on=TODAY() - timedelta(days=1))


def test_strangers_move_nothing(house, asset):
    for user in (house.dora, house.ana, house.nora, house.diego):
        with pytest.raises(EquipmentError):
            move(asset, "stored", user)


def test_what_is_required_is_asked():
    assert set(REQUIRED) <= set(ASKED)
    assert set(TRANSITIONS) == set(Asset.Status.values)
    assert all(set(fields) <= set(ASKED[status]) for status, fields in REQUIRED.items())
    assert missing_for("disposed", {"disposal": "sold", "disposal_act": ""}) == ["disposal_act"]
