"""Which offices of a session are not ready: shown to whom, reminded when, due to whom; and what a fault cost."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from equipment.actions import record_test_call, take_readings, withdraw_test_call
from equipment.catalogue import lay_equipment
from equipment.errors import EquipmentError
from equipment.models import FaultMinutes
from foundations.outbox.models import Letter
from sessions.actions import remind_of_rooms, settle_session, start_incident, stop_incident
from sessions.errors import SessionError
from sessions.inbox import rooms_of_sessions
from sessions.rooms_ready import readiness_for
from sessions.waves import first_of_waves, mark_of
from tests.makers.attendance import make_site
from tests.makers.courses import make_enrolment
from tests.makers.equipment import make_test_call, make_whole_room
from tests.makers.network import make_office
from tests.makers.sessions import make_part, make_session

QUESTIONS = 11


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def session(cast):
    """In ten days: Honduras from a room that was never tried, Panama by a person with a seat and no room planned."""
    lay_equipment()
    session = make_session(starts_at=timezone.now() + timedelta(days=10))
    make_site(session, room=make_whole_room(cast.office, name="Sala Morazán"))
    make_enrolment(workshop=session.workshop, person=cast.dora.person)
    return session


def rooms_to_prepare(user, at) -> list:
    """Of what is due of the rooms of sessions, that they be made ready."""
    return [due for due in rooms_of_sessions(user, at) if "/equipment/rooms/" in due.url]


def rows_of(session, **only):
    found = readiness_for(
        session.workshop, starts_at=session.starts_at, ends_at=session.ends_at, sessions=[session.pk], **only
    )
    return {row.office.code.upper(): row for row in found}


def test_offices_that_take_part_are_told_with_what_is_missing(cast, session):
    rows = rows_of(session)
    assert (rows["HN"].answer, rows["HN"].is_planned, rows["HN"].people) == ("no", True, 0)
    assert "no test call is on record" in rows["HN"].panel.reasons
    assert (rows["PA"].answer, rows["PA"].panel, rows["PA"].people) == ("no", None, 1)
    make_test_call(session.sites.get().room)
    assert rows_of(session)["HN"].answer == "yes"


def test_room_is_looked_at_as_it_will_be_on_the_day(cast, session):
    make_test_call(session.sites.get().room, at=timezone.now() - timedelta(days=55, hours=1))
    row = rows_of(session)["HN"]
    assert (row.answer, row.is_test_old, row.panel.assessed.verdict.call_days) == ("risk", True, 65)
    assert row.panel.reasons == ["the last test call is 65 days old: it counts by half"]


@pytest.mark.parametrize("more", [0, 2])
def test_questions_do_not_grow_with_offices(cast, session, more, django_assert_num_queries):
    make_test_call(session.sites.get().room)
    for _each in range(more):
        room = make_whole_room(make_office())
        make_test_call(room)
        make_site(session, room=room)
    with django_assert_num_queries(QUESTIONS):
        assert len(rows_of(session)) == 2 + more


def test_page_tells_leaders_of_all_and_offices_of_their_own(client, cast, session):
    make_part(session, cast.bruno.person)
    address = reverse("sessions:session", args=[session.pk])
    heading = "Are the offices ready?"
    for reader in (cast.sara, cast.elsa, cast.bruno):
        client.force_login(reader)
        page = client.get(address).text
        assert heading in page
        assert "Sala Morazán" in page
        assert "no room on record" in page
    client.force_login(cast.carla)
    page = client.get(address).text
    assert "Sala Morazán" in page
    assert "no room on record" not in page
    client.force_login(cast.diego)
    assert "Sala Morazán" not in client.get(address).text
    for reader in (cast.dora, cast.ana):
        client.force_login(reader)
        assert heading not in client.get(address).text


def test_who_keeps_a_room_is_led_to_note_its_test_call_for_the_session(client, cast, session):
    make_part(session, cast.bruno.person)
    room = session.sites.get().room
    way = f"{reverse('equipment:test_call', args=[room.pk])}?session={session.pk}"
    page = reverse("sessions:session", args=[session.pk])
    for reader, is_led in ((cast.carla, True), (cast.sara, True), (cast.elsa, False), (cast.bruno, False)):
        client.force_login(reader)
        assert (way in client.get(page).text) is is_led
    client.force_login(cast.carla)
    assert f'href="{page}"' in client.get(way).text
    told = {"made_at": "2012-03-05T08:30", "video": "on", "audio": "on", "session": str(session.pk)}
    after = client.post(way, told, follow=True).text
    assert room.test_calls.get().session == session.pk
    assert f'href="{page}"' in after


def test_call_is_noted_for_a_session_of_the_rooms_office_alone(client, cast, session):
    theirs = make_session()
    room = session.sites.get().room
    told = {"made_at": "2012-03-05T08:30", "video": "on", "audio": "on"}
    client.force_login(cast.carla)
    for key in (theirs.pk, uuid.uuid4()):
        page = client.post(reverse("equipment:test_call", args=[room.pk]), told | {"session": str(key)}).text
        assert ">Session</a>: The office of this room takes no part in that session." in page
    assert not room.test_calls.exists()
    make_enrolment(workshop=theirs.workshop, person=cast.berta.person)
    assert record_test_call(room, video=True, audio=True, sharing=True, session=theirs.pk, by=cast.carla)


def test_call_is_noted_for_a_session_that_may_be_seen_alone(cast, session):
    room, well = session.sites.get().room, {"video": True, "audio": True, "sharing": True, "session": session.pk}
    session.workshop.state, session.workshop.announced_at = "draft", None
    session.workshop.save(update_fields=["state", "announced_at"])
    with pytest.raises(EquipmentError) as refused:
        record_test_call(room, **well, by=cast.carla)
    assert refused.value.field == "session"
    assert record_test_call(room, **well, by=cast.sara).session == session.pk


def test_call_that_was_withdrawn_prepares_no_room(cast, session):
    now, room = timezone.now(), session.sites.get().room
    call = make_test_call(room, made_by=cast.carla.person)
    take_readings(at=now)
    assert rooms_to_prepare(cast.carla, now) == []
    withdraw_test_call(call, reason="Era otra sala", by=cast.carla)
    assert len(rooms_to_prepare(cast.carla, now)) == 1


def test_workshop_tells_staff_alone_whether_offices_can_join(client, cast, session):
    address = reverse("courses:workshop", args=[session.workshop.slug])
    client.force_login(cast.sara)
    page = client.get(address).text
    assert "Can these offices join?" in page
    assert "cannot join properly" in page
    for reader in (cast.carla, cast.ana, cast.dora, cast.bruno):
        client.force_login(reader)
        assert "Can these offices join?" not in client.get(address).text


def letters() -> list[tuple[str, str]]:
    rows = Letter.objects.filter(kind="sessions.room_not_ready").order_by("pk")
    return list(rows.values_list("address", "once_key"))


def test_offices_are_reminded_fourteen_and_three_days_before_once_each(cast, session):
    now = timezone.now()
    assert remind_of_rooms(at=session.starts_at - timedelta(days=15)) == 0
    assert [remind_of_rooms(at=now), remind_of_rooms(at=now + timedelta(hours=5))] == [2, 0]
    assert {address for address, _key in letters()} == {cast.carla.email, cast.diego.email}
    assert remind_of_rooms(at=session.starts_at - timedelta(days=2)) == 2
    assert remind_of_rooms(at=session.starts_at + timedelta(minutes=1)) == 0
    assert "Qué falta" in Letter.objects.filter(address=cast.carla.email).first().text


def test_room_that_is_ready_and_was_tried_lately_is_not_reminded(cast, session):
    make_test_call(session.sites.get().room)
    remind_of_rooms(at=timezone.now())
    assert [address for address, _key in letters()] == [cast.diego.email]


def test_reminder_that_was_missed_is_sent_with_the_next_turn(cast, session):
    assert remind_of_rooms(at=session.starts_at - timedelta(hours=2)) == 2
    assert remind_of_rooms(at=session.starts_at - timedelta(hours=1)) == 0


def test_room_is_due_to_who_keeps_it_until_it_is_ready(cast, session):
    now = timezone.now()
    take_readings(at=now)
    (due,) = rooms_to_prepare(cast.carla, now)
    assert "Sala Morazán" in due.what
    assert due.due_at == session.starts_at
    for other in (cast.diego, cast.dora, cast.ana, cast.sara):
        assert rooms_to_prepare(other, now) == []
    make_test_call(session.sites.get().room)
    take_readings(at=now)
    assert rooms_to_prepare(cast.carla, now) == []


@pytest.mark.parametrize("more", [0, 2])
def test_inbox_asks_one_question(cast, session, more, django_assert_num_queries):
    for _each in range(more):
        make_site(session, room=make_whole_room(cast.office))
    rooms_to_prepare(cast.carla, timezone.now())
    with django_assert_num_queries(1):
        assert len(rooms_to_prepare(cast.carla, timezone.now())) == 1 + more


def test_minutes_lost_by_a_site_come_back_to_its_room(cast):
    lay_equipment()
    session = make_session()
    site, since = make_site(session), session.starts_at
    start_incident(session, by=cast.sara, reason="Sin energía", site=site, since=since, at=since + timedelta(minutes=1))
    for _again in range(2):
        stop_incident(session, by=cast.sara, at=since + timedelta(minutes=14))
    fault = FaultMinutes.objects.get()
    assert (fault.room, fault.session, fault.minutes, fault.reason) == (site.room, session.pk, 14, "Sin energía")


def test_incident_of_nobody_and_of_another_session_is_in_no_record(cast):
    session = make_session()
    with pytest.raises(SessionError):
        start_incident(session, by=cast.sara, site=make_site())
    start_incident(session, by=cast.sara)
    stop_incident(session, by=cast.sara)
    assert not FaultMinutes.objects.exists()


def test_incident_that_runs_at_the_end_is_told_when_attendance_is_settled(cast):
    session = make_session(starts_at=timezone.now() - timedelta(hours=2))
    site, since = make_site(session), session.ends_at - timedelta(minutes=20)
    start_incident(session, by=cast.sara, site=site, since=since, at=since)
    settle_session(session, by=cast.sara)
    assert FaultMinutes.objects.get().minutes == 20


def test_board_asks_where_the_fault_lies(client, cast):
    session = make_session()
    site = make_site(session)
    client.force_login(cast.sara)
    address = reverse("sessions:board", args=[session.pk])
    assert site.room.name in client.get(address).text
    client.post(address, {"do": "incident", "reason": "Sin red", "site": make_site().pk})
    assert not session.incidents.exists()
    client.post(address, {"do": "incident", "reason": "Sin red", "site": site.pk})
    assert session.incidents.get().site == site


# --- Waves ----------------------------------------------------------------------------------------------------------


def day(number: int) -> datetime:
    return datetime(2012, 1, 1, tzinfo=UTC) + timedelta(days=number)


@pytest.mark.parametrize(
    ("days", "first"), [([], []), ([0, 1, 2], [0]), ([0, 14, 28], [0]), ([0, 15, 16], [0, 1]), ([40, 0], [1, 0])]
)
def test_sessions_that_lie_close_together_are_one_wave(days, first):
    keys = [uuid.uuid4() for _day in days]
    starts = [(1, day(number), key) for number, key in zip(days, keys, strict=True)]
    assert first_of_waves(starts, apart=timedelta(days=14)) == [keys[place] for place in first]


@pytest.mark.parametrize(("left", "mark"), [(15, None), (14, 14), (4, 14), (3, 3), (0.1, 3), (0, None), (-1, None)])
def test_reminder_is_the_one_that_came_up_last(left, mark):
    found = mark_of(timedelta(days=left), (timedelta(days=14), timedelta(days=3)))
    assert (found.days if found else None) == mark
