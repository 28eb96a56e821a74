import smtplib
import socket
from datetime import timedelta

import pytest
from aiosmtpd.controller import Controller
from django.core import mail
from django.db import transaction
from django.utils import timezone

from foundations.jobs.models import Job
from foundations.outbox import actions
from foundations.outbox.actions import deliver_letter, requeue_letters, write_letter
from foundations.outbox.models import Letter
from foundations.outbox.rules import wait_before_retry
from network.mails import recipient_of
from tests.makers.courses import make_workshop

State = Letter.State


@pytest.fixture
def letter(cast) -> Letter:
    return written(cast.ana)


def written(user, **kwargs) -> Letter:
    context = {"workshop": make_workshop(title_es="Litigación", title_en="Litigation"), "address": "http://x.example/"}
    return write_letter("courses.place_confirmed", to=recipient_of(user.person), context=context, **kwargs)


def test_letter_is_rendered_in_the_recipients_language(cast):
    cast.dora.language = "en"
    cast.dora.save()
    spanish, english = written(cast.ana), written(cast.dora)
    assert (spanish.subject, english.subject) == ("Cupo confirmado: Litigación", "Seat confirmed: Litigation")
    assert "Su cupo está confirmado" in spanish.text
    assert "Your seat is confirmed" in english.text


def test_letter_is_rolled_back_with_its_cause(cast):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        written(cast.ana)
        raise ZeroDivisionError
    assert not Letter.objects.exists()
    assert not Job.objects.exists()


def test_once_key_writes_once(cast):
    assert written(cast.ana, once_key="k") == written(cast.ana, once_key="k")
    assert Letter.objects.count() == 1


def test_delivery_sends_once_with_a_stable_message_id(letter):
    for _twice in range(2):
        deliver_letter(letter.pk)
    (message,) = mail.outbox
    assert message.to == ["ana@mp.hn.example"]
    assert message.extra_headers["Message-ID"] == f"<{letter.pk}@testserver>"
    letter.refresh_from_db()
    assert letter.state == State.SENT


def refuse_with(monkeypatch, error: Exception) -> None:
    def send(self, *_args, **_kwargs):
        raise error

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", send)


def test_a_passing_failure_is_tried_again_later(letter, monkeypatch):
    refuse_with(monkeypatch, smtplib.SMTPServerDisconnected("gone"))
    now = timezone.now()
    deliver_letter(letter.pk, at=now)
    letter.refresh_from_db()
    assert (letter.state, letter.due_at) == (State.QUEUED, now + timedelta(minutes=1))
    monkeypatch.undo()
    requeue_letters(at=now + timedelta(minutes=2))
    deliver_letter(letter.pk)
    assert len(mail.outbox) == 1


def test_a_refusal_for_good_gives_the_letter_up_and_names_no_address(letter, monkeypatch, caplog):
    refuse_with(monkeypatch, smtplib.SMTPRecipientsRefused({"ana@mp.hn.example": (550, b"no such user")}))
    deliver_letter(letter.pk)
    letter.refresh_from_db()
    assert (letter.state, letter.error) == (State.FAILED, "SMTPRecipientsRefused")
    assert "ana@" not in caplog.text


def test_a_letter_stranded_by_a_crash_goes_out_once_more_and_says_so(letter):
    long_ago = timezone.now() - timedelta(hours=1)
    Letter.objects.filter(pk=letter.pk).update(state=State.SENDING, claimed_at=long_ago)
    assert requeue_letters() == 1
    deliver_letter(letter.pk)
    letter.refresh_from_db()
    assert letter.fate_unknown
    assert letter.state == State.SENT


def test_a_letter_stranded_twice_is_given_up(letter):
    long_ago = timezone.now() - timedelta(hours=1)
    Letter.objects.filter(pk=letter.pk).update(state=State.SENDING, claimed_at=long_ago, fate_unknown=True)
    requeue_letters()
    letter.refresh_from_db()
    assert letter.state == State.FAILED


@pytest.mark.parametrize(("attempts", "minutes"), [(1, 1), (2, 4), (3, 16), (4, 64), (5, 256), (6, 360), (8, 360)])
def test_pauses_grow_to_six_hours(attempts, minutes):
    assert wait_before_retry(attempts) == timedelta(minutes=minutes)


class Grumpy:
    """An SMTP server that answers what it is told and keeps what it took."""

    def __init__(self) -> None:
        self.answers: list[str] = []
        self.taken: list[bytes] = []

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - aiosmtpd's name
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer.startswith("250"):
            self.taken.append(envelope.content)
        return answer


@pytest.fixture
def grumpy(settings):
    handler = Grumpy()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield handler
    controller.stop()


def test_a_real_server_that_says_later_then_yes_gets_the_letter_once(letter, grumpy):
    grumpy.answers = ["451 4.7.1 later"]
    now = timezone.now()
    deliver_letter(letter.pk, at=now)
    letter.refresh_from_db()
    assert letter.state == State.QUEUED
    deliver_letter(letter.pk, at=now + timedelta(minutes=2))
    (taken,) = grumpy.taken
    assert f"<{letter.pk}@testserver>".encode() in taken


def test_a_real_server_that_says_never_ends_it(letter, grumpy):
    grumpy.answers = ["554 5.7.1 never"]
    deliver_letter(letter.pk)
    letter.refresh_from_db()
    assert letter.state == State.FAILED


def test_no_server_at_all_keeps_the_letter(letter, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    deliver_letter(letter.pk)
    letter.refresh_from_db()
    assert letter.state == State.QUEUED


def test_one_letter_has_one_recipient(letter, monkeypatch):
    seen = {}
    monkeypatch.setattr(actions, "send_message", lambda **kwargs: seen.update(kwargs))
    deliver_letter(letter.pk)
    assert seen["address"] == "ana@mp.hn.example"
