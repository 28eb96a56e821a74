"""What is said of a room: by whom, once, and with what it leaves behind."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from conferencing.device_checks import keep_device_check
from equipment.actions import (
    LineFigures,
    assign_kit,
    correct_test_call,
    furnish_room,
    keep_measure,
    note_fault,
    record_test_call,
    report_inventory,
    take_readings,
    tell_absent,
    withdraw_test_call,
)
from equipment.assessing import assess_rooms, rooms_of
from equipment.catalogue import lay_equipment
from equipment.errors import EquipmentError
from equipment.events import readiness_changed
from equipment.models import FaultMinutes, ItemType, Kit, LinkMeasure, ReadinessReading, TestCall
from foundations.audit.models import AuditEvent
from tests.makers.equipment import make_office_room, make_test_call, make_whole_room
from tests.makers.network import make_office, make_person, make_user

WELL = {"video": True, "audio": True, "sharing": True}


@pytest.fixture
def room(cast):
    """A room of Ana's and Carla's office."""
    lay_equipment()
    return make_office_room(cast.carla.person.office)


def audited(action: str) -> int:
    return AuditEvent.objects.filter(action=f"equipment.{action}").count()


def test_contact_point_records_a_test_call_once(cast, room):
    at = timezone.now()
    line = LineFigures(down_kbps=9000, up_kbps=5000)
    for _again in range(2):
        call = record_test_call(room, **WELL, line=line, by=cast.carla, made_at=at)
    assert TestCall.objects.get() == call
    assert (call.outcome, call.made_by, call.down_kbps) == ("passed", cast.carla.person, 9000)
    assert audited("test_call_recorded") == 1


def test_call_for_a_session_that_is_refused_above_is_not_noted(client, cast, room):
    client.force_login(cast.carla)
    told = {"made_at": "2012-03-05T08:30", "video": "on", "session": str(uuid.uuid4())}
    answer = client.post(reverse("equipment:test_call", args=[room.pk]), told)
    assert set(answer.context["form"].errors) == {"session"}
    assert not TestCall.objects.exists()


def test_who_noted_a_call_and_the_secretariat_correct_it_for_a_week(cast, room):
    now = timezone.now()
    call = record_test_call(room, **WELL, line=LineFigures(down_kbps=9000), by=cast.carla)
    editor = make_user("olga@mp.hn.example", role="custodian", office=cast.office)
    for other in (editor, cast.elsa, cast.diego, cast.ana, cast.dora):
        with pytest.raises(EquipmentError):
            correct_test_call(call, **WELL, by=other)
    told = WELL | {"sharing": False, "line": LineFigures(down_kbps=900), "note": "Con eco"}
    for _again in range(2):
        correct_test_call(call, **told, by=cast.carla)
    call.refresh_from_db()
    assert (call.outcome, call.down_kbps, call.note, call.corrected_at is None) == ("partly", 900, "Con eco", False)
    event = AuditEvent.objects.get(action="equipment.test_call_corrected")
    assert event.details["fields"] == ["down_kbps", "note", "sharing"]
    assert event.details["before"] == {"down_kbps": 9000, "sharing": True}
    assert event.details["after"] == {"down_kbps": 900, "sharing": False}
    correct_test_call(call, **WELL, by=cast.sara)
    for keeper in (cast.carla, cast.sara):
        with pytest.raises(EquipmentError):
            correct_test_call(call, **told, by=keeper, at=now + timedelta(days=8))


def test_withdrawn_call_stays_in_the_record_and_readiness_is_read_anew(cast):
    lay_equipment()
    room = make_whole_room(cast.office)
    call = record_test_call(room, **WELL, line=LineFigures(down_kbps=25_000, up_kbps=12_000), by=cast.carla)
    take_readings()
    assert ReadinessReading.objects.get().band == "ready"
    with pytest.raises(EquipmentError):
        withdraw_test_call(call, reason=" ", by=cast.carla)
    for stranger in (cast.dora, cast.elsa, cast.ana):
        with pytest.raises(EquipmentError):
            withdraw_test_call(call, reason="No", by=stranger)
    for _again in range(2):
        withdraw_test_call(call, reason="Era otra sala", by=cast.carla, at=timezone.now() + timedelta(days=20))
    call.refresh_from_db()
    assert (call.withdrawn_reason, call.withdrawn_by) == ("Era otra sala", cast.carla.person)
    assert audited("test_call_withdrawn") == 1
    assert assess_rooms(rooms_of(None))[0].verdict.call_days is None
    assert ReadinessReading.objects.latest("on").band != "ready"
    with pytest.raises(EquipmentError):
        correct_test_call(call, **WELL, by=cast.carla)
    assert record_test_call(room, **WELL, by=cast.carla, made_at=call.at) != call


def test_test_call_of_the_future_is_refused(cast, room):
    with pytest.raises(EquipmentError):
        record_test_call(room, **WELL, by=cast.carla, made_at=timezone.now() + timedelta(minutes=5))
    assert not TestCall.objects.exists()


def test_strangers_say_nothing_of_a_room(cast, room):
    for stranger in (cast.dora, cast.ana, cast.bruno):
        for said in (
            lambda by: record_test_call(room, **WELL, by=by),
            lambda by: report_inventory(room, by=by),
            lambda by: furnish_room(room, technical_contact=None, by=by),
            lambda by: tell_absent(room, [], by=by),
            lambda by: assign_kit(room, None, by=by),
        ):
            with pytest.raises(EquipmentError):
                said(stranger)
        assert keep_measure(room, line=LineFigures(down_kbps=1), source="x", by=stranger) is None
    assert not LinkMeasure.objects.exists()


def test_kit_is_the_secretariats_and_one_of_a_room(cast, room):
    kit = Kit.objects.get(code="A")
    with pytest.raises(EquipmentError):
        assign_kit(room, kit, by=cast.carla)
    with pytest.raises(EquipmentError):
        assign_kit(room, Kit.objects.get(code="B"), by=cast.sara)
    for _again in range(2):
        assert assign_kit(room, kit, by=cast.sara).kit == kit
    assert audited("room_kit_assigned") == 1


def test_technical_contact_is_of_the_office(cast, room):
    with pytest.raises(EquipmentError):
        furnish_room(room, technical_contact=make_person(office=make_office()), by=cast.carla)
    assert furnish_room(room, technical_contact=cast.ana.person, by=cast.carla).technical_contact == cast.ana.person


def test_inventory_is_reported_anew(cast, room):
    now = timezone.now()
    report_inventory(room, by=cast.carla, at=now - timedelta(minutes=1))
    profile = report_inventory(room, by=cast.carla, at=now)
    assert (profile.reported_at, profile.reported_by) == (now, cast.carla.person)
    report_inventory(room, by=cast.carla, at=now)
    assert audited("room_inventory_reported") == 2


def test_kinds_told_absent_are_those_told_last(cast, room):
    camera, display = (ItemType.objects.get(code=code) for code in ("ptz-camera", "display"))
    tell_absent(room, [camera, display], by=cast.carla)
    tell_absent(room, [display], by=cast.carla)
    assert [row.item_type for row in tell_absent(room, [display], by=cast.carla)] == [display]
    assert audited("room_lacks_told") == 2


def test_device_check_from_a_room_measures_its_line(cast, room):
    figures = {"camera": True, "microphone": True, "webrtc": True, "down_kbps": 9000, "up_kbps": 4500, "rtt_ms": 80}
    keep_device_check(**figures, room=room, by=cast.carla)
    keep_device_check(**figures, by=cast.carla)
    keep_device_check(**figures, room=room, by=cast.dora)
    measure = LinkMeasure.objects.get()
    assert (measure.room, measure.down_kbps, measure.up_kbps, measure.rtt_ms) == (room, 9000, 4500, 80)


def test_fault_told_twice_is_once(cast, room):
    for minutes in (14, 20):
        note_fault(room, session=uuid.uuid4(), incident="7", minutes=minutes, by=cast.carla)
    assert FaultMinutes.objects.get().minutes == 14


def test_reading_of_a_day_tells_how_it_ended(db):
    lay_equipment()
    room, now = make_whole_room(), timezone.now()
    take_readings(at=now)
    make_test_call(room, at=now)
    assert [take_readings(at=now), take_readings(at=now)] == [1, 0]
    assert ReadinessReading.objects.get().band == "ready"
    assert audited("readiness_changed") == 1


def test_reading_is_kept_once_a_day_and_a_change_is_announced(db):
    lay_equipment()
    room, now, heard = make_whole_room(), timezone.now(), []

    def listen(room, reading, **_signal):
        heard.append((room, reading.band))

    readiness_changed.connect(listen)
    assert [take_readings(at=now), take_readings(at=now)] == [1, 0]
    make_test_call(room, at=now + timedelta(hours=25))
    assert take_readings(at=now + timedelta(days=2)) == 1
    assert take_readings(at=now + timedelta(days=3)) == 1
    readiness_changed.disconnect(listen)
    bands = list(ReadinessReading.objects.order_by("on").values_list("band", "score"))
    assert bands == [("not_ready", 50), ("ready", 100), ("ready", 100)]
    assert heard == [(room, "ready")]
    first = ReadinessReading.objects.earliest("on")
    assert first.parts["call"] == 0
    assert first.kit_version is not None
