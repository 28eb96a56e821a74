"""Codes of the rules, as sentences."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "own": _("Nobody does this to their own account: ask somebody else of the Secretariat."),
    "trusted": _("This person holds a role of trust: only the Secretariat looks after the account."),
    "foreign": _("You do not look after this account: the contact point of its office does, or the Secretariat."),
}
NOT_YOUR_DEPUTY = _("Only whoever is away, the deputy or the Secretariat decides about this.")
NOT_YOUR_CONTACT = _("The Secretariat notes its contacts with contact points; nobody else does.")
FAULTS_OF_ABSENCE = {
    "past": _("This day is past."),
    "early": _("The role begins later than this."),
    "backwards": _("The last day must not come before the first."),
    "long": _("Nobody stands in for more than %(days)s days: choose an earlier day."),
    "beyond": _("The role itself ends before this day."),
}
FAULTS_OF_DEPUTY = {
    "taken": _("A deputy is named for some of these days already: end that first."),
    "foreign": _("A deputy is a colleague of the same office with an open account."),
    "holder": _("This person holds the role already on some of these days."),
}
