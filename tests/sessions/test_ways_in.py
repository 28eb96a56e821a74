"""Under which name and with how much of a picture one enters, and what the page says before."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from courses.actions import change_names
from courses.errors import CourseError
from foundations.audit.models import AuditEvent
from network.models import Person
from sessions import actions
from sessions.errors import SENTENCES
from sessions.naming import guest_name, name_in_room
from sessions.rules import Refusal
from tests.makers.courses import make_enrolment, make_workshop
from tests.makers.network import make_person
from tests.makers.sessions import make_session
from tests.sessions.test_joining import claims_of

RULES = {
    "full": ("Ana María López", "Luz Gil (persona invitada)"),
    "initials": ("A. M. L.", "L. G. (persona invitada)"),
    "office": ("Honduras", "persona invitada"),
    "initials_office": ("A. M. L. (Honduras)", "L. G. (persona invitada)"),
}


@pytest.mark.parametrize(("rule", "shown"), RULES.items())
def test_names_follow_the_rule_of_the_workshop(cast, rule, shown):
    session = make_session(workshop=make_workshop(names_in_room=rule))
    make_enrolment(workshop=session.workshop, person=cast.ana.person)
    with translation.override("es"):
        named = claims_of(actions.join_session(session, by=cast.ana))["context"]["user"]["name"]
        assert named == shown[0].replace("Honduras", cast.ana.person.office.country.name)
        assert guest_name(session.workshop, "Luz Gil") == shown[1]


def test_rule_changed_before_the_first_session_is_followed_by_the_next_token(cast):
    session = make_session(starts_at=timezone.now() + timedelta(minutes=10))
    workshop = session.workshop
    workshop.first_session_at = session.starts_at
    workshop.save()
    make_enrolment(workshop=workshop, person=cast.ana.person)
    change_names(workshop, names_in_room="initials", by=cast.sara)
    change_names(workshop, names_in_room="initials", by=cast.sara)
    assert claims_of(actions.join_session(session, by=cast.ana))["context"]["user"]["name"] == "A. M. L."
    [told] = AuditEvent.objects.filter(action="courses.names_changed")
    assert told.details["was"] == "full"
    with pytest.raises(CourseError):
        change_names(workshop, names_in_room="full", by=cast.elsa)
    with pytest.raises(CourseError):
        change_names(workshop, names_in_room="full", by=cast.sara, at=session.starts_at)


def test_who_belongs_to_no_office_is_called_by_what_they_are(cast):
    trainer = make_person(office=None, kind=Person.Kind.TRAINER)
    workshop = make_workshop(names_in_room="office")
    assert name_in_room(workshop, trainer) == str(trainer.get_kind_display())


@pytest.mark.parametrize(
    ("line", "there", "missing"),
    [("lean", "config.resolution=180", "startAudioOnly"), ("sound", "config.startAudioOnly=true", "resolution")],
)
def test_a_weak_line_is_kept_and_goes_along(client, cast, line, there, missing):
    session = make_session()
    make_enrolment(workshop=session.workshop, person=cast.ana.person)
    client.force_login(cast.ana)
    client.post(reverse("sessions:connection"), {"line": line})
    fragment = urlsplit(client.get(reverse("sessions:join", args=[session.pk]))["Location"]).fragment
    assert there in fragment
    assert missing not in fragment
    client.post(reverse("sessions:connection"), {"line": "whole"})
    assert there not in actions.join_session(session, by=cast.ana)


def test_an_unknown_line_is_refused_at_the_field(client, cast):
    client.force_login(cast.ana)
    assert client.post(reverse("sessions:connection"), {"line": "hd"}).status_code == 200
    assert not hasattr(cast.ana.person, "connection_choice")


def test_moved_session_says_when_it_was_to_begin(client, cast):
    session = make_session(starts_at=timezone.now() + timedelta(days=2))
    hours = {"starts_at": session.starts_at + timedelta(hours=3), "ends_at": session.ends_at + timedelta(hours=3)}
    actions.move_session(session, **hours, by=cast.elsa)
    client.force_login(cast.dora)
    with translation.override("es"):
        shown = client.get(reverse("sessions:session", args=[session.pk])).text
    assert "Esta sesión cambió de horario" in shown


def test_full_workshop_says_so_and_not_only_that_one_has_no_seat(client, cast):
    session = make_session(workshop=make_workshop(seats_per_office=None, seats_total=1))
    client.force_login(cast.dora)
    url = reverse("sessions:join", args=[session.pk])
    assert str(SENTENCES[Refusal.NOT_ENROLLED]) in client.get(url).text
    make_enrolment(workshop=session.workshop, person=cast.ana.person)
    with translation.override("es"):
        refused = client.get(url)
        assert refused.status_code == 403
        assert str(SENTENCES[Refusal.FULL]) in refused.text
