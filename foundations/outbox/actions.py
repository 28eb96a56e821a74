"""Writing letters and getting them out of the house."""

import logging
import uuid
from datetime import datetime

from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone

from foundations.audit.actions import Actor, record_event
from foundations.jobs.actions import enqueue
from foundations.jobs.models import MAIL, MAIL_AWAY, Heartbeat
from foundations.outbox.bounces import read_bounce
from foundations.outbox.letters import Recipient, render_html, render_letter
from foundations.outbox.minting import minter_named
from foundations.outbox.models import Letter
from foundations.outbox.rules import MOST_ATTEMPTS, PAUSE, STRANDED_AFTER, paused_until, wait_before_retry
from foundations.outbox.smtp import DeliveryError, Fault, send_message

log = logging.getLogger("outbox")


@transaction.atomic
def write_letter(
    kind: str,
    *,
    to: Recipient,
    context: dict,
    secret: tuple[str, str] | None = None,
    calendar: tuple[str, str] = ("", ""),
    once_key: str | None = None,
    at: datetime | None = None,
) -> Letter:
    """Render and keep a letter in the caller's transaction and queue its delivery: no cause, no letter.

    ``kind`` is ``app.noun`` (see :func:`foundations.outbox.letters.render_letter`). With ``once_key`` a second call
    returns the first letter and sends nothing. ``secret`` is the name of a minter and the key it gets: the template's
    ``{{ secret }}`` is filled in when the letter leaves (:mod:`foundations.outbox.minting`) and stands nowhere else.
    ``calendar`` is an iMIP message (RFC 6047) to go along and the key of its series: of each, letters leave in order.
    Raises :class:`LookupError` for an unknown minter and :class:`ValueError` when the secret is not in the text, or in
    the subject.
    """
    if once_key and (letter := Letter.objects.filter(once_key=once_key).first()):
        return letter
    now = at or timezone.now()
    letter = Letter(
        kind=kind,
        once_key=once_key,
        recipient=to.uuid,
        address=to.address,
        language=to.language,
        created_at=now,
        due_at=now + STRANDED_AFTER,
        calendar=calendar[0],
        serial_key=calendar[1],
    )
    if secret:
        letter.secret_kind, letter.secret_key = secret
        minter_named(letter.secret_kind)
        context = {**context, "secret": letter.secret_mark}
    subject, letter.text, letter.html = render_letter(kind, to, context)
    letter.subject = subject[:200]
    if secret and (letter.secret_mark not in letter.text or letter.secret_mark in subject):
        raise ValueError(f"The letter {kind} must have its secret in the text, and not in the subject.")
    letter.save(force_insert=True)
    enqueue("outbox.deliver_letter", str(letter.pk))
    return letter


def deliver_letter(letter_id: uuid.UUID | str, *, at: datetime | None = None) -> None:
    """Send one queued letter; of several workers only the one that claims it does. Called by the task alone.

    A refusal for good gives the letter up; any other is tried again later by the clock, with growing pauses. While the
    mail server is away nothing is tried, and no letter loses an attempt by it.
    """
    now = at or timezone.now()
    if (until := pause_of_letters()) and now < until:
        Letter.objects.filter(pk=letter_id, state=Letter.State.QUEUED).update(due_at=until)
        return
    claimed = _claim_and_mint(letter_id, at=now)
    if claimed is None:
        return
    letter, text, html = claimed
    try:
        send_message(
            address=letter.address,
            subject=letter.subject,
            text=text,
            html=html,
            message_id=letter.message_id,
            language=letter.language,
            calendar=letter.calendar,
        )
    except DeliveryError as failure:
        _put_back_or_give_up(letter, failure, at=now)
        return
    with transaction.atomic():
        Letter.objects.filter(pk=letter.pk, state=Letter.State.SENDING).update(
            state=Letter.State.SENT, sent_at=now, error=""
        )
        _note_pulse(MAIL, at=now)
    log.info("outbox.letter_sent %s %s", letter.kind, letter.pk)


def pause_of_letters() -> datetime | None:
    """Until when the outbox waits because the mail server was found away; ``None`` when it was not."""
    pulses = dict(Heartbeat.objects.filter(name__in=(MAIL, MAIL_AWAY)).values_list("name", "beat_at"))
    return paused_until(away_at=pulses.get(MAIL_AWAY), well_at=pulses.get(MAIL))


def _claim_and_mint(letter_id: uuid.UUID | str, *, at: datetime) -> tuple[Letter, str, str] | None:
    """Take the letter for this worker: with its text and HTML as they leave, or ``None`` when nothing is to be sent.

    What the minter wrote is committed with the claim, so a secret that left the house is always one that we know. A
    minter that fails takes the claim back with it: nothing was sent, so the fate is known.
    """
    try:
        with transaction.atomic(durable=True):
            letter = _claim(letter_id, at=at)
            if letter is None:
                return None
            if not letter.secret_kind:
                return letter, letter.text, letter.html
            secret = minter_named(letter.secret_kind)(letter.secret_key)
            if secret is None:
                _withdraw(letter, at=at)
                return None
    except DatabaseError:
        raise
    except Exception as fault:  # noqa: BLE001 - a minter's failure is its letter's alone; its words may hold the secret
        _count_failed_minting(letter_id, fault, at=at)
        return None
    text = letter.text.replace(letter.secret_mark, secret)
    return letter, text, render_html(subject=letter.subject, text=text, language=letter.language)


def _claim(letter_id: uuid.UUID | str, *, at: datetime) -> Letter | None:
    queued = Letter.objects.filter(pk=letter_id, state=Letter.State.QUEUED)
    claimed = queued.not_overtaking().update(state=Letter.State.SENDING, claimed_at=at, attempts=F("attempts") + 1)
    if claimed:
        return Letter.objects.get(pk=letter_id)
    queued.update(due_at=at + PAUSE)  # an earlier one of its series is still under way
    return None


def _withdraw(letter: Letter, *, at: datetime) -> None:
    Letter.objects.filter(pk=letter.pk).update(state=Letter.State.WITHDRAWN)
    record_event("outbox.letter_withdrawn", letter, at=at, kind=letter.kind)
    log.info("outbox.letter_withdrawn %s %s", letter.kind, letter.pk)


def _count_failed_minting(letter_id: uuid.UUID | str, fault: Exception, *, at: datetime) -> None:
    letter = Letter.objects.get(pk=letter_id)
    letter.attempts += 1
    Letter.objects.filter(pk=letter_id, state=Letter.State.QUEUED).update(attempts=letter.attempts)
    _put_back_or_give_up(letter, DeliveryError(f"secret: {type(fault).__name__}", Fault.LATER), at=at)


def _put_back_or_give_up(letter: Letter, failure: DeliveryError, *, at: datetime) -> None:
    """Say in the letter's row what the attempt came to, and pause the outbox when the server is what failed."""
    is_away, is_unknown = failure.fault is Fault.AWAY, failure.fault is Fault.UNKNOWN
    given_up = (
        failure.fault is Fault.REFUSED or letter.attempts >= MOST_ATTEMPTS or (is_unknown and letter.fate_unknown)
    )
    given_up = given_up and not is_away
    with transaction.atomic():
        Letter.objects.filter(pk=letter.pk).exclude(state=Letter.State.BOUNCED).update(
            state=Letter.State.FAILED if given_up else Letter.State.QUEUED,
            attempts=letter.attempts - is_away,
            fate_unknown=letter.fate_unknown or is_unknown,
            due_at=at + (PAUSE if is_away else wait_before_retry(letter.attempts)),
            error=str(failure)[:200],
        )
        if is_away or is_unknown:
            _note_pulse(MAIL_AWAY, at=at)
        if given_up:
            record_event("outbox.letter_given_up", letter, at=at, kind=letter.kind, error=str(failure))
    log.warning("outbox.letter_refused %s %s attempt %s: %s", letter.kind, letter.pk, letter.attempts, failure)


def _note_pulse(name: str, *, at: datetime) -> None:
    Heartbeat.objects.update_or_create(name=name, defaults={"beat_at": at})


def requeue_letters(*, at: datetime | None = None) -> int:
    """Queue again what is due, and what a worker claimed and never finished; returns how many letters.

    A stranded letter may or may not have gone out: it is marked so and sent once more under its Message-ID. Stranded
    a second time it is given up, so that a crash costs at most one double.
    """
    now = at or timezone.now()
    for letter in Letter.objects.stranded(now - STRANDED_AFTER).filter(fate_unknown=True):
        _give_up_stranded(letter, at=now)
    stranded = Letter.objects.stranded(now - STRANDED_AFTER)
    stranded.filter(fate_unknown=False).update(state=Letter.State.QUEUED, fate_unknown=True, due_at=now)
    due = list(Letter.objects.due(now).order_by("due_at").values_list("pk", flat=True)[:500])
    with transaction.atomic():
        Letter.objects.filter(pk__in=due).update(due_at=now + STRANDED_AFTER)
        for key in due:
            enqueue("outbox.deliver_letter", str(key))
    return len(due)


@transaction.atomic
def _give_up_stranded(letter: Letter, *, at: datetime) -> None:
    stranded = Letter.objects.filter(pk=letter.pk, state=Letter.State.SENDING, claimed_at=letter.claimed_at)
    if stranded.update(state=Letter.State.FAILED, error="fate unknown"):
        record_event("outbox.letter_given_up", letter, at=at, kind=letter.kind, error="fate unknown")


def note_bounce(message: bytes, *, at: datetime | None = None) -> bool:
    """Note the letter that a mail server's ``message`` says it could not deliver; whether it was news. Twice is once.

    What is no report about a letter of ours, or about one that was never tried, changes nothing.
    """
    bounce = read_bounce(message, host=Letter.host())
    letter = Letter.objects.filter(pk=bounce.letter).first() if bounce else None
    return bounce is not None and letter is not None and _note_return(letter, bounce.status, at=at or timezone.now())


@transaction.atomic
def _note_return(letter: Letter, status: str, *, at: datetime) -> bool:
    tried = Letter.objects.filter(pk=letter.pk, attempts__gt=0).exclude(
        state__in=(Letter.State.BOUNCED, Letter.State.WITHDRAWN)
    )
    news = tried.update(state=Letter.State.BOUNCED, bounced_at=at, bounce_status=status, error="")
    if news:
        record_event("outbox.letter_returned", letter, at=at, kind=letter.kind, status=status)
        log.warning("outbox.letter_returned %s %s %s", letter.kind, letter.pk, status)
    return bool(news)


@transaction.atomic
def resend_letter(letter: Letter, *, by: Actor, at: datetime | None = None) -> None:
    """Give a letter that was given up its attempts again. One in any other state, or emptied, is left alone.

    A person decided that a double would do less harm than silence, so an unknown fate is no reason against it.
    """
    now = at or timezone.now()
    given_up = Letter.objects.filter(pk=letter.pk, state=Letter.State.FAILED).exclude(address="")
    fields = {"state": Letter.State.QUEUED, "attempts": 0, "due_at": now + STRANDED_AFTER, "error": ""}
    if given_up.update(**fields):
        record_event("outbox.letter_sent_again", letter, by=by, at=now, kind=letter.kind)
        enqueue("outbox.deliver_letter", str(letter.pk))
