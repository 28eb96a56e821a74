"""Workshops and places for tests, written straight to the tables unless an action is what the test is about."""

from datetime import timedelta
from itertools import count

from django.utils import timezone

from courses.models import Approval, Enrolment, TrainingArea, Workshop
from network.models import Person
from tests.makers.network import make_office, make_person, make_school, make_unit

_number = count(1)


def make_area(**overrides) -> TrainingArea:
    number = next(_number)
    fields = {"code": f"area-{number}", "name_es": f"Área {number}", "name_en": f"Area {number}"}
    return TrainingArea.objects.create(**fields | overrides)


def make_workshop(**overrides) -> Workshop:
    """An announced workshop of next week with two seats per office, open for nominations until tomorrow."""
    number, now = next(_number), timezone.now()
    fields = {
        "slug": f"taller-{number}",
        "title_es": f"Taller {number}",
        "title_en": f"Workshop {number}",
        "time_zone": "America/El_Salvador",
        "starts_on": (now + timedelta(days=7)).date(),
        "ends_on": (now + timedelta(days=8)).date(),
        "seats_per_office": 2,
        "nominations_close_at": now + timedelta(days=1),
        "state": Workshop.State.ANNOUNCED,
        "announced_at": now - timedelta(days=1),
    }
    if "area" not in overrides:
        fields["area"] = make_area()
    if "host_office" not in overrides:
        fields["host_office"] = make_office()
    return Workshop.objects.create(**fields | overrides)


def make_draft(**overrides) -> Workshop:
    """A draft with a unit and a school, without a curriculum to follow."""
    workshop = make_workshop(**{"state": Workshop.State.DRAFT, "announced_at": None} | overrides)
    workshop.units.add(make_unit())
    workshop.schools.add(make_school())
    return workshop


def approve(workshop: Workshop, *, school: Person, secretariat: Person) -> None:
    """Both sides' standing yes."""
    for side, person in (("school", school), ("secretariat", secretariat)):
        Approval.objects.create(
            workshop=workshop, side=side, person=person, decision="approved", decided_at=timezone.now()
        )


def make_enrolment(**overrides) -> Enrolment:
    """A confirmed seat; who waits does so since they asked, and an offer waits two days."""
    fields = {"state": Enrolment.State.CONFIRMED, "asked_at": timezone.now()}
    if overrides.get("state") == Enrolment.State.WAITING:
        fields["queued_at"] = overrides.get("asked_at", fields["asked_at"])
    if overrides.get("state") == Enrolment.State.OFFERED:
        fields["answer_by"] = timezone.now() + timedelta(days=2)
    fields["workshop"] = overrides.get("workshop") or make_workshop()
    person = fields["person"] = overrides.get("person") or make_person()
    fields["office"] = overrides.get("office") or person.office
    return Enrolment.objects.create(**fields | overrides)
