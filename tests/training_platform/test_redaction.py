"""What the log must never hold, through every way that leads to it."""

import logging
import smtplib
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.test import RequestFactory
from django.urls import reverse
from django.views.debug import get_exception_reporter_filter

from foundations.jobs.actions import enqueue
from foundations.jobs.models import Job
from foundations.jobs.registry import task
from foundations.jobs.running import JobFailed, run_job
from foundations.outbox import actions as outbox
from foundations.outbox.models import Letter
from network.actions import open_account, register_person
from tests.makers.network import make_user
from training_platform.redaction import redacted

NAME = "Canaria"
EMAIL = "canaria.secreta@mp.hn.example"
PASSWORD = "canto-al-amanecer-93"
TOKEN = "Zk3vT0q-9fLw2_XbYh7RpNcUd5AeGiKs"
CANARIES = (NAME, EMAIL, PASSWORD, TOKEN, "canaria", "secreta@")

SECRETS = [
    f"to {EMAIL} at once",
    "to canaria%40mp.hn.example",
    f"/es/activar/{TOKEN}/",
    f"/es/anything/{TOKEN}/",
    "/v/0123456789abcdef0123456789abcdef/",
    "/cal/abcdefghijklmnop.ics",
    "https://video.example/room#jwt=eyJhbGciOi.eyJzdWIi.c2ln",
    "Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc",
    "Authorization: Bearer abcdefghijklmnopqrst",
    '{"password": "canto-al-amanecer-93"}',
    "password=canto-al-amanecer-93&x=1",
    "sessionid=6l0d0e2mnxkq1yt8wvbdxqzkcmhq2b7a",
    "found 6l0d0e2mnxkq1yt8wvbdxqzkcmhq2b7a there",
    "room 3f2a9c0d1e4b5a6978877665544332211",
]
HARMLESS = [
    "sessions.session_moved training_sessions.trainingsession:0b0e7f9e-6f5c-4d3e-8a55-1f6a0f6a9a11",
    "network.session:0b0e7f9e-6f5c-4d3e-8a55-1f6a0f6a9a11",
    f"audit.sealed 1–9 {'0123456789abcdef' * 4}",
    "404 GET /es/talleres/<slug:slug>/inscribirse/",
    "courses.workshop_announced courses.workshop:17",
    "jobs.failed certificates.print_document attempt 2: KeyError at certificates/paper.py:31 in certificate_pdf",
    "/es/talleres/litigacion-oral-interrogatorio-y-contrainterrogatorio-2026/",
    "a_function_with_quite_a_long_name_of_words",
]


@pytest.mark.parametrize("said", SECRETS)
def test_secret_is_taken_out(said):
    left = redacted(said)
    assert left != said
    assert "[" in left
    for piece in (EMAIL, TOKEN, PASSWORD, "eyJ", "canaria", "abcdefghijklmnop", "0123456789abcdef", "6l0d0e", "3f2a9c"):
        assert piece not in left


@pytest.mark.parametrize("said", HARMLESS)
def test_keys_and_words_stay(said):
    assert redacted(said) == said


def test_every_record_of_the_process_is_redacted_whatever_handler_takes_it(caplog):
    logging.getLogger("somebody.elses.library").error("mail to %s failed with %s", EMAIL, TOKEN)
    assert caplog.records[-1].getMessage() == "mail to [e-mail] failed with [secret]"
    assert caplog.records[-1].args is None


def test_exception_is_told_by_class_and_place_alone(caplog):
    def deed(name):
        raise ValueError(f"no {name} at {EMAIL}")

    try:
        try:
            deed(NAME)
        except ValueError as error:
            raise KeyError(PASSWORD) from error
    except KeyError:
        logging.getLogger("house").exception("house.deed_failed %s", 7)
    assert_no_canary(caplog.text)
    assert "house.deed_failed 7" in caplog.text
    assert "builtins.KeyError from builtins.ValueError" in caplog.text
    assert "test_redaction.py" in caplog.text


def test_message_that_does_not_fit_its_arguments_breaks_nothing(caplog):
    logging.getLogger("house").error("one %s two %s", "only one")  # noqa: PLE1206 - on purpose
    assert "one %s two %s" in caplog.text


def assert_no_canary(text: str) -> None:
    found = [canary for canary in CANARIES if canary.lower() in text.lower()]
    assert not found, (found, text)


# --- Canaries through every door --------------------------------------------------------------------------------------


@pytest.fixture
def canary(cast, caplog):
    """Somebody whose name and address must not be found in any log."""
    caplog.set_level(logging.DEBUG)
    return make_user(EMAIL, password=PASSWORD, given_names=NAME, family_names="Secreta", office=cast.office)


def test_refused_sign_ins_leave_no_trace_of_what_was_typed(client, canary, caplog):
    for email, password in ((EMAIL, "canto-equivocado-93"), (f"x{EMAIL}", PASSWORD)):
        client.post(reverse("account_login"), {"login": email, "password": password})
    assert_no_canary(caplog.text)
    assert "canto" not in caplog.text


@pytest.mark.parametrize("path", [f"/es/{NAME}/", f"/v/{TOKEN}/", f"/es/activar/{TOKEN}/", f"/nowhere/{EMAIL}"])
def test_failed_address_is_told_by_its_pattern(client, canary, caplog, path):
    response = client.get(path, {"q": NAME, "token": TOKEN})
    assert response.status_code in {301, 302, 404}
    client.get(response.headers.get("Location", path))
    assert_no_canary(caplog.text)
    assert "GET" in caplog.text


def test_error_of_a_page_tells_its_place_and_nothing_that_was_posted(client, canary, caplog, monkeypatch):
    from training_platform.homes import views

    def fail(user):
        given = {"name": NAME, "password": PASSWORD}
        raise RuntimeError(f"{given} {user.person.full_name} {EMAIL}")

    monkeypatch.setattr(views, "standing_of", fail)
    client.raise_request_exception = False
    client.force_login(canary)
    response = client.get(reverse("my_training"), {"q": NAME})
    assert response.status_code == 500
    assert_no_canary(caplog.text)
    assert "RuntimeError" in caplog.text
    assert "500 GET" in caplog.text
    assert_no_canary(response.content.decode())


def test_forged_form_is_told_without_what_it_held(canary, caplog):
    from django.test import Client

    Client(enforce_csrf_checks=True).post(reverse("account_login"), {"login": EMAIL, "password": PASSWORD})
    assert_no_canary(caplog.text)
    assert "403 POST" in caplog.text


def test_failed_job_keeps_the_place_and_not_the_message(canary, caplog):
    name = f"tests.fail_{uuid.uuid4().hex[:8]}"

    @task(name)
    def fail(key):
        raise LookupError(f"nobody called {NAME} at {EMAIL}")

    job = enqueue(name, 7)
    for _ in range(3):
        try:
            run_job(str(job.pk))
        except JobFailed as failure:
            assert_no_canary(str(failure))
    job = Job.objects.get(pk=job.pk)
    assert "LookupError" in job.error
    assert_no_canary(job.error + caplog.text)


def test_refused_letter_keeps_no_address(canary, caplog, monkeypatch):
    from network.mails import recipient_of
    from tests.makers.courses import make_workshop

    def refuse(message):
        raise smtplib.SMTPRecipientsRefused({EMAIL: (550, f"<{EMAIL}>: {NAME} is unknown".encode())})

    monkeypatch.setattr(EmailMultiAlternatives, "send", refuse)
    workshop = make_workshop()
    letter = outbox.write_letter(
        "courses.announced",
        to=recipient_of(canary.person),
        context={"workshop": workshop, "office": canary.person.office, "address": "x"},
    )
    outbox.deliver_letter(letter.pk)
    assert_no_canary(Letter.objects.get(pk=letter.pk).error + caplog.text)


def test_refused_action_logs_nothing_of_its_fields(canary, caplog):
    with pytest.raises(ValidationError):
        open_account(register_person(given_names=NAME, family_names="Otra", by=None), email=EMAIL, by=None)
    assert_no_canary(caplog.text)


def test_report_of_an_error_holds_no_variables_and_nothing_posted():
    request = RequestFactory().post("/x/", {"password": PASSWORD}, headers={"Cookie": f"s={TOKEN}", "X-Name": NAME})
    reporter = get_exception_reporter_filter(request)

    class Frame:
        f_locals = {"name": NAME}

    assert reporter.get_post_parameters(request) == {}
    assert reporter.get_traceback_frame_variables(request, Frame()) == []
    assert reporter.get_safe_cookies(request) == {}
    assert reporter.get_safe_request_meta(request) == {"REQUEST_METHOD": "POST"}


def test_nobody_is_mailed_about_errors(settings):
    assert settings.ADMINS == []
    handlers = {
        type(each).__name__ for name in ("django", "django.request", "") for each in logging.getLogger(name).handlers
    }
    assert "AdminEmailHandler" not in handlers
