"""Links and codes that exist from a letter's delivery on: what the outbox puts in place of ``{{ secret }}``."""

import time

from foundations.outbox.minting import minter
from network import actions
from network.login_codes import code_of, is_fresh
from network.mails import address_in
from network.models import SecretLink

Purpose = SecretLink.Purpose


@minter("network.activation")
def activation_link(key: str) -> str | None:
    """The address that opens the activation page once."""
    return _link(key, Purpose.ACTIVATION, "network:activation_link")


@minter("network.password_reset")
def password_link(key: str) -> str | None:
    """The address that opens the page of the new password once."""
    return _link(key, Purpose.PASSWORD_RESET, "network:password_link")


@minter("network.login_code")
def login_code(nonce: str) -> str | None:
    """The code that belongs to the nonce; none when it would arrive too late to be typed."""
    return code_of(nonce) if is_fresh(nonce, now=time.time()) else None


def _link(key: str, purpose: str, name: str) -> str | None:
    token = actions.mint_link(key, purpose=purpose)
    language = SecretLink.objects.values_list("user__language", flat=True).filter(pk=key).first()
    return address_in(language, name, token) if token and language else None
