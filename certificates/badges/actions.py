"""Badges: made with the certificate, shown to nobody; shared by their holder alone, and hidden again."""

import secrets
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from certificates.badges.credential import Recipient, credential_of, is_up_to_date
from certificates.badges.jose import signed
from certificates.badges.keys import signing_key
from certificates.badges.status import SIZE
from certificates.errors import CertificateError
from certificates.models import Badge, Certificate
from foundations.audit.actions import record_event
from network.models import User
from network.rules import token_digest

TOKEN_BYTES = 32
SALT_BYTES = 16
TRIES = 20


@transaction.atomic
def issue_badge(certificate: Certificate, *, by: User | None = None, at: datetime | None = None) -> Badge:
    """Sign the badge of a valid certificate, made out to its holder's address as a salted hash. Twice is once.

    One whose key was withdrawn, or whose holder has another address by now, is signed anew and keeps its place in the
    status lists. ``by`` is nobody, when the certificate is issued, or the holder. Raises :class:`CertificateError` for
    somebody else, for a holder without account, for a certificate that is not valid, and where no key was made.
    """
    now = at or timezone.now()
    locked = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    holder = User.objects.filter(person=locked.person_id).first()
    if holder is None or (by is not None and by != holder):
        raise CertificateError(_("A badge is made for the holder of a certificate, who has an account."))
    badge = Badge.objects.filter(pk=locked.pk).first()
    if badge and is_up_to_date(badge, holder.email):
        return badge
    if locked.state != Certificate.State.VALID:
        raise CertificateError(_("A badge is made of a valid certificate only."))
    badge = badge or _placed(locked, at=now)
    _sign(badge, locked, holder, at=now)
    record_event("certificates.badge_issued", locked, by=by, at=at, kid=badge.kid)
    return badge


def _placed(certificate: Certificate, *, at: datetime) -> Badge:
    """A badge with a place of its own in the lists, drawn by lot: neighbours say nothing of each other."""
    for _try in range(TRIES):
        try:
            with transaction.atomic():
                index = secrets.randbelow(SIZE)
                return Badge.objects.create(certificate=certificate, status_index=index, issued_at=at)
        except IntegrityError:
            continue
    raise CertificateError(_("No badge can be made now. Please try again later."))


def _sign(badge: Badge, certificate: Certificate, holder: User, *, at: datetime) -> None:
    try:
        key = signing_key(at=at)
    except LookupError as error:
        raise CertificateError(_("Badges are not set up on this platform yet.")) from error
    recipient = Recipient(holder.email, secrets.token_hex(SALT_BYTES))
    payload = credential_of(certificate, recipient, index=badge.status_index)
    badge.credential, badge.kid, badge.issued_at = signed(payload, key, kind="JWT"), key.kid, at
    badge.save(update_fields=["credential", "kid", "issued_at"])


@transaction.atomic
def share_badge(badge: Badge, *, by: User, at: datetime | None = None) -> str:
    """Open the badge's page to whoever has its link; gives the secret of the link, which is told now and never again.

    Shared before, it gets another link and the former one leads nowhere. Raises :class:`CertificateError` for
    somebody else's.
    """
    locked = _own(badge, by=by)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    locked.share_hash, locked.shared_at = token_digest(token), at or timezone.now()
    locked.save(update_fields=["share_hash", "shared_at"])
    record_event("certificates.badge_shared", locked.certificate, by=by, at=at)
    return token


@transaction.atomic
def hide_badge(badge: Badge, *, by: User, at: datetime | None = None) -> Badge:
    """Close its page: the link is forgotten. Twice is once. Raises :class:`CertificateError` for somebody else's."""
    locked = _own(badge, by=by)
    if locked.share_hash is None:
        return locked
    locked.share_hash, locked.shared_at = None, None
    locked.save(update_fields=["share_hash", "shared_at"])
    record_event("certificates.badge_hidden", locked.certificate, by=by, at=at)
    return locked


def _own(badge: Badge, *, by: User) -> Badge:
    locked = Badge.objects.select_for_update(of=("self",)).select_related("certificate").get(pk=badge.pk)
    if locked.certificate.person_id != by.person_id:
        raise CertificateError(_("Only its holder shares a badge."))
    return locked
