"""What a letter's reader holds: its link, as it was delivered."""

import re

from django.conf import settings
from django.core import mail
from django.core.mail import EmailMessage

from tests.makers.jobs import run_queued_jobs

LINK = re.compile(r"https?://\S+/[A-Za-z0-9_-]{43}/")


def delivered_letter(address: str) -> EmailMessage:
    """The last letter delivered to ``address``, once the queue is worked through."""
    run_queued_jobs()
    return [message for message in mail.outbox if message.to == [address]][-1]


def delivered_link(address: str) -> str:
    """The path of the secret link in that letter."""
    (link,) = set(LINK.findall(delivered_letter(address).body))
    assert link.startswith(settings.BASE_URL)
    return link.removeprefix(settings.BASE_URL)
