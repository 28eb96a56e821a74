from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from equipment import actions
from equipment.errors import EquipmentError
from equipment.events import ordering_asked
from equipment.models import Asset, ExchangeRate
from foundations.audit.models import AuditEvent
from tests.makers.equipment import make_asset

TODAY = timezone.localdate


def test_custodian_enters_an_asset_which_gets_the_next_tag(house):
    first = actions.register_asset(office=house.office, item_type=house.camera, by=house.ciro, tag="zz-1")
    second = actions.register_asset(office=house.office, item_type=house.camera, by=house.ciro)
    third = actions.register_asset(office=house.office, item_type=house.camera, by=house.sara)
    prefix = house.office.code.upper()
    assert [first.tag, second.tag, third.tag] == ["ZZ-1", f"{prefix}-0001", f"{prefix}-0002"]
    assert second.events.get().after["office"] == house.office.pk
    assert AuditEvent.objects.filter(action="equipment.asset_registered").count() == 3


def test_nobody_else_enters_one(house):
    for user in (house.carla, house.nora, house.ana, house.dora, house.diego):
        with pytest.raises(EquipmentError):
            actions.register_asset(office=house.office, item_type=house.camera, by=user)


def test_old_equipment_enters_in_service_with_room_and_custodian_alone(house):
    facts = {"room": house.room, "custodian": house.colleague, "in_service_on": TODAY() - timedelta(days=400)}
    entered = actions.register_asset(
        office=house.office, item_type=house.camera, status="in_service", by=house.ciro, **facts
    )
    assert entered.custodies.get().custodian == house.colleague
    assert entered.end_of_life_on.year == facts["in_service_on"].year + 7
    with pytest.raises(ValidationError) as refused:
        actions.register_asset(office=house.office, item_type=house.camera, status="in_service", by=house.ciro)
    assert set(refused.value.message_dict) == {"room", "custodian"}


def test_services_and_ends_do_not_enter(house, services):
    with pytest.raises(EquipmentError) as refused:
        actions.register_asset(office=house.office, item_type=services, by=house.ciro)
    assert refused.value.field == "item_type"
    for status in ("lost", "disposed", "retired", "on_loan"):
        with pytest.raises(EquipmentError):
            actions.register_asset(office=house.office, item_type=house.camera, status=status, by=house.ciro)


def test_whoever_keeps_the_budget_may_refuse_an_order(house):
    def refuse(**_about):
        raise EquipmentError("no line")

    ordering_asked.connect(refuse)
    try:
        with pytest.raises(EquipmentError):
            actions.register_asset(office=house.office, item_type=house.camera, status="ordered", by=house.ciro)
    finally:
        ordering_asked.disconnect(refuse)
    assert not Asset.objects.exists()


def test_specification_is_told_by_its_kind_fault_by_fault(house):
    with pytest.raises(ValidationError) as refused:
        actions.register_asset(
            office=house.office, item_type=house.camera, spec={"zoom": "no", "colour": "x"}, by=house.ciro
        )
    assert set(refused.value.message_dict) == {"spec_zoom", "spec_colour"}
    kept = actions.register_asset(office=house.office, item_type=house.camera, spec={"zoom": " 12 "}, by=house.ciro)
    assert kept.spec == {"zoom": 12}


def test_revision_keeps_what_is_not_named_and_counts(house, asset):
    revised = actions.revise_asset(asset, by=house.carla, version=1, notes="Con tapa")
    assert (revised.notes, revised.serial, revised.row_version) == ("Con tapa", asset.serial, 2)
    again = actions.revise_asset(asset, by=house.carla, notes="Con tapa")
    assert (again.row_version, asset.events.count()) == (2, 1)


def test_older_page_loses_nothing_and_writes_nothing(house, asset):
    actions.revise_asset(asset, by=house.carla, version=1, notes="Primera")
    with pytest.raises(EquipmentError) as refused:
        actions.revise_asset(asset, by=house.ciro, version=1, notes="Segunda")
    assert refused.value.field == "row_version"
    asset.refresh_from_db()
    assert asset.notes == "Primera"


def test_what_an_action_decides_is_not_revised(house, asset):
    for fact in ({"status": "stored"}, {"office": house.away}, {"tag": "X"}, {"verification": "confirmed"}):
        with pytest.raises(TypeError):
            actions.revise_asset(asset, by=house.carla, **fact)


def test_serial_number_stands_once_for_a_manufacturer(house, asset):
    other = make_asset(house.room)
    with pytest.raises(ValidationError):
        actions.revise_asset(other, by=house.carla, serial=asset.serial)


def test_condition_is_noted_once(house, asset):
    actions.assess_asset(asset, condition="broken", by=house.ciro)
    actions.assess_asset(asset, condition="broken", by=house.ciro)
    assert [event.after for event in asset.events.all()] == [{"condition": "broken"}]


# --- Money -----------------------------------------------------------------------------------------------------------


def entered_at(house, **money) -> Asset:
    return actions.register_asset(office=house.office, item_type=house.camera, by=house.ciro, **money)


def test_cost_is_frozen_with_the_rate_of_its_day(house):
    day = TODAY() - timedelta(days=3)
    ExchangeRate.objects.create(currency="GTQ", on=day, per_usd="7.75", source="Banco")
    bought = entered_at(house, cost=Decimal("775.00"), currency="GTQ", value_date=day + timedelta(days=1))
    assert (bought.cost_usd, bought.rate_per_usd) == (Decimal("100.00"), Decimal("7.75"))
    assert "Banco" in bought.rate_source
    ExchangeRate.objects.update(per_usd="10")
    actions.revise_asset(bought, by=house.ciro, notes="x")
    bought.refresh_from_db()
    assert bought.cost_usd == Decimal("100.00")


def test_dollars_need_no_rate(house):
    assert entered_at(house, cost=Decimal("12.5"), currency="USD").cost_usd == Decimal("12.50")


def test_unknown_rate_is_typed_with_its_source(house):
    with pytest.raises(ValidationError) as refused:
        entered_at(house, cost=Decimal(100), currency="HNL")
    assert "rate_per_usd" in refused.value.message_dict
    with pytest.raises(ValidationError) as refused:
        entered_at(house, cost=Decimal(100), currency="HNL", rate_per_usd=Decimal(20))
    assert "rate_source" in refused.value.message_dict
    typed = entered_at(house, cost=Decimal(100), currency="HNL", rate_per_usd=Decimal(20), rate_source="Factura")
    assert typed.cost_usd == Decimal("5.00")
    dearer = actions.revise_asset(typed, by=house.ciro, cost=Decimal(200))
    assert (dearer.cost_usd, dearer.rate_source) == (Decimal("10.00"), "Factura")


def test_cost_taken_back_leaves_no_money(house):
    bought = entered_at(house, cost=Decimal(10), currency="USD")
    free = actions.revise_asset(bought, by=house.ciro, cost=None)
    assert (free.cost_usd, free.currency, free.rate_per_usd, free.value_date) == (None, "", None, None)


def test_place_of_another_office_is_refused(house):
    for fact in ({"room": house.away_room}, {"custodian": house.diego.person}):
        with pytest.raises(ValidationError):
            entered_at(house, **fact)
