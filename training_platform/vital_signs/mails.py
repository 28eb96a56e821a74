"""The letters about the platform's own state."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from foundations.jobs.models import Trouble
from foundations.outbox.actions import write_letter
from network.mails import recipient_of
from network.models import Appointment, Person
from training_platform.vital_signs.words import ADVICE, NAMES


def tell_of_troubles(kind: str, troubles: list[Trouble], *, at: datetime) -> None:
    """One letter to each who looks after the platform, about all of ``troubles`` at once; asked twice, one letter."""
    if not troubles:
        return
    parts = [{"name": NAMES[each.part], "advice": ADVICE[each.part], "began_at": each.began_at} for each in troubles]
    context = {"parts": parts, "page": settings.BASE_URL + reverse("platform_state")}
    keys = ",".join(str(each.pk) for each in troubles)
    for person in watchers(at):
        if recipient := recipient_of(person):
            once = f"{kind}:{keys}:{person.pk}"[:200]
            write_letter(kind, to=recipient, context=context, once_key=once, at=at)


def watchers(at: datetime) -> list[Person]:
    """The Secretariat and the technical administrators of that instant."""
    roles = (Appointment.Role.SECRETARIAT, Appointment.Role.ADMINISTRATOR)
    held = Appointment.objects.valid(at).filter(role__in=roles)
    return list(Person.objects.filter(pk__in=held.values("person")).select_related("user").in_order())
