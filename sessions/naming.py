"""Under what name somebody stands in a video room: the workshop's rule, for everybody in the room reads it."""

from django.utils.translation import gettext as _

from courses.models import Workshop
from network.models import Person
from network.rules import initials

Names = Workshop.NamesInRoom


def name_in_room(workshop: Workshop, person: Person) -> str:
    """The name that goes into the token. Who belongs to no country is called by what they are: “trainer”."""
    rule = Names(workshop.names_in_room)
    if rule == Names.FULL:
        return person.full_name
    if rule == Names.INITIALS:
        return person.initials
    place = person.office.country.name if person.office else str(person.get_kind_display())
    return place if rule == Names.OFFICE else f"{person.initials} ({place})"


def guest_name(workshop: Workshop, name: str) -> str:
    """What a guest is called there, always with the word that says so; only the rule of full names shows the name."""
    rule = Names(workshop.names_in_room)
    if rule == Names.OFFICE:
        return _("guest")
    shown = name if rule == Names.FULL else initials(name)
    return _("%(name)s (guest)") % {"name": shown}
