"""Joining, by action and through the door of the page."""

import json
from datetime import timedelta
from urllib.parse import unquote, urlsplit

import jwt
import pytest
from django.urls import reverse
from django.utils import timezone, translation

from foundations.audit.models import AuditEvent
from sessions.actions import join_session
from sessions.errors import SENTENCES, SessionError
from sessions.models.materials import RecordingLeave
from sessions.rules import Refusal
from tests.makers.courses import make_enrolment
from tests.makers.sessions import make_part, make_session
from tests.makers.video_servers import video_server


def claims_of(url: str) -> dict:
    """What the token in the fragment says."""
    [quoted] = [pair[4:] for pair in urlsplit(url).fragment.split("&") if pair.startswith("jwt=")]
    return jwt.decode(json.loads(unquote(quoted)), options={"verify_signature": False})


@pytest.fixture
def session(cast):
    return make_session()


def enrol(session, user, state="confirmed"):
    return make_enrolment(workshop=session.workshop, person=user.person, state=state)


def test_seat_holder_gets_a_way_in_under_the_full_name(cast, session):
    enrol(session, cast.ana)
    url = join_session(session, by=cast.ana)
    claims = claims_of(url)
    assert urlsplit(url).path == f"/{session.room.name}"
    assert claims["room"] == session.room.name
    assert claims["exp"] == int((session.ends_at + timedelta(minutes=30)).timestamp())
    assert claims["context"]["user"]["id"] == str(cast.ana.person_id)
    assert claims["context"]["user"]["name"] == "Ana María López"
    assert claims["context"]["user"]["moderator"] is False
    event = AuditEvent.objects.about(session).get(action="sessions.join_granted")
    assert event.actor == cast.ana.person_id


def test_nominee_accepts_the_seat_by_joining(cast, session):
    enrolment = enrol(session, cast.ana, "nominated")
    join_session(session, by=cast.ana)
    enrolment.refresh_from_db()
    assert enrolment.state == "confirmed"
    join_session(session, by=cast.ana)
    assert enrolment.transitions.count() == 1


@pytest.mark.parametrize("who", ["elsa", "sara"])
def test_school_and_secretariat_moderate(cast, session, who):
    claims = claims_of(join_session(session, by=getattr(cast, who)))
    assert claims["context"]["user"]["affiliation"] == "owner"


@pytest.mark.parametrize(
    ("role", "moderates"), [("moderator", True), ("trainer", True), ("interpreter", False), ("technician", False)]
)
def test_parts_join_and_those_who_lead_moderate(cast, session, role, moderates):
    make_part(session, cast.bruno.person, role)
    assert claims_of(join_session(session, by=cast.bruno))["context"]["user"]["moderator"] is moderates


@pytest.mark.parametrize(
    ("who", "state", "reason"),
    [
        ("ana", "waiting", Refusal.WAITING),
        ("ana", "declined", Refusal.NOT_ENROLLED),
        ("ana", "withdrawn", Refusal.NOT_ENROLLED),
        ("dora", None, Refusal.NOT_ENROLLED),
        ("carla", None, Refusal.NOT_ENROLLED),
        ("bruno", None, Refusal.NOT_ENROLLED),
    ],
)
def test_others_are_refused_with_the_reason(cast, session, who, state, reason):
    if state:
        enrol(session, getattr(cast, who), state)
    with pytest.raises(SessionError) as refusal:
        join_session(session, by=getattr(cast, who))
    assert refusal.value.reason == reason
    assert str(refusal.value) == str(SENTENCES[reason])
    assert not AuditEvent.objects.filter(action="sessions.join_granted").exists()


@pytest.mark.parametrize(
    ("who", "minutes_to_start", "opens"),
    [("ana", 15.1, False), ("ana", 15, True), ("bruno", 45.1, False), ("bruno", 45, True)],
)
def test_door_opens_by_the_clock(cast, session, who, minutes_to_start, opens):
    enrol(session, cast.ana)
    make_part(session, cast.bruno.person)
    at = session.starts_at - timedelta(minutes=minutes_to_start)
    assert may_join(session, getattr(cast, who), at) is opens


@pytest.mark.parametrize(("minutes_after", "opens"), [(29.9, True), (30, False)])
def test_door_closes_half_an_hour_after_the_end(cast, session, minutes_after, opens):
    enrol(session, cast.ana)
    assert may_join(session, cast.ana, session.ends_at + timedelta(minutes=minutes_after)) is opens


def may_join(session, user, at) -> bool:
    # By the clock alone: the cast's appointments began yesterday.
    try:
        return bool(join_session(session, by=user, at=at))
    except SessionError:
        return False


@pytest.mark.parametrize(("state", "reason"), [("cancelled", Refusal.CANCELLED), ("settled", Refusal.SETTLED)])
def test_what_is_cancelled_or_settled_lets_nobody_in(cast, session, state, reason):
    enrol(session, cast.ana)
    session.state = state
    session.save()
    with pytest.raises(SessionError) as refusal:
        join_session(session, by=cast.ana)
    assert refusal.value.reason == reason


def test_without_a_video_server_the_page_says_so(cast, session, client, settings):
    settings.JITSI_URL = ""
    enrol(session, cast.ana)
    client.force_login(cast.ana)
    with translation.override("en"):
        url = reverse("sessions:session", args=[session.pk])
        answer = client.get(reverse("sessions:join", args=[session.pk]))
        page = client.get(url)
    assert answer.status_code == 403
    assert "No video server is set up" in answer.text
    assert "No video server is set up" in page.text
    assert reverse("sessions:join", args=[session.pk]) not in page.text


def join_page(client, session, user=None):
    if user:
        client.force_login(user)
    with translation.override("en"):
        return client.get(reverse("sessions:join", args=[session.pk]))


@pytest.mark.parametrize("state", ["nominated", "confirmed"])
def test_join_redirects_to_the_room_and_is_remembered_nowhere(cast, session, client, state):
    enrol(session, cast.ana, state)
    answer = join_page(client, session, cast.ana)
    assert answer.status_code == 302
    assert answer["Location"].startswith(f"https://video.example/{session.room.name}?lang=en#jwt=%22")
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "no-referrer"


def test_join_refuses_the_waiting_with_the_reason(cast, session, client):
    enrol(session, cast.ana, "waiting")
    answer = join_page(client, session, cast.ana)
    assert answer.status_code == 403
    assert "waiting list" in answer.text


def test_join_refuses_dora_who_is_not_enrolled(cast, session, client):
    answer = join_page(client, session, cast.dora)
    assert answer.status_code == 403
    assert "You have no seat in this workshop" in answer.text
    assert session.room.name not in answer.text


def test_join_before_it_opens_says_when(cast, client):
    session = make_session(starts_at=timezone.now() + timedelta(hours=2))
    enrol(session, cast.ana)
    answer = join_page(client, session, cast.ana)
    assert answer.status_code == 403
    assert "The room is not open yet." in answer.text
    assert "<time" in answer.text


def test_join_is_nothing_to_the_funder(cast, session, client):
    assert join_page(client, session, cast.felix).status_code == 404


def test_join_sends_the_anonymous_to_the_sign_in_and_back(session, client):
    answer = join_page(client, session)
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"?next=/en/sessions/{session.pk}/join/")


def test_join_is_asked_by_get_only(cast, session, client):
    client.force_login(cast.ana)
    assert client.post(reverse("sessions:join", args=[session.pk])).status_code == 405


def test_joining_costs_six_queries(cast, session, client, django_assert_num_queries):
    enrol(session, cast.ana)
    client.force_login(cast.ana)
    url = reverse("sessions:join", args=[session.pk])
    with django_assert_num_queries(6):
        assert client.get(url).status_code == 302


# --- By telephone ---------------------------------------------------------------------------------------------------


def phone_page(client, session, user):
    client.force_login(user)
    with translation.override("es"):
        return client.get(reverse("sessions:phone", args=[session.pk]))


def test_who_may_enter_reads_number_and_pin(cast, session, client, settings):
    enrol(session, cast.ana)
    with video_server() as server:
        settings.JITSI_PIN_MAPPER_URL = f"{server.url}/conferenceMapper"
        server.replies["GET /conferenceMapper"] = (200, b'{"message": "ok", "id": 40871234.0, "conference": "x"}')
        answer = phone_page(client, session, cast.ana)
        assert server.asked[0][1] == f"/conferenceMapper?conference={session.room.name}%40conference.video.example"
    text = answer.content.decode()
    assert "+503 2222 0000" in text
    assert "40871234#" in text
    assert session.room.name not in text
    assert "no-store" in answer["Cache-Control"]
    assert AuditEvent.objects.about(session).filter(action="sessions.phone_way_told").count() == 1


@pytest.mark.parametrize("reply", [(500, b""), (200, b"<html>"), (200, b"[]"), (200, b'{"id": null}'), (404, b"")])
def test_without_an_answer_the_page_says_so(cast, session, client, settings, reply):
    enrol(session, cast.ana)
    with video_server() as server:
        settings.JITSI_PIN_MAPPER_URL = f"{server.url}/conferenceMapper"
        server.replies["GET /conferenceMapper"] = reply
        answer = phone_page(client, session, cast.ana)
    assert answer.status_code == 200
    assert "no indicó el PIN" in answer.content.decode()


def test_nobody_else_reads_the_number(cast, session, client, settings):
    answer = phone_page(client, session, cast.dora)
    assert (answer.status_code, "2222" in answer.content.decode()) == (403, False)
    settings.JITSI_DIAL_IN_NUMBER = ""
    enrol(session, cast.ana)
    assert phone_page(client, session, cast.ana).status_code == 404


def test_nobody_calls_into_a_recorded_session_without_having_agreed(cast, session, client):
    enrol(session, cast.ana)
    RecordingLeave.objects.create(
        session=session, reason="Para quienes faltan", given_by=cast.sara.person, given_at=timezone.now()
    )
    answer = phone_page(client, session, cast.ana)
    assert answer.status_code == 302
    with translation.override("es"):
        assert answer["Location"] == reverse("sessions:recording", args=[session.pk])
    assert not AuditEvent.objects.about(session).filter(action="sessions.phone_way_told").exists()
