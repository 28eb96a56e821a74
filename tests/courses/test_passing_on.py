"""A workshop passed on: one mark for each office, with the number of people reached (R83)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from courses.actions import mark_passed_on
from courses.errors import CourseError
from courses.models import WorkshopPassedOn
from foundations.audit.models import AuditEvent
from network.models import Office
from network.passing_on import spread_of
from tests.makers.courses import make_draft, make_workshop
from tests.makers.network import make_appointment, make_deputy, make_office

pytestmark = pytest.mark.django_db
CARD = "Difusión en"


@pytest.fixture
def cast(cast_on_ground):
    return cast_on_ground


def address(workshop, office) -> str:
    return reverse("courses:workshop_pass_on", args=[workshop.slug, office.code])


def page_of(client, user, workshop) -> str:
    client.force_login(user)
    return client.get(reverse("courses:workshop", args=[workshop.slug])).text


def test_mark_is_one_for_each_office_and_can_be_corrected(cast):
    workshop = make_workshop()
    for people in (12, 12, 15):
        mark_passed_on(workshop, cast.office, people=people, by=cast.carla)
    mark = WorkshopPassedOn.objects.get()
    assert (mark.people, mark.by, mark.office) == (15, cast.carla.person, cast.office)
    assert AuditEvent.objects.filter(action="courses.workshop_passed_on").count() == 2


def test_database_keeps_one_for_each_office(cast):
    mark = mark_passed_on(make_workshop(), cast.office, people=3, by=cast.carla)
    mark.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        mark.save(force_insert=True)


def test_whoever_stands_in_marks_it_too(cast):
    deputy = make_deputy(cast.carla.person.appointments.get())
    workshop = make_workshop()
    mark_passed_on(workshop, cast.office, people=4, by=deputy.person.user)
    assert WorkshopPassedOn.objects.get().by == deputy.person


@pytest.mark.parametrize("who", ["ana", "diego", "elsa", "sara", "felix"])
def test_nobody_else_marks_it(cast, who):
    with pytest.raises(CourseError):
        mark_passed_on(make_workshop(), cast.office, people=3, by=getattr(cast, who))


@pytest.mark.parametrize("make", [make_draft, lambda: make_workshop(state="cancelled")])
def test_what_is_not_announced_is_not_passed_on(cast, make):
    with pytest.raises(CourseError):
        mark_passed_on(make(), cast.office, people=3, by=cast.carla)


def test_contact_point_marks_it_on_the_workshops_page(client, cast):
    workshop = make_workshop()
    assert CARD in page_of(client, cast.carla, workshop)
    text = client.post(address(workshop, cast.office), {"people": "23"}, follow=True).text
    assert "difundido a 23 personas" in text
    assert 'value="23"' in text


@pytest.mark.parametrize("people", ["", "0", "-1", "10000", "doce", "1.5"])
def test_what_is_no_number_of_people_is_refused_in_a_sentence(client, cast, people):
    workshop = make_workshop()
    client.force_login(cast.carla)
    text = client.post(address(workshop, cast.office), {"people": people}, follow=True).text
    assert "a cuántas personas de su oficina llegó" in text
    assert not WorkshopPassedOn.objects.exists()


@pytest.mark.parametrize("who", ["ana", "dora", "diego", "elsa"])
def test_of_another_office_it_is_not_there(client, cast, who):
    workshop = make_workshop()
    client.force_login(getattr(cast, who))
    assert client.post(address(workshop, cast.office), {"people": "5"}).status_code == 404
    assert not WorkshopPassedOn.objects.exists()


def test_school_and_secretariat_read_how_far_it_went(client, cast):
    workshop = make_workshop()
    mark_passed_on(workshop, cast.office, people=20, by=cast.carla)
    mark_passed_on(workshop, cast.elsewhere, people=3, by=cast.diego)
    said = f"Difundido por 2 de {Office.objects.count()} oficinas, 23 personas."
    for reader in (cast.elsa, cast.sara):
        assert said in page_of(client, reader, workshop)
        assert said in client.get(reverse("workshops:inspect", args=[workshop.pk])).text
    for reader in (cast.ana, cast.carla, cast.dora, cast.bruno, cast.felix):
        assert said not in page_of(client, reader, workshop)
    assert "20 personas" not in page_of(client, cast.diego, workshop)


def test_draft_has_nothing_to_pass_on(client, cast):
    draft = make_draft(host_office=cast.office)
    assert CARD not in page_of(client, cast.carla, draft)


def test_of_a_workshop_that_is_over_only_what_was_marked_is_shown(client, cast):
    long_ago = timezone.localdate() - timedelta(days=30)
    workshop = make_workshop(starts_on=long_ago, ends_on=long_ago)
    assert CARD not in page_of(client, cast.carla, workshop)
    assert "Difusión en las oficinas" not in page_of(client, cast.sara, workshop)
    mark_passed_on(workshop, cast.office, people=8, by=cast.carla)
    assert 'value="8"' in page_of(client, cast.carla, workshop)
    assert "8 personas" in page_of(client, cast.sara, workshop)


@pytest.mark.parametrize("number", [1, 3])
def test_spread_costs_one_question(cast, django_assert_num_queries, number):
    workshop = make_workshop()
    for _each in range(number):
        office = make_office()
        make_appointment(cast.carla.person, "contact_point", office=office)
        WorkshopPassedOn.objects.create(
            workshop=workshop, office=office, people=7, by=cast.carla.person, marked_at=timezone.now()
        )
    with django_assert_num_queries(1):
        spread = spread_of(workshop.passed_on.all())
        assert [office.country.name for office in spread.marked + spread.missing]
    assert (len(spread.marked), spread.people) == (number, 7 * number)
