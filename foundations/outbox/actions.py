"""Writing letters and getting them out of the house."""

import logging
import uuid
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from foundations.audit.actions import record_event
from foundations.jobs.actions import enqueue
from foundations.outbox.letters import Recipient, render_letter
from foundations.outbox.models import Letter
from foundations.outbox.rules import MOST_ATTEMPTS, STRANDED_AFTER, wait_before_retry
from foundations.outbox.smtp import DeliveryError, send_message

log = logging.getLogger("outbox")


@transaction.atomic
def write_letter(
    kind: str, *, to: Recipient, context: dict, once_key: str | None = None, at: datetime | None = None
) -> Letter:
    """Render and keep a letter in the caller's transaction and queue its delivery: no cause, no letter.

    ``kind`` is ``app.noun`` (see :func:`foundations.outbox.letters.render_letter`). With ``once_key`` a second call
    returns the first letter and sends nothing.
    """
    if once_key and (letter := Letter.objects.filter(once_key=once_key).first()):
        return letter
    subject, text, html = render_letter(kind, to, context)
    now = at or timezone.now()
    letter = Letter.objects.create(
        kind=kind,
        once_key=once_key,
        recipient=to.uuid,
        address=to.address,
        language=to.language,
        subject=subject[:200],
        text=text,
        html=html,
        created_at=now,
        due_at=now + STRANDED_AFTER,
    )
    enqueue("outbox.deliver_letter", str(letter.pk))
    return letter


def deliver_letter(letter_id: uuid.UUID | str, *, at: datetime | None = None) -> None:
    """Send one queued letter; of several workers only the one that claims it does. Called by the task alone.

    A refusal for good gives the letter up; any other is tried again later by the clock, with growing pauses.
    """
    now = at or timezone.now()
    claimed = Letter.objects.filter(pk=letter_id, state=Letter.State.QUEUED).update(
        state=Letter.State.SENDING, claimed_at=now, attempts=F("attempts") + 1
    )
    if not claimed:
        return
    letter = Letter.objects.get(pk=letter_id)
    try:
        send_message(
            address=letter.address,
            subject=letter.subject,
            text=letter.text,
            html=letter.html,
            message_id=f"<{letter.pk}@{urlsplit(settings.BASE_URL).hostname}>",
            language=letter.language,
        )
    except DeliveryError as failure:
        _put_back_or_give_up(letter, failure, at=now)
        return
    Letter.objects.filter(pk=letter.pk).update(state=Letter.State.SENT, sent_at=now, error="")
    log.info("outbox.letter_sent %s %s", letter.kind, letter.pk)


def _put_back_or_give_up(letter: Letter, failure: DeliveryError, *, at: datetime) -> None:
    given_up = failure.permanent or letter.attempts >= MOST_ATTEMPTS
    with transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(
            state=Letter.State.FAILED if given_up else Letter.State.QUEUED,
            due_at=at + wait_before_retry(letter.attempts),
            error=str(failure)[:200],
        )
        if given_up:
            record_event("outbox.letter_given_up", letter, at=at, kind=letter.kind, error=str(failure))
    log.warning("outbox.letter_refused %s %s attempt %s: %s", letter.kind, letter.pk, letter.attempts, failure)


def requeue_letters(*, at: datetime | None = None) -> int:
    """Queue again what is due, and what a worker claimed and never finished; returns how many letters.

    A stranded letter may or may not have gone out: it is marked so and sent once more under its Message-ID. Stranded
    a second time it is given up, so that a crash costs at most one double.
    """
    now = at or timezone.now()
    stranded = Letter.objects.stranded(now - STRANDED_AFTER)
    stranded.filter(fate_unknown=True).update(state=Letter.State.FAILED, error="fate unknown")
    stranded.filter(fate_unknown=False).update(state=Letter.State.QUEUED, fate_unknown=True, due_at=now)
    due = list(Letter.objects.due(now).order_by("due_at").values_list("pk", flat=True)[:500])
    with transaction.atomic():
        Letter.objects.filter(pk__in=due).update(due_at=now + STRANDED_AFTER)
        for key in due:
            enqueue("outbox.deliver_letter", str(key))
    return len(due)
