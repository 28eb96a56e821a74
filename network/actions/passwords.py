"""A forgotten password: a letter to whoever has an account, a new password for whoever reads the letter."""

from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from foundations.audit.actions import record_event
from foundations.jobs.actions import enqueue
from network.actions.links import Purpose, send_link, take_link
from network.actions.sessions import end_sessions
from network.errors import AccountError
from network.mails import tell_of_new_password
from network.models import SecretLink, User


def ask_for_password(email: str) -> None:
    """Queue the answer to whoever says that they forgot the password of ``email``.

    Known or not, closed or not: one question to the database and one job, so that neither text nor time tells
    (OWASP ASVS 6.3.8). The job carries the account's key or nothing, never the address.
    """
    key = User.objects.filter(email__iexact=email).order_by().values_list("pk", flat=True).first()
    enqueue("network.answer_forgotten_password", key)


@transaction.atomic
def answer_forgotten_password(key: int | None, *, at: datetime | None = None) -> None:
    """Write the letter for the account with this key: a new password, or the activation once more; else nothing.

    A closed account, an unknown one, and one that was sent three letters within the hour, get none.
    """
    now = at or timezone.now()
    user = User.objects.select_for_update(of=("self",)).filter(pk=key).first()
    if user is None or user.state == User.State.CLOSED:
        return
    purpose = Purpose.ACTIVATION if user.state == User.State.NEW else Purpose.PASSWORD_RESET
    try:
        send_link(user, purpose=purpose, by=None, at=now)
    except AccountError:
        return


def reset_password(link: SecretLink, *, password: str, by: User, at: datetime | None = None) -> None:
    """Set the password of the account whose letter was read: every session ends and the person is told.

    ``by`` is the account itself. The second factor stays as it is and is asked at the next sign-in (OWASP ASVS 6.4.3).
    Raises :class:`network.errors.LinkError` when the link is not good any more; then nothing is changed.
    """
    now = at or timezone.now()
    hashed = make_password(password)  # a quarter of a second: before the lock, not under it
    with transaction.atomic():
        user = take_link(link, at=now)
        user.password = hashed
        user.save(update_fields=["password"])
        end_sessions(user, by=by, at=now)
        tell_of_new_password(user, at=now)
        record_event("network.password_reset", user.person, by=by, at=now)
