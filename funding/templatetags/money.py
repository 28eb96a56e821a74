"""How money and its states are shown."""

from decimal import Decimal

from django import template

register = template.Library()

TONES = {
    "positive": (
        *("approved", "funded", "ordered", "received", "paid", "closed", "accepted", "confirmed", "spent"),
        *("disbursed", "committed", "partly_disbursed", "part_funded"),
    ),
    "warning": ("quoted", "proposed", "sent", "pledged", "submitted", "reviewed"),
    "danger": ("declined", "expired"),
    "muted": ("deferred", "cancelled", "revised", "released", "withdrawn", "prospect", "draft"),
}
TONE_OF = {state: tone for tone, states in TONES.items() for state in states}


@register.filter
def tone(state: str) -> str:
    """``<span class="state{{ line.state|tone }}">``: the tone of a state; its word stands within."""
    found = TONE_OF.get(state, "")
    return f" state--{found}" if found else ""


@register.filter
def in_per_cent(share: Decimal) -> Decimal:
    """A share of one, as per cent."""
    return share * 100
