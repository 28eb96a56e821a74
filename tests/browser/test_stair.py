"""The whole stair by hand, in a browser: publish → approve and announce → nominate (the third waits) → join → leave and
rejoin in two tabs → settle → certificate → verify. The practice room stands in for the video server."""

import re
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from certificates.models import Certificate
from courses.models import CoursePage, Workshop
from sessions.actions import assign_part, schedule_session
from sessions.models import Attendance, TrainingSession
from tests.browser.looking import address
from tests.browser.test_editing import decide, enter
from tests.makers.courses import make_draft, make_enrolment, make_workshop
from tests.makers.jobs import run_queued_jobs
from tests.makers.pages import make_area_page, make_course_page

pytestmark = pytest.mark.slow


@pytest.fixture
def cast(demo_cast):
    return demo_cast


def check(page: Page) -> None:
    """Nothing for axe to find, nothing that scrolls sideways on a phone."""
    found = Axe().run(page).response["violations"]
    assert [f"{rule['id']}: {rule['nodes'][0]['html']}" for rule in found] == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.set_viewport_size({"width": 1280, "height": 900})


def publish(page: Page, cast) -> CoursePage:
    course = make_course_page(make_area_page())
    course.introduction = "Para fiscales que empiezan."
    course.save_revision(user=cast.elsa)
    enter(page, cast.elsa)
    decide(page, course, "Enviar a revisión")
    decide(page, course, "Aprobar")
    enter(page, cast.sara)
    decide(page, course, "Aprobar y Publicar")
    course.refresh_from_db()
    assert course.introduction == "Para fiscales que empiezan."
    return course


def announce(page: Page, cast, course: CoursePage) -> Workshop:
    today = timezone.localdate()
    draft = make_draft(
        title_es="Cibercrimen: introducción",
        course_key=course.translation_key,
        host_office=cast.salvador,
        starts_on=today,
        ends_on=today,
        nominations_close_at=timezone.now() + timedelta(hours=1),
        attendance_threshold=10,
    )
    enter(page, cast.elsa)
    page.goto(reverse("workshops:inspect", args=[draft.pk]))
    page.get_by_role("button", name="Aprobar por la Escuela").click()
    enter(page, cast.sara)
    page.goto(reverse("workshops:inspect", args=[draft.pk]))
    page.get_by_role("button", name="Aprobar por la Secretaría").click()
    page.get_by_role("link", name="Anunciar…").click()
    expect(page.get_by_role("heading", name="Salen 2 correos")).to_be_visible()
    page.get_by_role("button", name="Anunciarlo ahora").click()
    draft.refresh_from_db()
    assert draft.state == Workshop.State.ANNOUNCED
    assert draft.hours == 9
    return draft


def begin_session(cast, workshop: Workshop) -> TrainingSession:
    """A session that began a moment ago."""
    now = timezone.now()
    session = schedule_session(
        workshop,
        title_es="Conceptos",
        title_en="Concepts",
        starts_at=now - timedelta(seconds=2),
        ends_at=now + timedelta(hours=1),
        by=cast.elsa,
    )
    assign_part(session, cast.bruno.person, role="moderator", by=cast.elsa)
    return session


def nominate_three(page: Page, cast, workshop: Workshop) -> None:
    enter(page, cast.carla)
    page.goto(address("my_office"))
    check(page)
    page.get_by_role("button", name="Designar a una persona").click()
    for user in (cast.ana, cast.berta, cast.ciro):
        page.get_by_label("Designar a una persona").select_option(label=user.person.full_name)
        page.get_by_role("button", name="Designar a esta persona").click()
    expect(page.get_by_role("status")).to_contain_text("lista de espera")
    expect(page.locator(".seats")).to_contain_text("Ana María López")
    expect(page.get_by_role("list").filter(has_text="Ciro Núñez")).to_be_visible()
    check(page)


def join(page: Page, session: TrainingSession) -> None:
    page.goto(address("sessions:session", session.pk))
    check(page)
    page.get_by_role("button", name="Entrar a la sala").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Puerta de la sala de práctica")
    # The page takes the token out of its own address as soon as its script runs, which may be after the heading shows.
    expect(page).not_to_have_url(re.compile("jwt"))
    page.get_by_role("button", name="Entrar").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Usted está en la sala")


def come_and_go(context: BrowserContext, page: Page, cast, session: TrainingSession) -> None:
    """Two tabs at once, out of both, in again."""
    enter(page, cast.ana)
    second = context.new_page()
    join(page, session)
    join(second, session)
    page.wait_for_timeout(1500)
    for tab in (second, page):
        tab.get_by_role("button", name="Salir").click()
        expect(tab.get_by_role("heading", level=1)).to_have_text("Usted ha salido de la sala")
    second.close()
    join(page, session)


def settle(page: Page, cast, session: TrainingSession) -> None:
    enter(page, cast.elsa)
    page.goto(address("sessions:session", session.pk))
    check(page)
    page.get_by_role("button", name="Ver la asistencia y cerrarla").click()
    check(page)
    page.get_by_role("button", name="Cerrar la asistencia").click()
    session.refresh_from_db()
    assert session.state == TrainingSession.State.SETTLED


def verify(page: Page, certificate: Certificate) -> None:
    """A stranger with the paper in hand."""
    page.context.clear_cookies()
    page.goto(address("certificates:verify_form"))
    check(page)
    page.locator("#id_code").fill(certificate.code.upper())
    page.get_by_role("button", name="Verificar").click()
    expect(page.get_by_text("A. M. L.")).to_be_visible()
    assert "López" not in page.content()
    check(page)


def test_from_curriculum_to_certificate(context, page, cast):
    workshop = announce(page, cast, publish(page, cast))
    nominate_three(page, cast, workshop)
    session = begin_session(cast, workshop)
    come_and_go(context, page, cast, session)
    page.wait_for_timeout(2000)
    settle(page, cast, session)
    verdicts = dict(Attendance.objects.values_list("person__given_names", "verdict"))
    assert verdicts == {"Ana María": "present", "Berta": "absent"}
    run_queued_jobs()
    certificate = Certificate.objects.get()
    enter(page, cast.ana)
    page.goto(address("my_training"))
    check(page)
    expect(page.get_by_text(certificate.number).first).to_be_visible()
    verify(page, certificate)


def test_roster_of_a_room_counts_as_the_whole_session(page, cast):
    today = timezone.localdate()
    workshop = make_workshop(host_office=cast.salvador, starts_on=today, ends_on=today)
    make_enrolment(workshop=workshop, person=cast.ana.person)
    session = begin_session(cast, workshop)
    enter(page, cast.elsa)
    page.goto(address("sessions:session", session.pk))
    page.get_by_label("Ana María López").check()
    page.get_by_role("button", name="Guardar la lista").click()
    settle(page, cast, session)
    assert Attendance.objects.get(person=cast.ana.person).verdict == "present"
