"""The rooms of the demonstration: who takes part properly, who does not, and for the reason that is true of each."""

from datetime import timedelta

import pytest
from django.utils import timezone

from equipment.actions import record_test_call
from equipment.assessing import Assessed, assess_rooms, rooms_of
from equipment.models import FaultMinutes, ReadinessReading
from network.models import Office
from training_platform.demo.people import contact_point_of
from training_platform.demo.readiness import show_readiness

pytestmark = pytest.mark.django_db


def room_of(code: str, at=None) -> Assessed:
    return max(
        assess_rooms(rooms_of([Office.objects.get(code=code).pk]), at), key=lambda each: each.verdict.band.height
    )


@pytest.mark.parametrize("code", ["SV", "CR", "MX", "CO", "PA"])
def test_five_offices_take_part(code):
    assert room_of(code).verdict.band in {"ready", "at_risk"}


@pytest.mark.parametrize(
    ("code", "band", "need", "cause"),
    [
        ("GT", "not_ready", "endpoint", "under_repair"),
        ("HN", "not_ready", "camera", "none"),
        ("NI", "not_reported", "camera", "not_reported"),
        ("BZ", "not_ready", "link", "slow"),
        ("DO", "not_ready", "camera", "broken"),
    ],
)
def test_five_offices_do_not_and_why(code, band, need, cause):
    verdict = room_of(code).verdict
    assert verdict.band == band
    assert (need, cause) in {(lack.need, lack.cause) for lack in verdict.lacks}


def test_rooms_have_a_trend_and_two_levels_of_readiness():
    assert ReadinessReading.objects.filter(room__office__code="SV").count() >= 10
    assert {room_of(code).verdict.band for code in ("SV", "PA")} == {"ready", "at_risk"}


def test_minutes_lost_by_a_fault_are_in_the_record_of_a_room():
    assert FaultMinutes.objects.get(room__office__code="CR").minutes == 14


def test_successful_test_call_changes_it_and_ninety_days_later_it_has_aged():
    now, panama = timezone.now(), room_of("PA")
    assert panama.verdict.band == "at_risk"
    record_test_call(
        panama.room, video=True, audio=True, sharing=True, by=contact_point_of(panama.room.office), made_at=now, at=now
    )
    assert room_of("PA", now).verdict.band == "ready"
    later = room_of("PA", now + timedelta(days=91)).verdict
    assert later.is_stale
    assert later.score < room_of("PA", now).verdict.score


def test_again_it_adds_nothing():
    before = ReadinessReading.objects.count()
    show_readiness()
    assert ReadinessReading.objects.count() == before
