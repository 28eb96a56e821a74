"""Sites, marks, incidents, occupants, excuses, objections and corrections: what they leave behind and who may."""

from datetime import timedelta

import pytest
from django.utils import timezone

from foundations.audit.models import AuditEvent
from foundations.outbox.models import Letter
from network.models import OfficeRoom
from sessions import actions
from sessions.errors import SessionError
from sessions.events import session_settled
from sessions.models import Attendance, ConnectedSite, Contest, Correction, Incident, RosterEntry
from sessions.rules import SheetRow
from sessions.weighing import read_book
from tests.makers.attendance import connect_site, make_excuse, make_incident, make_mark, make_site
from tests.makers.conferencing import make_stay
from tests.makers.courses import make_enrolment
from tests.makers.network import make_person
from tests.makers.sessions import make_part, make_presence, make_session


@pytest.fixture
def session(cast):
    """One hour, over since two hours; ana holds a seat."""
    session = make_session(starts_at=timezone.now() - timedelta(hours=3))
    make_enrolment(workshop=session.workshop, person=cast.ana.person)
    return session


@pytest.fixture
def running(cast):
    """One hour, begun half an hour ago; ana holds a seat."""
    session = make_session()
    make_enrolment(workshop=session.workshop, person=cast.ana.person)
    return session


@pytest.fixture
def site(cast, running):
    return make_site(running, office=cast.office)


def minute(session, number):
    return session.starts_at + timedelta(minutes=number)


def settled(session, user) -> Attendance:
    actions.settle_session(session)
    return Attendance.objects.get(session=session, person=user.person)


def told(action: str) -> int:
    return AuditEvent.objects.filter(action=f"sessions.{action}").count()


# --- Evidence ---------------------------------------------------------------------------------------------------------


def test_present_is_marked_in_while_the_site_is_connected(cast, session):
    site = make_site(session, office=cast.office)
    connect_site(site, 5, 50)
    make_mark(session, cast.ana.person, 0, 40, site=site)
    row = settled(session, cast.ana)
    assert (row.minutes, row.evidence["source"]) == (35, "site")
    assert row.evidence["marks"][0]["source"] == "site"


def test_a_replaced_mark_counts_no_more(cast, session):
    first = make_mark(session, cast.ana.person, 0, None)
    make_mark(session, cast.ana.person, 0, 20, replaces=first)
    assert settled(session, cast.ana).minutes == 20


def test_an_incident_in_which_nobody_was_there_shortens_the_session(cast, session):
    make_presence(session, cast.ana.person, 0, 20)
    make_presence(session, cast.ana.person, 34, 60)
    make_incident(session, 20, 34)
    row = settled(session, cast.ana)
    assert (row.minutes, row.counted_minutes, row.percent) == (46, 46, 100)


def test_an_incident_left_running_ends_with_the_session(cast, session):
    make_presence(session, cast.ana.person, 0, 40)
    make_incident(session, 40, None)
    row = settled(session, cast.ana)
    assert (row.minutes, row.counted_minutes) == (40, 40)
    assert Incident.objects.get().stopped_at == session.ends_at


def test_a_device_recognised_counts_and_is_told_as_a_repair(cast, session):
    make_presence(session, cast.ana.person, 0, 50, identity=None)
    [stay] = read_book(session).unidentified()
    actions.resolve_occupant(session, stay.pk, person=cast.ana.person, reason="La escuché.", by=cast.elsa)
    assert read_book(session).unidentified() == []
    row = settled(session, cast.ana)
    assert (row.minutes, row.evidence["repairs"]) == (50, ["resolved"])


def test_a_dismissed_device_is_nobodys(cast, session):
    make_presence(session, cast.ana.person, 0, 50, identity=None)
    [stay] = read_book(session).unidentified()
    actions.resolve_occupant(session, stay.pk, reason="Era la cámara de prueba.", by=cast.elsa)
    assert settled(session, cast.ana).minutes == 0


def test_an_occupant_is_decided_once_and_within_its_session(cast, session):
    make_presence(session, cast.ana.person, 0, 50, identity=None)
    [stay] = read_book(session).unidentified()
    elsewhere = make_stay(identity=None)
    for wrong in (
        {"stay": elsewhere.pk, "reason": "x"},
        {"stay": stay.pk, "reason": " "},
        {"stay": stay.pk, "reason": "x", "person": cast.dora.person},
    ):
        with pytest.raises(SessionError):
            actions.resolve_occupant(session, by=cast.elsa, **wrong)
    first = actions.resolve_occupant(session, stay.pk, reason="x", person=cast.ana.person, by=cast.elsa)
    assert actions.resolve_occupant(session, stay.pk, reason="y", person=cast.ana.person, by=cast.elsa) == first
    with pytest.raises(SessionError):
        actions.resolve_occupant(session, stay.pk, reason="z", by=cast.elsa)
    assert told("occupant_resolved") == 1


def test_evidence_of_one_person_is_read_as_that_of_all(cast, session):
    site = make_site(session, office=cast.office)
    connect_site(site, 0, 30)
    make_mark(session, cast.ana.person, 0, None, site=site)
    make_presence(session, cast.ana.person, 30, 45)
    make_presence(session, cast.dora.person, 0, 60)
    one, everybody = read_book(session, person=cast.ana.person_id), read_book(session)
    assert one.judge(cast.ana.person_id) == everybody.judge(cast.ana.person_id)
    assert one.judge(cast.ana.person_id).presence.present_seconds == 45 * 60


def test_purging_lets_marks_go_and_keeps_verdicts(cast, session):
    make_mark(session, cast.ana.person, 0, 60)
    row = settled(session, cast.ana)
    later = timezone.now() + timedelta(days=1)
    assert actions.purge_evidence(before=later) == 1
    row.refresh_from_db()
    assert (row.evidence, row.minutes, RosterEntry.objects.count()) == ({}, 60, 0)


# --- Sites ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "allowed"),
    [("elsa", True), ("sara", True), ("carla", True), ("diego", False), ("ana", False), ("dora", False)],
)
def test_an_office_plans_its_own_rooms(cast, running, who, allowed):
    room = OfficeRoom.objects.create(office=cast.office, name="Sala", capacity=12)
    try:
        actions.plan_site(running, room, by=getattr(cast, who))
    except SessionError:
        assert not allowed
    else:
        assert allowed
    assert ConnectedSite.objects.exists() is allowed


def test_planning_twice_is_once_and_the_operator_is_of_the_office(cast, running):
    room = OfficeRoom.objects.create(office=cast.office, name="Sala", capacity=12)
    with pytest.raises(SessionError):
        actions.plan_site(running, room, operator=cast.dora.person, by=cast.carla)
    first = actions.plan_site(running, room, operator=cast.ana.person, by=cast.carla)
    assert actions.plan_site(running, room, operator=cast.ana.person, by=cast.carla) == first
    assert told("site_planned") == 1


def test_a_site_enters_under_an_identity_of_its_own(cast, running, site):
    from conferencing import jitsi

    address = actions.join_as_site(site, by=cast.carla)
    from urllib.parse import parse_qs, urlsplit

    token = parse_qs(urlsplit(address).fragment)["jwt"][0].strip('"')
    guest = jitsi.verify_token(token, room=running.room.name)
    assert (guest.id, guest.is_moderator) == (str(site.pk), False)
    assert cast.carla.person.full_name not in guest.name
    with pytest.raises(SessionError):
        actions.join_as_site(site, by=cast.diego)


def test_who_is_named_to_open_a_connection_may(cast, running, site):
    with pytest.raises(SessionError):
        actions.join_as_site(site, by=cast.ana)
    ConnectedSite.objects.update(operator=cast.ana.person)
    assert actions.join_as_site(site, by=cast.ana)


def test_a_site_with_people_is_not_withdrawn(cast, running, site):
    actions.mark_at_site(site, [cast.ana.person], by=cast.carla)
    with pytest.raises(SessionError):
        actions.withdraw_site(site, by=cast.carla)
    empty = make_site(running, office=cast.office)
    actions.withdraw_site(empty, by=cast.carla)
    assert actions.withdraw_site(empty, by=cast.carla).withdrawn_at
    with pytest.raises(SessionError):
        actions.mark_at_site(empty, [cast.ana.person], by=cast.carla)


def test_marking_twice_is_once_and_leaving_early_takes_the_place_of_the_mark(cast, running, site):
    [entry] = actions.mark_at_site(site, [cast.ana.person], by=cast.carla, at=minute(running, 1))
    assert actions.mark_at_site(site, [cast.ana.person], by=cast.carla) == []
    left = actions.mark_left(entry, by=cast.carla, at=minute(running, 10))
    actions.mark_left(entry, by=cast.carla, at=minute(running, 20))
    assert [row.pk for row in RosterEntry.objects.standing()] == [left.pk]
    assert (left.ends_at - left.starts_at).total_seconds() == 540
    [again] = actions.mark_at_site(site, [cast.ana.person], by=cast.carla)
    assert again.replaces is None


def test_visitors_stand_by_name_and_kind(cast, running, site):
    visitor = actions.Visitor("Subinspector Paz", "investigator")
    [entry] = actions.mark_at_site(site, [visitor], by=cast.carla)
    assert (entry.name, entry.person, entry.visitor_kind) == ("Subinspector Paz", None, "investigator")
    assert actions.mark_at_site(site, [visitor], by=cast.carla) == []
    assert "Paz" not in str(AuditEvent.objects.get(action="sessions.people_marked").details)


def test_another_offices_people_and_sites_are_out_of_reach(cast, running, site):
    theirs = make_enrolment(workshop=running.workshop, person=cast.dora.person)
    with pytest.raises(SessionError):
        actions.mark_at_site(site, [theirs.person], by=cast.carla)
    with pytest.raises(SessionError):
        actions.mark_at_site(site, [cast.ana.person], by=cast.diego)
    [entry] = actions.mark_at_site(site, [theirs.person], by=cast.elsa)
    with pytest.raises(SessionError):
        actions.mark_left(entry, by=cast.diego)


def test_one_signs_in_at_the_door_with_a_seat_and_within_the_hours(cast, running):
    entry = actions.mark_myself(running, by=cast.ana)
    assert (entry.source, entry.ticked_by) == ("door", cast.ana.person)
    assert actions.mark_myself(running, by=cast.ana) == entry
    with pytest.raises(SessionError):
        actions.mark_myself(running, by=cast.dora)
    with pytest.raises(SessionError):
        actions.mark_myself(running, by=cast.ana, at=running.ends_at)


def test_a_sheet_typed_twice_is_once_and_keeps_to_the_session(cast, session):
    row = SheetRow(cast.ana.person_id, minute(session, 5), minute(session, 55))
    assert len(actions.type_sheet(session, [row], by=cast.elsa)) == 1
    assert actions.type_sheet(session, [row], by=cast.elsa) == []
    outside = SheetRow(cast.ana.person_id, minute(session, 5), minute(session, 65))
    with pytest.raises(SessionError):
        actions.type_sheet(session, [outside], by=cast.elsa)
    assert settled(session, cast.ana).minutes == 50


def test_day_one_in_the_room_and_day_two_online_are_the_same_record(cast):
    first = make_session(starts_at=timezone.now() - timedelta(days=1))
    second = make_session(workshop=first.workshop, starts_at=timezone.now() - timedelta(hours=3))
    make_enrolment(workshop=first.workshop, person=cast.ana.person)
    make_mark(first, cast.ana.person, 0, None)
    make_presence(second, cast.ana.person, 0, 60)
    assert [settled(one, cast.ana).verdict for one in (first, second)] == ["present", "present"]


# --- The board --------------------------------------------------------------------------------------------------------


def test_an_incident_runs_once_and_stops_once(cast, running):
    first = actions.start_incident(running, by=cast.elsa, reason="Se cayó la línea")
    assert actions.start_incident(running, by=cast.elsa) == first
    assert actions.stop_incident(running, by=cast.elsa).stopped_at
    assert actions.stop_incident(running, by=cast.elsa) is None
    assert (told("incident_started"), told("incident_stopped")) == (1, 1)


@pytest.mark.parametrize("who", ["ana", "carla", "dora", "felix"])
def test_only_who_leads_has_the_board(cast, running, who):
    by = getattr(cast, who)
    for act in (
        lambda: actions.start_incident(running, by=by),
        lambda: actions.stop_incident(running, by=by),
        lambda: actions.extend_session(running, minutes=15, by=by),
    ):
        with pytest.raises(SessionError):
            act()


def test_a_session_under_way_is_extended_and_what_counts_grows(cast, running):
    make_part(running, cast.bruno.person)
    later = actions.extend_session(running, minutes=15, by=cast.bruno)
    assert later.ends_at == running.ends_at + timedelta(minutes=15)
    assert later.sequence == running.sequence + 1
    with pytest.raises(SessionError):
        actions.extend_session(running, minutes=999, by=cast.bruno)


# --- Excuses, objections, corrections ---------------------------------------------------------------------------------


def test_an_excuse_is_asked_by_the_person_or_the_contact_point_and_decided_by_another(cast, session):
    for stranger in (cast.dora, cast.diego):
        with pytest.raises(SessionError):
            actions.ask_excuse(session, cast.ana.person, reason="Audiencia", by=stranger)
    excuse = actions.ask_excuse(session, cast.ana.person, reason="Audiencia", by=cast.carla)
    assert actions.ask_excuse(session, cast.ana.person, reason="Otra", by=cast.ana) == excuse
    for unfit in (cast.ana, cast.carla):
        with pytest.raises(SessionError):
            actions.decide_excuse(excuse, accept=True, by=unfit)
    with pytest.raises(SessionError):
        actions.decide_excuse(excuse, accept=False, by=cast.elsa)
    actions.decide_excuse(excuse, accept=True, by=cast.elsa)
    actions.decide_excuse(excuse, accept=False, answer="no", by=cast.elsa)
    row = settled(session, cast.ana)
    assert (row.verdict, row.present_seconds, row.counted_seconds) == ("excused", 0, 0)
    letter = Letter.objects.get(kind="sessions.excuse_decided")
    assert "Audiencia" not in letter.text


def test_an_excuse_accepted_after_the_settling_corrects_the_verdict(cast, session):
    row = settled(session, cast.ana)
    actions.decide_excuse(make_excuse(session, cast.ana.person), accept=True, by=cast.elsa)
    row.refresh_from_db()
    assert (row.verdict, row.counted_seconds) == ("excused", 0)
    assert Correction.objects.get().was_verdict == "absent"


def test_one_contests_the_own_verdict_once(cast, session):
    row = settled(session, cast.ana)
    with pytest.raises(SessionError):
        actions.contest_verdict(row, reason="No es así", by=cast.dora)
    contest = actions.contest_verdict(row, reason="Estuve por teléfono", by=cast.ana)
    assert actions.contest_verdict(row, reason="Otra vez", by=cast.ana) == contest
    with pytest.raises(SessionError):
        actions.answer_contest(contest, answer="No", by=cast.carla)
    answered = actions.answer_contest(contest, answer="La sala no la vio.", by=cast.elsa)
    assert (answered.is_upheld, answered.answered_by) == (False, cast.elsa.person)
    assert actions.contest_verdict(row, reason="De nuevo", by=cast.ana) == contest


def test_a_correction_keeps_both_answers_the_objection_and_calls_for_another_round(cast, session):
    make_presence(session, cast.ana.person, 0, 40)
    row = settled(session, cast.ana)
    actions.contest_verdict(row, reason="Estuve por teléfono", by=cast.ana)
    heard = []

    def listen(sender, session, **_signal):
        heard.append(session.pk)

    session_settled.connect(listen)
    try:
        actions.correct_verdict(row, present_minutes=55, reason="Registro del teléfono.", by=cast.elsa)
        actions.correct_verdict(row, present_minutes=55, reason="Otra vez.", by=cast.elsa)
    finally:
        session_settled.disconnect(listen)
    before = row.settled_at
    row.refresh_from_db()
    assert (row.minutes, row.verdict) == (55, "present")
    assert row.settled_at > before
    kept = Correction.objects.get()
    assert (kept.was_minutes, kept.was_verdict, kept.reason) == (40, "partial", "Registro del teléfono.")
    assert Contest.objects.get().is_upheld is True
    assert heard == [session.pk]
    assert Letter.objects.filter(kind="sessions.verdict_corrected").count() == 1
    assert len(row.evidence["stays"]) == 1


@pytest.mark.parametrize("who", ["ana", "carla", "dora", "felix"])
def test_only_who_leads_corrects(cast, session, who):
    row = settled(session, cast.ana)
    with pytest.raises(SessionError):
        actions.correct_verdict(row, present_minutes=60, reason="x", by=getattr(cast, who))


def test_nobody_corrects_the_own_verdict(cast, session):
    make_enrolment(workshop=session.workshop, person=cast.elsa.person)
    row = settled(session, cast.elsa)
    with pytest.raises(SessionError):
        actions.correct_verdict(row, present_minutes=60, reason="x", by=cast.elsa)


@pytest.mark.parametrize(("minutes", "reason"), [(61, "x"), (30, " "), (-1, "x")])
def test_a_correction_has_reasons_and_fits(cast, session, minutes, reason):
    row = settled(session, cast.ana)
    with pytest.raises(SessionError):
        actions.correct_verdict(row, present_minutes=minutes, reason=reason, by=cast.elsa)
    assert not Correction.objects.exists()


def test_who_can_no_longer_reach_the_rule_is_warned_once(cast, session):
    for hours in (-6, 24):
        make_session(workshop=session.workshop, starts_at=timezone.now() + timedelta(hours=hours))
    first = session.workshop.sessions.order_by("starts_at").first()
    other = make_enrolment(
        workshop=session.workshop, person=cast.berta.person if hasattr(cast, "berta") else make_person()
    )
    for one in (first, session):
        make_presence(one, other.person, 0, 60)
        actions.settle_session(one)
    [letter] = Letter.objects.filter(kind="sessions.rule_unreachable")
    assert letter.recipient == cast.ana.person_id
