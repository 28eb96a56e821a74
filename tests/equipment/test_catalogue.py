import pytest

from equipment.catalogue import KITS, lay_equipment
from equipment.models import ItemType, Kit, KitLine, KitVersion
from equipment.specs import validate_schema

pytestmark = pytest.mark.django_db

PLAN = {
    "A": {
        "codec": 1,
        "ptz-camera": 1,
        "mic-array": 2,
        "display": 2,
        "ups": 1,
        "installation": 1,
        "training": 1,
        "support": 1,
    },
    "B": {"laptop": 1, "webcam": 1, "headset": 1, "link": 12},
    "R": {"conference-server": 12, "admin-training": 1},
}


def test_first_day_lays_the_kits_of_the_plan():
    lay_equipment()
    in_force = {version.kit.code: version for version in KitVersion.objects.in_force()}
    assert {code: dict(v.lines.values_list("item_type__code", "quantity")) for code, v in in_force.items()} == PLAN


def test_every_kind_is_told_by_a_schema_that_holds():
    lay_equipment()
    for kind in ItemType.objects.all():
        validate_schema(kind.spec_schema)
        assert set(kind.serves) <= set(ItemType.Need.values)


def test_laying_again_leaves_what_people_changed():
    lay_equipment()
    ItemType.objects.filter(code="codec").update(name_es="Terminal")
    KitLine.objects.filter(version__kit__code="B").delete()
    lay_equipment()
    assert ItemType.objects.get(code="codec").name_es == "Terminal"
    assert Kit.objects.count() == len(KITS)
    assert not KitLine.objects.filter(version__kit__code="B").exists()


def test_services_stand_in_no_inventory():
    lay_equipment()
    services = ItemType.objects.filter(category=ItemType.Category.SERVICE)
    assert services.exists()
    assert not services.filter(is_tracked=True).exists()
