"""Sessions for tests: with both factors, as most tests want them, or with a password alone."""

import time
from typing import Any

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.contrib.auth import SESSION_KEY
from django.test import Client

_plain_force_login = Client.force_login


def force_login(client: Client, user: Any, backend: str | None = None) -> None:
    """In place of Django's ``Client.force_login``: a session that has passed the password and the second factor."""
    sign_in_with_password_only(client, user, backend)
    _record(client, {"method": "mfa", "at": time.time(), "type": "totp"})


def sign_in_with_password_only(client: Client, user: Any, backend: str | None = None) -> None:
    """A session that has passed the password, and no second factor."""
    _plain_force_login(client, user, backend)
    _record(client, {"method": "password", "at": time.time(), "email": user.email})


def sign_in_by_another_door(client: Client, user: Any) -> None:
    """A session as Django's own ``login`` leaves it: nobody knows by which means it was opened."""
    _plain_force_login(client, user)


def _record(client: Client, method: dict) -> None:
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [*session.get(AUTHENTICATION_METHODS_SESSION_KEY, []), method]
    session[f"{AUTHENTICATION_METHODS_SESSION_KEY}_user"] = session[SESSION_KEY]
    session.save()
