"""What the Secretariat owes about personal data: answers to requests, and the 72 hours of a breach."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from network.inbox import Due, Kind
from network.models import User
from network.querysets import standing_of
from privacy.models import Breach, Correction


def corrections_to_answer(user: User, at: datetime) -> list[Due]:
    """Requests to correct without an answer, with the day on which it is due. One question."""
    if not standing_of(user).is_secretariat:
        return []
    return [
        Due(
            what=_("Answer a request to correct: %(about)s") % {"about": correction.get_kind_display()},
            url=reverse("corrections:inspect", args=[correction.pk]),
            kind=Kind.DATA,
            due_at=correction.due_at,
            why=_("%(person)s asked. The answer is due:") % {"person": correction.person.full_name},
        )
        for correction in Correction.objects.open().select_related("person")
    ]


def breaches_on_the_clock(user: User, at: datetime) -> list[Due]:
    """Breaches of which the authority must still be told. One question."""
    if not standing_of(user).is_secretariat:
        return []
    return [
        Due(
            what=_("Tell the authority of a breach: %(title)s") % {"title": breach.title},
            url=reverse("breaches:inspect", args=[breach.pk]),
            kind=Kind.DATA,
            due_at=breach.authority_due_at,
            why=_("An exercise: nothing happened. The 72 hours end:") if breach.is_exercise else _("The 72 hours end:"),
        )
        for breach in Breach.objects.visible_to(user).on_the_clock().order_by("discovered_at")
    ]
