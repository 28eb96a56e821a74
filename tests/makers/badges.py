"""Badges of certificates, made by their holders, with a key that signs them."""

import secrets

from certificates.badges import keys
from certificates.badges.actions import issue_badge
from certificates.models import Badge, Certificate
from network.models import User
from network.rules import token_digest
from tests.makers.certificates import make_certificate


def make_badge_key() -> keys.Key:
    """A key that signs: the one that is there, else a new one."""
    known = keys.known_keys()
    return known[0] if known else keys.make_key()


def make_badge(user: User, certificate: Certificate | None = None) -> Badge:
    """Of that certificate, or of a new one."""
    make_badge_key()
    return issue_badge(certificate or make_certificate(user.person), by=user)


def make_shared_badge(user: User, certificate: Certificate | None = None) -> tuple[Badge, str]:
    """One that is shared, and the secret of its link."""
    badge, token = make_badge(user, certificate), secrets.token_urlsafe(32)
    badge.share_hash, badge.shared_at = token_digest(token), badge.issued_at
    badge.save(update_fields=["share_hash", "shared_at"])
    return badge, token
