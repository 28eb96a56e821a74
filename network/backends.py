"""Who may stand behind a session at all."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from network.models import User


def account_of(email: str) -> User | None:
    """The account that signs in with this address, whatever its state; one question to the database.

    The database's idea of equal letters is checked by Python's, so that each account has one name in the counts of
    attempts: a dotless i is no i here (CVE-2019-19844).
    """
    user = User.objects.filter(email__iexact=email).order_by("pk").first()
    return user if user is not None and user.email.lower() == email.lower() else None


class AccountsBackend(AuthenticationBackend):
    """allauth's, for accounts that are activated and not closed.

    Django asks at every request, so that a closed account is a stranger from the next request on; by whatever way of
    signing in (password, code, passkey) the session was made. An unknown address costs a hash as well, and a closed
    account's right password is as wrong as any other: neither text nor time tells which accounts there are.
    """

    def user_can_authenticate(self, user: AbstractBaseUser | None) -> bool:
        """Whether this account may sign in, and stay signed in."""
        return bool(getattr(user, "may_sign_in", False))

    def _authenticate(self, _request: HttpRequest | None, **credentials) -> AbstractBaseUser | None:
        """By the address of the account alone: allauth's own table of addresses is not used here."""
        return self._check_password(account_of(credentials.get("email") or ""), credentials["password"])

    def _check_password(self, user: AbstractBaseUser | None, password: str) -> AbstractBaseUser | None:
        """Unlike allauth's, leaves no account behind for a page that tells the closed from the unknown."""
        if user is None:
            return None
        self._did_check_password = True
        return user if user.check_password(password) and self.user_can_authenticate(user) else None
