"""A room as the database has it: its facts, in as many questions for one as for many."""

from datetime import timedelta

import pytest
from django.utils import timezone

from equipment.actions import assign_kit
from equipment.assessing import assess_rooms, rooms_of
from equipment.catalogue import lay_equipment
from equipment.models import AbsentKind, Asset, ItemType, Kit, LinkMeasure
from network.models import OfficeRoom
from tests.makers.equipment import make_asset, make_office_room, make_test_call, make_whole_room
from tests.makers.network import make_office

QUESTIONS = 7


@pytest.fixture(autouse=True)
def catalogue(db):
    lay_equipment()


def assessed(room: OfficeRoom, at=None):
    return assess_rooms(rooms_of(None).filter(pk=room.pk), at)[0]


def parts(room: OfficeRoom, at=None) -> dict[str, int]:
    return {part.part: part.got for part in assessed(room, at).verdict.points}


def lacks(room: OfficeRoom, at=None) -> set[tuple[str, str]]:
    return {(lack.need, lack.cause) for lack in assessed(room, at).verdict.lacks}


def test_whole_room_that_was_tried_is_ready():
    room = make_whole_room()
    make_test_call(room)
    found = assessed(room)
    assert (found.verdict.band, found.verdict.score, found.step_up) == ("ready", 100, None)
    assert found.version.kit.code == "A"


def test_successful_test_call_changes_it_and_ninety_days_later_it_has_aged():
    room, now = make_whole_room(), timezone.now()
    assert assessed(room, now).verdict.band == "not_ready"
    assert [step.deed for step in assessed(room, now).step_up.steps] == ["test_call"]
    make_test_call(room, at=now)
    assert assessed(room, now).verdict.band == "ready"
    later = assessed(room, now + timedelta(days=91)).verdict
    assert (later.band, later.score, later.is_stale) == ("at_risk", 75, True)
    assert assessed(room, now + timedelta(days=181)).verdict.band == "not_ready"


@pytest.mark.parametrize("rooms", [1, 3])
def test_questions_are_as_many_for_one_room_as_for_three(django_assert_num_queries, rooms):
    for _each in range(rooms):
        make_test_call(make_whole_room())
    with django_assert_num_queries(QUESTIONS):
        assert len(assess_rooms(rooms_of(None))) == rooms


def test_room_of_which_nothing_was_told_is_not_reported():
    room = make_office_room()
    assert assessed(room).verdict.band == "not_reported"
    assert ("camera", "not_reported") in lacks(room)


def test_room_said_to_have_none_of_a_kind_lacks_it():
    room = make_office_room()
    assign_kit(room, Kit.objects.get(code="A"), by=None)
    make_asset(room, item_type=ItemType.objects.get(code="display"))
    camera = ItemType.objects.get(code="ptz-camera")
    AbsentKind.objects.create(room=room, item_type=camera, told_at=timezone.now())
    assert {("camera", "none"), ("microphone", "not_reported")} <= lacks(room)


def test_what_happens_later_is_not_known_yet():
    room, now = make_whole_room(), timezone.now()
    make_test_call(room, at=now)
    before = assessed(room, now - timedelta(days=2))
    assert (before.call, before.verdict.band) == (None, "not_reported")


def test_newest_of_each_figure_counts_wherever_it_was_measured():
    room, now = make_whole_room(), timezone.now()
    make_test_call(room, at=now - timedelta(days=2), jitter_ms=None)
    LinkMeasure.objects.create(room=room, at=now, source="check:1", down_kbps=3_000, up_kbps=4_000, jitter_ms=10)
    assert lacks(room) == {("link", "slow")}
    assert parts(room)["network"] == 0 + 3 + 5 + 5


def test_asset_that_moved_on_leaves_the_room_short():
    room = make_whole_room()
    make_test_call(room)
    Asset.objects.filter(room=room, item_type__code="codec").update(status="under_repair")
    assert lacks(room) == {("endpoint", "under_repair"), ("speaker", "under_repair")}
    assert assessed(room).verdict.band == "not_ready"
    assert {step.deed for step in assessed(room).step_up.steps} == {"finish_repair"}


def test_rooms_of_offices_are_theirs_alone():
    mine, others = make_office_room(make_office()), make_office_room()
    assert list(rooms_of([mine.office_id])) == [mine]
    assert set(rooms_of(None)) == {mine, others}
    assert not rooms_of([])


@pytest.mark.slow
def test_twenty_thousand_assets_ask_no_more_and_count_as_they_should(django_assert_num_queries):
    rooms = [make_whole_room() for _each in range(3)]
    for room in rooms:
        make_test_call(room)
    kinds = list(ItemType.objects.filter(code__in=["display", "laptop", "mic-array"]))
    now = timezone.now()
    Asset.objects.bulk_create(
        (
            Asset(
                tag=f"X-{number}", office=rooms[number % 3].office, room=rooms[number % 3], created_at=now,
                custodian=rooms[number % 3].custodian, item_type=kinds[number // 3 % 3], status="in_service",
                condition="good" if number % 2 else "broken",
            )
            for number in range(20_000)
        ),
        batch_size=1_000,
    )  # fmt: skip
    with django_assert_num_queries(QUESTIONS):
        found = assess_rooms(rooms_of(None))
    assert all(len(each.facts.items) < 20 for each in found)
    assert sum(item.count for each in found for item in each.facts.items) == 20_000 + 3 * 8
    assert [each.verdict.band for each in found] == ["ready"] * 3
