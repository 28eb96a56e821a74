from datetime import timedelta

import pytest
from django.utils import timezone

from equipment import actions
from equipment.errors import EquipmentError
from equipment.models import KitVersion
from tests.makers.equipment import make_kit_version

TODAY = timezone.localdate


def test_version_in_force_changes_by_a_copy_alone(house):
    first = make_kit_version((house.camera, 2))
    with pytest.raises(EquipmentError):
        actions.set_lines(first, {house.camera: 3}, by=house.sara)
    draft = actions.copy_version(first.kit, by=house.sara)
    assert actions.copy_version(first.kit, by=house.sara) == draft
    actions.set_lines(draft, {house.camera: 3}, by=house.sara)
    assert KitVersion.objects.in_force().get(kit=first.kit) == first
    actions.put_in_force(draft, on=TODAY(), reason="Salas más grandes", by=house.sara)
    assert KitVersion.objects.in_force().get(kit=first.kit) == draft
    assert (first.lines.get().quantity, draft.lines.get().quantity) == (2, 3)
    with pytest.raises(EquipmentError):
        actions.put_in_force(draft, on=TODAY(), reason="Otra", by=house.sara)


def test_draft_needs_lines_a_reason_and_a_day_to_come(house):
    draft = actions.copy_version(make_kit_version((house.camera, 2)).kit, by=house.sara)
    for told in ({"on": TODAY(), "reason": " "}, {"on": TODAY() - timedelta(days=1), "reason": "R"}):
        with pytest.raises(EquipmentError):
            actions.put_in_force(draft, by=house.sara, **told)
    actions.set_lines(draft, {house.camera: 0}, by=house.sara)
    with pytest.raises(EquipmentError):
        actions.put_in_force(draft, on=TODAY(), reason="R", by=house.sara)


def test_only_the_secretariat_changes_kits(house):
    kit = make_kit_version((house.camera, 2)).kit
    for user in (house.ciro, house.carla, house.dora):
        with pytest.raises(EquipmentError):
            actions.copy_version(kit, by=user)
