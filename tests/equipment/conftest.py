from types import SimpleNamespace

import pytest

from equipment.models import ItemType
from tests.makers.equipment import make_asset, make_item_type, make_office_room
from tests.makers.network import make_office, make_person, make_user


@pytest.fixture
def house(cast):
    """Carla's office with a custodian, a room and a colleague; another office with its own; the Secretariat."""
    away = make_office()
    camera = make_item_type(
        "camera",
        spec_schema=[
            {"key": "zoom", "label_es": "Acercamiento", "label_en": "Zoom", "kind": "whole", "unit": "×", "least": 1},
        ],
        life_years=7,
    )
    return SimpleNamespace(
        office=cast.office,
        away=away,
        carla=cast.carla,
        ana=cast.ana,
        dora=cast.dora,
        ciro=make_user(role="custodian", kind="staff", office=cast.office),
        diego=make_user(role="custodian", kind="staff", office=away),
        nora=make_user(role="national_editor", kind="staff", office=cast.office),
        sara=make_user(role="secretariat", kind="staff", office=None),
        colleague=make_person(office=cast.office),
        room=make_office_room(cast.office),
        other_room=make_office_room(cast.office),
        away_room=make_office_room(away),
        camera=camera,
    )


@pytest.fixture
def asset(house):
    return make_asset(house.room, custodian=house.colleague)


@pytest.fixture
def services(db) -> ItemType:
    return make_item_type("service", category="service", is_goods=False, is_tracked=False, serves=[])
