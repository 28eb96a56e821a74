"""Accounts in other states than open: one awaits its person, one is closed, one awaits two people of the Secretariat."""

from django.utils import timezone

from network.actions import admit_person, ask_factor_reset, close_account, open_account, register_person
from network.models import Office, User
from training_platform.demo.people import SINCE, account_of

NEW = "gabriela.matute@mp.hn.example"
CLOSED = "wilmer.banegas@mp.hn.example"
LOST_FACTOR = "itzel.caballero@pgn.pa.example"


def show_account_life() -> None:
    """Bring the three about; again is harmless. A request that has lapsed meanwhile is made anew."""
    contact_point = account_of("karla.mejia@mp.hn.example")
    honduras = Office.objects.get(code="HN")
    if not User.objects.filter(email=NEW).exists():
        admit_person(
            office=honduras, given_names="Gabriela", family_names="Matute", email=NEW, language="es", by=contact_point
        )
    if not User.objects.filter(email=CLOSED).exists():
        person = register_person(given_names="Wilmer", family_names="Banegas", office=honduras, by=None, at=SINCE)
        left = open_account(person, email=CLOSED, activated_at=SINCE, by=None, at=SINCE)
        close_account(left, by=contact_point, reason="Pasó a otra institución el mes pasado.")
    lost = account_of(LOST_FACTOR)
    if not lost.factor_resets.pending(timezone.now()).exists():
        ask_factor_reset(
            lost,
            by=account_of("teresa.aguilar@secretaria.refco.example"),
            reason="Videollamada con ella y con su fiscal superior: cambió de teléfono y no guardó los códigos.",
        )
