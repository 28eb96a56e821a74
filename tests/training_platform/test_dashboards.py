"""The first page of the administration, by role: what it tells, where its figures lead, what it costs."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from network.actions import align_groups
from tests.makers.conferencing import make_stay
from tests.makers.courses import make_draft, make_enrolment, make_workshop
from tests.makers.network import make_user
from tests.makers.pages import country_page, make_effort
from tests.makers.sessions import make_part, make_session
from training_platform.dashboards.country import desks_of
from training_platform.dashboards.figures import machinery_figures, network_figures, school_figures, sessions_today

HOME = "/admin/"


@pytest.fixture
def cast(cast_on_ground):
    return cast_on_ground


@pytest.fixture
def staff(cast):
    cast.ada = make_user(role="administrator", kind="staff", office=None)
    align_groups(cast.ada.person)
    return cast


def page_of(client, user) -> str:
    client.force_login(user)
    return client.get(HOME).content.decode()


def test_secretariat_meets_what_is_due_today_and_how_it_stands(client, staff):
    make_draft(title_es="En borrador", stated_hours=9)
    make_workshop(title_es="Con cupos")
    text = page_of(client, staff.sara)
    titles = ["Lo pendiente", "Sesiones de hoy", "Cómo va todo", "Talleres en preparación", "Cupos por llenar antes"]
    places = [text.index(title) for title in titles]
    assert places == sorted(places)
    assert "Aprobar o devolver «En borrador»" in text
    assert f"{reverse('offices:index')}?vacancy=vacant" in text


def test_school_meets_no_breach_and_no_machinery(client, staff):
    text = page_of(client, staff.elsa)
    assert "Páginas en el flujo de trabajo" in text
    for others in ("Incidentes con plazo", "Correos abandonados", "Correcciones por contestar"):
        assert others not in text


def test_technical_administrator_meets_the_state_first_and_no_training(client, staff):
    text = page_of(client, staff.ada)
    assert text.index("Cómo va todo") < text.index("Lo pendiente")
    for others in ("Sesiones de hoy", "Incidentes con plazo", "Talleres en preparación"):
        assert others not in text


def test_empty_dashboards_say_so(client, staff):
    text = page_of(client, staff.elsa)
    for said in ("No hay nada pendiente", "Hoy no hay sesiones", "No hay ningún taller en preparación"):
        assert said in text


def test_session_of_today_tells_who_is_inside_and_what_is_wrong(cast):
    session = make_session()
    (row,) = sessions_today(timezone.now())
    assert row.faults == ["nadie la dirige", "nadie tiene cupo", "está en curso y no hay nadie en la sala"]
    make_part(session, cast.bruno.person)
    make_enrolment(workshop=session.workshop, person=cast.ana.person)
    make_stay(room=session.room, identity=cast.ana.person_id, joined_at=session.starts_at, left_at=None)
    (row,) = sessions_today(timezone.now())
    assert (row.seats, row.inside, row.faults) == (1, 1, [])
    assert sessions_today(timezone.now() + timedelta(days=3)) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_questions_do_not_grow(cast, rows, django_assert_num_queries):
    for _row in range(rows):
        make_enrolment(workshop=make_session().workshop)
    with django_assert_num_queries(2):
        assert len(sessions_today(timezone.now())) == rows
    with django_assert_num_queries(4):
        network_figures(timezone.now())
    with django_assert_num_queries(3):
        machinery_figures()
    with django_assert_num_queries(2):
        school_figures(timezone.now())


def test_every_figure_leads_to_a_screen_that_opens(client, staff):
    client.force_login(staff.sara)
    for figure in (*school_figures(timezone.now()), *network_figures(timezone.now()), *machinery_figures()):
        assert client.get(figure.url).status_code == 200, figure


def test_filter_of_vacancies_lists_those_alone(client, staff):
    client.force_login(staff.sara)
    staff.salvador.contact_points_due = 0
    staff.salvador.save()
    text = client.get(f"{reverse('offices:index')}?vacancy=vacant").content.decode()
    assert reverse("offices:inspect", args=[staff.office.pk]) in text
    assert reverse("offices:inspect", args=[staff.salvador.pk]) not in text


# --- Whoever writes for a country ------------------------------------------------------------------------------------


@pytest.fixture
def editor(staff):
    """Nadia of the national school of Honduras, with a draft, a page that came back and one that is published."""
    nadia = make_user("nadia@mp.hn.example", role="national_editor", office=staff.office)
    align_groups(nadia.person)
    country = country_page("HN")
    make_effort(country, title="Publicado")
    returned = make_effort(country, live=False, title="Devuelto", owner=nadia)
    returned.save_revision(user=nadia)
    make_effort(country, live=False, title="Borrador", owner=nadia)
    state = returned.get_workflow().start(returned, nadia)
    state.current_task_state.reject(user=staff.sara, comment="Falta la fecha.")
    return nadia


def test_country_editor_meets_her_pages_and_where_each_stands(client, staff, editor):
    text = page_of(client, editor)
    country = country_page("HN")
    assert reverse("wagtailadmin_pages:add", args=["content", "newspage", country.pk]) in text
    assert reverse("wagtailadmin_pages:edit", args=[country.pk]) in text
    assert text.index("Devuelto") < text.index("Publicado")
    for said in ("devuelta con un comentario", "borrador, aún sin enviar", "publicada"):
        assert said in text
    assert str(country_page("PA").pk) not in [url.split("/")[-2] for url in _urls(text) if "/pages/" in url]


def test_every_way_on_her_first_page_opens(client, staff, editor):
    text = page_of(client, editor)
    ways = {url for url in _urls(text) if url.startswith("/admin/pages/")}
    assert len(ways) > 3
    for url in ways:
        assert client.get(url).status_code in {200, 302}, url


def test_school_and_secretariat_meet_no_desk_of_a_country(client, staff):
    assert "refco-country" not in page_of(client, staff.elsa)


def test_desk_does_not_grow_in_questions(staff, editor, django_assert_num_queries):
    desks_of(editor)  # content types are kept from here on
    with CaptureQueriesContext(connection) as few:
        desks_of(editor)
    for number in range(4):
        make_effort(country_page("HN"), live=False, title=f"Otro {number}", owner=editor)
    with django_assert_num_queries(len(few)):
        desks_of(editor)


def _urls(text: str) -> list[str]:
    return re.findall(r'href="(/[^"]+)"', text)
