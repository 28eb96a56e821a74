"""The pages of a session, and what strangers get."""

from datetime import timedelta

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone, translation

from sessions.actions import settle_session
from sessions.models import Attendance, RosterEntry, TrainingSession
from tests.makers.courses import make_enrolment, make_workshop
from tests.makers.sessions import make_attendance, make_part, make_presence, make_session

# One of each is the navigation of the frame, which outside the tests is remembered for a minute.
MY_PAGE = 7
LEADERS_PAGE = 11
SETTLING_PAGE = 10


@pytest.fixture
def session(cast):
    session = make_session()
    make_enrolment(workshop=session.workshop, person=cast.ana.person)
    return session


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def page(client, user, session, name="session"):
    client.force_login(user)
    return client.get(reverse(f"sessions:{name}", args=[session.pk]))


def test_seat_holder_sees_the_button_when_the_door_is_open(cast, session, client):
    answer = page(client, cast.ana, session)
    assert answer.status_code == 200
    assert reverse("sessions:join", args=[session.pk]) in answer.text
    assert session.room.name not in answer.text
    assert "provisional" in answer.text


def test_before_it_opens_the_page_says_when_on_both_clocks(cast, client):
    session = make_session(starts_at=timezone.now() + timedelta(hours=3))
    make_enrolment(workshop=session.workshop, person=cast.ana.person)
    answer = page(client, cast.ana, session)
    assert reverse("sessions:join", args=[session.pk]) not in answer.text
    assert "The room opens in 2" in answer.text
    assert "(host)" in answer.text


@pytest.mark.parametrize(
    ("who", "status", "told"),
    [
        ("dora", 200, "You have no seat in this workshop"),
        ("carla", 200, "You have no seat in this workshop"),
        ("elsa", 200, "Enter the room"),
        ("felix", 404, ""),
    ],
)
def test_others_see_what_is_theirs_to_see(cast, session, client, who, status, told):
    answer = page(client, getattr(cast, who), session)
    assert answer.status_code == status
    assert told in answer.text


@pytest.mark.parametrize("state", ["scheduled", "settled"])
def test_over_is_over_for_whoever_had_no_seat_too(cast, client, state):
    began = timezone.now() - timedelta(days=2)
    session = make_session(starts_at=began, state=state, settled_at=began if state == "settled" else None)
    told = page(client, cast.dora, session).text
    assert "This session is over" in told
    assert "You have no seat" not in told
    assert "Into my calendar" not in told


def test_waiting_person_reads_why(cast, client):
    session = make_session()
    make_enrolment(workshop=session.workshop, person=cast.ana.person, state="waiting")
    assert "waiting list" in page(client, cast.ana, session).text


def test_anonymous_is_sent_to_the_sign_in_and_back(session, client):
    answer = client.get(reverse("sessions:session", args=[session.pk]))
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"?next=/en/sessions/{session.pk}/")


def test_session_of_a_draft_is_the_staffs_alone(cast, client):
    session = make_session(workshop=make_workshop(state="draft"))
    assert page(client, cast.ana, session).status_code == 404
    assert page(client, cast.elsa, session).status_code == 200


def test_guest_with_a_part_sees_the_session(cast, session, client):
    make_part(session, cast.felix.person, "interpreter")
    assert "Enter the room" in page(client, cast.felix, session).text


def test_who_leads_sees_who_is_in_and_others_do_not(cast, session, client):
    make_presence(session, cast.ana.person, 0, None)
    make_presence(session, cast.ana.person, 5, None)
    make_presence(session, cast.ana.person, 5, None, identity=None)
    answer = page(client, cast.elsa, session)
    assert "1 person in the room" in answer.text
    assert "1 device without a name" in answer.text
    assert "Ana María López" in answer.text
    assert "in the room</h2>" not in page(client, cast.dora, session).text


def test_settled_session_shows_me_how_my_attendance_was_computed(cast, client):
    session = make_session(starts_at=timezone.now() - timedelta(hours=3))
    make_enrolment(workshop=session.workshop, person=cast.ana.person)
    make_presence(session, cast.ana.person, 0, 30)
    make_presence(session, cast.ana.person, 40, 58)
    settle_session(session)
    answer = page(client, cast.ana, session)
    assert "48 of 60 minutes: 80 %" in answer.text
    assert "present" in answer.text
    assert answer.text.count("<li><time") == 2
    Attendance.objects.update(evidence={})
    assert "no longer kept" in page(client, cast.ana, session).text


@pytest.mark.parametrize(("who", "is_told"), [("elsa", True), ("sara", True), ("carla", True), ("dora", False)])
def test_settled_session_shows_the_verdicts_to_who_leads_and_to_the_office(cast, client, who, is_told):
    session = make_session(starts_at=timezone.now() - timedelta(hours=3))
    make_enrolment(workshop=session.workshop, person=cast.ana.person)
    make_presence(session, cast.ana.person, 0, 58)
    settle_session(session)
    assert ("Ana María López" in page(client, getattr(cast, who), session).text) is is_told


def test_roster_is_ticked_by_a_post(cast, session, client):
    url = reverse("sessions:tick_roster", args=[session.pk])
    client.force_login(cast.elsa)
    assert client.get(url).status_code == 405
    answer = client.post(url, {"people": [str(cast.ana.person_id)]}, follow=True)
    assert "The roster is noted." in answer.text
    assert "ticked</span>" in answer.text
    assert RosterEntry.objects.get().person == cast.ana.person
    assert "Tick at least one person." in client.post(url, follow=True).text


def test_ticks_are_noted_on_the_way_to_settling(cast, session, client):
    shown = page(client, cast.elsa, session).text
    assert '<button type="submit" form="roster-form" name="then" value="settle"' in shown
    assert '<form id="roster-form"' in shown
    url, settling = (reverse(f"sessions:{name}", args=[session.pk]) for name in ("tick_roster", "settle"))
    assert client.post(url, {"then": "settle"}).headers["Location"] == settling
    assert not RosterEntry.objects.exists()
    answer = client.post(url, {"then": "settle", "people": [str(cast.ana.person_id)]})
    assert answer.headers["Location"] == settling
    assert RosterEntry.objects.get().person == cast.ana.person
    assert not Attendance.objects.exists()


def test_contact_point_is_not_sent_to_settling(cast, session, client):
    client.force_login(cast.carla)
    url = reverse("sessions:tick_roster", args=[session.pk])
    answer = client.post(url, {"then": "settle", "people": [str(cast.ana.person_id)]})
    assert answer.headers["Location"] == reverse("sessions:session", args=[session.pk])
    assert RosterEntry.objects.count() == 1


def test_contact_point_without_a_seat_is_not_sent_to_herself(cast, session, client):
    assert f"mailto:{cast.carla.email}" not in page(client, cast.carla, session).text
    assert f"mailto:{cast.carla.email}" in page(client, cast.berta, session).text


def test_roster_tells_whom_the_room_saw(cast, client):
    session = make_session(starts_at=timezone.now() - timedelta(hours=2))
    for who in (cast.ana, cast.dora):
        make_enrolment(workshop=session.workshop, person=who.person)
    make_presence(session, cast.ana.person, 0, 30)
    shown = page(client, cast.elsa, session).text
    assert shown.count("30 minutes seen") == 1
    assert shown.count("not seen</span>") == 1
    assert "session's page" not in shown
    assert "minutes seen" in page(client, cast.carla, session).text


@pytest.mark.parametrize("who", ["ana", "dora", "felix"])
def test_roster_is_not_for_others(cast, session, client, who):
    client.force_login(getattr(cast, who))
    answer = client.post(reverse("sessions:tick_roster", args=[session.pk]), {"people": [str(cast.ana.person_id)]})
    assert answer.status_code == 404
    assert not RosterEntry.objects.exists()


def test_contact_point_ticks_the_office_and_no_other(cast, session, client):
    other = make_enrolment(workshop=session.workshop, person=cast.dora.person)
    answer = page(client, cast.carla, session)
    assert str(cast.ana.person_id) in answer.text
    assert str(other.person_id) not in answer.text
    url = reverse("sessions:tick_roster", args=[session.pk])
    client.post(url, {"people": [str(cast.dora.person_id)]})
    assert not RosterEntry.objects.exists()
    client.post(url, {"people": [str(cast.ana.person_id)]})
    assert RosterEntry.objects.count() == 1


def test_settling_is_shown_first_and_then_done(cast, session, client):
    make_presence(session, cast.ana.person, 0, None)
    shown = page(client, cast.elsa, session, "settle")
    assert "still running" in shown.text
    assert "Ana María López" in shown.text
    assert not Attendance.objects.exists()
    done = client.post(reverse("sessions:settle", args=[session.pk]), follow=True)
    assert "The attendance is settled." in done.text
    assert Attendance.objects.count() == 1
    again = client.post(reverse("sessions:settle", args=[session.pk]), follow=True)
    assert "is settled already" in again.text


def test_moderator_may_settle(cast, session, client):
    make_part(session, cast.bruno.person)
    assert page(client, cast.bruno, session, "settle").status_code == 200


@pytest.mark.parametrize("who", ["ana", "carla", "dora", "bruno", "felix"])
def test_settling_is_not_for_others(cast, session, client, who):
    assert page(client, getattr(cast, who), session, "settle").status_code == 404
    assert client.post(reverse("sessions:settle", args=[session.pk])).status_code == 404
    session.refresh_from_db()
    assert session.state == TrainingSession.State.SCHEDULED


def test_no_page_has_inline_code(cast, session, client):
    for name in ("session", "settle"):
        text = page(client, cast.elsa, session, name).text
        assert " style=" not in text
        assert "onclick" not in text


def test_session_page_costs_the_same_for_one_person_and_three(cast, session, client, django_assert_num_queries):
    client.force_login(cast.elsa)
    url = reverse("sessions:session", args=[session.pk])
    for more in (0, 2):
        for _ in range(more):
            enrolment = make_enrolment(workshop=session.workshop)
            make_presence(session, enrolment.person, 0, None)
        make_presence(session, cast.ana.person, more, None)
        with django_assert_num_queries(LEADERS_PAGE):
            assert client.get(url).status_code == 200


def test_my_session_page_costs_few_queries(cast, session, client, django_assert_num_queries):
    client.force_login(cast.ana)
    url = reverse("sessions:session", args=[session.pk])
    with django_assert_num_queries(MY_PAGE):
        assert client.get(url).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_settling_page_costs_the_same_for_one_person_and_three(cast, session, client, django_assert_num_queries, count):
    for _ in range(count - 1):
        make_enrolment(workshop=session.workshop)
    client.force_login(cast.elsa)
    url = reverse("sessions:settle", args=[session.pk])
    with django_assert_num_queries(SETTLING_PAGE):
        assert client.get(url).status_code == 200


def render(source: str, user, **context) -> str:
    request = RequestFactory().get("/")
    request.user = user
    return Template("{% load session_cards %}" + source).render(Context({"request": request, "user": user} | context))


def test_next_session_is_the_one_of_mine_that_comes_first(cast, django_assert_num_queries):
    now = timezone.now()
    for days in (3, 1, 2):
        session = make_session(starts_at=now + timedelta(days=days), title_en=f"In {days} days")
        make_enrolment(workshop=session.workshop, person=cast.ana.person)
    make_session(title_en="Not mine")
    with django_assert_num_queries(1):
        text = render("{% next_session person %}", cast.ana, person=cast.ana.person)
    assert "In 1 days" in text
    assert "Not mine" not in text
    assert "The room opens in" in text


def test_next_session_offers_the_door_when_it_is_open(cast, session):
    assert reverse("sessions:join", args=[session.pk]) in render("{% next_session p %}", cast.ana, p=cast.ana.person)


def test_next_session_says_when_there_is_none(cast, session):
    assert "No session of yours" in render("{% next_session p %}", cast.dora, p=cast.dora.person)


@pytest.mark.parametrize("count", [1, 3])
def test_timetable_costs_the_same_for_one_session_and_three(cast, session, count, django_assert_num_queries):
    for _ in range(count - 1):
        make_session(workshop=session.workshop)
    cast.ana.standing  # noqa: B018 - read once per request, before the page is drawn
    with django_assert_num_queries(1):
        text = render("{% workshop_sessions w u %}", cast.ana, w=session.workshop, u=cast.ana)
    assert text.count("<li") == count


def test_timetable_shows_my_verdicts(cast, session):
    settle_session(session)
    text = render("{% workshop_sessions w u %}", cast.ana, w=session.workshop, u=cast.ana)
    assert "absent" in text
    assert "absent" not in render("{% workshop_sessions w u %}", cast.dora, w=session.workshop, u=cast.dora)


def test_timetable_is_not_for_outsiders(cast, session):
    from django.contrib.auth.models import AnonymousUser

    for outsider in (cast.felix, AnonymousUser()):
        assert "First session" not in render("{% workshop_sessions w u %}", outsider, w=session.workshop, u=outsider)


def test_who_has_no_seat_reads_whom_to_write_to(client, cast):
    session = make_session()
    for user, theirs in ((cast.dora, "diego@pgn.pa.example"), (cast.ana, "carla@mp.hn.example"), (cast.bruno, None)):
        client.force_login(user)
        text = client.get(reverse("sessions:session", args=[session.pk])).text
        points = ("diego@pgn.pa.example", "carla@mp.hn.example")
        assert [point for point in points if point in text] == ([theirs] if theirs else [])


@pytest.mark.parametrize(("present", "settled", "said"), [(60, True, True), (90, True, False), (60, False, False)])
def test_past_workshop_says_when_the_share_was_not_reached(cast, present, settled, said):
    first = timezone.now() - timedelta(days=20)
    workshop = make_workshop(starts_on=first.date(), ends_on=first.date())
    session = make_session(workshop=workshop, starts_at=first, state="settled", settled_at=first)
    if not settled:
        make_session(workshop=workshop, starts_at=first)
    make_enrolment(workshop=workshop, person=cast.ana.person)
    make_attendance(session=session, person=cast.ana.person, present_seconds=present, counted_seconds=100)
    text = render("{% workshop_sessions w u %}", cast.ana, w=workshop, u=cast.ana)
    assert ("Did not reach 80 %" in text) is said
    assert ("Attendance:" in text) is settled
    assert "Attendance:" not in render("{% workshop_sessions w u %}", cast.dora, w=workshop, u=cast.dora)
