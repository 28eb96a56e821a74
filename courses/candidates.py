"""Whom an office can name, worded for a list to choose from: the name with what is to be considered."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from courses.obstacles import Obstacles
from network.models import Person


@dataclass(frozen=True)
class Candidate:
    """Somebody to choose from: the name with what is to be considered, and whether something bars the way."""

    key: str
    label: str
    is_barred: bool


def candidate_of(person: Person, obstacles: Obstacles) -> Candidate:
    """The name, then whether an account works and the weightiest obstacle, each in a bracket."""
    told = [person.full_name]
    if getattr(person, "user", None) is None:
        told.append(_("(no account)"))
    elif not person.may_sign_in:
        told.append(_("(account not activated)"))
    if obstacles.lacks_course:
        told.append(_("(lacks the course required before)"))
    elif obstacles.same_hours:
        told.append(_("(another session at those hours)"))
    elif obstacles.same_days:
        told.append(_("(another workshop on those days)"))
    return Candidate(str(person.pk), " ".join(told), obstacles.lacks_course)
