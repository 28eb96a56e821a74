import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from equipment import actions
from equipment.errors import EquipmentError
from equipment.models import Custody, Transfer
from foundations.outbox.models import Letter
from tests.makers.equipment import make_asset
from tests.makers.network import make_office, make_person
from tests.makers.uploads import make_pdf


def test_hand_over_is_one_act_for_all_and_a_dated_row_for_each(house):
    assets = [make_asset(house.room, custodian=house.colleague) for _n in range(2)]
    number = actions.hand_over(assets, custodian=house.ciro.person, room=house.other_room, by=house.carla)
    assert number == f"{house.office.code.upper()}-{timezone.localdate().year}-0001"
    for asset in assets:
        asset.refresh_from_db()
        row = asset.custodies.get(ends_at=None)
        assert (asset.custodian, asset.room) == (house.ciro.person, house.other_room)
        assert (row.act_number, row.custodian, row.handed_over_by) == (number, house.ciro.person, house.colleague)
    assert actions.hand_over(assets, custodian=house.ciro.person, by=house.carla) == ""
    assert actions.hand_over(assets[:1], custodian=house.colleague, by=house.carla).endswith("-0002")
    assert assets[0].custodies.filter(ends_at=None).count() == 1


def test_hand_over_refuses_others_offices_people_and_what_is_gone(house, asset):
    with pytest.raises(ValidationError):
        actions.hand_over([asset], custodian=house.diego.person, by=house.carla)
    with pytest.raises(EquipmentError):
        actions.hand_over([asset], custodian=house.ciro.person, by=house.diego)
    with pytest.raises(EquipmentError):
        actions.hand_over([asset, make_asset(house.away_room)], custodian=house.ciro.person, by=house.sara)
    actions.move_asset(asset, status="lost", loss_report="D", by=house.ciro)
    with pytest.raises(EquipmentError):
        actions.hand_over([asset], custodian=house.ciro.person, by=house.carla)


def test_hand_over_from_an_older_page_changes_none_of_them(house):
    assets = [make_asset(house.room, custodian=house.colleague) for _n in range(2)]
    actions.revise_asset(assets[1], by=house.carla, notes="x")
    with pytest.raises(EquipmentError):
        actions.hand_over(
            assets, custodian=house.ciro.person, by=house.carla, versions=dict.fromkeys((a.pk for a in assets), 1)
        )
    assert not Custody.objects.exists()


def test_signed_act_is_filed_with_every_asset_of_it(house):
    assets = [make_asset(house.room, custodian=house.colleague) for _n in range(2)]
    actions.hand_over(assets, custodian=house.ciro.person, by=house.carla)
    actions.file_signed_act(assets[0].custodies.first(), content=make_pdf(), by=house.ciro)
    assert Custody.objects.exclude(signed_act="").count() == 2
    assert [each.events.first().action for each in assets] == ["act_signed", "act_signed"]


def test_place_told_without_an_act(house, asset):
    actions.place_asset(asset, custodian=house.colleague, room=house.other_room, by=house.ciro)
    actions.place_asset(asset, custodian=house.colleague, room=house.other_room, by=house.ciro)
    assert [row.act_number for row in asset.custodies.all()] == [""]


# --- Another office --------------------------------------------------------------------------------------------------


def test_transfer_takes_both_sides(house, asset):
    offer = actions.ask_transfer(asset, to_office=house.away, reason="La necesitan", by=house.carla)
    asset.refresh_from_db()
    assert (asset.office, offer.decided_at) == (house.office, None)
    assert Letter.objects.get(kind="equipment.transfer_offered").address == house.diego.email
    assert actions.ask_transfer(asset, to_office=house.away, reason="Otra vez", by=house.carla) == offer
    with pytest.raises(EquipmentError):
        actions.accept_transfer(offer, by=house.carla)
    actions.accept_transfer(offer, by=house.diego)
    actions.accept_transfer(offer, by=house.diego)
    asset.refresh_from_db()
    assert (asset.office, asset.room, asset.custodian, asset.status) == (house.away, None, None, "stored")
    assert [event.action for event in asset.events.all()] == ["transferred"]
    assert asset.custodies.get(ends_at=None).office == house.away


def test_secretariat_transfers_by_itself(house, asset):
    actions.ask_transfer(asset, to_office=house.away, reason="Acuerdo", by=house.sara)
    asset.refresh_from_db()
    assert asset.office == house.away
    assert not Letter.objects.exists()


def test_offer_is_declined_or_taken_back(house, asset):
    for who in (house.diego, house.carla):
        offer = actions.ask_transfer(asset, to_office=house.away, reason="R", by=house.carla)
        with pytest.raises(EquipmentError):
            actions.end_transfer(offer, by=house.dora)
        assert actions.end_transfer(offer, by=who).is_accepted is False
        with pytest.raises(EquipmentError):
            actions.ask_transfer(asset, to_office=house.office, reason="R", by=house.carla)
    assert not Transfer.objects.pending().exists()
    asset.refresh_from_db()
    assert asset.office == house.office


def test_what_is_lost_or_lent_goes_nowhere(house, asset):
    offer = actions.ask_transfer(asset, to_office=house.away, reason="R", by=house.carla)
    actions.move_asset(asset, status="lost", loss_report="D", by=house.ciro)
    with pytest.raises(EquipmentError):
        actions.accept_transfer(offer, by=house.diego)
    with pytest.raises(EquipmentError):
        actions.ask_transfer(asset, to_office=make_office(), reason="R", by=house.carla)


def test_custodian_who_left_the_office_is_refused(house, asset):
    with pytest.raises(ValidationError):
        actions.hand_over([asset], custodian=make_person(office=None), by=house.carla)
