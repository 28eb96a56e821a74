"""Homes by role: parts, what each tells, what it costs, and that nobody reads another's."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from certificates.models import Certificate
from certificates.wallet.sums import hours_by_area
from network.models import OfficeRoom
from network.rules import Standing
from tests.makers.certificates import make_certificate
from tests.makers.courses import make_area, make_enrolment, make_workshop
from tests.makers.network import make_appointment, make_unit, make_user
from tests.makers.sessions import make_attendance, make_part, make_session
from training_platform.homes.figures import participation, totals
from training_platform.homes.seats import unfilled_seats
from training_platform.homes.views import home_of


def address(name: str, language: str = "es") -> str:
    with translation.override(language):
        return reverse(name)


def text_of(client, user, name: str) -> str:
    client.force_login(user)
    return client.get(address(name)).content.decode()


@pytest.mark.parametrize(
    ("roles", "begins"),
    [
        (["secretariat", "contact_point"], "wagtailadmin_home"),
        (["school_editor"], "wagtailadmin_home"),
        (["administrator"], "wagtailadmin_home"),
        (["contact_point", "trainer"], "my_office"),
        (["custodian"], "my_office"),
        (["national_editor"], "my_office"),
        (["trainer"], "my_training"),
        ([], "my_training"),
    ],
)
def test_weightiest_role_decides_where_one_begins(roles, begins):
    standing = Standing("p", "prosecutor", 1, frozenset(roles), {role: frozenset({1}) for role in roles})
    assert home_of(standing) == begins


def test_funder_begins_with_the_figures_and_a_stranger_with_the_front_page():
    assert home_of(Standing("p", "guest", None, frozenset({"funder"}))) == "network_in_figures"
    assert home_of(Standing("p", "guest", None)) == ""


# --- My training ---------------------------------------------------------------------------------------------------


def test_hours_by_area_follow_from_valid_certificates(client, cast):
    for number, state in ((24, "valid"), (6, "valid"), (8, "revoked")):
        workshop = make_workshop(area=make_area(name_es=f"Área de {number}"))
        paper = make_certificate(cast.ana.person, workshop=workshop, state=state)
        Certificate.objects.filter(pk=paper.pk).update(facts=paper.facts | {"hours": str(number)})
    papers = Certificate.objects.select_related("workshop__area")
    assert hours_by_area(papers) == [("Área de 24", Decimal(24)), ("Área de 6", Decimal(6))]
    text = text_of(client, cast.ana, "my_training")
    assert "Mis horas por área" in text
    assert ">30</td>" in text
    assert "Mis horas por área" not in text_of(client, cast.dora, "my_training")


def test_workshop_whose_sessions_are_over_is_a_past_one_at_once(client, cast):
    today, now = timezone.localdate(), timezone.now()
    for title, hours in (("Terminado", -2), ("En curso", 1)):
        workshop = make_workshop(title_es=title, starts_on=today, ends_on=today + timedelta(days=1))
        make_enrolment(workshop=workshop, person=cast.ana.person)
        make_session(workshop=workshop, starts_at=now + timedelta(hours=hours))
    text = text_of(client, cast.ana, "my_training")
    past = text.index("Talleres anteriores")
    assert text.index(">En curso</a>") < past < text.index(">Terminado</a>")


def test_leader_sees_sessions_to_come_to_settle_and_past(client, cast):
    now = timezone.now()
    for title, hours, state in (
        ("Futura", 5, "scheduled"),
        ("Por cerrar hoy", -3, "scheduled"),
        ("Vieja", -9, "settled"),
    ):
        session = make_session(title_es=title, starts_at=now + timedelta(hours=hours), state=state)
        make_part(session, cast.bruno.person)
    text = text_of(client, cast.bruno, "my_training")
    found = text[text.index("Sesiones que dirijo") :]
    assert found.index("Por cerrar hoy") < found.index("Futura") < found.index("Vieja")
    assert "Sesiones que dirijo" not in text_of(client, cast.ana, "my_training")


def test_what_is_due_stands_on_ones_own_home_alone(client, cast):
    make_enrolment(workshop=make_workshop(title_es="Litigación"), person=cast.ana.person, state="nominated")
    assert "Aceptar o declinar su cupo en «Litigación»" in text_of(client, cast.ana, "my_training")
    assert "No hay nada pendiente" in text_of(client, cast.dora, "my_training")


# --- My office -----------------------------------------------------------------------------------------------------


@pytest.fixture
def custodian(cast):
    return make_user(role="custodian", kind="staff", office=cast.office)


@pytest.fixture
def editor(cast):
    return make_user(role="national_editor", kind="staff", office=cast.office)


@pytest.fixture
def year(cast):
    """A session of Ana's and one of Dora's, to come and attended."""
    for who in (cast.ana, cast.dora):
        session = make_session(
            title_es=f"Sesión de {who.person.given_names}", starts_at=timezone.now() + timedelta(hours=3)
        )
        make_enrolment(workshop=session.workshop, person=who.person)
        make_attendance(session=make_session(), person=who.person)
    OfficeRoom.objects.create(office=cast.office, name="Sala Morazán", capacity=12)
    OfficeRoom.objects.create(office=cast.elsewhere, name="Sala Ajena", capacity=12)


def test_custodian_sees_rooms_and_sessions_of_the_own_office_and_no_name(client, cast, custodian, year):
    text = text_of(client, custodian, "my_office")
    assert "Sala Morazán" in text
    assert "Sesión de Ana" in text
    for foreign in ("Sala Ajena", "Sesión de Dora", "López", "Cupos por llenar", "Participación en"):
        assert foreign not in text, foreign


def test_national_editor_sees_participation_and_pages(client, cast, editor, year):
    text = text_of(client, editor, "my_office")
    assert "Participación en" in text
    assert "Páginas del país" in text
    for others in ("Sala Morazán", "Cupos por llenar", "Sin cuenta"):
        assert others not in text, others


def test_contact_point_sees_units_of_contact_points_and_what_lacks(client, cast, year):
    unit = make_unit(office=cast.office, name_es="Unidad contra la extorsión")
    cast.carla.person.appointments.update(unit=unit)
    text = text_of(client, cast.carla, "my_office")
    assert "Unidad contra la extorsión" in text
    assert "Puntos de contacto: 1 de 2" in text
    assert "Falta un punto de contacto" in text


def test_several_roles_meet_one_home(client, cast, year):
    make_appointment(cast.carla.person, "custodian")
    session = make_session(title_es="Dirigida", starts_at=timezone.now() + timedelta(hours=4))
    make_part(session, cast.carla.person)
    make_enrolment(workshop=make_workshop(title_es="Taller propio"), person=cast.carla.person)
    text = text_of(client, cast.carla, "my_office")
    found = [
        text.index(title)
        for title in ("Cupos por llenar", "Sesiones que dirijo", "Salas de la oficina", "Taller propio")
    ]
    assert "Dirigida" in text
    assert text.count("Sala Morazán") == 1
    assert found == sorted(found) or text.index("Cupos por llenar") < text.index("Salas de la oficina")


@pytest.mark.parametrize("rows", [1, 3])
def test_my_office_costs_the_same_with_more_of_everything(client, cast, rows, django_assert_num_queries):
    for _row in range(rows):
        session = make_session(starts_at=timezone.now() + timedelta(hours=3))
        person = make_user(office=cast.office).person
        make_enrolment(workshop=session.workshop, person=person)
        make_attendance(session=make_session(), person=person)
        make_workshop(seats_total=9)
    client.force_login(cast.carla)
    client.get(address("my_office"))
    with django_assert_num_queries(41):
        client.get(address("my_office"))


def test_participation_is_counted_for_the_office_beside_the_network(cast, year):
    measures = participation([cast.office.pk], timezone.localdate().year)
    assert [(measure.ours, measure.network) for measure in measures] == [(1, 2), (1, 2), (1, 2), (0, 0)]
    assert all(measure.network == 0 for measure in participation([cast.office.pk], 1999))


def test_unfilled_seats_are_counted_by_office(cast):
    workshop = make_workshop()
    for who in (cast.ana, cast.berta):
        make_enrolment(workshop=workshop, person=who.person)
    make_enrolment(workshop=workshop, person=cast.dora.person)
    (row,) = unfilled_seats(timezone.now())
    free = {office.pk: number for office, number in row.offices}
    assert cast.office.pk not in free
    assert (free[cast.elsewhere.pk], free[cast.salvador.pk]) == (1, 2)


# --- Figures for funders -------------------------------------------------------------------------------------------


def test_figures_are_sums_of_what_is_over_and_name_nobody(client, cast):
    long_ago = timezone.localdate() - timedelta(days=400)
    held = make_workshop(title_es="Celebrado", starts_on=long_ago, ends_on=long_ago, stated_hours=9)
    make_workshop(stated_hours=99)
    for number, who in enumerate((cast.ana, cast.berta, cast.dora)):
        for _session in range(2):
            make_attendance(
                session=make_session(workshop=held), person=who.person, verdict="present" if number else "absent"
            )
    everything, ((year, of_year),) = totals(timezone.localdate())
    assert (everything.workshops, everything.people, everything.offices, everything.hours) == (1, 2, 2, 9)
    assert (year, of_year) == (long_ago.year, everything)
    text = text_of(client, cast.felix, "network_in_figures")
    assert "Personas capacitadas" in text
    assert f"El año con más personas capacitadas fue {long_ago.year}: 2." in text
    for name in ("López", "Reyes", "Celebrado"):
        assert name not in text


@pytest.mark.parametrize("who", ["ana", "carla", "bruno", "dora"])
def test_figures_are_for_funders_and_staff(client, cast, who):
    client.force_login(getattr(cast, who))
    assert client.get(address("network_in_figures")).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_figures_cost_the_same(cast, rows, django_assert_num_queries):
    for number in range(rows):
        day = timezone.localdate() - timedelta(days=400 * (number + 1))
        make_attendance(session=make_session(workshop=make_workshop(starts_on=day, ends_on=day)))
    with django_assert_num_queries(3):
        assert len(totals(timezone.localdate())[1]) == rows


# --- First steps ---------------------------------------------------------------------------------------------------


def test_first_steps_follow_from_facts(client, cast):
    assert "0 de 3 hechos" in text_of(client, cast.ana, "my_training")
    cast.ana.time_zone = "America/Tegucigalpa"
    cast.ana.save()
    make_enrolment(workshop=make_workshop(), person=cast.ana.person)
    assert "2 de 3 hechos" in text_of(client, cast.ana, "my_training")
    cast.ana.authenticator_set.create(type="totp", data={})
    assert "Primeros pasos" not in text_of(client, cast.ana, "my_training")


def test_first_steps_put_away_stay_away_for_their_reader_alone(client, cast):
    client.force_login(cast.ana)
    assert client.get(address("first_steps_hide")).status_code == 405
    assert client.post(address("first_steps_hide"))["Location"] == reverse("home")
    assert "Primeros pasos" not in client.get(address("my_training")).content.decode()
    assert "Primeros pasos" in text_of(client, cast.dora, "my_training")


@pytest.mark.parametrize(("present", "said"), [(60, True), (90, False)])
def test_past_workshop_tells_when_the_share_was_not_reached(client, cast, present, said):
    days_ago = timezone.localdate() - timedelta(days=20)
    workshop = make_workshop(starts_on=days_ago, ends_on=days_ago)
    session = make_session(workshop=workshop, starts_at=timezone.now() - timedelta(days=20))
    make_enrolment(workshop=workshop, person=cast.ana.person)
    make_attendance(session=session, person=cast.ana.person, present_seconds=present, counted_seconds=100)
    text = text_of(client, cast.ana, "my_training")
    assert ("No alcanzó el 80 %" in text) is said


def test_custodian_is_told_what_a_custodian_does_here(client, cast, custodian):
    sentence = "Usted custodia las salas"
    assert sentence in text_of(client, custodian, "my_office")
    assert sentence not in text_of(client, cast.carla, "my_office")


def test_custodian_without_a_room_is_told_what_to_do_and_whom_to_write_to(client, cast, custodian, settings):
    told = "Todavía no hay ninguna sala de su oficina registrada"
    text = text_of(client, custodian, "my_office")
    assert told in text
    assert "quince minutos antes" not in text
    assert settings.SUPPORT_EMAIL in text
    assert "No hay ninguna sala registrada" not in text
    OfficeRoom.objects.create(office=cast.office, name="Sala Morazán", capacity=12)
    text = text_of(client, custodian, "my_office")
    assert told not in text
    assert "quince minutos antes" in text
