"""Where a badge's readers find who issued it, with which key, and what it is still worth. Signed: kept for ever."""

from django.conf import settings
from django.urls import reverse


def issuer_address() -> str:
    """Who issues: the identifier of the network as an issuer, and the address of its profile."""
    return settings.BASE_URL + reverse("badges:issuer")


def key_address(kid: str) -> str:
    """One public key as a JWK; what the header of everything signed names (Open Badges 3.0 §8.2.4)."""
    return settings.BASE_URL + reverse("badges:key", args=[kid])


def status_address(purpose: str) -> str:
    """The list of what is revoked, or of what is suspended."""
    return settings.BASE_URL + reverse("badges:status", args=[purpose])


def shared_address(token: str) -> str:
    """The page of a badge whose holder shares it."""
    return settings.BASE_URL + reverse("badges:shared", args=[token])
