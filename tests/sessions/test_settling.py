"""Attendance: from posts and rosters to verdicts, once, by a person or by the clock."""

import logging
import random
from datetime import timedelta

import pytest
from django.utils import timezone

from conferencing.actions import receive_post
from conferencing.models import RoomPost, Stay
from foundations.audit.models import AuditEvent
from sessions import tasks
from sessions.actions import attendance, settle_due_sessions, settle_session, tick_roster
from sessions.errors import SessionError
from sessions.events import session_settled
from sessions.models import Attendance, RosterEntry, TrainingSession
from tests.makers.conferencing import person_of, recorded_posts
from tests.makers.courses import make_enrolment, make_workshop
from tests.makers.network import make_person
from tests.makers.sessions import make_attendance, make_part, make_presence, make_session


@pytest.fixture
def session(cast):
    """One hour, over since two hours; ana holds a seat."""
    session = make_session(starts_at=timezone.now() - timedelta(hours=3))
    make_enrolment(workshop=session.workshop, person=cast.ana.person)
    return session


def verdict_on(session, user) -> Attendance:
    return Attendance.objects.get(session=session, person=user.person)


@pytest.mark.parametrize(
    ("stays", "seconds", "verdict"),
    [
        ([], 0, "absent"),
        ([(0, 60)], 3600, "present"),
        ([(-10, 70)], 3600, "present"),
        ([(0, 20), (30, 60)], 3000, "present"),
        ([(0, 48)], 2880, "present"),
        ([(0, 47.9)], 2874, "partial"),
        ([(0, 30), (0, 30)], 1800, "partial"),
        ([(0, 30), (20, 48)], 2880, "present"),
        ([(70, 80)], 0, "absent"),
    ],
)
def test_verdict_is_folded_from_the_stays(cast, session, stays, seconds, verdict):
    for start, end in stays:
        make_presence(session, cast.ana.person, start, end)
    settle_session(session)
    row = verdict_on(session, cast.ana)
    assert (row.present_seconds, row.counted_seconds, row.verdict) == (seconds, 3600, verdict)


def test_evidence_says_where_each_minute_comes_from(cast, session):
    make_presence(session, cast.ana.person, 0, 20)
    make_presence(session, cast.ana.person, 30, 40, left_exactly=False)
    make_presence(session, cast.ana.person, 50, None)
    settle_session(session)
    row = verdict_on(session, cast.ana)
    assert [stay["end"] for stay in row.evidence["stays"]] == ["posted", "inferred", "open"]
    assert len(row.evidence["intervals"]) == 3
    assert row.evidence["source"] == "posts"
    assert row.evidence["threshold"] == "80.00"
    assert row.present_seconds == 40 * 60


def test_threshold_is_the_workshops(cast):
    workshop = make_workshop(attendance_threshold=50)
    session = make_session(workshop=workshop, starts_at=timezone.now() - timedelta(hours=3))
    make_enrolment(workshop=workshop, person=cast.ana.person)
    make_presence(session, cast.ana.person, 0, 30)
    settle_session(session)
    assert verdict_on(session, cast.ana).verdict == "present"


def test_tick_counts_as_the_whole_session(cast, session):
    tick_roster(session, [cast.ana.person], by=cast.elsa)
    settle_session(session)
    row = verdict_on(session, cast.ana)
    assert (row.present_seconds, row.verdict, row.evidence["source"]) == (3600, "present", "roster")


def test_office_is_that_of_the_enrolment(cast, session):
    cast.ana.person.office = cast.elsewhere
    cast.ana.person.save()
    settle_session(session)
    assert verdict_on(session, cast.ana).office == cast.office


def test_only_holders_of_a_seat_get_a_verdict(cast, session):
    for state in ("waiting", "declined", "withdrawn"):
        make_enrolment(workshop=session.workshop, state=state)
    nominee = make_enrolment(workshop=session.workshop, state="nominated")
    make_presence(session, cast.dora.person, 0, 60)
    settle_session(session)
    assert set(Attendance.objects.values_list("person", flat=True)) == {cast.ana.person_id, nominee.person_id}


def test_settling_twice_is_once(cast, session):
    heard = []

    def listen(sender, session, **kwargs):
        heard.append(session.pk)

    session_settled.connect(listen)
    try:
        settle_session(session)
        first = verdict_on(session, cast.ana)
        make_presence(session, cast.ana.person, 0, 60)
        settle_session(session)
    finally:
        session_settled.disconnect(listen)
    assert heard == [session.pk]
    assert verdict_on(session, cast.ana).settled_at == first.settled_at
    assert AuditEvent.objects.filter(action="sessions.session_settled").count() == 1


def test_settling_closes_the_room_and_late_posts_change_no_verdict(cast, session):
    settled = settle_session(session)
    assert settled.state == TrainingSession.State.SETTLED
    assert settled.room.closed_at
    begun = int(session.starts_at.timestamp())
    occupant = {"occupant_jid": "j", "joined_at": begun, "left_at": begun + 3600, "id": str(cast.ana.person_id)}
    receive_post({"event_name": "muc-occupant-left", "room_name": session.room.name, "occupant": occupant})
    assert RoomPost.objects.count() == Stay.objects.count() == 1
    settle_session(session)
    assert verdict_on(session, cast.ana).verdict == "absent"


def test_unidentified_stays_are_counted_in_the_book(cast, session):
    make_presence(session, cast.ana.person, 0, 60)
    make_presence(session, cast.ana.person, 0, 60, identity=None)
    settle_session(session)
    details = AuditEvent.objects.get(action="sessions.session_settled").details
    assert details == {"unidentified": 1, "present": 1}


def test_settling_before_the_planned_end_ends_the_session_and_nobody_loses_minutes(cast):
    session = make_session()
    make_enrolment(workshop=session.workshop, person=cast.ana.person)
    make_presence(session, cast.ana.person, 0, None)
    settled = settle_session(session, by=cast.elsa, at=session.starts_at + timedelta(minutes=40))
    assert settled.ended_at == session.starts_at + timedelta(minutes=40)
    row = verdict_on(session, cast.ana)
    assert (row.present_seconds, row.counted_seconds) == (2400, 2400)


@pytest.mark.parametrize("who", ["ana", "carla", "dora", "felix"])
def test_only_those_who_lead_settle(cast, session, who):
    with pytest.raises(SessionError):
        settle_session(session, by=getattr(cast, who))
    assert not Attendance.objects.exists()


def test_moderator_settles(cast, session):
    make_part(session, cast.bruno.person)
    assert settle_session(session, by=cast.bruno).settled_at


def test_neither_the_future_nor_the_cancelled_is_settled(cast, session):
    with pytest.raises(SessionError, match="no ha comenzado"):
        settle_session(session, at=session.starts_at - timedelta(seconds=1))
    session.state = TrainingSession.State.CANCELLED
    session.save()
    with pytest.raises(SessionError):
        settle_session(session)


@pytest.mark.slow
def test_recorded_posts_in_any_order_come_to_the_same_attendance(cast):
    """Shuffled and doubled; and without the leaves, which the end of the room tells again."""
    bodies = recorded_posts("tabs-c0af36")
    people = [make_person(pk=person_of(f"u-{n}")) for n in range(1, 6)]
    outcomes = set()
    for seed in range(8):
        chance = random.Random(seed)
        starts_at = timezone.datetime.fromtimestamp(1795458150, tz=timezone.get_current_timezone())
        session = make_session(starts_at=starts_at, ends_at=starts_at + timedelta(seconds=40))
        for person in people:
            make_enrolment(workshop=session.workshop, person=person)
        kept = [body for body in bodies if seed < 4 or body["event_name"] != "muc-occupant-left"]
        mixed = kept + [body for body in kept if chance.random() < 0.5]
        chance.shuffle(mixed)
        for body in mixed:
            receive_post(body | {"room_name": session.room.name})
        settle_session(session, at=starts_at + timedelta(hours=1))
        outcomes.add(tuple(session.attendance.order_by("person").values_list("person", "present_seconds", "verdict")))
    assert len(outcomes) == 1
    present = {person: seconds for person, seconds, _verdict in outcomes.pop()}
    assert present[person_of("u-1")] == 40
    assert present[person_of("u-2")] == 2
    assert present[person_of("u-4")] == 4 + 3


def test_clock_settles_what_ended_three_quarters_of_an_hour_ago(cast, session):
    now = timezone.now()
    recent = make_session(starts_at=now - timedelta(minutes=104))
    draft = make_session(starts_at=now - timedelta(hours=3), workshop=make_workshop(state="draft"))
    assert settle_due_sessions(at=now) == 1
    assert settle_due_sessions(at=now) == 0
    assert settle_due_sessions(at=now + timedelta(minutes=2)) == 1
    states = {row.pk: row.state for row in TrainingSession.objects.all()}
    assert states == {session.pk: "settled", recent.pk: "settled", draft.pk: "scheduled"}


def test_one_failure_does_not_keep_the_others(cast, session, monkeypatch, caplog):
    other = make_session(starts_at=timezone.now() - timedelta(hours=2, minutes=30))
    real = attendance.weigh

    def failing(asked, **kwargs):
        if asked.pk == session.pk:
            raise RuntimeError("broken")
        return real(asked, **kwargs)

    monkeypatch.setattr(attendance, "weigh", failing)
    caplog.set_level(logging.CRITICAL)
    assert tasks.settle_due() == 1
    other.refresh_from_db()
    session.refresh_from_db()
    assert (other.state, session.state) == ("settled", "scheduled")
    monkeypatch.undo()
    assert tasks.settle_due() == 1


def test_ticking_twice_is_once(cast, session):
    first = tick_roster(session, [cast.ana.person], by=cast.elsa)
    second = tick_roster(session, [cast.ana.person], by=cast.elsa)
    assert (len(first), second) == (1, [])
    assert RosterEntry.objects.get().ticked_by == cast.elsa.person
    assert AuditEvent.objects.filter(action="sessions.roster_ticked").count() == 1


@pytest.mark.parametrize(
    ("who", "allowed"), [("elsa", True), ("sara", True), ("carla", True), ("diego", False), ("ana", False)]
)
def test_roster_is_ticked_by_leaders_and_by_the_office(cast, session, who, allowed):
    try:
        tick_roster(session, [cast.ana.person], by=getattr(cast, who))
    except SessionError:
        assert not allowed
    else:
        assert allowed


def test_only_holders_of_a_seat_are_ticked(cast, session):
    with pytest.raises(SessionError):
        tick_roster(session, [cast.ana.person, cast.dora.person], by=cast.elsa)
    assert not RosterEntry.objects.exists()


def test_roster_is_open_from_the_beginning_until_the_settling(cast, session):
    with pytest.raises(SessionError):
        tick_roster(session, [cast.ana.person], by=cast.elsa, at=session.starts_at - timedelta(seconds=1))
    settle_session(session)
    with pytest.raises(SessionError):
        tick_roster(session, [cast.ana.person], by=cast.elsa)


def test_old_evidence_goes_and_the_verdict_stays(cast):
    now = timezone.now()
    old = make_attendance(settled_at=now - timedelta(days=800), evidence={"intervals": []})
    young = make_attendance(settled_at=now, evidence={"intervals": []})
    assert tasks.purge_evidence() == 1
    assert tasks.purge_evidence() == 0
    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.evidence, old.verdict, old.present_seconds) == ({}, "present", 3600)
    assert young.evidence
    assert AuditEvent.objects.filter(action="sessions.evidence_purged").count() == 1
