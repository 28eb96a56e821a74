"""Seven of the ten offices have passed the workshop that takes nominations on, to 143 people."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from courses.actions import mark_passed_on
from courses.models import Workshop
from network.models import Office
from training_platform.demo.living_plans import NOMINATIONS
from training_platform.demo.people import contact_point_of

REACHED = {"CO": 24, "CR": 18, "GT": 21, "MX": 15, "PA": 22, "DO": 19, "SV": 24}


@transaction.atomic
def pass_workshops_on() -> None:
    """Mark it in the offices that have not done so; the others are left to whoever tries it. Again is harmless."""
    now = timezone.now()
    workshop = Workshop.objects.accepting(now).filter(title_es=NOMINATIONS.title[0]).latest("pk")
    marked = set(workshop.passed_on.values_list("office__code", flat=True))
    for code in REACHED.keys() - marked:
        office = Office.objects.get(code=code)
        at = now - timedelta(hours=1)
        mark_passed_on(workshop, office, people=REACHED[code], by=contact_point_of(office), at=at)
