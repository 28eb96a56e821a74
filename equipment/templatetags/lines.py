"""How what was measured of a line is shown."""

from decimal import Decimal

from django import template
from django.template.defaultfilters import floatformat

register = template.Library()
KBIT_OF_MBIT = 1000


@register.filter
def mbit(kbps: int | None) -> str:
    """Kbit/s as Mbit/s, the unit that is asked for: ``24000`` → ``24``, ``2500`` → ``2.5``; ``–`` for none."""
    return "–" if kbps is None else str(floatformat(Decimal(kbps) / KBIT_OF_MBIT, "-1g"))
