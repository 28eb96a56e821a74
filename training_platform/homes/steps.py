"""First steps of a new account: each is done when the facts say so; nobody's clicks are kept."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from courses.models import Enrolment
from network.models import User
from network.rules import Standing
from network.second_factor import kinds_of


@dataclass(frozen=True)
class Step:
    """One step: what, why, where, and whether it is done already."""

    label: str
    sentence: str
    url: str
    is_done: bool


def first_steps(user: User, standing: Standing) -> list[Step]:
    """The steps while there is one left and they were not put away; else none. Two questions, or none when put away."""
    if user.first_steps_hidden_at is not None:
        return []
    steps = [
        Step(
            _("Confirm your clock"),
            _("Every hour here is told in your time zone: see that it is the one you work in."),
            reverse("my_account"),
            bool(user.time_zone),
        ),
        Step(
            _("Protect your account with a second factor"),
            _("A passkey or an application on your phone: then your password alone opens nothing."),
            reverse("mfa_index"),
            bool(kinds_of(user)),
        ),
    ]
    if standing.office_id is not None and not (standing.is_staff or standing.holds("contact_point")):
        steps.append(
            Step(
                _("Find your first workshop"),
                _("Enrol in one that is open, or ask your office's contact point for a seat."),
                reverse("courses:workshop_list"),
                Enrolment.objects.filter(person=user.person_id).exists(),
            )
        )
    return steps if not all(step.is_done for step in steps) else []
