from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format

from equipment import actions
from equipment.assessing import assess_rooms
from equipment.errors import EquipmentError
from equipment.models import KitVersion, RoomProfile
from foundations.audit.models import AuditEvent
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


def test_version_called_back_before_its_day_never_counts_and_the_one_before_goes_on(house):
    first = make_kit_version((house.camera, 1))
    coming, later = (
        make_kit_version((house.camera, 2 + number), kit=first.kit, in_force_from=TODAY() + timedelta(days=10 * number))
        for number in (1, 2)
    )
    called = actions.call_back_version(coming, reason=" Se pospone ", by=house.sara)
    assert (called.called_back_by, called.called_back_reason) == (house.sara.person, "Se pospone")
    due = [KitVersion.objects.in_force(timezone.now() + timedelta(days=days)).get() for days in (0, 11, 21)]
    assert due == [first, first, later]
    assert KitVersion.objects.with_next().get(pk=first.pk).next_from == later.in_force_from
    assert (called.number, called.in_force_from, called.lines.get().quantity) == (2, coming.in_force_from, 3)
    again = actions.call_back_version(coming, reason="Otra", by=house.sara)
    assert (again.called_back_at, again.called_back_reason) == (called.called_back_at, "Se pospone")
    told = AuditEvent.objects.get(action="equipment.kit_called_back")
    assert (told.actor, told.details["number"]) == (house.sara.person.pk, 2)


def test_copy_after_a_version_was_called_back_begins_with_what_stands_and_may_take_its_day(house):
    first = make_kit_version((house.camera, 1))
    coming = make_kit_version((house.camera, 5), kit=first.kit, in_force_from=TODAY() + timedelta(days=10))
    actions.call_back_version(coming, reason="Se pospone", by=house.sara)
    draft = actions.copy_version(first.kit, by=house.sara)
    assert (draft.number, draft.lines.get().quantity) == (3, 1)
    actions.put_in_force(draft, on=coming.in_force_from - timedelta(days=3), reason="Antes", by=house.sara)
    assert KitVersion.objects.in_force(timezone.now() + timedelta(days=15)).get() == draft


def test_only_a_version_to_come_is_called_back_with_a_reason_by_the_secretariat(house):
    first = make_kit_version((house.camera, 1), in_force_from=TODAY())
    coming = make_kit_version((house.camera, 2), kit=first.kit, in_force_from=TODAY() + timedelta(days=1))
    draft = actions.copy_version(first.kit, by=house.sara)
    for version, by, reason in (
        (first, house.sara, "R"),
        (draft, house.sara, "R"),
        (coming, house.sara, " "),
        *((coming, user, "R") for user in (house.ciro, house.carla, house.nora, house.dora)),
    ):
        with pytest.raises(EquipmentError):
            actions.call_back_version(version, reason=reason, by=by)
    with pytest.raises(EquipmentError):
        actions.call_back_version(coming, reason="R", by=house.sara, at=timezone.now() + timedelta(days=1))
    assert KitVersion.objects.standing().count() == 3


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


def test_version_is_called_back_on_its_page_which_then_says_by_whom_and_why(client, cast_on_ground):
    kind = make_item_type("camera")
    first = make_kit_version((kind, 1))
    coming = make_kit_version((kind, 2), kit=first.kit, in_force_from=TODAY() + timedelta(days=10))
    client.force_login(cast_on_ground.sara)
    address, page = (reverse(f"kit_versions:{name}", args=[coming.pk]) for name in ("call_back", "inspect"))
    assert address in client.get(page).text
    assert (
        reverse("kit_versions:call_back", args=[first.pk])
        not in client.get(reverse("kit_versions:inspect", args=[first.pk])).text
    )
    client.post(address, {"reason": "Se pospone"})
    told = client.get(page).text
    assert address not in told
    assert "Se pospone" in told
    assert str(cast_on_ground.sara.person) in told
    with translation.override("es"):
        begins = date_format(coming.in_force_from)
    assert f"sin efecto: iba a empezar el {begins}" in client.get(reverse("kit_versions:index")).text


def test_way_into_the_form_is_shown_of_drafts_alone(client, cast_on_ground):
    first = make_kit_version((make_item_type("camera"), 1))
    draft = actions.copy_version(first.kit, by=cast_on_ground.sara)
    client.force_login(cast_on_ground.sara)
    for version, is_shown in ((first, False), (draft, True)):
        form, page = (reverse(f"kit_versions:{name}", args=[version.pk]) for name in ("edit", "inspect"))
        assert [form in client.get(place).text for place in (page, reverse("kit_versions:index"))] == [is_shown] * 2
        assert client.get(form).status_code == (200 if is_shown else 404)
