"""``{% participation workshop user %}``: how many people of each office took part in a past workshop (R21, R74)."""

from dataclasses import dataclass

from django import template
from django.utils.translation import gettext as _

from courses.models import Workshop
from foundations.printing.plots import Bar, BarPlot
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
        "plot": plot_of(turnouts),
        "people": sum(turnout.people for turnout in turnouts),
        "police": sum(turnout.police for turnout in turnouts),
        "prosecutors": sum(turnout.prosecutors for turnout in turnouts),
    }


def plot_of(turnouts: list[OfficeTurnout]) -> BarPlot:
    """The same numbers as bars, the longest first: prosecutors and police beside each other."""
    rows = sorted(turnouts, key=lambda turnout: -turnout.people)
    words = ""
    if rows:
        told = {"most": rows[0].people, "least": rows[-1].people}
        words = _("From %(most)s people of one country to %(least)s of another; the table says each number.") % told
    return BarPlot(
        "turnout",
        title=_("People who took part, by office"),
        words=words,
        bars=[Bar(turnout.country.name, (turnout.prosecutors, turnout.police)) for turnout in rows],
        legend=(_("Prosecutors"), _("Police")),
    )
