"""Reading and folding posts: the same stays whatever the order, doubles and (where enough is left) losses."""

import random
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conferencing import rules
from conferencing.rules import Boundary, StayState, fold_post, read_post
from tests.makers.conferencing import make_post, person_of, recorded_posts

ROOMS = ("s-37ef3314", "open-facc69ce", "tabs-c0af36", "exp-620804", "crash-62fc36")


def instant(second: int) -> datetime:
    return datetime(2026, 3, 5, 14, 0, second, tzinfo=UTC)


def fold_all(bodies: list[dict]) -> dict:
    """What the posts of one room come to, taken one by one."""
    stays: dict = {}
    boundaries: list[Boundary] = []
    for body in bodies:
        post = read_post(body)
        boundaries += post.boundaries
        stays |= fold_post(stays, post, boundaries)
    return stays


def told(bodies: list[dict]) -> dict:
    """Each person's spans in whole seconds."""
    spans: dict = {}
    for (_breakout, _jid, joined_at), state in fold_all(bodies).items():
        spans.setdefault(state.identity, set()).add((joined_at, state.left_at))
    return spans


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(ROOMS), st.randoms(use_true_random=False), st.floats(0, 1))
def test_fold_gives_the_same_in_any_order_and_doubled(room, chance, doubled):
    bodies = recorded_posts(room)
    mixed = bodies + [body for body in bodies if chance.random() < doubled]
    chance.shuffle(mixed)
    assert fold_all(mixed) == fold_all(bodies)


@pytest.mark.parametrize("room", ["s-37ef3314", "open-facc69ce"])
@settings(max_examples=60, deadline=None)
@given(chance=st.randoms(use_true_random=False))
def test_room_end_repairs_every_lost_post_about_its_occupants(room, chance):
    bodies = recorded_posts(room)
    kept = [body for body in bodies if body["event_name"] == rules.ROOM_DESTROYED or chance.random() < 0.5]
    assert told(kept) == told(bodies)


@settings(max_examples=100, deadline=None)
@given(chance=st.randoms(use_true_random=False))
def test_leaves_alone_repair_every_lost_join(chance):
    bodies = recorded_posts("tabs-c0af36")
    kept = [body for body in bodies if body["event_name"] != rules.OCCUPANT_JOINED or chance.random() < 0.5]
    assert told(kept) == told(bodies)


def test_room_end_tells_the_same_as_lost_leaves_to_the_second():
    bodies = recorded_posts("tabs-c0af36")
    assert told([body for body in bodies if body["event_name"] != rules.OCCUPANT_LEFT]) == told(bodies)


def test_two_tabs_are_two_stays_of_one_person():
    spans = told(recorded_posts("tabs-c0af36"))
    assert len(spans[person_of("u-2")]) == 2


def test_refused_post_is_known_from_the_leave():
    """Dan's second coming was refused (404) when it was recorded: his leave carries it."""
    bodies = [b for b in recorded_posts("tabs-c0af36") if b["event_name"] == rules.OCCUPANT_LEFT]
    assert len(told(bodies)[person_of("u-4")]) == 2


def test_room_end_closes_who_is_not_told_to_have_left_and_the_leave_makes_it_exact():
    bodies = recorded_posts("exp-620804")
    destroyed, left = bodies[-2], bodies[-1]
    open_end = fold_all([destroyed])
    assert [state.left_exactly for state in open_end.values()] == [False]
    assert [state.left_exactly for state in fold_all([destroyed, left]).values()] == [True]


def test_crash_leaves_stays_open():
    assert all(state.left_at is None for state in fold_all(recorded_posts("crash-62fc36")).values())


def test_room_begun_anew_closes_what_a_crash_left_open_at_the_last_proof():
    """Between the crash and the new beginning nobody was seen: no minute of it is credited."""
    anew = {"event_name": "muc-room-created", "room_name": "crash-62fc36", "created_at": 1795458400}
    stays = fold_all([anew, *recorded_posts("crash-62fc36")])
    assert {state.gone_by for state in stays.values()} == {datetime.fromtimestamp(1795458400, UTC)}
    assert all(state.left_at == key[2] for key, state in stays.items())


def test_occupant_told_without_a_leave_when_the_room_ends_was_inside_until_then():
    [state] = fold_all(recorded_posts("exp-620804")[-2:-1]).values()
    assert state.left_at == datetime.fromtimestamp(1795458319, UTC)


def test_connection_that_joins_again_was_out_before():
    start = make_post()["occupant"]["joined_at"]
    stays = fold_all([make_post(), make_post(joined_at=start + 50), make_post("left", second=60, joined_at=start + 50)])
    assert [state.left_at for _key, state in sorted(stays.items())] == [instant(0), instant(0) + timedelta(minutes=1)]


def test_rejoin_on_one_connection_is_another_stay():
    start = make_post()["occupant"]["joined_at"]
    bodies = [
        make_post("left", second=10),
        make_post("joined", joined_at=start + 20),
        make_post("left", second=30, joined_at=start + 20),
    ]
    assert len(fold_all(bodies)) == 2


def test_breakout_is_a_stay_in_the_main_room_apart_from_the_one_there():
    inside = make_post("left", second=20) | {"is_breakout": True, "breakout_room_id": "b1"}
    stays = fold_all([make_post("left", second=10), inside])
    assert {breakout for breakout, _jid, _joined in stays} == {"", "b1"}
    assert {read_post(inside).room_name} == {"room"}


@pytest.mark.parametrize(
    ("boundary", "breakout", "joined", "ends"),
    [
        (Boundary(instant(10), "", True), "", 10, True),
        (Boundary(instant(10), "", True), "", 11, False),
        (Boundary(instant(10), "", False), "", 9, True),
        (Boundary(instant(10), "", False), "", 10, False),
        (Boundary(instant(10), "", True), "b1", 5, True),
        (Boundary(instant(10), "b1", True), "", 5, False),
        (Boundary(instant(10), "b1", True), "b2", 5, False),
    ],
)
def test_boundary_ends_whoever_came_before(boundary, breakout, joined, ends):
    assert boundary.ends(breakout, instant(joined)) is ends


@pytest.mark.parametrize(
    ("given", "known"),
    [
        ("3f2b8a34-9f0b-4a52-8c1d-0a4b5c6d7e8f", True),
        ("3F2B8A34-9F0B-4A52-8C1D-0A4B5C6D7E8F", True),
        ("u-17", False),
        ("ana@mp.example", False),
        ("3f2b8a349f0b4a528c1d0a4b5c6d7e8f", False),
        (17, False),
        (17.0, False),
        (None, False),
        (["3f2b8a34-9f0b-4a52-8c1d-0a4b5c6d7e8f"], False),
    ],
)
def test_identity_is_only_ever_a_uuid_of_ours(given, known):
    [seen] = read_post(make_post(id=given)).sightings
    assert (seen.identity is not None) is known


@pytest.mark.parametrize(
    ("changes", "sightings"),
    [
        ({"joined_at": 1772719200.0}, 1),
        ({"joined_at": "1772719200"}, 1),
        ({"joined_at": None}, 0),
        ({"joined_at": True}, 0),
        ({"joined_at": 10**400}, 0),
        ({"joined_at": "nan"}, 0),
        ({"occupant_jid": ""}, 0),
        ({"occupant_jid": "x" * 300}, 0),
        ({"occupant_jid": 5}, 0),
        ({"left_at": "soon"}, 1),
    ],
)
def test_odd_fields_are_left_out_and_never_refused(changes, sightings):
    assert len(read_post(make_post(**changes)).sightings) == sightings


@pytest.mark.parametrize("body", [{}, {"occupant": None}, {"all_occupants": {}}, {"all_occupants": [1, None, "x"]}])
def test_nearly_empty_bodies_tell_of_nobody(body):
    assert read_post(body).sightings == ()


def test_room_name_comes_from_its_address_when_missing_and_in_lower_case():
    assert read_post({"room_jid": "ABC@conference.x"}).room_name == "abc"


def test_event_is_implied_when_its_name_is_missing():
    for event in ("created", "joined", "left", "destroyed"):
        body = make_post(event)
        assert read_post({k: v for k, v in body.items() if k != "event_name"}).event_name == body["event_name"]


def test_leave_before_joining_is_an_empty_stay():
    [state] = fold_all([make_post("left", second=-5)]).values()
    assert state.left_at == instant(0)


def test_names_and_mails_are_taken_out_wherever_they_stand():
    body = make_post("destroyed", all_occupants=[{"name": "A", "email": "b", "id": "c"}]) | {"Email": "x"}
    kept = rules.without_names(body)
    assert kept["all_occupants"] == [{"id": "c"}]
    assert "Email" not in kept
    assert kept["room_name"] == "room"


def test_digest_knows_no_order_of_keys():
    body = make_post()
    assert rules.digest_of(dict(reversed(body.items()))) == rules.digest_of(body)
    assert rules.digest_of(body) != rules.digest_of(make_post("left", second=1))


def test_what_no_database_holds_is_taken_out():
    assert rules.without_names({"a": "x\x00\ud800", "b": float("inf")}) == {"a": "x?", "b": None}


def test_two_identities_for_one_stay_are_settled_alike_in_any_order():
    bodies = [make_post(id=str(uuid.UUID(int=n))) for n in (1, 2, 3)]
    outcomes = set()
    for _ in range(6):
        random.shuffle(bodies)
        outcomes |= {state.identity for state in fold_all(bodies).values()}
    assert len(outcomes) == 1
    assert StayState() not in fold_all(bodies).values()
