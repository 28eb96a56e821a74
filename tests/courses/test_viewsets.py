"""The staff side: who sees which screen, and that every change of state goes through its action."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from courses.models import CoursePage, TrainingArea, Workshop
from foundations.audit.models import AuditEvent
from network.models import Appointment, Office, Person, School, Unit
from sessions.models import TrainingSession
from tests.makers.pages import make_area_page, make_course_page

FOR_BOTH = [
    "workshops",
    "enrolments",
    "training_sessions",
    "attendance",
    "certificate_records",
    "people",
    "offices",
    "units",
    "schools",
    "institutions",
]
FOR_SECRETARIAT = [
    "appointments",
    "office_rooms",
    "training_areas",
    "crime_topics",
    "letters",
    "audit_events",
    "jobs",
]
NEXT_YEAR = timezone.now().year + 1


@pytest.fixture
def staff(cast_on_ground):
    """The cast on the ground: everyone's groups follow from their roles."""
    return cast_on_ground


@pytest.fixture
def course(staff) -> CoursePage:
    return make_course_page(make_area_page())


@pytest.fixture
def workshop(staff, course) -> Workshop:
    """A draft that lacks nothing but its two approvals."""
    day = timezone.localdate() + timedelta(days=20)
    workshop = Workshop.objects.create(
        slug="taller",
        title_es="Taller",
        title_en="Workshop",
        area=course.area,
        course_key=course.translation_key,
        host_office=staff.office,
        time_zone="America/Panama",
        starts_on=day,
        ends_on=day,
        nominations_close_at=timezone.now() + timedelta(days=10),
        seats_per_office=2,
    )
    workshop.units.set(Unit.objects.all()[:1])
    workshop.schools.set(School.objects.all()[:1])
    return workshop


def workshop_form(course: CoursePage, **changes) -> dict:
    """What the form of a workshop sends."""
    return {
        "title_es": "Taller de cibercrimen",
        "title_en": "Cybercrime workshop",
        "area": TrainingArea.objects.get(code="cybercrime").pk,
        "course_key": str(course.translation_key),
        "host_office": Office.objects.get(code="SV").pk,
        "units": [Unit.objects.first().pk],
        "schools": [School.objects.first().pk],
        "modality": "virtual",
        "language": "es",
        "time_zone": "America/Santo_Domingo",
        "starts_on": f"{NEXT_YEAR}-03-01",
        "ends_on": f"{NEXT_YEAR}-03-05",
        "nominations_close_at": f"{NEXT_YEAR}-02-15 23:59",
        "seats_per_office": "2",
        "attendance_threshold": "80",
        "names_in_room": "full",
    } | changes


def deed(name: str, workshop: Workshop) -> str:
    return reverse(f"workshops:{name}", args=[workshop.pk])


def confirmed(client, url: str, fields: dict | None = None):
    """Try a change out, read what would happen, confirm that."""
    read = client.post(url, fields or {})
    return client.post(url, (fields or {}) | {"confirm": read.context["rehearsal"].mark})


def said(answer) -> str:
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


@pytest.mark.parametrize("name", FOR_BOTH)
@pytest.mark.parametrize("reader", ["elsa", "sara"])
def test_screens_of_records_open_to_school_and_secretariat(client, staff, name, reader):
    client.force_login(getattr(staff, reader))
    assert client.get(reverse(f"{name}:index")).status_code == 200


@pytest.mark.parametrize("name", FOR_SECRETARIAT)
def test_screens_of_the_secretariat_open_to_it_alone(client, staff, name):
    client.force_login(staff.sara)
    assert client.get(reverse(f"{name}:index")).status_code == 200
    client.force_login(staff.elsa)
    assert client.get(reverse(f"{name}:index")).status_code == 302


@pytest.mark.parametrize("reader", ["carla", "ana", "dora", "felix", "bruno"])
def test_records_in_the_admin_are_closed_to_everyone_else(client, staff, workshop, reader):
    client.force_login(getattr(staff, reader))
    for url in (reverse("workshops:index"), reverse("people:index")):
        assert client.get(url).status_code in (302, 403)
    assert client.post(deed("cancel", workshop), {"reason": "No"}).status_code in (302, 403)
    assert Workshop.objects.get().state == "draft"


@pytest.mark.parametrize("reader", ["ana", "dora", "felix", "bruno"])
def test_admin_is_closed_to_who_writes_nothing_in_it(client, staff, reader):
    client.force_login(getattr(staff, reader))
    assert client.get(reverse("wagtailadmin_home")).status_code in (302, 403)


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_workshops_takes_as_many_queries_for_one_as_for_three(
    client, staff, workshop, django_assert_num_queries, count
):
    for number in range(1, count):
        workshop.pk, workshop.slug = None, f"taller-{number}"
        workshop.save(force_insert=True)
    client.force_login(staff.sara)
    client.get(reverse("workshops:index"))
    with django_assert_num_queries(14):
        client.get(reverse("workshops:index"))


def test_workshop_is_drafted_with_its_hours_in_its_own_zone(client, staff, course):
    client.force_login(staff.elsa)
    answer = client.post(reverse("workshops:add"), workshop_form(course))
    workshop = Workshop.objects.get()
    assert answer.url == reverse("workshops:inspect", args=[workshop.pk])
    assert workshop.nominations_close_at == datetime(NEXT_YEAR, 2, 16, 3, 59, tzinfo=UTC)
    assert workshop.course_key == course.translation_key
    assert workshop.state == "draft"
    assert AuditEvent.objects.filter(action="courses.workshop_drafted", actor=staff.elsa.person_id).exists()


def test_workshop_tells_its_hours_on_the_readers_clock_and_the_hosts(client, staff, workshop):
    Workshop.objects.update(nominations_close_at=datetime(NEXT_YEAR, 2, 16, 4, 59, tzinfo=UTC))
    client.force_login(staff.elsa)
    html = client.get(reverse("workshops:inspect", args=[workshop.pk])).content.decode()
    assert "22:59 en San Salvador" in html
    assert "23:59 en Ciudad" in html


def test_faults_of_a_workshop_stand_at_their_fields(client, staff, course):
    client.force_login(staff.elsa)
    answer = client.post(
        reverse("workshops:add"), workshop_form(course, modality="in_person", ends_on=f"{NEXT_YEAR}-02-01")
    )
    form = answer.context["form"]
    assert form.has_error("city")
    assert not Workshop.objects.exists()


@pytest.mark.parametrize("key", ["9" * 30, "-1", "x", "[]", "1e9"])
@pytest.mark.parametrize("field", ["topics", "units", "schools"])
def test_a_key_that_nothing_has_stands_at_its_field(client, staff, course, field, key):
    client.force_login(staff.elsa)
    answer = client.post(reverse("workshops:add"), workshop_form(course, **{field: [key]}))
    assert answer.context["form"].has_error(field)
    assert not Workshop.objects.exists()


def test_draft_is_revised_and_earlier_approvals_fall(client, staff, course, workshop):
    client.force_login(staff.elsa)
    client.post(deed("approve_school", workshop))
    assert workshop.approvals.filter(stands=True).count() == 1
    client.post(reverse("workshops:edit", args=[workshop.pk]), workshop_form(course, title_es="Otro título"))
    workshop.refresh_from_db()
    assert workshop.title_es == "Otro título"
    assert not workshop.approvals.filter(stands=True).exists()


def test_workshop_is_announced_by_two_approvals_of_two_people(client, staff, workshop):
    page = reverse("workshops:inspect", args=[workshop.pk])
    client.force_login(staff.elsa)
    assert deed("approve_school", workshop) in client.get(page).content.decode()
    assert client.post(deed("announce", workshop)).status_code in (302, 403)
    client.post(deed("approve_school", workshop))
    html = client.get(page).content.decode()
    assert deed("approve_school", workshop) not in html
    assert deed("approve_secretariat", workshop) not in html
    assert deed("announce", workshop) not in html
    client.force_login(staff.sara)
    client.post(deed("approve_secretariat", workshop))
    tried = client.get(deed("announce", workshop))
    assert tried.context["rehearsal"].letters == Appointment.objects.valid().holding("contact_point").count()
    workshop.refresh_from_db()
    assert workshop.state == "draft"
    confirmed(client, deed("announce", workshop))
    workshop.refresh_from_db()
    assert workshop.state == "announced"
    assert len(workshop.syllabus["modules"]) == 2


def test_workshop_is_returned_only_with_reasons(client, staff, workshop):
    client.force_login(staff.sara)
    answer = client.post(deed("return_secretariat", workshop), {"reason": " "})
    assert said(answer)
    assert not workshop.approvals.exists()
    client.post(deed("return_secretariat", workshop), {"reason": "Faltan fechas."})
    assert workshop.approvals.get().reason == "Faltan fechas."
    assert "Faltan fechas." in client.get(reverse("workshops:inspect", args=[workshop.pk])).content.decode()


def test_announced_workshop_is_not_rewritten(client, staff, course, workshop):
    Workshop.objects.update(state="announced")
    client.force_login(staff.sara)
    url = reverse("workshops:edit", args=[workshop.pk])
    answer = client.post(url, workshop_form(course, title_es="Otro"))
    assert answer.status_code == 200
    workshop.refresh_from_db()
    assert workshop.title_es == "Taller"


def test_deeds_answer_to_post_alone(client, staff, workshop):
    client.force_login(staff.sara)
    assert client.get(deed("approve_secretariat", workshop)).status_code == 405


def test_nothing_is_deleted_or_copied(client, staff, workshop):
    client.force_login(staff.sara)
    assert client.post(reverse("workshops:delete", args=[workshop.pk])).status_code in (302, 403)
    assert Workshop.objects.count() == 1


def test_session_is_scheduled_and_moved_in_the_zone_of_its_workshop(client, staff, workshop):
    client.force_login(staff.elsa)
    form = {
        "workshop": workshop.pk,
        "title_es": "Apertura",
        "title_en": "Opening",
        "starts_at": f"{NEXT_YEAR}-03-01 09:00",
        "ends_at": f"{NEXT_YEAR}-03-01 11:00",
        "counts": "on",
    }
    client.post(reverse("training_sessions:add"), form)
    session = TrainingSession.objects.get()
    assert session.starts_at == datetime(NEXT_YEAR, 3, 1, 14, tzinfo=UTC)
    url = reverse("training_sessions:edit", args=[session.pk])
    assert "09:00" in client.get(url).content.decode()
    client.post(url, {"starts_at": f"{NEXT_YEAR}-03-01 10:00", "ends_at": f"{NEXT_YEAR}-03-01 12:00"})
    session.refresh_from_db()
    assert session.starts_at == datetime(NEXT_YEAR, 3, 1, 15, tzinfo=UTC)
    client.post(reverse("training_sessions:cancel", args=[session.pk]), {"reason": "Feriado"})
    session.refresh_from_db()
    assert session.state == "cancelled"


def test_session_with_impossible_hours_is_refused_at_the_form(client, staff, workshop):
    client.force_login(staff.elsa)
    form = {
        "workshop": workshop.pk,
        "title_es": "Apertura",
        "title_en": "Opening",
        "starts_at": f"{NEXT_YEAR}-03-01 11:00",
        "ends_at": f"{NEXT_YEAR}-03-01 09:00",
    }
    assert client.post(reverse("training_sessions:add"), form).status_code == 200
    assert not TrainingSession.objects.exists()


def test_person_is_registered_appointed_and_the_appointment_ended_by_actions(client, staff):
    client.force_login(staff.sara)
    client.post(
        reverse("people:add"),
        {"given_names": "Nora", "family_names": "Paz", "kind": "prosecutor", "office": staff.office.pk},
    )
    nora = Person.objects.get(given_names="Nora")
    client.post(
        reverse("appointments:add"), {"person": str(nora.pk), "role": "contact_point", "office": staff.office.pk}
    )
    appointment = Appointment.objects.get(person=nora)
    client.post(reverse("appointments:end", args=[appointment.pk]))
    appointment.refresh_from_db()
    assert appointment.ends_at is not None
    said_in_book = set(AuditEvent.objects.values_list("action", flat=True))
    assert {"network.person_registered", "network.person_appointed", "network.appointment_ended"} <= said_in_book


def test_school_looks_at_people_but_does_not_change_them(client, staff):
    client.force_login(staff.elsa)
    assert client.get(reverse("people:inspect", args=[staff.ana.person_id])).status_code == 200
    assert client.get(reverse("people:edit", args=[staff.ana.person_id])).status_code == 302
    assert client.get(reverse("people:add")).status_code == 302


def test_books_of_the_machinery_are_never_written_by_hand(client, staff):
    staff.sara.is_superuser = True
    staff.sara.save()
    client.force_login(staff.sara)
    for name in ("letters", "audit_events", "jobs", "certificate_records", "enrolments"):
        assert client.get(reverse(f"{name}:index")).status_code == 200
        assert client.get(reverse(f"{name}:add")).status_code == 302
