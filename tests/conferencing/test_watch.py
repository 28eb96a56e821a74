"""Rosters beside posts: what was lost is found, what vanished is closed, nobody is credited with more than was sat."""

import random
import uuid
from collections import defaultdict
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conferencing.actions import close_room, note_roster, receive_post, watch_rooms
from conferencing.jitsi import Occupant, Roster, RosterRoom, ServerAway
from conferencing.models import RosterReading, Stay
from conferencing.presence import presence_in
from conferencing.rules import Evidence, Reading, RepairCode, Sighting, fold, read_post
from foundations.jobs.models import Heartbeat, Job
from tests.makers.conferencing import make_post, make_room

START = datetime(2026, 3, 5, 14, 0, tzinfo=UTC)
JID = "jid@video.example/a"
ANA = uuid.UUID("3f2b8a34-9f0b-4a52-8c1d-0a4b5c6d7e8f")
HOURS_AGO = START - timedelta(hours=5)


def second(count: float) -> datetime:
    return START + timedelta(seconds=count)


def occupant(jid: str = JID, joined: int = 0, **more: object) -> Occupant:
    fields = {"identity": str(ANA), "breakout": "", "is_hibernating": False}
    return Occupant(occupant_jid=jid, joined_at=second(joined), **fields | more)


def roster(at: int, *occupants: Occupant, started: datetime = HOURS_AGO, is_there: bool = True) -> Roster:
    rooms = (RosterRoom("room", "m", occupants),) if is_there else ()
    return Roster(second(at), started, rooms)


def note(told: Roster) -> int:
    return note_roster(told, at=told.told_at)


@pytest.fixture
def room(db):
    return make_room(name="room")


def test_lost_join_is_found_and_the_post_that_comes_late_makes_it_the_posts_own(room):
    note(roster(60, occupant()))
    [stay] = room.stays.all()
    assert (stay.identity, stay.evidence, stay.left_at) == (ANA, Evidence.ROSTER_POLL, None)
    assert RepairCode.JOIN_FOUND in {repair.code for repair in presence_in(room).repairs}
    receive_post(make_post(id=str(ANA)))
    [stay] = room.stays.all()
    assert stay.evidence == Evidence.EVENT_SYNC


def test_who_vanished_is_closed_at_the_last_instant_seen_and_the_post_makes_it_exact(room):
    receive_post(make_post())
    note(roster(60, occupant()))
    note(roster(105, occupant()))
    note(roster(150, is_there=False))
    [stay] = room.stays.all()
    assert (stay.left_at, stay.left_exactly, stay.gone_by) == (second(105), False, second(150))
    [repair] = [r for r in presence_in(room).repairs if r.code == RepairCode.END_INFERRED]
    assert (repair.at, repair.until, repair.is_mended) == (second(105), second(150), True)
    receive_post(make_post("left", second=121))
    [stay] = room.stays.all()
    assert (stay.left_at, stay.left_exactly, stay.gone_by) == (second(121), True, None)


def test_join_posted_after_a_reading_that_did_not_show_it_is_known_to_be_over(room):
    receive_post(make_post(occupant_jid="b@video.example/b"))
    note(roster(60, occupant("b@video.example/b")))
    receive_post(make_post(joined_at=int(second(10).timestamp())))
    stay = room.stays.get(occupant_jid=JID)
    assert (stay.left_at, stay.gone_by) == (second(10), second(60))


def test_who_joined_in_the_second_of_the_reading_is_not_taken_for_gone(room):
    receive_post(make_post())
    note(roster(0, is_there=False))
    assert room.stays.get().left_at is None


def test_restart_of_the_server_closes_whoever_joined_before_and_is_told(room):
    receive_post(make_post())
    note(roster(60, occupant()))
    note(roster(300, occupant("new@video.example/n", joined=290), started=second(200)))
    stay = room.stays.get(occupant_jid=JID)
    assert (stay.left_at, stay.gone_by) == (second(60), second(200))
    told = {repair.code: repair for repair in presence_in(room).repairs}
    assert told[RepairCode.SERVER_RESTARTED].at == second(200)
    assert told[RepairCode.NOT_WATCHED].at == second(60)


def test_readings_that_find_the_same_are_one_row(room):
    for at in (60, 120, 180):
        note(roster(at, occupant()))
    [reading] = room.readings.all()
    assert (reading.first_at, reading.last_at) == (second(60), second(180))
    note(roster(240, occupant(), occupant("b@video.example/b", joined=200)))
    assert room.readings.count() == 2


def test_breakout_room_is_read_with_its_main_room(room):
    note(roster(60, occupant(breakout="b1")))
    assert room.stays.get().breakout == "b1"


def test_name_in_a_roster_is_never_kept(room):
    note(roster(60, occupant(identity="Ana María")))
    assert room.stays.get().identity is None
    assert "Ana" not in str(list(RosterReading.objects.values()))


def test_room_that_is_gone_has_ended_and_one_that_is_back_has_not(room):
    note(roster(60, occupant()))
    note(roster(120, is_there=False))
    room.refresh_from_db()
    assert room.ended_at == second(120)
    note(roster(180, occupant(joined=170)))
    room.refresh_from_db()
    assert (room.ended_at, presence_in(room).is_alive) == (None, True)


def test_rooms_of_others_and_rooms_nobody_was_in_cost_nothing(room):
    note(Roster(second(60), HOURS_AGO, (RosterRoom("elsewhere", "m", (occupant(),)),)))
    assert not Stay.objects.exists()
    assert not RosterReading.objects.exists()
    room.refresh_from_db()
    assert room.polled_at == second(60)


def test_who_is_found_after_closing_is_not_counted(room):
    close_room(room, at=second(50))
    note(roster(120, occupant(joined=100)))
    assert not room.stays.exists()


def test_clock_far_from_ours_is_refused(room):
    with pytest.raises(ValueError, match="clock"):
        note_roster(roster(0, occupant()), at=second(3600))
    assert not room.stays.exists()


def test_watch_reads_once_beats_and_ends_what_is_closed_and_alive(room, server):
    now = datetime.now(UTC).replace(microsecond=0)
    stamp = int(now.timestamp())
    inside = f'{{"occupant_jid":"{JID}","id":"{ANA}","joined_at":{stamp - 30}}}'
    rooms = f'[{{"room_name":"room","occupants":[{inside}]}}]'
    body = f'{{"now":{stamp},"prosody_started":{stamp - 999},"rooms":{rooms}}}'
    server.replies["GET /lms-roster"] = (200, body.encode())
    assert watch_rooms() == 1
    assert Heartbeat.objects.filter(name="roster").exists()
    assert [method for method, _path, _headers in server.asked] == ["GET"]
    close_room(room)
    watch_rooms()
    assert server.asked[-1][0] == "POST"
    assert server.asked[-1][1].startswith("/end-meeting")


def test_watch_without_an_answer_changes_nothing_and_says_so(room, server, caplog):
    server.replies["GET /lms-roster"] = (500, b"")
    assert watch_rooms() is None
    assert "conferencing.roster_not_read" in caplog.text


def test_closing_asks_the_queue_to_end_the_meeting(room, server):
    close_room(room)
    close_room(room)
    assert Job.objects.filter(name="conferencing.end_meeting").count() == 1
    from conferencing.tasks import end_meeting

    assert end_meeting(room.pk) is False
    server.replies["POST /end-meeting"] = (503, b"")
    with pytest.raises(ServerAway):
        end_meeting(room.pk)


# --- Properties: any order, doubled, with losses -------------------------------------------------------------------

Person = tuple[int, list[tuple[int, int]]]
sittings = st.lists(
    st.tuples(st.integers(0, 3), st.lists(st.integers(1, 400), min_size=2, max_size=8, unique=True)),
    min_size=1,
    max_size=4,
)


chances = st.integers(0, 2**32).map(random.Random)


def sat(scene: list[tuple[int, list[int]]]) -> dict[tuple[int, int], tuple[int, int, int]]:
    """(connection, turn) → (person, joined, left); each connection is one tab that may come back."""
    found = {}
    for connection, (person, instants) in enumerate(scene):
        pairs = sorted(instants)[: len(instants) // 2 * 2]
        for turn, (joined, left) in enumerate(zip(pairs[::2], pairs[1::2], strict=True)):
            found[connection, turn] = (person, joined, left)
    return found


def posts_of(scene) -> list[dict]:
    base = int(START.timestamp())
    bodies, last = [], {}
    for (connection, _turn), (person, joined, left) in sat(scene).items():
        who = {"occupant_jid": f"c{connection}", "joined_at": base + joined, "id": str(uuid.UUID(int=person + 1))}
        bodies += [make_post("joined", **who), make_post("left", second=left, **who)]
        last[connection] = who | {"left_at": base + left}
    return [*bodies, make_post("destroyed", second=500, all_occupants=list(last.values()))]


def readings_of(scene, step: int) -> list[tuple[list[Sighting], Reading]]:
    told = []
    for at in range(step, 501, step):
        inside = [(c, p, j) for (c, _t), (p, j, left) in sat(scene).items() if j <= at < left]
        seen = [
            Sighting(
                f"c{c}",
                second(j),
                identity=uuid.UUID(int=p + 1),
                seen_at=second(at),
                evidence=Evidence.ROSTER_POLL,
            )
            for c, p, j in inside
        ]
        told.append((seen, Reading(second(at), second(at), HOURS_AGO, frozenset(s.key for s in seen))))
    return told


def credited(told: list) -> dict[uuid.UUID, set[int]]:
    """Each person's seconds, by what arrived in that order; a stay without a known end counts to its last proof."""
    stays, limits = {}, []
    for each in told:
        sightings, new = each if isinstance(each, tuple) else (read_post(each).sightings, None)
        fresh = [new] if new else list(read_post(each).boundaries)
        limits += fresh
        stays |= fold(stays, sightings, limits)
    found = defaultdict(set)
    for (_breakout, _jid, joined), state in stays.items():
        end = state.left_at or state.seen_at or joined
        start = int((joined - START).total_seconds())
        found[state.identity] |= set(range(start, int((end - START).total_seconds())))
    return found


def truth(scene) -> dict[uuid.UUID, set[int]]:
    found = defaultdict(set)
    for person, joined, left in sat(scene).values():
        found[uuid.UUID(int=person + 1)] |= set(range(joined, left))
    return found


def mixed(told: list, chance: random.Random, lost: float) -> list:
    kept = [each for each in told if chance.random() >= lost]
    doubled = kept + [each for each in kept if chance.random() < 0.3]
    chance.shuffle(doubled)
    return doubled


@settings(max_examples=300, deadline=None)
@given(sittings, chances, st.floats(0, 0.9), st.booleans())
def test_nobody_is_ever_credited_with_more_than_was_sat(scene, chance, lost, is_watched):
    told = posts_of(scene) + (readings_of(scene, 45) if is_watched else [])
    right = truth(scene)
    for identity, seconds in credited(mixed(told, chance, lost)).items():
        assert seconds <= right[identity]


@settings(max_examples=200, deadline=None)
@given(sittings, chances)
def test_whatever_was_lost_the_rosters_bring_it_back_to_their_own_rhythm(scene, chance):
    """Read every five seconds, nothing is missing but the last five of each stay, though every post was lost."""
    got = credited(mixed(readings_of(scene, 5), chance, 0))
    lasts = {left - ago for _person, _joined, left in sat(scene).values() for ago in range(1, 6)}
    for identity, seconds in truth(scene).items():
        assert seconds - got[identity] <= lasts


@settings(max_examples=200, deadline=None)
@given(sittings, chances)
def test_end_of_the_room_repairs_every_loss_of_who_came_once(scene, chance):
    once = [(person, sorted(instants)[:2]) for person, instants in scene]
    *bodies, ended = posts_of(once)
    assert credited(mixed([*mixed(bodies, chance, 0.7), ended], chance, 0)) == truth(once)


@settings(max_examples=200, deadline=None)
@given(sittings, chances, st.floats(0, 0.9))
def test_order_and_doubles_change_nothing(scene, chance, lost):
    kept = [each for each in posts_of(scene) + readings_of(scene, 45) if chance.random() >= lost]
    assert credited(mixed(kept, chance, 0)) == credited(kept)
