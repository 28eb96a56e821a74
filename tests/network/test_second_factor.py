"""Who is asked for a second factor, what a session without it reaches, and how factors come and go."""

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foundations.audit.models import AuditEvent
from foundations.outbox.models import Letter
from network.models import User
from network.second_factor import SecondFactors
from tests.makers.factors import make_application, make_passkey, make_recovery_codes, shown_code
from tests.makers.network import make_appointment, make_user
from tests.makers.signing_in import sign_in_by_another_door, sign_in_with_password_only

PASSWORD = "una frase bastante larga"
OVERVIEW, SHOW, VERIFY = "mfa_index", "mfa_authenticate", "mfa_reauthenticate"


@pytest.fixture
def carla(cast) -> User:
    """The contact point, with a password."""
    cast.carla.set_password(PASSWORD)
    cast.carla.save()
    return cast.carla


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """allauth announces some changes when they are committed."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def sign_in(client, user: User, **more):
    return client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD}, **more)


def is_signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def is_led_to(answer, name: str) -> bool:
    return answer.status_code == 302 and answer.url.partition("?")[0] == reverse(name)


# --- Whoever needs one and has none -----------------------------------------------------------------------------------

ADDRESSES = ["home", "my_account", "my_office", "account_change_password", "usersessions_list"]
ADDRESSES += ["wagtailadmin_home", "network:office_people", "courses:workshop_list", "mfa_generate_recovery_codes"]


@pytest.mark.parametrize("who", ["carla", "sara", "elsa", "felix"])
@pytest.mark.parametrize("name", ADDRESSES)
def test_guarded_without_a_factor_reach_the_enrolment_alone(client, cast, who, name):
    sign_in_with_password_only(client, getattr(cast, who))
    address = reverse(name)
    answer = client.get(address)
    assert is_led_to(answer, OVERVIEW)
    assert answer.url.endswith(f"?next={address}")
    assert is_led_to(client.post(address), OVERVIEW)


@pytest.mark.parametrize("role", ["custodian", "national_editor", "administrator"])
def test_every_guarded_role_is_led_to_enrol(client, cast, role):
    user = make_user(role=role, office=cast.office)
    sign_in_with_password_only(client, user)
    assert is_led_to(client.get(reverse("my_account")), OVERVIEW)


def test_superuser_is_led_to_enrol(client, cast):
    User.objects.filter(pk=cast.ana.pk).update(is_superuser=True)
    sign_in_with_password_only(client, User.objects.get(pk=cast.ana.pk))
    assert is_led_to(client.get("/admin/"), OVERVIEW)


def test_public_pages_are_not_reached_either_but_the_way_out_is(client, cast):
    sign_in_with_password_only(client, cast.carla)
    assert is_led_to(client.get("/es/"), OVERVIEW)
    assert client.get(reverse("health")).status_code in {200, 503}
    assert client.get(reverse("account_logout")).status_code == 200
    client.post(reverse("account_logout"))
    assert not is_signed_in(client)


@pytest.mark.parametrize("name", [OVERVIEW, "mfa_activate_totp"])
def test_screens_to_enrol_are_open(client, cast, name):
    sign_in_with_password_only(client, cast.carla)
    assert client.get(reverse(name)).status_code == 200


def test_prosecutors_are_offered_one_and_asked_for_none(client, cast):
    sign_in_with_password_only(client, cast.ana)
    assert client.get(reverse("my_account")).status_code == 200
    assert reverse("mfa_activate_totp") in client.get(reverse(OVERVIEW)).text


def test_session_of_another_door_does_not_count(client, cast):
    sign_in_by_another_door(client, cast.ana)
    assert client.get(reverse("my_account")).url.startswith(f"{reverse('account_login')}?why=door")
    assert not is_signed_in(client)


# --- Whoever has one --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["ana", "carla"])
def test_who_has_one_is_asked_in_every_session(client, cast, who):
    user = getattr(cast, who)
    sign_in_with_password_only(client, user)
    make_application(user)
    assert is_led_to(client.get(reverse("my_account")), VERIFY)


@pytest.mark.parametrize(
    "name", ["mfa_activate_totp", "mfa_add_webauthn", "mfa_deactivate_totp", "account_reauthenticate", OVERVIEW]
)
def test_password_alone_adds_no_other_factor_in_its_place(client, cast, name):
    sign_in_with_password_only(client, cast.carla)
    make_application(cast.carla)
    assert is_led_to(client.get(reverse(name)), VERIFY)


def test_code_opens_at_the_sign_in_with_a_new_key(client, carla):
    secret = make_application(carla)
    assert sign_in(client, carla).url == reverse(SHOW)
    assert not is_signed_in(client)
    before = client.session.session_key
    answer = client.post(reverse(SHOW), {"code": shown_code(secret)})
    assert answer.url == reverse("home")
    assert client.session.session_key != before
    assert client.get(reverse("my_office")).status_code == 200
    assert AuditEvent.objects.get(action="network.signed_in").details == {"how": ["password", "totp"]}


@pytest.mark.parametrize("address", ["/admin/", "/es/mi-cuenta/", "/es/"])
def test_half_a_sign_in_reaches_what_a_stranger_reaches(client, carla, address):
    make_application(carla)
    sign_in(client, carla)
    assert not is_signed_in(client)
    assert client.get(address).status_code in {200, 302, 404}


def test_code_of_an_application_is_good_once(client, carla):
    secret = make_application(carla)
    code = shown_code(secret)
    sign_in(client, carla)
    client.post(reverse(SHOW), {"code": code})
    other = Client()
    sign_in(other, carla)
    assert other.post(reverse(SHOW), {"code": code}).status_code == 200
    assert not is_signed_in(other)


@pytest.mark.parametrize(("steps", "opens"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_code_is_good_half_a_minute_early_and_late_and_once(client, carla, steps, opens):
    secret = make_application(carla)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        code = shown_code(secret, steps=steps)
        sign_in(client, carla)
        client.post(reverse(SHOW), {"code": code})
        assert is_signed_in(client) is opens
        clock.shift(timedelta(seconds=30))
        other = Client()
        sign_in(other, carla)
        other.post(reverse(SHOW), {"code": code})
        assert not is_signed_in(other) or not opens


def test_recovery_code_opens_once_and_the_person_is_told(client, carla):
    make_application(carla)
    code, *_others = make_recovery_codes(carla)
    sign_in(client, carla)
    client.post(reverse(SHOW), {"code": code})
    assert is_signed_in(client)
    letter = Letter.objects.get(kind="network.code_used")
    assert "Le quedan 9" in letter.text
    assert code not in letter.text
    other = Client()
    sign_in(other, carla)
    other.post(reverse(SHOW), {"code": code})
    assert not is_signed_in(other)


def test_guesses_of_the_second_factor_are_limited(client, carla):
    secret = make_application(carla)
    sign_in(client, carla)
    answers = [client.post(reverse(SHOW), {"code": "000000"}).status_code for _try in range(7)]
    assert 429 in answers
    assert client.post(reverse(SHOW), {"code": shown_code(secret)}).status_code == 429
    assert not is_signed_in(client)


def test_no_device_is_trusted(client, carla):
    secret = make_application(carla)
    sign_in(client, carla)
    client.post(reverse(SHOW), {"code": shown_code(secret)})
    client.post(reverse("account_logout"))
    assert sign_in(client, carla).url == reverse(SHOW)


def test_session_without_it_verifies_and_goes_on_under_another_key(client, cast):
    sign_in_with_password_only(client, cast.carla)
    secret = make_application(cast.carla)
    answer = client.get(reverse("my_office"))
    before = client.session.session_key
    answer = client.post(answer.url, {"code": shown_code(secret)})
    assert answer.url == reverse("my_office")
    assert client.session.session_key != before
    assert client.get(answer.url).status_code == 200


# --- Factors come and go ----------------------------------------------------------------------------------------------


def enrol(client) -> None:
    page = client.get(reverse("mfa_activate_totp"))
    client.post(reverse("mfa_activate_totp"), {"code": shown_code(page.context["form"].secret)})


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_enrolling_opens_the_platform_and_shows_the_codes_once(client, cast):
    sign_in_with_password_only(client, cast.carla)
    before = client.session.session_key
    enrol(client)
    assert client.session.session_key != before
    page = client.get(reverse("mfa_view_recovery_codes"))
    assert len(page.context["unused_codes"]) == 10
    assert "****" not in page.text
    assert "****" in str(client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"])
    assert client.get(reverse("my_office")).status_code == 200
    assert Letter.objects.get(kind="network.factor_added").recipient == cast.carla.person_id
    assert AuditEvent.objects.get(action="network.factor_added").details == {"kind": "totp"}


def test_enrolling_asks_for_the_password_when_the_sign_in_is_long_ago(client, carla):
    sign_in_with_password_only(client, carla)
    with time_machine.travel(timezone.now() + timedelta(minutes=6), tick=False):
        answer = client.get(reverse("mfa_activate_totp"))
        assert is_led_to(answer, "account_reauthenticate")
        answer = client.post(answer.url, {"password": PASSWORD})
        assert answer.url == reverse("mfa_activate_totp")
        assert client.get(answer.url).status_code == 200


@pytest.mark.parametrize("kind", ["totp", "webauthn"])
def test_last_factor_of_who_must_have_one_stays(client, cast, kind):
    client.force_login(cast.carla)
    if kind == "totp":
        make_application(cast.carla)
        address = reverse("mfa_deactivate_totp")
    else:
        address = reverse("mfa_remove_webauthn", args=[make_passkey(cast.carla).pk])
    client.post(address)
    assert Authenticator.objects.filter(user=cast.carla, type=kind).exists()


def test_one_of_two_goes_and_the_person_is_told(client, cast):
    client.force_login(cast.carla)
    make_application(cast.carla)
    key = make_passkey(cast.carla)
    client.post(reverse("mfa_remove_webauthn", args=[key.pk]))
    assert list(Authenticator.objects.values_list("type", flat=True)) == ["totp"]
    assert Letter.objects.get().kind == "network.factor_removed"
    assert AuditEvent.objects.get(action="network.factor_removed").details == {"kind": "webauthn"}
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.exists()


def test_prosecutor_takes_the_last_one_off(client, cast):
    client.force_login(cast.ana)
    make_application(cast.ana)
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.exists()


def test_role_that_begins_later_keeps_the_last_one(client, cast):
    make_application(cast.ana)
    make_appointment(cast.ana.person, "contact_point")
    client.force_login(User.objects.get(pk=cast.ana.pk))
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.exists()


@pytest.mark.parametrize("name", ["mfa_remove_webauthn", "mfa_edit_webauthn"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_somebody_elses_passkey_is_not_there(client, cast, name, method):
    key = make_passkey(cast.carla)
    client.force_login(cast.ana)
    assert getattr(client, method)(reverse(name, args=[key.pk]), {"name": "mine"}).status_code == 404
    assert Authenticator.objects.get().data["name"] == "Teléfono"


def test_new_codes_void_the_former_and_the_person_is_told(client, cast, committed):
    client.force_login(cast.ana)
    make_application(cast.ana)
    former = make_recovery_codes(cast.ana)
    with committed():
        client.post(reverse("mfa_generate_recovery_codes"))
    page = client.get(reverse("mfa_view_recovery_codes"))
    assert not set(page.context["unused_codes"]) & set(former)
    assert Letter.objects.get().kind == "network.codes_renewed"


# --- At rest ----------------------------------------------------------------------------------------------------------


def test_secrets_lie_sealed_and_open_under_a_former_key(cast, settings):
    secret = make_application(cast.ana)
    make_recovery_codes(cast.ana)
    kept = " ".join(map(str, Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept
    sealed = Authenticator.objects.get(type="totp").data["secret"]
    former, settings.SECRET_KEY = settings.SECRET_KEY, "another-key-" * 6
    settings.SECRET_KEY_FALLBACKS = [former]
    assert SecondFactors().decrypt(sealed) == secret


def test_secret_of_a_lost_key_lets_nobody_in(client, carla, settings):
    make_application(carla)
    sign_in(client, carla)
    sealed = Authenticator.objects.get().data["secret"]
    Authenticator.objects.update(data={"secret": sealed[:-4] + "AAAA"})
    assert client.post(reverse(SHOW), {"code": "000000"}).status_code == 200
    assert not is_signed_in(client)


def test_passkeys_are_bound_to_our_own_address_not_to_the_hosts(client, cast, settings):
    settings.BASE_URL = "https://refco.example"
    client.force_login(cast.ana)
    page = client.get(reverse("mfa_add_webauthn"), headers={"host": "localhost"})
    assert "refco.example" in page.context["passkey_options"]
    assert "localhost" not in page.context["passkey_options"]
    options = client.get(reverse("mfa_login_webauthn"), headers={"Accept": "application/json"})
    client.post(reverse("account_logout"))
    options = client.get(reverse("mfa_login_webauthn"), headers={"Accept": "application/json"})
    assert options.json()["request_options"]["publicKey"]["rpId"] == "refco.example"


def test_platform_called_by_a_number_offers_no_passkeys(client, cast, settings):
    settings.BASE_URL = "http://127.0.0.1:8000"
    assert reverse("mfa_login_webauthn") not in client.get(reverse("account_login")).text
    client.force_login(cast.ana)
    assert client.get(reverse("mfa_add_webauthn")).status_code == 404
    assert reverse("mfa_add_webauthn") not in client.get(reverse(OVERVIEW)).text
