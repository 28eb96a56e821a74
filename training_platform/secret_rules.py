"""What a secret must be like before the platform starts with it, over plain values.

The sentences name the variable and never tell its value.
"""

from collections.abc import Mapping
from dataclasses import dataclass

FEWEST_DIFFERENT_CHARACTERS = 10
# Words of examples and of Django's own first key: whoever left them in has set no secret.
PLACEHOLDERS = (
    "django-insecure",
    "change-me",
    "changeme",
    "your-secret",
    "not-so-secret",
    "placeholder",
    "example-key",
)


@dataclass(frozen=True)
class Secret:
    """One secret that the environment gives: its value, the fewest bytes it may have, whether it must be there."""

    value: str
    fewest_bytes: int
    is_needed: bool = True


def fault_of(name: str, secret: Secret) -> str:
    """Why this secret will not do, as a sentence; empty when it will.

    Bounds: 50 characters for Django's key (its check W009), 32 bytes for HS256 (RFC 7518, 3.2).
    """
    value = secret.value
    if not value:
        return f"{name} is missing: set it in the environment (see .env.example)." if secret.is_needed else ""
    faults = {
        "begins or ends with a space: quote it rightly in the environment": value != value.strip(),
        "begins with “$”, as a variable that was not replaced does: choose another secret": value.startswith("$"),
        f"is too short: at least {secret.fewest_bytes} bytes, drawn by chance": len(value.encode())
        < secret.fewest_bytes,
        "is too weak, for it repeats a few characters: draw one by chance": len(set(value))
        < FEWEST_DIFFERENT_CHARACTERS,
        "is still the placeholder of an example: draw one by chance": any(
            word in value.lower() for word in PLACEHOLDERS
        ),
    }
    return next((f"{name} {fault}." for fault, holds in faults.items() if holds), "")


def faults_of(secrets: Mapping[str, Secret]) -> list[str]:
    """All that is wrong with the secrets of one deployment; two that are the same are one too few."""
    found = [fault for name, secret in secrets.items() if (fault := fault_of(name, secret))]
    names: dict[str, str] = {}
    for name, secret in secrets.items():
        if secret.value and secret.value in names:
            found.append(f"{name} is the same as {names[secret.value]}: each secret must be one of its own.")
        names.setdefault(secret.value, name)
    return found
