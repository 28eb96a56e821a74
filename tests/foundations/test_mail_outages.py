"""The mail server away, mute, slow, or breaking the line: every letter goes out once, or its fate is said."""

from collections import Counter
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from foundations.jobs.actions import enqueue
from foundations.jobs.models import MAIL, MAIL_AWAY, Heartbeat
from foundations.outbox.actions import deliver_letter, pause_of_letters, requeue_letters, resend_letter
from foundations.outbox.models import Letter
from foundations.outbox.rules import PAUSE
from tests.foundations import job_samples  # noqa: F401 - registers the tasks
from tests.makers.jobs import run_queued_jobs
from tests.makers.letters import make_letter
from tests.makers.mail_servers import free_port, mail_server

pytestmark = pytest.mark.django_db
State = Letter.State
AT = timezone.now()


@pytest.fixture
def server(settings):
    settings.EMAIL_BACKEND = "foundations.outbox.smtp.MailServer"
    settings.EMAIL_TIMEOUT = 0.4
    with mail_server() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        yield server


@pytest.fixture
def letters(db, sample_letters) -> list[Letter]:
    return [make_letter(at=AT) for _each in range(6)]


def states() -> Counter:
    return Counter(Letter.objects.values_list("state", flat=True))


def pass_time(minutes: int = 30, every: int = 2) -> None:
    """The clock and the queue of half an hour."""
    for minute in range(0, minutes, every):
        with time_machine.travel(AT + timedelta(minutes=minute), tick=False):
            requeue_letters()
            run_queued_jobs()


def test_outage_costs_no_letter_an_attempt_and_each_goes_out_once(server, letters, settings):
    settings.EMAIL_PORT, away = free_port(), server.port
    pass_time(minutes=10)
    assert set(Letter.objects.values_list("state", "attempts", "fate_unknown")) == {(State.QUEUED, 0, False)}
    settings.EMAIL_PORT = away
    pass_time()
    assert states() == {State.SENT: 6}
    assert sorted(server.taken) == sorted(letter.message_id for letter in letters)
    assert set(Letter.objects.values_list("attempts", flat=True)) == {1}


@pytest.mark.parametrize("mood", ["mute", "busy", "mute_after_ehlo"])
def test_server_that_does_not_greet_is_asked_once_a_minute_for_all_letters(server, letters, mood):
    server.mood = mood
    for letter in letters:
        deliver_letter(letter.pk, at=AT)
    assert server.connections == 1
    assert states() == {State.QUEUED: 6}
    deliver_letter(letters[0].pk, at=AT + PAUSE)
    assert server.connections == 2
    assert set(Letter.objects.values_list("attempts", flat=True)) == {0}


def test_other_jobs_go_on_while_the_server_is_mute(server, letters):
    server.mood = "mute"
    done = enqueue("samples.echo", 1)
    run_queued_jobs()
    done.refresh_from_db()
    assert done.state == "done"
    assert server.connections == 1


def test_letter_taken_ends_the_pause_for_all(server, letters):
    Heartbeat.objects.create(name=MAIL_AWAY, beat_at=AT)
    assert pause_of_letters() == AT + PAUSE
    deliver_letter(letters[0].pk, at=AT + PAUSE)
    assert pause_of_letters() is None
    assert Heartbeat.objects.get(name=MAIL).beat_at == AT + PAUSE
    deliver_letter(letters[1].pk, at=AT + PAUSE)
    assert states() == {State.SENT: 2, State.QUEUED: 4}


def test_slow_server_gets_every_letter_once(server, letters):
    server.mood = "slow"
    for letter in letters[:2]:
        deliver_letter(letter.pk, at=AT)
        deliver_letter(letter.pk, at=AT)
    assert sorted(server.taken) == sorted(letter.message_id for letter in letters[:2])


def test_line_that_breaks_after_the_answer_is_no_reason_to_send_again(server, letters):
    server.mood = "reset_after_answer"
    deliver_letter(letters[0].pk, at=AT)
    server.mood = "well"
    pass_time()
    assert Counter(server.taken) == {letter.message_id: 1 for letter in letters}
    assert not Letter.objects.filter(fate_unknown=True).exists()


@pytest.mark.parametrize("mood", ["reset_before_answer", "mute_after_dot"])
def test_line_that_breaks_before_the_answer_leaves_the_fate_unknown_and_costs_one_double_at_most(server, letters, mood):
    server.mood = mood
    letter = letters[0]
    deliver_letter(letter.pk, at=AT)
    letter.refresh_from_db()
    assert (letter.state, letter.fate_unknown, letter.attempts) == (State.QUEUED, True, 1)
    server.mood = "well"
    deliver_letter(letter.pk, at=AT + timedelta(minutes=2))
    letter.refresh_from_db()
    assert (letter.state, letter.fate_unknown) == (State.SENT, True)
    assert server.taken == [letter.message_id]


def test_fate_unknown_twice_is_given_up_and_a_person_may_send_again(server, letters, cast):
    server.mood = "reset_before_answer"
    letter = letters[0]
    for minutes in (0, 2, 4):
        deliver_letter(letter.pk, at=AT + timedelta(minutes=minutes))
    letter.refresh_from_db()
    assert (letter.state, letter.fate_unknown, letter.attempts) == (State.FAILED, True, 2)
    server.mood = "well"
    resend_letter(letter, by=cast.sara, at=AT + timedelta(minutes=6))
    resend_letter(letter, by=cast.sara, at=AT + timedelta(minutes=6))
    deliver_letter(letter.pk, at=AT + timedelta(minutes=6))
    assert server.taken == [letter.message_id]


def test_address_that_no_header_can_hold_is_given_up(server, letters):
    letter = letters[0]
    Letter.objects.filter(pk=letter.pk).update(address="ana@mp.hn.example\nBcc: b@c.example")
    deliver_letter(letter.pk, at=AT)
    letter.refresh_from_db()
    assert (letter.state, server.taken) == (State.FAILED, [])
