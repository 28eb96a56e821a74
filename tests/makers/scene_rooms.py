"""Rooms of our office and of another, with a test call, a measure of the line, a fault and a reading each."""

import uuid

from django.utils import timezone

from equipment.models import FaultMinutes, LinkMeasure, ReadinessReading
from tests.makers.equipment import make_test_call, make_whole_room
from tests.makers.things import Scene, Thing
from training_platform.access import Role


def rooms(scene: Scene) -> dict[str, list[Thing]]:
    offices, found, now = [scene.home, scene.away], [], timezone.now()
    for office in offices:
        room = make_whole_room(office)
        make_test_call(room, note="Bien.")
        LinkMeasure.objects.create(room=room, at=now, source=f"scene:{room.pk}", down_kbps=9000, up_kbps=5000)
        FaultMinutes.objects.create(
            room=room, session=uuid.uuid4(), incident=f"scene:{room.pk}", at=now, minutes=14, reason="Sin luz."
        )
        ReadinessReading.objects.create(room=room, on=timezone.localdate(now), band="ready", score=90)
        found.append(room)
    keepers = [scene.people[role].person for role in (Role.CONTACT_POINT, Role.CUSTODIAN)]
    calls = [make_test_call(found[0], made_by=person) for person in keepers]
    return {
        "test_call": [
            Thing(f"call of {call.made_by}", (call.pk,), owner=call.made_by, office=scene.home, about=call)
            for call in calls
        ],
        "office_of_rooms": [Thing(str(office.code), (office.code,), office=office, about=office) for office in offices],
        "room_of_office": [Thing(room.name, (room.pk,), office=room.office, about=room) for room in found],
    }
