"""Reasons why several rows differ from the plan's table."""

from django.utils.translation import gettext_lazy as _

NOT_BUILT_COUNTRY_PAGES = _("Each country's own pages are still kept by the Secretariat.")
NO_EXPORT_YET = _("Lists are read on the screen; there is nothing to download yet.")
LEAST_RIGHT = _("Keeping the machines running does not need it, so it is not given.")
