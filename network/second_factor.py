"""allauth's questions about second factors: how secrets lie at rest, which name passkeys are bound to, what may go."""

import base64
import ipaddress
from urllib.parse import urlsplit

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.translation import gettext as _

from network.models import User
from network.rules import is_guarded

Kind = Authenticator.Type
# Recovery codes are no factor of their own: they stand in for a lost one.
FACTORS = (Kind.TOTP, Kind.WEBAUTHN)


def kinds_of(user: User) -> set[str]:
    """Which second factors ``user`` has enrolled."""
    return set(Authenticator.objects.filter(user=user, type__in=FACTORS).values_list("type", flat=True))


def may_remove(authenticator: Authenticator) -> bool:
    """Whether another factor would be left, or none is required of the person."""
    user = authenticator.user
    others = Authenticator.objects.filter(user=user, type__in=FACTORS).exclude(pk=authenticator.pk)
    return others.exists() or not is_guarded(user.standing, is_superuser=user.is_superuser)


def passkeys_work() -> bool:
    """Whether browsers let passkeys be made for the platform's address: never for a bare number (WebAuthn 5.1.2)."""
    try:
        ipaddress.ip_address(passkey_host())
    except ValueError:
        return True
    return False


def passkey_host() -> str:
    """The name that passkeys are bound to: that of ``BASE_URL``, whatever a request calls itself."""
    return urlsplit(settings.BASE_URL).hostname or ""


class SecondFactors(DefaultMFAAdapter):
    """Of this network: secrets sealed under the secret key, passkeys bound to the platform's own name."""

    def encrypt(self, text: str) -> str:
        """Seal a secret for the database, under a key derived from ``SECRET_KEY`` (OWASP ASVS 11.4, 13.3)."""
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open it, under former keys too. What cannot be opened becomes a random secret, which no code will match."""
        try:
            return _seal().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return generate_totp_secret()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return may_remove(authenticator)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": passkey_host(), "name": settings.NETWORK_NAME}

    def get_totp_issuer(self) -> str:
        """What the application shows above the code."""
        return settings.NETWORK_NAME

    def generate_authenticator_name(self, user: User, type: str) -> str:  # noqa: A002 - allauth's name for it
        """The name that the form proposes for a further key."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("Passkey %(number)s") % {"number": number}


def reseal(sealed: str) -> str:
    """The same secret sealed under the present key. Raises :class:`InvalidToken` when no key of ours opens it."""
    return _seal().rotate(sealed.encode()).decode()


def _seal() -> MultiFernet:
    return MultiFernet([Fernet(_key(secret)) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(secret: str) -> bytes:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"network.second-factor").derive(secret.encode())
    return base64.urlsafe_b64encode(derived)
