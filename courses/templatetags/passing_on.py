"""``{% passing_on workshop user %}``: an office's mark that it passed a workshop on, and how far it went."""

from django import template

from courses.models import Workshop
from network.models import MOST_REACHED, Office
from network.passing_on import spread_of
from network.querysets import standing_of

register = template.Library()


@register.inclusion_tag("courses/_passing_on.html", takes_context=True)
def passing_on(context: template.Context, workshop: Workshop, user) -> dict[str, object]:
    """To contact points a line for each of their offices; to School and Secretariat how far it went; else nothing.

    One question for either, none to whom it does not concern nor where nothing was announced.
    """
    standing, told = standing_of(user), {"workshop": workshop, "most": MOST_REACHED}
    if workshop.state != Workshop.State.ANNOUNCED:
        return told
    told["csrf_token"] = context.get("csrf_token")
    if mine := standing.offices_as("contact_point"):
        told["offices"] = spread_of(workshop.passed_on.all(), Office.objects.filter(pk__in=mine)).offices
    if standing.is_staff:
        told["spread"] = spread_of(workshop.passed_on.all())
    return told


@register.inclusion_tag("courses/staff/_spread.html")
def spread_over_offices(workshop: Workshop) -> dict[str, object]:
    """``{% spread_over_offices workshop %}``: office by office, for the administration. One question."""
    return {"spread": spread_of(workshop.passed_on.all())}
