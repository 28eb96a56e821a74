"""``{% holidays_on workshop user %}``: which of its days are official holidays, to those who plan."""

from django import template

from courses.holidays import holidays_of
from courses.models import Workshop
from network.querysets import standing_of

register = template.Library()


@register.inclusion_tag("courses/_holidays.html")
def holidays_on(workshop: Workshop, user) -> dict[str, object]:
    """To School and Secretariat, of a workshop that is neither over nor off; no question to anybody else."""
    is_told = standing_of(user).is_staff and workshop.state != Workshop.State.CANCELLED and not workshop.is_past()
    return {"holidays": holidays_of(workshop) if is_told else []}


@register.inclusion_tag("courses/staff/_holidays.html")
def holidays_planned(workshop: Workshop) -> dict[str, object]:
    """``{% holidays_planned workshop %}``: the same in the administration."""
    is_told = workshop.state != Workshop.State.CANCELLED and not workshop.is_past()
    return {"holidays": holidays_of(workshop) if is_told else []}
