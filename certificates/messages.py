"""Codes of rules in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from certificates.rules import Miss, plain_number


def told(miss: Miss) -> str:
    """What is lacking, with how much was reached and how much is needed."""
    reached, needed = (plain_number(each) if each is not None else "" for each in (miss.reached, miss.needed))
    figures = {"reached": reached, "needed": needed}
    if miss.code == "attendance":
        return _("attended %(reached)s %%, of %(needed)s %% required") % figures
    if miss.code == "mandatory":
        number = int(miss.reached or 0)
        return ngettext("missed %(number)s mandatory session", "missed %(number)s mandatory sessions", number) % {
            "number": number
        }
    if miss.code == "mark":
        return _("mark %(reached)s, of %(needed)s needed") % figures
    return _("has no mark yet")
