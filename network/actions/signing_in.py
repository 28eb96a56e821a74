"""One's own password and second factors changed, and codes for signing in sent by letter."""

from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from foundations.audit.actions import record_event
from foundations.jobs.actions import enqueue
from network import mails
from network.login_codes import is_fresh
from network.models import User


def change_password(user: User, *, password: str, by: User, at: datetime | None = None) -> None:
    """Set another password: every session but the one that asked ends with it, and the person is told."""
    hashed = make_password(password)  # a quarter of a second: before the transaction, not in it
    with transaction.atomic():
        user.password = hashed
        user.save(update_fields=["password"])
        mails.tell_of_own_password(user, at=at or timezone.now())
        record_event("network.password_changed", user.person, by=by, at=at)


def ask_for_code(user: User | None, *, nonce: str) -> None:
    """Queue the letter with a code; for nobody as well, so that neither text nor time tells (OWASP ASVS 6.3.8).

    The job carries the account's key or nothing, and the nonce from which only the secret key makes the code.
    """
    enqueue("network.send_login_code", user.pk if user else None, nonce)


@transaction.atomic
def send_login_code(key: int | None, nonce: str, *, at: datetime | None = None) -> None:
    """Write the letter with the code of ``nonce``, once; to nobody, to a closed account or too late: nothing."""
    now = at or timezone.now()
    user = User.objects.select_related("person").filter(pk=key).first()
    if user is not None and user.may_sign_in and is_fresh(nonce, now=now.timestamp()):
        mails.send_login_code(user, nonce=nonce, at=now)


@transaction.atomic
def note_added_factor(user: User, *, kind: str, by: User, at: datetime | None = None) -> None:
    """The person enrolled a second factor of this ``kind``, and is told by letter."""
    mails.tell_of_added_factor(user, kind=kind, at=at or timezone.now())
    record_event("network.factor_added", user.person, by=by, at=at, kind=kind)


@transaction.atomic
def note_removed_factor(user: User, *, kind: str, by: User, at: datetime | None = None) -> None:
    """The person took a second factor off, and is told by letter."""
    mails.tell_of_removed_factor(user, kind=kind, at=at or timezone.now())
    record_event("network.factor_removed", user.person, by=by, at=at, kind=kind)


@transaction.atomic
def note_renewed_codes(user: User, *, by: User, at: datetime | None = None) -> None:
    """The person made new recovery codes; the former ones are void."""
    mails.tell_of_renewed_codes(user, at=at or timezone.now())
    record_event("network.recovery_codes_renewed", user.person, by=by, at=at)


@transaction.atomic
def note_used_code(user: User, *, left: int, by: User, at: datetime | None = None) -> None:
    """A recovery code was used; so many are ``left``."""
    mails.tell_of_used_code(user, left=left, at=at or timezone.now())
    record_event("network.recovery_code_used", user.person, by=by, at=at, left=left)
