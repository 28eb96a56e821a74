"""A custodian of another office at pages of the own one: what a body names of elsewhere is refused at its field."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from equipment import actions
from equipment.models import Asset, Booking, RoomProfile, VerificationRound, VerificationRow
from tests.makers.equipment import make_asset
from tests.makers.network import make_person

DUE = (timezone.localdate() + timedelta(days=20)).isoformat()


@pytest.fixture
def hostile(client, house):
    """Diego, custodian of the office ``away``, with one asset of his; what is of ``house.office`` is foreign to him."""
    client.force_login(house.diego)
    house.own = make_asset(house.away_room, item_type=house.camera, spec={})
    house.theirs = make_asset(house.room, item_type=house.camera, spec={})
    return client


def faults(client, name: str, *args, **body) -> set[str]:
    """The fields at which a page refuses what was posted to it."""
    return set(client.post(reverse(name, args=args), body).context["form"].errors)


def test_asset_comes_into_no_room_and_no_hands_of_another_office(hostile, house):
    Asset.objects.filter(pk=house.own.pk).update(status="received")
    body = {"to": "in_service", "room": house.room.pk, "custodian": str(house.colleague.pk)}
    assert faults(hostile, "equipment:asset_move", house.own.pk, **body) == {"room", "custodian"}
    assert Asset.objects.get(pk=house.own.pk).room == house.away_room


def test_asset_is_handed_to_nobody_and_into_no_room_of_another_office(hostile, house):
    body = {"tag": house.own.tag, "custodian": str(house.colleague.pk), "room": house.room.pk}
    assert faults(hostile, "equipment:hand_over", **body) == {"custodian", "room"}
    body = {"tag": [house.own.tag, house.theirs.tag], "custodian": str(make_person(office=house.away).pk)}
    hostile.post(reverse("equipment:hand_over"), body)
    assert not house.theirs.custodies.exists()


def test_nothing_is_entered_into_another_office_nor_into_its_rooms(hostile, house):
    told = {"kind": house.camera.code, "status": "planned", "condition": "good"}
    answer = hostile.post(reverse("equipment:asset_add"), told | {"office": house.office.code})
    assert "office" in answer.context["chooser"].errors
    body = told | {"office": house.away.code, "room": house.room.pk, "custodian": str(house.colleague.pk)}
    assert faults(hostile, "equipment:asset_add", **body) == {"room", "custodian"}
    body = told | {"office": house.away.code, "tag": house.theirs.tag}
    assert faults(hostile, "equipment:asset_add", **body) == {"tag"}
    assert Asset.objects.count() == 2


def test_place_office_and_tag_are_not_corrected_by_the_form_of_facts(hostile, house):
    body = {"version": house.own.row_version, "room": house.room.pk, "office": house.office.pk, "tag": house.theirs.tag}
    hostile.post(reverse("equipment:asset_edit", args=[house.own.pk]), body | {"notes": "Nueva"})
    found = Asset.objects.get(pk=house.own.pk)
    assert (found.notes, found.office, found.room, found.tag) == ("Nueva", house.away, house.away_room, house.own.tag)


def test_verification_is_opened_for_and_noted_in_the_own_office_alone(hostile, house):
    body = {"office": house.office.code, "title": "Ronda", "due_on": DUE}
    assert faults(hostile, "equipment:round_list", **body) == {"office"}
    assert not VerificationRound.objects.exists()
    running = actions.open_round(house.away, title="Ronda", due_on=timezone.localdate(), by=house.diego)
    hostile.post(reverse("equipment:round_see", args=[running.pk]), {"tag": house.own.tag, "room": house.room.pk})
    assert running.rows.get().outcome == VerificationRow.Outcome.EXPECTED


def test_room_is_helped_by_nobody_of_another_office(hostile, house):
    body = {"technical_contact": str(house.colleague.pk)}
    assert faults(hostile, "equipment:room_profile", house.away_room.pk, **body) == {"technical_contact"}
    assert not RoomProfile.objects.filter(technical_contact__isnull=False).exists()


def test_things_of_another_office_are_not_booked_from_the_own_one(hostile, house):
    begins = (timezone.now() + timedelta(days=3)).replace(minute=0)
    hours = {"starts_at": f"{begins:%Y-%m-%dT%H:%M}", "ends_at": f"{begins + timedelta(hours=1):%Y-%m-%dT%H:%M}"}
    body = hours | {"use": "national", "purpose": "Reunión", "weeks": "1"}
    for thing in (f"room-{house.room.pk}", f"item-{house.theirs.pk}"):
        assert faults(hostile, "bookings:book", house.away.code, thing=thing, **body) == {"thing"}
    assert not Booking.objects.exists()


def test_asset_is_offered_to_another_office_and_not_put_there(hostile, house):
    body = {"to_office": house.office.pk, "reason": "Les sirve", "room": house.room.pk}
    hostile.post(reverse("equipment:asset_transfer", args=[house.own.pk]), body)
    assert Asset.objects.get(pk=house.own.pk).office == house.away
    assert faults(hostile, "equipment:asset_transfer", house.own.pk, to_office=house.away.pk, reason="R") == {
        "to_office"
    }
