"""Guests: one letter, one browser, the lobby; revoked, forgotten, and never counted as taking part."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from foundations.outbox.models import Letter
from sessions import actions
from sessions.errors import SENTENCES, SessionError
from sessions.models.guests import GuestInvitation, GuestLink
from sessions.panels import people_inside
from sessions.rules import Refusal
from sessions.weighing import weigh
from tests.makers.conferencing import make_stay
from tests.makers.courses import make_enrolment
from tests.makers.links import delivered_letter, delivered_link
from tests.makers.sessions import make_guest, make_leave, make_part, make_session
from tests.sessions.test_joining import claims_of

LUZ = {"name": "Luz Gil", "email": "luz@experta.example", "kind": "expert", "language": "es", "shows_title": True}


@pytest.fixture
def session(cast):
    session = make_session()
    make_part(session, cast.bruno.person)
    return session


def entered(browser: Client) -> str:
    """Where the guest is led who takes the invitation and enters."""
    browser.post(reverse("sessions:guest"))
    return browser.get(reverse("sessions:guest_enter"))["Location"]


def test_guest_comes_by_the_letter_as_far_as_the_lobby(client, cast, session):
    client.force_login(cast.bruno)
    client.post(reverse("sessions:guests", args=[session.pk]), LUZ | {"shows_title": "on"})
    guest = GuestInvitation.objects.get()
    link, browser = delivered_link(guest.email), Client()
    shown = browser.get(link, follow=True)
    assert shown.redirect_chain[0][0] == reverse("sessions:guest")
    assert session.title in shown.text
    assert session.room.name not in shown.text
    claims = claims_of(entered(browser))
    user = claims["context"]["user"]
    assert user["id"] == str(guest.pk)
    assert user["name"].startswith("Luz Gil (")
    assert (user["moderator"], user["affiliation"], user["lobby_bypass"]) == (False, "member", False)
    assert claims["context"]["features"]["recording"] is False
    assert claims["exp"] == int((session.ends_at + timedelta(minutes=30)).timestamp())


def test_the_link_is_kept_nowhere_but_in_the_letter(cast, session):
    guest = actions.invite_guest(session, **LUZ, by=cast.bruno)
    token = delivered_link(guest.email).rstrip("/").rpartition("/")[2]
    assert GuestLink.objects.get().token_hash != token
    assert token not in Letter.objects.get(kind="sessions.guest").text


def test_one_browser_alone_uses_an_invitation(cast, session):
    guest = actions.invite_guest(session, **LUZ, by=cast.bruno)
    link, hers, another = delivered_link(guest.email), Client(), Client()
    hers.get(link)
    assert session.room.name in entered(hers)
    another.get(link)
    assert entered(another) == reverse("sessions:guest")
    with translation.override("es"):
        assert str(SENTENCES[Refusal.TAKEN_ELSEWHERE]) in another.get(reverse("sessions:guest")).text
    assert session.room.name in entered(hers)


def test_following_the_link_early_burns_nothing(cast):
    session = make_session(starts_at=timezone.now() + timedelta(hours=5))
    guest = actions.invite_guest(session, **LUZ, by=cast.elsa)
    scanner = Client()
    scanner.get(delivered_link(guest.email))
    assert entered(scanner) == reverse("sessions:guest")
    guest.refresh_from_db()
    assert guest.browser_hash == ""


def test_revoked_invitation_leads_nowhere(client, cast, session):
    guest = actions.invite_guest(session, **LUZ, by=cast.bruno)
    browser = Client()
    browser.get(delivered_link(guest.email))
    assert session.room.name in entered(browser)
    client.force_login(cast.bruno)
    asked = {"guest": str(guest.pk)}
    client.post(reverse("sessions:revoke_guest", args=[session.pk]), asked)
    client.post(reverse("sessions:revoke_guest", args=[session.pk]), asked)
    assert browser.get(reverse("sessions:guest_enter"))["Location"] == reverse("sessions:guest")
    with translation.override("es"):
        assert str(SENTENCES[Refusal.REVOKED]) in browser.get(reverse("sessions:guest")).text


def test_revoked_before_delivery_no_letter_leaves(cast, session, mailoutbox):
    guest = actions.invite_guest(session, **LUZ, by=cast.bruno)
    actions.revoke_guest(guest, by=cast.bruno)
    with pytest.raises(IndexError):
        delivered_letter(guest.email)
    assert actions.mint_guest_link(guest.pk) is None


def test_invited_twice_is_one_invitation(cast, session):
    first = actions.invite_guest(session, **LUZ, by=cast.bruno)
    assert actions.invite_guest(session, **LUZ | {"email": "LUZ@experta.example"}, by=cast.bruno) == first
    assert Letter.objects.filter(kind="sessions.guest").count() == 1


@pytest.mark.parametrize("who", ["ana", "carla", "dora"])
def test_only_who_leads_invites(client, cast, session, who):
    make_enrolment(workshop=session.workshop, person=cast.ana.person)
    user = getattr(cast, who)
    with pytest.raises(SessionError):
        actions.invite_guest(session, **LUZ, by=user)
    client.force_login(user)
    assert client.get(reverse("sessions:guests", args=[session.pk])).status_code == 404


def test_no_guest_after_the_end_and_none_without_an_address(cast, session):
    over = make_session(starts_at=timezone.now() - timedelta(hours=4))
    with pytest.raises(SessionError):
        actions.invite_guest(over, **LUZ, by=cast.elsa)
    with pytest.raises(ValidationError):
        actions.invite_guest(session, **LUZ | {"email": "no"}, by=cast.bruno)


def test_what_it_is_about_stays_unsaid_where_the_invitation_says_so(cast, session):
    guest = actions.invite_guest(session, **LUZ | {"shows_title": False}, by=cast.bruno)
    letter, browser = delivered_letter(guest.email), Client()
    shown = browser.get(delivered_link(guest.email), follow=True).text
    for text in (letter.body, letter.subject, shown, entered(browser)):
        assert session.title not in text
        assert session.workshop.title not in text


def test_guest_is_told_apart_inside_and_has_no_verdict(cast, session):
    make_enrolment(workshop=session.workshop, person=cast.ana.person)
    guest = make_guest(session)
    make_stay(room=session.room, identity=guest.pk, left_at=None, left_exactly=False)
    inside = people_inside(session)
    assert ([row.name for row in inside.guests], inside.people, inside.unidentified) == (["Luz Gil"], [], 0)
    assert [row.person for row in weigh(session, ended_at=None, at=timezone.now())] == [cast.ana.person]


def test_recorded_session_asks_a_guest_first(cast, session):
    make_leave(session)
    guest = actions.invite_guest(session, **LUZ, by=cast.bruno)
    browser = Client()
    browser.get(delivered_link(guest.email))
    assert entered(browser) == reverse("sessions:guest")
    browser.post(reverse("sessions:guest"), {"consents": "on"})
    assert session.room.name in browser.get(reverse("sessions:guest_enter"))["Location"]
    guest.refresh_from_db()
    assert guest.consented_at


def test_names_of_guests_are_forgotten_in_time(cast):
    old, fresh = make_guest(make_session(starts_at=timezone.now() - timedelta(days=100))), make_guest(make_session())
    assert actions.forget_guests(before=timezone.now() - timedelta(days=90)) == 1
    assert actions.forget_guests(before=timezone.now() - timedelta(days=90)) == 0
    old.refresh_from_db()
    fresh.refresh_from_db()
    assert (old.name, old.email, fresh.name) == ("", "", "Luz Gil")


@pytest.mark.django_db
def test_a_stranger_to_the_link_sees_no_invitation(client):
    assert client.get(reverse("sessions:guest_link", args=["x" * 43]), follow=True).status_code == 410
    assert client.get(reverse("sessions:guest_enter")).status_code == 410
