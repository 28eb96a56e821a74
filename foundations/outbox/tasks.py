"""What the queue and the clock may ask of the outbox."""

from django.conf import settings
from django.utils import timezone

from foundations.jobs.registry import task
from foundations.jobs.retention import kept_since
from foundations.outbox import actions
from foundations.outbox.forgetting import forget_letters


@task("outbox.deliver_letter")
def deliver_letter(letter_id: str) -> None:
    actions.deliver_letter(letter_id)


@task("outbox.requeue_letters")
def requeue_letters() -> None:
    actions.requeue_letters()


@task("outbox.forget_letters")
def forget_old_letters() -> int:
    return forget_letters(before=kept_since(timezone.now(), settings.LETTERS_KEPT_MONTHS))
