"""Who may change what of the money: asked by every action, whatever page it is called from."""

from datetime import datetime

from django.utils.translation import gettext as _

from funding.errors import FundingError
from network.models import Office, User
from network.querysets import standing_of


def refuse_others(by: User, at: datetime | None = None) -> None:
    """The budget and the money are the Secretariat's alone. Raises :class:`FundingError`."""
    if not standing_of(by, at).is_secretariat:
        raise FundingError(_("Only the Secretariat keeps the budget."))


def refuse_strangers(office: Office, by: User, at: datetime | None = None) -> None:
    """Needs of an office are told by its contact points and custodians, or by the Secretariat."""
    standing = standing_of(by, at)
    if not (standing.is_secretariat or office.pk in standing.offices_as("contact_point", "custodian")):
        raise FundingError(_("Only the contact points and custodians of an office tell what it needs."))


def reason_in(words: str) -> str:
    """The reason that somebody gave. Raises :class:`FundingError` when there is none."""
    if not words.strip():
        raise FundingError(_("Say why: it stays in the history."))
    return words.strip()
