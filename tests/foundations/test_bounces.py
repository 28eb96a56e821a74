"""What mail servers send back, and what strangers send in its place."""

import io
import sys
import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from foundations.audit.models import AuditEvent
from foundations.jobs.models import Job
from foundations.outbox.actions import deliver_letter, note_bounce, requeue_letters
from foundations.outbox.bounces import LARGEST_RETURN, read_bounce
from foundations.outbox.models import Letter
from tests.makers.letters import make_letter

State = Letter.State
HOST = "testserver"


def returned(
    letter_id: str, *, action: str = "failed", status: str = "5.1.1", host: str = HOST, kind: str = ""
) -> bytes:
    """A notification as Postfix writes it."""
    return f"""Return-Path: <>
From: MAILER-DAEMON@mail.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: no-responder@secretaria.refco.example
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: {kind or "multipart/report; report-type=delivery-status"}; boundary="b/mail"

--b/mail
Content-Type: text/plain

<ana@mp.hn.example>: host mx.mp.hn.example said: 550 5.1.1 no such user

--b/mail
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example
Arrival-Date: Tue, 1 Mar 2022 10:00:00 +0000

Final-Recipient: rfc822; ana@mp.hn.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 no such user

--b/mail
Content-Type: message/rfc822

From: no-responder@secretaria.refco.example
To: ana@mp.hn.example
Subject: Cupo confirmado
Message-ID: <{letter_id}@{host}>

Estimada Ana

--b/mail--
""".encode()


@pytest.fixture
def letter(cast, sample_letters) -> Letter:
    letter = make_letter(user=cast.ana)
    deliver_letter(letter.pk)
    return letter


def fate(letter: Letter) -> tuple[str, str]:
    letter.refresh_from_db()
    return letter.state, letter.bounce_status


def test_returned_letter_is_noted_once_without_its_address(letter, caplog):
    assert note_bounce(returned(str(letter.pk)))
    assert not note_bounce(returned(str(letter.pk)))
    assert fate(letter) == (State.BOUNCED, "5.1.1")
    assert AuditEvent.objects.get(action="outbox.letter_returned").details == {
        "kind": "samples.plain",
        "status": "5.1.1",
    }
    assert "ana@" not in caplog.text


def test_address_counts_as_unreachable_until_it_is_another_one(letter, cast):
    note_bounce(returned(str(letter.pk)))
    person = cast.ana.person_id
    assert Letter.objects.bounced_for(person, "ana@mp.hn.example").get() == letter
    assert not Letter.objects.bounced_for(person, "ana.maria@mp.hn.example").exists()
    assert not Letter.objects.bounced_for(cast.dora.person_id, "ana@mp.hn.example").exists()


def test_letter_that_only_came_too_late_says_nothing_of_the_address(letter, cast):
    note_bounce(returned(str(letter.pk), status="4.4.7"))
    assert fate(letter) == (State.BOUNCED, "4.4.7")
    assert not Letter.objects.bounced_for(cast.ana.person_id, "ana@mp.hn.example").exists()


@pytest.mark.parametrize(
    "message",
    [
        lambda key: returned(key, action="delayed", status="4.4.1"),
        lambda key: returned(key, action="delivered", status="2.1.5"),
        lambda key: returned(key, host="other.example"),
        lambda key: returned(key, kind="multipart/mixed"),
        lambda key: returned(key) + f"<{uuid.uuid4()}@{HOST}>".encode(),
        lambda _key: returned(str(uuid.uuid4())),
        lambda _key: returned("-" * 36),
        lambda key: f"Message-ID: <{key}@{HOST}>\nAuto-Submitted: auto-generated\n\nEstimada Ana".encode(),
        lambda key: f"In-Reply-To: <{key}@{HOST}>\nSubject: Re: Cupo\n\nGracias".encode(),
        lambda _key: b"",
    ],
)
def test_what_is_no_failure_of_a_letter_of_ours_changes_nothing(letter, message):
    assert not note_bounce(message(str(letter.pk)))
    assert fate(letter) == (State.SENT, "")


def test_nothing_is_ever_answered(letter):
    jobs, sent = Job.objects.count(), len(mail.outbox)
    note_bounce(returned(str(letter.pk)))
    requeue_letters(at=timezone.now() + timedelta(days=1))
    assert (Job.objects.count(), len(mail.outbox), Letter.objects.count()) == (jobs, sent, 1)


def test_letter_that_was_never_tried_cannot_come_back(cast, sample_letters):
    letter = make_letter(user=cast.ana)
    assert not note_bounce(returned(str(letter.pk)))
    assert fate(letter) == (State.QUEUED, "")


def test_letter_returned_before_its_sender_heard_that_it_went_out_stays_returned(letter, monkeypatch, cast):
    quick = make_letter(user=cast.ana)
    monkeypatch.setattr("foundations.outbox.actions.send_message", lambda **_: note_bounce(returned(str(quick.pk))))
    deliver_letter(quick.pk)
    assert fate(quick) == (State.BOUNCED, "5.1.1")


@pytest.mark.parametrize("status", ["", "550", "2.0.0", "5.1.1 <ana@mp.hn.example>", "5.9999.1"])
def test_status_is_a_code_and_nothing_else(status):
    bounce = read_bounce(returned(str(uuid.uuid4()), status=status), host=HOST)
    assert bounce.status in {"5.0.0", "5.1.1"}


@given(st.binary(max_size=300), st.integers(0, 900))
def test_broken_reports_are_read_or_left(noise, place):
    whole = returned("12345678-1234-1234-1234-123456789012")
    read_bounce(whole[:place] + noise + whole[place:], host=HOST)
    read_bounce(whole[:place] + noise, host=HOST)


def test_boxes_without_end_are_left():
    boxes = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(2000))
    head = b"Message-ID: <12345678-1234-1234-1234-123456789012@testserver>\n"
    assert read_bounce(head + b"Content-Type: multipart/report; boundary=r\n\n--r\n" + boxes, host=HOST) is None


def noted(monkeypatch, message: bytes) -> str:
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(message)))
    call_command("note_bounce", stdout=out)
    return out.getvalue()


def test_command_reads_a_pipe_to_its_end(letter, monkeypatch):
    assert noted(monkeypatch, b"hello") == "Nothing of ours.\n"
    assert noted(monkeypatch, returned(str(letter.pk)) + b"x" * 3 * LARGEST_RETURN) == "A letter came back.\n"
    assert sys.stdin.buffer.read() == b""


def test_command_asks_the_mail_server_to_try_again_when_the_database_is_down(letter, monkeypatch):
    def fail(*_args, **_kwargs):
        raise OperationalError

    monkeypatch.setattr("foundations.outbox.management.commands.note_bounce.note_bounce", fail)
    with pytest.raises(SystemExit) as ended:
        noted(monkeypatch, returned(str(letter.pk)))
    assert ended.value.code == 75
