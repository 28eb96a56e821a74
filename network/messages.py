"""Codes of the rules, as sentences."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "own": _("Nobody does this to their own account: ask somebody else of the Secretariat."),
    "trusted": _("This person holds a role of trust: only the Secretariat looks after the account."),
    "foreign": _("You do not look after this account: the contact point of its office does, or the Secretariat."),
}
