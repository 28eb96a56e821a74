"""``{% passing_on workshop user %}``: an office's mark that it passed a workshop on, and how far it went."""

from django import template

from courses.models import Workshop
from network.models import MOST_REACHED, Office
from network.passing_on import Spread, spread_of
from network.querysets import standing_of

register = template.Library()


@register.inclusion_tag("courses/_passing_on.html", takes_context=True)
def passing_on(context: template.Context, workshop: Workshop, user) -> dict[str, object]:
    """To contact points a line for each of their offices; to School and Secretariat how far it went; else nothing.

    One question for either, none to whom it does not concern nor where nothing was announced. Of a workshop that is
    over only what was marked is shown: nobody passes it on any more.
    """
    standing, told = standing_of(user), {"workshop": workshop, "most": MOST_REACHED}
    if workshop.state != Workshop.State.ANNOUNCED:
        return told
    told["csrf_token"] = context.get("csrf_token")
    if mine := standing.offices_as("contact_point"):
        spread = spread_of(workshop.passed_on.all(), Office.objects.filter(pk__in=mine))
        told["offices"] = spread.marked if workshop.is_past() else spread.offices
    if standing.is_staff:
        told["spread"] = _shown_to_staff(workshop)
    return told


@register.inclusion_tag("courses/staff/_spread.html")
def spread_over_offices(workshop: Workshop) -> dict[str, object]:
    """``{% spread_over_offices workshop %}``: office by office, for the administration. One question."""
    return {"spread": _shown_to_staff(workshop)}


def _shown_to_staff(workshop: Workshop) -> Spread | None:
    """How far it went; of a workshop that is over, and that nobody marked, nothing."""
    spread = spread_of(workshop.passed_on.all())
    return spread if spread.marked or not workshop.is_past() else None
