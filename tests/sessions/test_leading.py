"""Parts given and taken back by name, and another room for one that leaked."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from conferencing.models import VideoRoom
from foundations.audit.models import AuditEvent
from foundations.outbox.models import Letter
from sessions import actions
from sessions.errors import SessionError
from sessions.models import SessionPart
from sessions.weighing import weigh
from tests.makers.attendance import make_site
from tests.makers.courses import make_enrolment
from tests.makers.links import delivered_link
from tests.makers.network import make_person
from tests.makers.sessions import make_guest, make_part, make_presence, make_session


@pytest.fixture
def session(cast):
    return make_session()


def page(name, session):
    return reverse(f"sessions:{name}", args=[session.pk])


# --- Parts -----------------------------------------------------------------------------------------------------------


def test_school_finds_somebody_by_a_name_without_accents_and_gives_the_part(client, cast, session):
    person = make_person(given_names="Inés", family_names="Núñez")
    client.force_login(cast.elsa)
    found = client.get(page("parts", session), {"q": "nunez ines"})
    assert "Inés Núñez" in found.text
    asked = {"person": str(person.pk), "role": "interpreter"}
    told = client.post(page("parts", session), asked, follow=True)
    assert SessionPart.objects.get(session=session, person=person).role == "interpreter"
    assert "Inés Núñez" in told.text
    client.post(page("parts", session), asked)
    assert SessionPart.objects.filter(session=session).count() == 1


def test_whoever_is_taken_then_gets_a_part_only_by_a_second_look(client, cast, session):
    elsewhere = make_session(starts_at=session.starts_at, title_es="La otra")
    make_part(elsewhere, cast.bruno.person, "trainer")
    client.force_login(cast.elsa)
    looked = client.get(page("parts", session), {"person": str(cast.bruno.person_id)})
    assert "La otra" in looked.text
    asked = {"person": str(cast.bruno.person_id), "role": "moderator"}
    refused = client.post(page("parts", session), asked)
    assert refused.status_code == 200
    assert not session.parts.exists()
    client.post(page("parts", session), asked | {"anyway": "on"})
    assert session.parts.get().role == "moderator"


def test_a_part_taken_back_ends_its_rights(client, cast, session):
    make_part(session, cast.bruno.person, "moderator")
    assert actions.join_session(session, by=cast.bruno)
    client.force_login(cast.elsa)
    taken = {"person": str(cast.bruno.person_id), "role": "moderator"}
    client.post(page("remove_part", session), taken)
    client.post(page("remove_part", session), taken)
    assert AuditEvent.objects.filter(action="sessions.part_removed").count() == 1
    with pytest.raises(SessionError):
        actions.join_session(session, by=cast.bruno)


@pytest.mark.parametrize("who", ["ana", "carla", "bruno", "dora"])
def test_parts_are_for_school_and_secretariat(client, cast, session, who):
    make_part(session, cast.bruno.person, "moderator")
    client.force_login(getattr(cast, who))
    assert client.get(page("parts", session)).status_code == 404


# --- Another room ----------------------------------------------------------------------------------------------------


def test_moderator_gives_a_new_room_and_all_who_may_enter_are_told(client, cast, session):
    make_part(session, cast.bruno.person, "moderator")
    make_enrolment(workshop=session.workshop, person=cast.ana.person)
    make_site(session, office=cast.office, operator=cast.carla.person)
    make_presence(session, cast.sara.person, -10, None)
    leaked = session.room
    client.force_login(cast.bruno)
    shown = client.get(page("new_room", session))
    assert leaked.name not in shown.text
    posted = {"leaving": str(leaked.pk)}
    client.post(page("new_room", session), posted)
    client.post(page("new_room", session), posted)
    session.refresh_from_db()
    leaked.refresh_from_db()
    assert session.room != leaked
    assert leaked.closed_at is not None
    assert VideoRoom.objects.filter(subject=session.pk).count() == 2
    letters = Letter.objects.filter(kind="sessions.new_room")
    told = (cast.ana, cast.bruno, cast.carla, cast.sara)
    assert {letter.address for letter in letters} == {who.email for who in told}
    assert not any(room.name in letter.text for letter in letters for room in session.rooms())


def test_guests_are_told_of_a_new_room_by_their_own_way_in(cast, session):
    guests = [make_guest(session, email=f"{name}@experta.example") for name in ("luz", "sol")]
    actions.revoke_guest(guests[1], by=cast.elsa)
    actions.replace_room(session, leaving=session.room_id, by=cast.elsa)
    [letter] = Letter.objects.filter(kind="sessions.guest_new_room")
    assert letter.address == guests[0].email
    shown = Client().get(delivered_link(guests[0].email), follow=True)
    assert shown.redirect_chain[0][0] == reverse("sessions:guest")
    assert session.title in shown.text


def test_the_leaked_address_leads_to_the_session_page(client, cast, session):
    make_enrolment(workshop=session.workshop, person=cast.ana.person)
    leaked = session.room
    actions.replace_room(session, leaving=leaked.pk, by=cast.elsa)
    client.force_login(cast.ana)
    assert client.get(reverse("rejoin", args=[leaked.name])).url == page("join", session)


def test_minutes_in_both_rooms_count_and_none_in_the_closed_one(cast):
    session = make_session(starts_at=timezone.now() - timedelta(minutes=61))
    make_enrolment(workshop=session.workshop, person=cast.ana.person)
    make_presence(session, cast.ana.person, 0, None)
    at = session.starts_at + timedelta(minutes=20)
    session = actions.replace_room(session, leaving=session.room_id, by=cast.sara, at=at)
    make_presence(session, cast.ana.person, 30, 60)
    [row] = weigh(session, ended_at=None, at=timezone.now())
    assert row.minutes == 50


@pytest.mark.parametrize("who", ["ana", "carla", "dora"])
def test_nobody_else_exchanges_a_room(client, cast, session, who):
    make_enrolment(workshop=session.workshop, person=cast.ana.person)
    client.force_login(getattr(cast, who))
    assert client.post(page("new_room", session), {"leaving": str(session.room_id)}).status_code == 404
    with pytest.raises(SessionError):
        actions.replace_room(session, leaving=session.room_id, by=getattr(cast, who))


def test_no_new_room_for_a_session_that_is_over(cast):
    session = make_session(starts_at=timezone.now() - timedelta(hours=3))
    with pytest.raises(SessionError):
        actions.replace_room(session, leaving=session.room_id, by=cast.elsa)
    assert VideoRoom.objects.filter(subject=session.pk).count() == 1
