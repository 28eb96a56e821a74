"""The Secretariat's contacts with contact points: regular with eight offices, none for long with two."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from network.actions import log_contact
from network.models import Appointment, Communication, Office
from training_platform.demo.people import account_of
from training_platform.demo.replay import SECRETARIAT

# Days since the last contact of the offices that are silent; every other one was spoken with lately.
SILENT = {"DO": 74, "NI": 93}
LATELY = timedelta(days=45)
NOTES = (
    ("phone", "Repaso de los cupos del próximo taller."),
    ("mail", "Acusó recibo del programa y lo pasó a su unidad."),
    ("meeting", "Reunión virtual de puntos de contacto."),
)


@transaction.atomic
def note_contacts() -> None:
    """Note what is missing; a contact that has gone stale is followed by another. Again is harmless."""
    now = timezone.now()
    for place, office in enumerate(Office.objects.in_order()):
        said = Communication.objects.filter(office=office)
        if said.exists() if office.code in SILENT else said.filter(had_at__gt=now - LATELY).exists():
            continue
        point = office.appointments.principals().holding(Appointment.Role.CONTACT_POINT).earliest("pk")
        had_at = now - timedelta(days=SILENT.get(office.code, 2 + 4 * place))
        means, note = NOTES[place % len(NOTES)]
        log_contact(point, means=means, note=note, had_at=had_at, by=account_of(SECRETARIAT), at=now)
