"""Second factors for tests: applications that show codes, and passkeys that exist in the database alone."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value

from network.models import User


def make_application(user: User) -> str:
    """An application that shows codes; its secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def make_recovery_codes(user: User) -> list[str]:
    """Ten codes, never shown."""
    return RecoveryCodes.activate(user).generate_codes()


def make_passkey(user: User, name: str = "Teléfono") -> Authenticator:
    """The row of a passkey; nobody can sign in with it."""
    return Authenticator.objects.create(
        user=user, type=Authenticator.Type.WEBAUTHN, data={"name": name, "credential": {}}
    )


def shown_code(secret: str, *, steps: int = 0) -> str:
    """What the application shows now, or so many half minutes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))
