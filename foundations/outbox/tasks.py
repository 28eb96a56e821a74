"""What the queue and the clock may ask of the outbox."""

from foundations.jobs.registry import task
from foundations.outbox import actions


@task("outbox.deliver_letter")
def deliver_letter(letter_id: str) -> None:
    actions.deliver_letter(letter_id)


@task("outbox.requeue_letters")
def requeue_letters() -> None:
    actions.requeue_letters()
