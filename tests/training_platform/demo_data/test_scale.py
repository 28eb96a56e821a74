"""The demonstration multiplied for load tests."""

import re

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Count

from certificates.models import Certificate
from courses.models import Enrolment, Workshop
from network.models import Appointment, Person, User
from sessions.models import Attendance, TrainingSession
from training_platform.demo.open_2012 import SLUG as OPEN_2012
from training_platform.demo.scale import LARGEST_SCALE, copy_of_workshops, multiply

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_multiplied_demonstration_has_so_many_times_the_rows():
    models = (Person, User, Workshop, TrainingSession, Enrolment, Attendance)
    before = [model.objects.count() for model in models]
    certificates, appointments = Certificate.objects.count(), Appointment.objects.count()
    assert multiply(3) == 2
    assert [model.objects.count() for model in models] == [3 * count for count in before]
    assert (Certificate.objects.count(), Appointment.objects.count()) == (certificates, appointments)
    assert multiply(3) == 0
    assert multiply(2) == 0


def test_copies_say_what_they_are_and_are_the_same_each_time():
    def made() -> list:
        rows = TrainingSession.objects.filter(workshop__in=copy_of_workshops(2)).order_by("pk")
        return list(rows.values_list("pk", "room__name"))

    with transaction.atomic():
        multiply(2)
        first = made()
        transaction.set_rollback(True)
    multiply(2)
    assert made() == first
    assert all(re.match(r"\[carga 2\] ", workshop.title_es) for workshop in copy_of_workshops(2))
    copies = Person.objects.filter(enrolments__workshop__in=copy_of_workshops(2)).distinct()
    assert all(person.family_names.endswith("(carga 2)") for person in copies)
    assert not any(account.has_usable_password() for account in User.objects.filter(email__startswith="carga-2-"))


@pytest.mark.parametrize("scale", [0, LARGEST_SCALE + 1])
def test_scale_has_its_limits(scale):
    with pytest.raises(ValueError, match="from 1 to 50"):
        multiply(scale)
    with pytest.raises(CommandError, match="from 1 to 50"):
        call_command("seed_demo", scale=scale)


def test_copies_hold_the_shape_of_the_base():
    multiply(2)
    shape = "enrolments__state"
    base = Workshop.objects.filter(slug=OPEN_2012).values_list(shape).annotate(Count("pk")).order_by(shape)
    copy = copy_of_workshops(2).filter(slug__endswith=OPEN_2012).values_list(shape).annotate(Count("pk"))
    assert list(copy.order_by(shape)) == list(base)
