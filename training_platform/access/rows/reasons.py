"""Reasons why several rows differ from the plan's table."""

from django.utils.translation import gettext_lazy as _

NO_EXPORT_YET = _("Lists are read on the screen; there is nothing to download yet.")
LEAST_RIGHT = _("Keeping the machines running does not need it, so it is not given.")
