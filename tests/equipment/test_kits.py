from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format

from equipment import actions
from equipment.assessing import assess_rooms
from equipment.errors import EquipmentError
from equipment.models import KitVersion, RoomProfile
from network.models import OfficeRoom
from tests.makers.equipment import make_item_type, make_kit_version

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


def test_version_of_a_day_to_come_counts_from_that_day_on_and_none_overlaps_it(house):
    first = make_kit_version((house.camera, 1))
    RoomProfile.objects.create(room=house.room, kit=first.kit, reported_at=timezone.now() - timedelta(days=1))
    draft = actions.copy_version(first.kit, by=house.sara)
    actions.set_lines(draft, {house.camera: 3}, by=house.sara)
    begins = TODAY() + timedelta(days=30)
    actions.put_in_force(draft, on=begins, reason="Desde el otro presupuesto", by=house.sara)
    room = OfficeRoom.objects.filter(pk=house.room.pk)
    due = [assess_rooms(room, timezone.now() + timedelta(days=days))[0].version for days in (0, 28, 32)]
    assert due == [first, first, draft]
    another = actions.copy_version(first.kit, by=house.sara)
    for on in (begins, begins - timedelta(days=3)):
        with pytest.raises(EquipmentError):
            actions.put_in_force(another, on=on, reason="R", by=house.sara)


def test_day_is_chosen_on_the_drafts_page_and_the_list_says_it(client, cast_on_ground):
    draft = actions.copy_version(make_kit_version((make_item_type("camera"), 1)).kit, by=cast_on_ground.sara)
    client.force_login(cast_on_ground.sara)
    address = reverse("kit_versions:put_in_force", args=[draft.pk])
    page, listed = reverse("kit_versions:inspect", args=[draft.pk]), reverse("kit_versions:index")
    assert f'name="day" value="{TODAY().isoformat()}"' in client.get(page).text
    for wrong in ("2012-02-31", "2012-03-05"):
        client.post(address, {"day": wrong, "reason": "R"})
        draft.refresh_from_db()
        assert draft.in_force_from is None
    assert "borrador" in client.get(listed).text
    begins = TODAY() + timedelta(days=30)
    client.post(address, {"day": begins.isoformat(), "reason": "R"})
    told = client.get(listed).text
    with translation.override("es"):
        assert f"en vigor desde el {date_format(begins)}" in told
        assert f"hasta el {date_format(begins - timedelta(days=1))}" in told
