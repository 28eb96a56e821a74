"""How a plain value of a personal record is shown: ``{% plain value %}``."""

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format, localize
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def plain(value) -> str:
    """Instants on the reader's clock, truths as yes and no, nothing as a dash."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    return str(localize(value))
