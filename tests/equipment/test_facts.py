"""What the database itself never lets be: an item in service without a place, a loan without an end."""

from datetime import timedelta
from itertools import product

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from equipment.models import Asset, KitVersion
from equipment.rules import TRANSITIONS, next_statuses
from tests.makers.equipment import make_asset, make_item_type, make_kit_version, make_office_room
from tests.makers.network import make_person, make_user

pytestmark = pytest.mark.django_db
FACTS = ("status", "condition", "verification")


@pytest.mark.parametrize(
    "change",
    [
        {"room": None},
        {"custodian": None},
        {"status": "on_loan"},
        {"status": "lost"},
        {"status": "stolen"},
        {"status": "disposed"},
        {"status": "disposed", "disposal": "sold"},
        {"cost": 5},
        {"cost": -1, "currency": "USD"},
        {"delivered_on": "2012-01-02", "warranty_until": "2012-01-01"},
    ],
)
def test_asset_is_never_without_what_its_state_needs(change):
    asset = make_asset()
    with pytest.raises(IntegrityError), transaction.atomic():
        Asset.objects.filter(pk=asset.pk).update(**change)


def test_serial_is_once_for_each_manufacturer_and_may_be_missing():
    make_asset(manufacturer="Uno", serial="7")
    make_asset(manufacturer="Dos", serial="7")
    make_asset(manufacturer="Uno", serial="")
    make_asset(manufacturer="Uno", serial="")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_asset(manufacturer="Uno", serial="7")


def test_usable_is_the_same_asked_of_one_and_of_many():
    room, kind, keeper = make_office_room(), make_item_type(), make_person()
    told = {"returns_on": "2012-03-05", "loss_report": "1", "disposal": "sold", "disposal_act": "1"}
    facts = product(TRANSITIONS, Asset.Condition.values, Asset.Verification.values)
    assets = {
        make_asset(room, item_type=kind, custodian=keeper, **told | dict(zip(FACTS, fact, strict=True)))
        for fact in facts
    }
    assert {asset for asset in assets if asset.is_usable} == set(Asset.objects.usable())


def test_life_of_an_asset_ends_where_it_is_disposed_of():
    assert set(TRANSITIONS) == set(Asset.Status.values)
    assert next_statuses("disposed") == frozenset()
    assert {status for status in TRANSITIONS if "lost" not in next_statuses(status)} >= {"planned", "lost", "disposed"}


def test_version_in_force_is_the_latest_that_has_begun():
    kind = make_item_type()
    first = make_kit_version((kind, 1))
    later = make_kit_version((kind, 2), kit=first.kit, in_force_from=timezone.localdate() + timedelta(days=10))
    make_kit_version((kind, 3), kit=first.kit, in_force_from=None)
    assert list(KitVersion.objects.in_force()) == [first]
    assert list(KitVersion.objects.in_force(timezone.now() + timedelta(days=11))) == [later]


@pytest.mark.parametrize(
    ("role", "reads", "keeps"),
    [
        ("contact_point", {"own"}, {"own"}),
        ("custodian", {"own"}, {"own"}),
        ("national_editor", {"own"}, set()),
        ("school_editor", {"own", "other"}, set()),
        ("administrator", {"own", "other"}, set()),
        ("secretariat", {"own", "other"}, {"own", "other"}),
        ("trainer", set(), set()),
        ("funder", set(), set()),
        ("", set(), set()),
    ],
)
def test_equipment_is_read_and_kept_by_its_office_and_the_secretariat(role, reads, keeps):
    own, other = make_asset(), make_asset()
    user = make_user(role=role, office=own.office)
    names = {own.pk: "own", other.pk: "other"}
    assert {names[each.pk] for each in Asset.objects.visible_to(user)} == reads
    assert {names[each.pk] for each in Asset.objects.kept_by(user)} == keeps
