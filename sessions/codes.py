"""Codes on a screen that turn every minute: signed, of one place, good for a minute or two and never again."""

import base64
import uuid
from datetime import datetime

from django.conf import settings
from django.core import signing
from django.urls import reverse

from foundations.printing.qr import qr_svg
from sessions.models import ConnectedSite, TrainingSession
from sessions.rules import code_window, is_code_current

SALT = "sessions.presence"
SITE, DOOR = "s", "d"

Place = TrainingSession | ConnectedSite


def code_for(place: Place, *, at: datetime) -> str:
    """The code that stands on the screen of a site, or at the door of a session, in the minute of ``at``."""
    kind = SITE if isinstance(place, ConnectedSite) else DOOR
    return signing.Signer(salt=SALT).sign_object([kind, place.pk.hex, code_window(at)])


def read_code(code: str, *, at: datetime) -> tuple[str, uuid.UUID, bool] | None:
    """Which place a code is of, and whether it is still good; ``None`` for what we never made."""
    try:
        kind, key, window = signing.Signer(salt=SALT).unsign_object(code)
        return kind, uuid.UUID(hex=key), is_code_current(window, at)
    except (signing.BadSignature, ValueError, TypeError):
        return None


def address_of(code: str) -> str:
    """What the QR carries."""
    return settings.BASE_URL + reverse("sessions:mark_myself", args=[code])


def picture_of(code: str) -> str:
    """The QR as the address of a picture that travels within the page (RFC 2397)."""
    return "data:image/svg+xml;base64," + base64.b64encode(qr_svg(address_of(code))).decode()
