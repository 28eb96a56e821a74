"""The School writes in the admin, two sides approve, and the browser has nothing to complain of."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from courses.models import CoursePage, Workshop
from network.telling import choice_words
from tests.makers.pages import make_area_page, make_course_page


@pytest.fixture
def staff(live_server, settings, cast_laid_for_good):
    """The cast on the ground, for the server of this test; the editor does not save half-filled forms by itself."""
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    return cast_laid_for_good


def enter(page: Page, user) -> None:
    """Signed in as ``user``."""
    client = Client()
    client.force_login(user)
    cookie = client.cookies["session"]
    page.context.clear_cookies()
    page.context.add_cookies([{"name": "session", "value": cookie.value, "domain": "localhost", "path": "/"}])


def save(page: Page) -> None:
    """Save the draft and wait until the editor is back."""
    press(page, "Guardar borrador")
    page.wait_for_load_state("networkidle")


def decide(page: Page, course: CoursePage, label: str) -> None:
    """Press a button of the workflow in the editor's menu."""
    page.goto(reverse("wagtailadmin_pages:edit", args=[course.pk]))
    with page.expect_navigation():
        press(page, label)


def press(page: Page, label: str) -> None:
    """The editor's button with this label: the one in sight, or one behind the arrow beside it."""
    button = page.get_by_role("button", name=label, exact=True)
    if not button.is_visible():
        page.get_by_role("button", name="Más acciones").last.click()
    button.click()


def test_school_writes_and_two_sides_approve_in_the_admin(page, staff):
    course = make_course_page(make_area_page())
    enter(page, staff.elsa)
    page.goto(reverse("wagtailadmin_pages:edit", args=[course.pk]))
    page.locator("#id_title").fill("Cibercrimen, revisado")
    page.locator("#id_modules-ADD").click()
    page.locator("#id_modules-2-title").fill("Módulo nuevo")
    page.locator("#id_modules-2-kind").select_option("practice")
    page.locator("#id_modules-2-hours").fill("3")
    page.get_by_title("Insertar un bloque").click()
    page.get_by_role("option", name="Texto").click()
    page.locator(".public-DraftEditor-content").click()
    page.keyboard.type("Un párrafo escrito en el editor.")
    page.get_by_label("Alternar vista previa").click()
    frame = page.frame_locator("#w-preview-iframe")
    expect(frame.locator("h1")).to_have_text("Cibercrimen, revisado")
    save(page)
    decide(page, course, "Enviar a revisión")
    decide(page, course, "Aprobar")
    assert CoursePage.objects.get(pk=course.pk).title != "Cibercrimen, revisado"
    enter(page, staff.sara)
    decide(page, course, "Aprobar y Publicar")
    published = CoursePage.objects.get(pk=course.pk)
    assert published.title == "Cibercrimen, revisado"
    assert [module.title for module in published.modules.all()][-1] == "Módulo nuevo"
    page.goto(published.url)
    expect(page.get_by_text("Un párrafo escrito en el editor.")).to_be_visible()


def test_secretariat_drafts_a_workshop_and_the_school_approves_it(page, staff):
    course = make_course_page(make_area_page())
    enter(page, staff.sara)
    page.goto(reverse("workshops:add"))
    for name, value in {
        "title_es": "Taller de cibercrimen",
        "title_en": "Cybercrime workshop",
        "starts_on": f"{timezone.now().year + 1}-03-01",
        "ends_on": f"{timezone.now().year + 1}-03-05",
        "nominations_close_at": f"{timezone.now().year + 1}-02-15T23:59",
    }.items():
        page.locator(f"#id_{name}").fill(value)
    page.locator("#id_area").select_option(label="Cibercrimen")
    page.locator("#id_course_key").select_option(str(course.translation_key))
    page.locator("#id_host_office").select_option(label=choice_words(staff.salvador))
    page.locator("#id_time_zone").select_option("America/El_Salvador")
    page.get_by_role("button", name="Crear").click()
    expect(page.get_by_role("button", name="Aprobar por la Secretaría")).to_be_visible()
    enter(page, staff.elsa)
    page.goto(reverse("workshops:inspect", args=[Workshop.objects.get().pk]))
    page.get_by_role("button", name="Aprobar por la Escuela").click()
    expect(page.get_by_role("cell", name="aprobado")).to_be_visible()


LISTS = [
    *("workshops", "enrolments", "training_sessions", "attendance", "certificate_records", "people", "appointments"),
    *("offices", "units", "schools", "office_rooms", "institutions", "letters", "audit_events", "jobs"),
]


def test_lists_of_records_open_without_complaint(page, staff):
    enter(page, staff.sara)
    for name in LISTS:
        assert page.goto(reverse(f"{name}:index")).status == 200
        page.wait_for_load_state("networkidle")


def test_wagtails_own_screens_open_without_complaint(page, staff):
    course = make_course_page(make_area_page())
    enter(page, staff.sara)
    for url in (
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_explore", args=[course.get_parent().pk]),
        reverse("wagtailadmin_pages:history", args=[course.pk]),
        reverse("wagtail_localize:submit_page_translation", args=[course.pk]),
        reverse("wagtailadmin_reports:workflow"),
        reverse("wagtailadmin_account"),
        reverse("wagtailimages:index"),
        reverse("wagtailimages:add_multiple"),
        reverse("wagtaildocs:add_multiple"),
    ):
        page.goto(url)
        page.wait_for_load_state("networkidle")
