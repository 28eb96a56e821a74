"""The links of letters: asked for, minted at delivery, used once, withdrawn, forgotten.

A token exists in one letter and in the hands of its reader; what is kept of it here is a hash.
"""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundations.audit.actions import record_event
from network import mails
from network.errors import AccountError, LinkError
from network.models import SecretLink, User
from network.rules import LETTERS_WITHIN, LINK_LIFE, LINKS_KEPT, MOST_LETTERS, TOKEN_BYTES, token_digest

Purpose = SecretLink.Purpose
LETTERS = {Purpose.ACTIVATION: mails.send_activation, Purpose.PASSWORD_RESET: mails.send_password_reset}


@transaction.atomic
def send_link(user: User, *, purpose: str, by: User | None, at: datetime) -> SecretLink:
    """Write the letter with a link of this ``purpose``, for an account whose row the caller has locked.

    Raises :class:`AccountError` after three such letters within an hour (a mailbox is nobody's to flood).
    """
    if user.secret_links.asked_since(at - LETTERS_WITHIN).count() >= MOST_LETTERS:
        raise AccountError(_("Three e-mails were sent within an hour. Wait a little; look among unwanted mail, too."))
    link = SecretLink.objects.create(user=user, purpose=purpose, asked_at=at)
    LETTERS[Purpose(purpose)](link, at=at)
    record_event(
        "network.activation_letter_asked" if purpose == Purpose.ACTIVATION else "network.password_letter_asked",
        user.person,
        by=by,
        at=at,
    )
    return link


def withdraw_links(user: User, *, by: User | None, at: datetime) -> None:
    """Close every link of the account, sent or on its way: what is still to be delivered is withdrawn with it."""
    if user.secret_links.unended().update(withdrawn_at=at):
        record_event("network.links_withdrawn", user.person, by=by, at=at)


@transaction.atomic
def mint_link(key: int | str, *, purpose: str, at: datetime | None = None) -> str | None:
    """The token for the letter that is being delivered now; ``None`` when its link has lost its sense meanwhile.

    Minted anew at every attempt to deliver. What was minted before stays good: a letter whose fate is unknown may have
    arrived, and mail programs show only one of two letters with the same Message-ID.
    """
    now = at or timezone.now()
    asked = SecretLink.objects.select_for_update(of=("self",)).filter(pk=key, purpose=purpose)
    link = asked.unended().select_related("user").first()
    if link is None or not _has_sense(link):
        return None
    token = secrets.token_urlsafe(TOKEN_BYTES)
    if link.token_hash:
        link = SecretLink(user=link.user, purpose=purpose)
    link.token_hash, link.made_at, link.expires_at = token_digest(token), now, now + LINK_LIFE[purpose]
    link.save()
    return token


def _has_sense(link: SecretLink) -> bool:
    """A first letter to an account not yet activated; a new password for one that is."""
    wanted = User.State.NEW if link.purpose == Purpose.ACTIVATION else User.State.ACTIVE
    return link.user.state == wanted


def take_link(link: SecretLink, *, at: datetime) -> User:
    """Use ``link`` up, and with it every other link of its purpose; the account, locked, in the caller's transaction.

    Raises :class:`LinkError` when it is not good any more: of two at once, one comes too late.
    """
    user = User.objects.select_for_update(of=("self",)).get(pk=link.user_id)
    fresh = user.secret_links.live(at).filter(pk=link.pk).first()
    if fresh is None or not _has_sense(fresh):
        raise LinkError(_("This link is not good any more."))
    same = user.secret_links.filter(purpose=fresh.purpose)
    same.filter(pk=fresh.pk).update(used_at=at)
    same.unended().update(withdrawn_at=at)
    return user


def purge_links(*, at: datetime) -> int:
    """Forget the links asked for or made more than 30 days before ``at``; how many."""
    long_ago = at - LINKS_KEPT
    old = SecretLink.objects.filter(asked_at__lt=long_ago) | SecretLink.objects.filter(
        asked_at__isnull=True, made_at__lt=long_ago
    )
    return old.delete()[0]
