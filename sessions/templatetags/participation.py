"""``{% participation workshop user %}``: how many people of each office took part in a past workshop (R21, R74)."""

from dataclasses import dataclass

from django import template

from courses.models import Workshop
from network.models import Country
from network.querysets import standing_of
from sessions.models import Attendance

register = template.Library()


@dataclass(frozen=True)
class OfficeTurnout:
    """How many people of one office took part, each counted once; police investigators apart."""

    country: Country
    people: int
    police: int

    @property
    def prosecutors(self) -> int:
        return self.people - self.police


@register.inclusion_tag("sessions/_participation.html")
def participation(workshop: Workshop, user) -> dict[str, object]:
    """Numbers, no names: for the network, once the last day is over. One query, and one for the countries."""
    if not workshop.is_past() or not standing_of(user).is_network:
        return {"turnouts": []}
    counted = list(Attendance.objects.turnout(workshop))
    countries = Country.objects.in_bulk([row["office__country"] for row in counted])
    turnouts = [OfficeTurnout(countries[row["office__country"]], row["people"], row["police"]) for row in counted]
    return {
        "turnouts": turnouts,
        "people": sum(turnout.people for turnout in turnouts),
        "police": sum(turnout.police for turnout in turnouts),
        "prosecutors": sum(turnout.prosecutors for turnout in turnouts),
    }
