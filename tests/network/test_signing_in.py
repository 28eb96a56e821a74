"""The door: password, code by letter, limits, and answers that tell nobody which accounts there are."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache, caches
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from fido2.utils import websafe_encode
from redis.exceptions import ConnectionError as RedisAway

from foundations.audit.models import AuditEvent
from foundations.outbox.models import Letter
from network import actions
from network.login_codes import code_of, draw_nonce, is_code_of
from network.models import User
from network.sign_in_forms import is_from_here
from tests.makers.jobs import queued_names, run_queued_jobs
from tests.makers.network import make_user

PASSWORD = "una frase bastante larga"


@pytest.fixture
def nora(db) -> User:
    """A prosecutor with a password and no second factor."""
    return make_user("nora@mp.hn.example", password=PASSWORD, given_names="Nora")


def sign_in(client, email: str, password: str = PASSWORD, **more):
    return client.post(
        reverse("account_login"), {"login": email, "password": password} | more.pop("fields", {}), **more
    )


def is_signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def close(user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


def plain(text: str) -> str:
    """A page without what differs at every request."""
    return re.sub(r'(name="csrfmiddlewaretoken" value=")[^"]+|\d\d:\d\d', "", text)


# --- By password ------------------------------------------------------------------------------------------------------


def test_password_opens_and_is_noted_with_its_means(client, nora):
    answer = sign_in(client, "Nora@MP.hn.example")
    assert (answer.status_code, answer.url) == (302, reverse("home"))
    event = AuditEvent.objects.get(action="network.signed_in")
    assert (event.actor, event.details) == (nora.person_id, {"how": ["password"]})


def test_key_of_the_session_is_new_after_the_sign_in(client, nora):
    client.get(reverse("account_login"))
    session = client.session
    session["something"] = "planted"
    session.save()
    planted = session.session_key
    client.cookies["session"] = planted
    sign_in(client, nora.email)
    assert client.session.session_key != planted
    assert is_signed_in(client)


@pytest.mark.parametrize("state", ["unknown", "closed", "new", "wrong"])
def test_a_refusal_reads_the_same_whatever_the_reason(client, nora, state):
    expected = plain(sign_in(client, nora.email, "another password").text)
    cache.clear()
    if state == "closed":
        close(nora)
    if state == "new":
        User.objects.filter(pk=nora.pk).update(activated_at=None)
    answer = sign_in(
        client, "nobody@mp.hn.example" if state == "unknown" else nora.email, PASSWORD if state != "wrong" else "x"
    )
    assert answer.status_code == 200
    assert not is_signed_in(client)
    assert plain(answer.text).replace("nobody@mp.hn.example", nora.email) == expected


def test_unknown_address_costs_a_hash_as_well(client, nora, monkeypatch):
    hashed = []
    encode = "django.contrib.auth.hashers.MD5PasswordHasher.encode"
    monkeypatch.setattr(encode, lambda _self, password, _salt: hashed.append(password) or "md5$x$y")
    sign_in(client, "nobody@mp.hn.example", "guess")
    assert hashed == ["guess"]


def test_look_alike_address_is_another_account(client, nora):
    sign_in(client, "nora@mp.hn.example".replace("n", "ń", 1))
    assert not is_signed_in(client)


def test_former_address_of_allauths_table_signs_in_nowhere(client, nora):
    EmailAddress.objects.create(user=nora, email="former@mp.hn.example", verified=True, primary=True)
    sign_in(client, "former@mp.hn.example")
    assert not is_signed_in(client)


# --- Limits -----------------------------------------------------------------------------------------------------------


def test_after_twenty_tries_the_right_password_is_refused_too(client, nora):
    for _try in range(20):
        sign_in(client, nora.email, "guess")
    answer = sign_in(client, nora.email)
    assert answer.status_code == 429
    assert answer["Retry-After"] == "300"
    assert answer.context["minutes"] == 5
    assert not is_signed_in(client)


def test_limit_of_an_account_counts_from_everywhere_and_however_it_is_written(client, nora):
    for number, email in enumerate(["nora@mp.hn.example", "NORA@mp.hn.example", " nora@MP.hn.example "] * 2):
        host = "localhost" if number % 2 else "testserver"
        sign_in(client, email, "guess", REMOTE_ADDR=f"192.0.2.{number}", headers={"host": host})
    assert sign_in(client, nora.email, REMOTE_ADDR="198.51.100.1").status_code == 429


def test_limit_comes_with_one_line_in_the_book_and_no_address(client, nora):
    for _try in range(9):
        sign_in(client, nora.email, "guess")
    event = AuditEvent.objects.get(action="network.sign_in_refused")
    assert (event.subject_id, event.details) == (str(nora.person_id), {"tries": 5})


@pytest.mark.parametrize("email", ["nora@mp.hn.example", "nobody@mp.hn.example"])
def test_limit_is_the_same_for_accounts_that_are_not(client, nora, email):
    assert [sign_in(client, email, "guess").status_code for _try in range(7)] == [200] * 5 + [429] * 2


@pytest.mark.parametrize(
    ("proxies", "forged", "refused"),
    [(0, "203.0.113.{}", True), (1, "203.0.113.{}, 192.0.2.1", True), (1, "192.0.2.1, 203.0.113.{}", False)],
)
def test_forged_hops_dodge_no_limit(client, nora, settings, proxies, forged, refused):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    answers = [
        sign_in(client, f"a{number}@mp.example", "x", headers={"X-Forwarded-For": forged.format(number)})
        for number in range(12)
    ]
    assert (answers[-1].status_code == 429) is refused


def test_hops_fewer_than_the_proxies_are_not_believed(client, nora, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 2
    assert sign_in(client, nora.email, headers={"X-Forwarded-For": "203.0.113.1"}).status_code == 302


def test_workers_count_together(client, nora, settings):
    """Each worker has a cache client of its own upon the same table; none is asked more than its share."""
    settings.CACHES = settings.CACHES | {
        "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "counts_of_the_test"}
    }
    call_command("createcachetable")
    answers = []
    for _try in range(7):
        del caches["default"]  # what a new worker begins with
        answers.append(sign_in(client, nora.email, "guess").status_code)
    assert answers == [200] * 5 + [429] * 2
    del caches["default"]


@pytest.mark.parametrize("fault", [RedisAway("away"), ConnectionRefusedError()])
@pytest.mark.parametrize("name", ["account_login", "account_request_login_code"])
def test_nobody_gets_in_while_tries_cannot_be_counted(client, nora, monkeypatch, name, fault):
    def away(*_args, **_kwargs):
        raise fault

    monkeypatch.setattr("allauth.core.internal.ratelimit.cache.add", away)
    answer = client.post(reverse(name), {"login": nora.email, "email": nora.email, "password": PASSWORD})
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert not is_signed_in(client)


# --- By a code --------------------------------------------------------------------------------------------------------


def ask_code(client, email: str, **more):
    return client.post(reverse("account_request_login_code"), {"email": email}, **more)


def code_in_the_letter() -> str:
    run_queued_jobs()
    return re.search(r"^([A-Z]{4}-[A-Z]{4})$", mail.outbox[-1].body, re.MULTILINE)[1]


def test_code_signs_in_and_stands_nowhere_but_in_the_letter(client, nora):
    answer = ask_code(client, nora.email)
    assert answer.url == reverse("account_confirm_login_code")
    code = code_in_the_letter()
    assert mail.outbox[-1].to == [nora.email]
    letter = Letter.objects.get(kind="network.login_code")
    assert code not in letter.text + letter.html + letter.subject
    assert code not in str(dict(client.session))
    answer = client.post(answer.url, {"code": code.lower().replace("-", " ")})
    assert answer.url == reverse("home")
    assert AuditEvent.objects.get(action="network.signed_in").details == {"how": ["code"]}


def test_code_is_good_once(client, nora):
    ask_code(client, nora.email)
    code = code_in_the_letter()
    client.post(reverse("account_confirm_login_code"), {"code": code})
    client.post(reverse("account_logout"))
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert not is_signed_in(client)


def test_code_is_good_in_the_browser_that_asked_for_it(client, nora):
    ask_code(client, nora.email)
    thief = Client()
    answer = thief.post(reverse("account_confirm_login_code"), {"code": code_in_the_letter()})
    assert answer.url == reverse("account_request_login_code")
    assert not is_signed_in(thief)


def test_letter_that_comes_too_late_is_withdrawn(client, nora):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        ask_code(client, nora.email)
        clock.shift(timedelta(minutes=11))
        run_queued_jobs()
    assert not mail.outbox


def test_three_wrong_codes_end_the_attempt(client, nora):
    ask_code(client, nora.email)
    code = code_in_the_letter()
    for _try in range(3):
        client.post(reverse("account_confirm_login_code"), {"code": "BBBB-BBBB"})
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert not is_signed_in(client)


@pytest.mark.parametrize("state", ["known", "unknown", "closed", "new"])
def test_asking_for_a_code_looks_and_costs_the_same(client, nora, state, django_assert_num_queries):
    if state == "closed":
        close(nora)
    if state == "new":
        User.objects.filter(pk=nora.pk).update(activated_at=None)
    email = "nobody@mp.hn.example" if state == "unknown" else nora.email
    answer = ask_code(client, email)
    page = client.get(answer.url)
    assert (answer.status_code, answer.url) == (302, reverse("account_confirm_login_code"))
    assert email in page.text
    assert queued_names() == ["network.send_login_code"]
    wrong = client.post(answer.url, {"code": "BBBB-BBBB"})
    assert wrong.status_code == 200
    run_queued_jobs()
    assert len(mail.outbox) == (state == "known")


def test_no_mailbox_is_flooded_with_codes(client, nora):
    for number in range(100):
        client.cookies.clear()
        ask_code(client, nora.email, REMOTE_ADDR=f"192.0.2.{number}")
    run_queued_jobs()
    assert len(mail.outbox) == 3
    client.cookies.clear()
    assert ask_code(client, nora.email).status_code == 429


def test_closed_between_asking_and_typing_opens_nothing(client, nora):
    ask_code(client, nora.email)
    code = code_in_the_letter()
    close(nora)
    answer = client.post(reverse("account_confirm_login_code"), {"code": code})
    assert answer.url == reverse("account_login")
    assert not is_signed_in(client)


def test_codes_differ_and_follow_from_the_nonce(settings):
    nonce = draw_nonce()
    code = code_of(nonce)
    assert re.fullmatch(r"[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}", code)
    assert is_code_of(nonce, code.lower())
    assert not is_code_of(nonce, "")
    assert not is_code_of("", code_of(""))
    assert code_of(draw_nonce()) != code
    settings.SECRET_KEY = "another-" * 10
    assert code_of(nonce) != code


# --- Out, and back ----------------------------------------------------------------------------------------------------


def test_signing_out_lets_the_browser_forget(client, nora):
    client.force_login(nora)
    answer = client.post(reverse("account_logout"))
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert AuditEvent.objects.filter(action="network.signed_out", actor=nora.person_id).exists()


def test_asking_to_sign_out_changes_nothing(client, nora):
    client.force_login(nora)
    client.get(reverse("account_logout"))
    assert is_signed_in(client)


def test_nobody_joins_by_themselves(client, db):
    assert client.get("/es/iniciar-sesion/registro/").status_code == 404
    assert b"signup" not in client.get(reverse("account_login")).content


# --- The password changed ---------------------------------------------------------------------------------------------


def change(client, old: str = PASSWORD, new: str = "otra frase bastante larga"):
    return client.post(reverse("account_change_password"), {"oldpassword": old, "password1": new, "password2": new})


def test_new_password_ends_the_other_sessions_and_tells_the_person(client, nora):
    elsewhere = Client()
    elsewhere.force_login(nora)
    client.force_login(nora)
    before = client.session.session_key
    assert change(client).url == reverse("my_account")
    assert client.session.session_key != before
    assert client.get(reverse("my_account")).status_code == 200
    assert elsewhere.get(reverse("my_account")).status_code == 302
    assert Letter.objects.get().kind == "network.password_renewed"
    assert AuditEvent.objects.filter(action="network.password_changed", actor=nora.person_id).exists()


@pytest.mark.parametrize(
    ("old", "new"), [("wrong", "otra frase bastante larga"), (PASSWORD, "corta"), (PASSWORD, "passwordpassword")]
)
def test_password_is_not_changed_without_the_old_one_or_to_a_weak_one(client, nora, old, new):
    client.force_login(nora)
    if new == "passwordpassword":
        new = "nora@mp.hn.example"
    assert change(client, old, new).status_code == 200
    assert User.objects.get(pk=nora.pk).check_password(PASSWORD)


def test_account_without_a_password_is_led_to_ask_for_one(client, db):
    user = make_user()
    client.force_login(user)
    assert client.get(reverse("account_change_password")).url == reverse("network:forgotten_password")


# --- allauth's own letters --------------------------------------------------------------------------------------------


def test_no_letter_leaves_by_allauths_own_way(rf, db):
    with pytest.raises(ValueError, match="write it as a letter"):
        get_adapter().send_mail("account/email/password_reset_key", "a@b.example", {})
    assert not mail.outbox


# --- The page of a credential -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("origin", "is_ours"),
    [
        ("https://refco.example", True),
        ("http://refco.example", False),
        ("https://meet.refco.example", False),
        ("https://refco.example:8443", False),
        ("https://refco.example.evil.example", False),
        ("", False),
    ],
)
def test_credential_of_another_page_is_not_ours(settings, origin, is_ours):
    settings.BASE_URL = "https://refco.example"
    said = websafe_encode(f'{{"origin": "{origin}"}}'.encode())
    assert is_from_here({"response": {"clientDataJSON": said}}) is is_ours
    assert not is_from_here({"response": {}})
    assert not is_from_here([])


def test_end_of_the_session_is_of_an_account_not_of_a_name(client, nora):
    client.force_login(nora)
    actions.end_sessions(nora, by=nora)
    answer = client.get(reverse("my_account"))
    assert answer.url.startswith(f"{reverse('account_login')}?why=elsewhere&next=")
