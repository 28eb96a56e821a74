"""Requests to correct and breaches for tests, written straight into the database."""

from datetime import timedelta

from django.utils import timezone

from network.models import Office
from privacy.models import Breach, Correction
from tests.makers.network import make_person


def make_correction(office: Office | None = None, **overrides) -> Correction:
    """A request of somebody of ``office`` about a name, without an answer, asked just now."""
    now = timezone.now()
    person = overrides.pop("person", None) or make_person(**({"office": office} if office else {}))
    fields = {"kind": Correction.Kind.NAME, "wrong": "Ana", "right": "Anna", "asked_at": now}
    fields |= {"person": person, "office": person.office, "due_at": now + timedelta(days=20)}
    return Correction.objects.create(**fields | overrides)


def make_breach(**overrides) -> Breach:
    """An open one, discovered an hour ago."""
    fields = {"title": "Ensayo", "happened": "Nada.", "discovered_at": timezone.now() - timedelta(hours=1)}
    return Breach.objects.create(**fields | overrides)
