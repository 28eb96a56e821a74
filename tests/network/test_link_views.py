"""Pages that a letter's link opens: activation and new password, and the page that asks for a letter."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from foundations.audit.models import AuditEvent
from foundations.jobs.models import Job
from foundations.outbox.models import Letter
from network import actions
from network.models import SecretLink, User
from tests.makers.jobs import queued_names, run_queued_jobs
from tests.makers.links import delivered_letter, delivered_link
from tests.makers.network import make_person, make_user

PASSWORD = "una frase bastante larga"
GOOD = {"acknowledged": "on", "time_zone": "America/Panama", "password": PASSWORD, "again": PASSWORD}


@pytest.fixture
def new(cast) -> User:
    """An account that Carla opened; its letter waits for delivery."""
    person = make_person(office=cast.office, given_names="Nora", family_names="Paz")
    return actions.open_account(person, email="nora@mp.hn.example", by=cast.carla)


@pytest.fixture
def activation(new, client) -> str:
    """The activation page, with the letter's link in hand."""
    answer = client.get(delivered_link(new.email))
    return answer.url


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


# --- Activation -------------------------------------------------------------------------------------------------------


def test_the_link_leads_to_an_address_without_its_token(new, client):
    link = delivered_link(new.email)
    answer = client.get(link)
    assert (answer.status_code, answer.url) == (302, reverse("network:activation"))
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    page = client.get(answer.url)
    assert "no-store" in page["Cache-Control"]
    assert link.split("/")[-2] not in page.text
    assert "Nora Paz" in page.text
    assert "Ministerio Público de Honduras" in page.text
    assert 'value="America/Tegucigalpa" selected' in page.text


def test_activation_ends_signed_out_at_the_sign_in(activation, new, client):
    answer = client.post(activation, GOOD)
    assert (answer.status_code, answer.url) == (302, reverse("account_login"))
    assert "_auth_user_id" not in client.session
    assert fresh(new).may_sign_in
    assert fresh(new).time_zone == "America/Panama"


def test_activation_signs_out_whoever_was_signed_in_in_this_browser(cast, new, client):
    client.force_login(cast.carla)
    client.post(client.get(delivered_link(new.email)).url, GOOD)
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"acknowledged": ""}, "acknowledged"),
        ({"password": "corta", "again": "corta"}, "password"),
        ({"password": "nora@mp.hn.example", "again": "nora@mp.hn.example"}, "password"),
        ({"again": "otra frase bastante larga"}, "again"),
        ({"time_zone": "Mars/Base"}, "time_zone"),
    ],
)
def test_activation_refuses_at_the_field_and_keeps_the_link(activation, new, client, wrong, field):
    answer = client.post(activation, GOOD | wrong)
    assert list(answer.context["form"].errors) == [field]
    assert not fresh(new).may_sign_in
    assert client.post(activation, GOOD).status_code == 302


def test_looking_at_the_link_twice_does_not_use_it_up(new, client):
    link = delivered_link(new.email)
    for _ in range(2):
        assert client.get(client.get(link).url).status_code == 200


@pytest.mark.parametrize("reason", ["used", "expired", "withdrawn", "unknown", "of another purpose", "no session"])
def test_a_link_that_is_not_good_leads_to_one_page_that_says_what_to_do(cast, new, client, reason):
    link = delivered_link(new.email)
    page = reverse("network:activation")
    if reason != "no session":
        client.get(link)
    if reason == "used":
        client.post(page, GOOD)
        client.get(link)
    elif reason == "withdrawn":
        actions.close_account(new, by=cast.sara, reason="Error.")
    elif reason == "unknown":
        client.get(reverse("network:activation_link", args=["x" * 43]))
    elif reason == "of another purpose":
        page = reverse("network:new_password")
        client.get(reverse("network:password_link", args=[link.split("/")[-2]]))
    with time_machine.travel(timezone.now() + timedelta(days=8 if reason == "expired" else 0)):
        answer = client.post(page, GOOD)
    assert answer.status_code == 410
    assert reverse("network:forgotten_password") in answer.text


def test_a_session_planted_beforehand_gains_nothing(new, client):
    session = client.session
    session["planted"] = True
    session.save()
    before = session.session_key
    client.get(delivered_link(new.email))
    assert client.session.session_key != before


@pytest.mark.parametrize("token", ["%00", "a" * 3000, "<script>", "%F0%9F%94%91", "'--"])
def test_hostile_tokens_are_just_no_links(db, client, token):
    answer = client.get(reverse("network:activation_link", args=["t"]).replace("/t/", f"/{token}/"))
    assert answer.status_code in {302, 400, 404}


# --- Forgotten password -----------------------------------------------------------------------------------------------


def ask(client, email: str):
    return client.post(reverse("network:forgotten_password"), {"email": email})


def test_the_answer_is_the_same_for_every_account_and_for_none(cast, client, django_assert_num_queries):
    make_user("nueva@mp.example", activated=False)
    actions.close_account(cast.berta, by=cast.carla, reason="Se fue.")
    answers, jobs = set(), set()
    for email in ("ana@mp.hn.example", "ANA@mp.hn.example", "nadie@mp.example", "nueva@mp.example", cast.berta.email):
        before = set(Job.objects.values_list("pk", flat=True))
        answer = ask(client, email)
        answers.add((answer.status_code, answer.url, client.get(answer.url).text))
        (job,) = Job.objects.exclude(pk__in=before)
        jobs.add(job.name)
        assert "@" not in str(job.arguments)
    assert len(answers) == 1
    assert jobs == {"network.answer_forgotten_password"}
    assert not Letter.objects.exists()


def test_the_request_itself_writes_no_letter_and_the_job_writes_it(cast, client):
    ask(client, "ana@mp.hn.example")
    assert not Letter.objects.exists()
    run_queued_jobs()
    assert [message.to for message in mail.outbox] == [["ana@mp.hn.example"]]


def test_too_many_questions_from_one_address_are_refused_in_a_sentence(cast, client):
    answers = [ask(client, f"nadie{number}@mp.example").status_code for number in range(25)]
    assert answers[:20] == [302] * 20
    assert answers[20:] == [429] * 5
    assert queued_names().count("network.answer_forgotten_password") == 20


def test_looking_at_the_page_is_no_question_however_often(cast, client):
    page = reverse("network:forgotten_password")
    assert {client.head(page).status_code for _number in range(25)} == {200}
    assert ask(client, "ana@mp.hn.example").status_code == 302


def test_an_address_with_a_line_break_is_refused(db, client):
    answer = ask(client, "ana@mp.hn.example\nBcc: x@y.example")
    assert answer.status_code == 200
    assert not Job.objects.exists()


def test_the_letters_address_is_the_platforms_whatever_host_was_asked(cast, client, settings):
    client.post(reverse("network:forgotten_password"), {"email": cast.ana.email}, headers={"Host": "127.0.0.1"})
    body = delivered_letter(cast.ana.email).body
    assert settings.BASE_URL in body
    assert "127.0.0.1" not in body


def test_a_new_password_by_letter(cast, client):
    client.force_login(cast.ana)
    elsewhere = client.session.session_key
    ask(client, cast.ana.email)
    answer = client.get(delivered_link(cast.ana.email))
    assert answer.url == reverse("network:new_password")
    answer = client.post(answer.url, {"password": PASSWORD, "again": PASSWORD})
    assert answer.url == reverse("account_login")
    assert fresh(cast.ana).check_password(PASSWORD)
    client.cookies["session"] = elsewhere
    assert client.get(reverse("my_account")).status_code == 302
    assert delivered_letter(cast.ana.email).subject


def test_no_token_lies_in_database_audit_or_log(cast, client, caplog):
    caplog.set_level("DEBUG")
    ask(client, cast.ana.email)
    token = delivered_link(cast.ana.email).split("/")[-2]
    client.get(reverse("network:password_link", args=[token]))
    client.post(reverse("network:new_password"), {"password": PASSWORD, "again": PASSWORD})
    assert token not in dump_of_the_database()
    assert token not in str(list(AuditEvent.objects.values()))
    assert token not in "\n".join(
        record.getMessage() for record in caplog.records if record.name.split(".")[0] in OUR_LOGS
    )
    assert SecretLink.objects.get().used_at


OUR_LOGS = {"audit", "jobs", "outbox", "network"}


def dump_of_the_database() -> str:
    """Every value of every table, sessions decoded."""
    from django.contrib.sessions.models import Session
    from django.db import connection

    values = [str(session.get_decoded()) for session in Session.objects.all()]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - names of our own tables
            values += [str(row) for row in cursor.fetchall()]
    return "\n".join(values)
