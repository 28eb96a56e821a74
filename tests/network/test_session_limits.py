"""How long a session lasts, what ends it, what its person reads then; and the list of devices."""

from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foundations.audit.models import AuditEvent
from network import actions
from network.models import Appointment, User
from tests.makers.network import make_appointment, make_user

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def clock():
    """Time stands; the test moves it."""
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        yield traveller


def account(client):
    return client.get(reverse("my_account"))


def reason(answer) -> str:
    """Why the answer leads to the sign-in."""
    sign_in = reverse("account_login")
    return answer.url.removeprefix(f"{sign_in}?why=").partition("&")[0] if sign_in in getattr(answer, "url", "") else ""


@pytest.mark.parametrize(
    ("who", "minutes", "why"),
    [
        *[(who, 29, "") for who in ("ana", "carla", "sara", "elsa", "felix")],
        *[(who, 30, "rest") for who in ("carla", "sara", "elsa", "felix")],
        ("ana", 31, ""),
        ("ana", 11 * 60, ""),
    ],
)
def test_rest_ends_a_session(client, cast, clock, who, minutes, why):
    client.force_login(getattr(cast, who))
    clock.shift(timedelta(minutes=minutes))
    assert reason(account(client)) == why
    assert ("_auth_user_id" in client.session) is not bool(why)


def test_twelve_hours_end_a_session_that_never_rested(client, cast, clock):
    client.force_login(cast.sara)
    for _turn in range(24):
        clock.shift(timedelta(minutes=29))
        assert account(client).status_code == 200
    clock.shift(timedelta(minutes=24))
    assert reason(account(client)) == "length"


def test_session_that_rested_twelve_hours_is_gone(client, cast, clock):
    client.force_login(cast.ana)
    clock.shift(timedelta(hours=12))
    assert account(client).url.startswith(reverse("account_login"))


def test_presence_is_written_once_a_minute(client, cast, clock):
    client.force_login(cast.ana)
    account(client)
    before = client.session["network.seen"]
    clock.shift(timedelta(seconds=59))
    account(client)
    assert client.session["network.seen"] == before
    clock.shift(timedelta(seconds=1))
    account(client)
    assert client.session["network.seen"] == before + 60
    assert UserSession.objects.get().last_seen_at == timezone.now()


def test_page_that_lies_open_is_nobodys_presence(client, cast, clock):
    client.force_login(cast.ana)
    before = client.session["network.seen"]
    clock.shift(timedelta(minutes=5))
    client.post("/admin/editing-sessions/ping/content/homepage/1/1/")
    assert client.session["network.seen"] == before


def test_signed_out_person_reads_why_and_comes_back(client, cast, clock):
    client.force_login(cast.carla)
    clock.shift(timedelta(hours=1))
    wanted = f"{reverse('my_office')}?q=a"
    answer = client.get(wanted)
    assert "next=" in answer.url
    page = client.get(answer.url)
    assert page.status_code == 200
    assert page.context["why"]
    assert str(page.context["why"]) in page.text
    assert 'name="next" value="/es/' in page.text


def test_what_was_to_be_changed_is_not_done_again_by_itself(client, cast, clock):
    client.force_login(cast.carla)
    clock.shift(timedelta(hours=1))
    answer = client.post(reverse("my_account"), {"language": "en"})
    assert answer.url == f"{reverse('account_login')}?why=rest"


def test_reason_that_nobody_gave_is_not_shown(client, db):
    assert client.get(f"{reverse('account_login')}?why=<script>").context["why"] is None


def test_end_is_noted_with_its_reason(client, cast, clock):
    client.force_login(cast.sara)
    clock.shift(timedelta(hours=1))
    account(client)
    assert AuditEvent.objects.get(action="network.session_ended").details == {"why": "rest"}
    assert not UserSession.objects.exists()


# --- Rights that change -----------------------------------------------------------------------------------------------


def test_new_role_ends_the_session_at_once(client, cast):
    client.force_login(cast.ana)
    make_appointment(cast.ana.person, "contact_point")
    assert reason(account(client)) == "standing"


def test_ended_role_ends_the_session_at_once(client, cast):
    client.force_login(cast.carla)
    actions.end_appointment(Appointment.objects.get(person=cast.carla.person), by=cast.sara)
    assert reason(account(client)) in {"standing", "elsewhere"}


def test_role_whose_day_comes_ends_the_session(client, cast, clock):
    make_appointment(cast.ana.person, "trainer", starts_at=timezone.now() + timedelta(hours=1))
    client.force_login(cast.ana)
    assert account(client).status_code == 200
    clock.shift(timedelta(hours=1, seconds=1))
    assert reason(account(client)) == "standing"


def test_role_that_runs_out_ends_the_session(client, cast, clock):
    make_appointment(cast.ana.person, "trainer", ends_at=timezone.now() + timedelta(hours=1))
    client.force_login(cast.ana)
    clock.shift(timedelta(minutes=59))
    assert account(client).status_code == 200
    clock.shift(timedelta(minutes=1))
    assert reason(account(client)) == "standing"


@pytest.mark.parametrize("deed", ["closed", "password", "ended"])
def test_what_happens_to_the_account_ends_its_sessions(client, cast, deed):
    client.force_login(cast.ana)
    if deed == "closed":
        User.objects.filter(pk=cast.ana.pk).update(is_active=False)
    elif deed == "password":
        cast.ana.set_password("otra frase bastante larga")
        cast.ana.save()
    else:
        actions.end_sessions(cast.ana, by=cast.sara)
    answer = account(client)
    assert reason(answer) == "elsewhere"
    assert client.get(answer.url).status_code == 200
    assert "_auth_user_id" not in client.session


def test_sign_in_page_itself_is_no_circle(client, cast, clock):
    client.force_login(cast.carla)
    clock.shift(timedelta(hours=1))
    assert client.get(reverse("account_login")).status_code == 200


def test_joining_passes_no_password_while_a_session_lasts(client, cast, clock):
    client.force_login(cast.ana)
    clock.shift(timedelta(hours=11))
    assert account(client).status_code == 200


# --- Devices ----------------------------------------------------------------------------------------------------------


def elsewhere_of(user: User) -> Client:
    """Another browser of the same person."""
    other = Client(headers={"user-agent": FIREFOX})
    other.force_login(user)
    return other


def test_device_is_kept_in_two_words_and_without_an_address(cast, settings):
    user = cast.ana
    user.set_password("una frase bastante larga")
    user.save()
    browser = Client(headers={"user-agent": FIREFOX}, REMOTE_ADDR="192.0.2.77")
    browser.post(reverse("account_login"), {"login": user.email, "password": "una frase bastante larga"})
    row = UserSession.objects.get()
    assert (row.user_agent, row.ip) == ("Firefox · Windows", "::")
    assert row.session_key == browser.session.session_key
    page = browser.get(reverse("usersessions_list"))
    assert "Firefox · Windows" in page.text
    assert "192.0.2.77" not in page.text


def test_one_session_is_ended_at_once(client, cast):
    other = elsewhere_of(cast.ana)
    client.force_login(cast.ana)
    page = client.get(reverse("usersessions_list"))
    assert [row.session_key for row in page.context["elsewhere"]] == [other.session.session_key]
    client.post(reverse("usersessions_end", args=[page.context["elsewhere"][0].pk]))
    assert account(other).status_code == 302
    assert account(client).status_code == 200
    assert not Session.objects.filter(session_key=page.context["elsewhere"][0].session_key).exists()


def test_somebody_elses_session_is_not_there(client, cast):
    elsewhere_of(cast.dora)
    client.force_login(cast.ana)
    answer = client.post(reverse("usersessions_end", args=[UserSession.objects.get(user=cast.dora).pk]))
    assert answer.status_code == 404
    assert UserSession.objects.filter(user=cast.dora).exists()


def test_ones_own_session_ends_by_signing_out_alone(client, cast):
    client.force_login(cast.ana)
    row = UserSession.objects.get()
    assert client.post(reverse("usersessions_end", args=[row.pk])).status_code == 404
    client.post(reverse("account_logout"))
    assert not UserSession.objects.exists()


def test_all_others_end_and_this_one_goes_on(client, cast):
    others = [elsewhere_of(cast.ana) for _number in range(2)]
    client.force_login(cast.ana)
    before = client.session.session_key
    client.post(reverse("usersessions_end_others"))
    assert [reason(account(other)) for other in others] == ["elsewhere"] * 2
    page = client.get(reverse("usersessions_list"))
    assert page.context["here"].session_key == client.session.session_key != before
    assert not page.context["elsewhere"]


def test_session_that_rested_too_long_is_on_no_list(client, cast, clock):
    elsewhere_of(cast.carla)
    clock.shift(timedelta(minutes=31))
    client.force_login(cast.carla)
    assert not client.get(reverse("usersessions_list")).context["elsewhere"]


@pytest.mark.parametrize("rows", [1, 3])
def test_limits_cost_a_page_nothing_more_for_more_devices(client, cast, rows, django_assert_max_num_queries):
    user = make_user()
    client.force_login(user)
    for _number in range(rows):
        elsewhere_of(user)
    with django_assert_max_num_queries(14):
        account(client)
