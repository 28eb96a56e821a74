"""allauth's questions, answered for a network that nobody joins by themselves (N3)."""

from allauth.account.adapter import DefaultAccountAdapter


class ClosedDoor(DefaultAccountAdapter):
    def is_open_for_signup(self, request) -> bool:
        """Accounts are made by the Secretariat or an office's contact point, never by a stranger."""
        return False
