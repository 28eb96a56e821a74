"""Invitations by e-mail to those who have a part in a session: moderators, trainers, interpreters, technicians."""

from datetime import timedelta

import pytest
from django.urls import reverse

from calendars.actions import want_invitations
from courses.actions import cancel_workshop
from courses.events import workshop_announced
from foundations.outbox.models import Letter
from sessions.actions import (
    assign_part,
    cancel_session,
    move_session,
    move_sessions_of,
    remove_part,
)
from sessions.inviting import align_invitations
from tests.calendars.readers import lines
from tests.makers.courses import make_draft, make_enrolment
from tests.makers.sessions import make_session
from tests.sessions.invitations import event_of, letters_of, run_jobs

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def led(cast, soon):
    """A session that bruno is to moderate."""
    session = make_session(starts_at=soon)
    assign_part(session, cast.bruno.person, role="moderator", by=cast.elsa)
    run_jobs()
    return session


def test_part_invites_to_its_own_session(cast, led, soon):
    make_session(workshop=led.workshop, starts_at=soon + DAY)
    (letter,) = letters_of(cast.bruno, "invited")
    assert "METHOD:REQUEST" in lines(letter.calendar)
    assert event_of(letter).uid == led.uid
    assert [each.uri for each in event_of(letter).attendees] == ["mailto:bruno@escuela.example"]
    assert "una función en esta sesión (moderación)" in letter.text
    assert "cupo" not in letter.text
    assert align_invitations(led.workshop, cast.bruno.person) == 0


def test_second_part_in_a_session_tells_nothing_again(cast, led):
    assign_part(led, cast.bruno.person, role="trainer", by=cast.elsa)
    run_jobs()
    assert len(letters_of(cast.bruno, "invited")) == 1
    remove_part(led, cast.bruno.person, role="moderator", by=cast.elsa)
    run_jobs()
    assert not letters_of(cast.bruno, "uninvited")


def test_part_taken_back_takes_the_invitation_back(cast, led):
    for _twice in range(2):
        remove_part(led, cast.bruno.person, role="moderator", by=cast.elsa)
        run_jobs()
    (letter,) = letters_of(cast.bruno, "uninvited")
    assert "METHOD:CANCEL" in lines(letter.calendar)
    assert event_of(letter).status is None
    assert event_of(letter).sequence == 1
    assert "ya no participa en esta sesión" in letter.text


def test_part_moves_with_its_session(cast, led):
    make_enrolment(workshop=led.workshop, person=cast.ana.person)
    move_session(led, starts_at=led.starts_at + HOUR, ends_at=led.ends_at + HOUR, by=cast.elsa)
    (letter,) = letters_of(cast.bruno, "moved")
    assert (event_of(letter).uid, event_of(letter).sequence) == (led.uid, 1)
    assert "en la que usted participa" in letter.text
    assert "cupo" not in letter.text
    assert "ana@" not in letter.calendar + letter.text
    assert "Su cupo sigue siendo el mismo" in letters_of(cast.ana, "moved")[0].text


def test_cancelled_session_leaves_the_calendar_of_who_leads_it(cast, led):
    cancel_session(led, by=cast.elsa)
    (letter,) = letters_of(cast.bruno, "cancelled")
    assert "METHOD:CANCEL" in lines(letter.calendar)
    assert event_of(letter).status == "CANCELLED"


def test_cancelled_workshop_tells_who_leads(cast, led):
    cancel_workshop(led.workshop, reason="Huracán", by=cast.sara)
    run_jobs()
    (letter,) = letters_of(cast.bruno, "uninvited")
    assert event_of(letter).status == "CANCELLED"


def test_moved_workshop_renews_the_invitation_of_who_leads(cast, led):
    move_sessions_of(led.workshop, days=7, by=cast.sara)
    run_jobs()
    assert [event_of(letter).sequence for letter in letters_of(cast.bruno, "invited")] == [0, 1]


def test_nobody_is_told_of_a_draft(cast, soon):
    session = make_session(workshop=make_draft(), starts_at=soon)
    assign_part(session, cast.bruno.person, role="trainer", by=cast.elsa)
    move_session(session, starts_at=soon + HOUR, ends_at=soon + 2 * HOUR, by=cast.elsa)
    run_jobs()
    assert not Letter.objects.filter(recipient=cast.bruno.person_id).exists()
    type(session.workshop).objects.filter(pk=session.workshop_id).update(state="announced")
    workshop_announced.send(sender=type(session.workshop), workshop=session.workshop)
    run_jobs()
    assert len(letters_of(cast.bruno, "invited")) == 1


def test_quiet_leader_gets_the_letter_and_no_invitation(cast, led):
    want_invitations(False, by=cast.bruno)
    other = make_session(workshop=led.workshop, starts_at=led.starts_at + DAY)
    assign_part(other, cast.bruno.person, role="trainer", by=cast.elsa)
    run_jobs()
    assert len(letters_of(cast.bruno, "invited")) == 1
    move_session(other, starts_at=other.starts_at + HOUR, ends_at=other.ends_at + HOUR, by=cast.elsa)
    assert [letter.calendar for letter in letters_of(cast.bruno, "moved")] == [""]


def test_who_leads_answers_as_well(client, cast, led):
    client.force_login(cast.bruno)
    assert "¿Asistirá?" in client.get(reverse("sessions:session", args=[led.pk])).text
    page = client.post(reverse("sessions:participation", args=[led.pk]), {"answer": "declined"}, follow=True).text
    assert "Avise también a la Escuela" in page
    assert "Su cupo" not in page
