"""Every journey by Tab, Enter and Space alone: what has the focus is seen, comes in order, and is never lost."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from courses.models import Enrolment, Workshop
from sessions.actions import assign_part, schedule_session
from sessions.models import TrainingSession
from tests.browser.looking import PHONE, address
from tests.browser.test_editing import enter
from tests.makers.certificates import make_certificate
from tests.makers.courses import make_enrolment, make_workshop

pytestmark = pytest.mark.slow

PASSWORD = "una frase muy larga"
FURTHEST = 90  # steps that a page may take from its beginning to its last thing to press
FOCUSED = """() => {
  const element = document.activeElement, style = getComputedStyle(element), box = element.getBoundingClientRect();
  return {
    tag: element.tagName,
    words: (element.innerText || element.value || element.labels?.[0]?.innerText || "").trim(),
    label: element.labels?.[0]?.innerText.trim() || "",
    isSeen: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || element === document.body,
    isThere: box.width > 0 && box.height > 0,
  };
}"""
OUT_OF_ORDER = """() => [...document.querySelectorAll("[tabindex]")].filter((element) => element.tabIndex > 0).length"""


@pytest.fixture
def cast(demo_cast):
    return demo_cast


def tab_to(page: Page, words: str) -> None:
    """Tab until what has the focus says ``words``; each step on the way must be seen and be there."""
    assert page.evaluate(OUT_OF_ORDER) == 0
    met = []
    for _step in range(FURTHEST):
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUSED)
        if here["tag"] == "BODY":
            break
        assert here["isSeen"], f"the focus is not seen on {here}"
        assert here["isThere"], f"the focus is nowhere: {here}"
        met.append(here["words"])
        if here["words"].startswith(words) or here["label"].startswith(words):
            return
    raise AssertionError(f"Tab never came to “{words}”, only to {met}")


def press(page: Page, words: str) -> None:
    """Tab to it and press Enter; a page follows."""
    tab_to(page, words)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def begin_session(cast, workshop: Workshop) -> TrainingSession:
    """A session that began a moment ago, with Bruno to lead it."""
    now = timezone.now()
    hours = {"starts_at": now - timedelta(seconds=2), "ends_at": now + timedelta(hours=1)}
    session = schedule_session(workshop, title_es="Conceptos", title_en="Concepts", by=cast.elsa, **hours)
    assign_part(session, cast.bruno.person, role="moderator", by=cast.elsa)
    return session


def test_signing_in(page: Page, cast):
    cast.ana.set_password(PASSWORD)
    cast.ana.save()
    page.goto(address("account_login"))
    tab_to(page, "Correo electrónico")
    page.keyboard.type(cast.ana.email)
    tab_to(page, "Contraseña")
    page.keyboard.type(PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mi formación")


def test_refused_form_puts_the_focus_on_its_summary_which_leads_to_the_field(page: Page, cast):
    page.goto(address("account_login"))
    tab_to(page, "Contraseña")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("#errors")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Correo electrónico")).to_be_focused()


def test_skip_link_is_the_first_thing_and_leads_past_the_header(page: Page, cast):
    page.goto(address("courses:workshop_list"))
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Ir al contenido")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_enrolling_and_withdrawing(page: Page, cast):
    workshop = make_workshop(seats_per_office=None, title_es="Abierto a todos")
    enter(page, cast.ana)
    page.goto(address("courses:workshop_list"))
    press(page, "Abierto a todos")
    press(page, "Inscribirme")
    expect(page.get_by_role("status")).to_have_text("Su cupo está confirmado.")
    press(page, "Retirarme")
    press(page, "Dejar el lugar")
    assert workshop.enrolments.get().state == Enrolment.State.WITHDRAWN


def test_nominating_and_accepting(page: Page, cast):
    workshop = make_workshop(host_office=cast.salvador)
    enter(page, cast.carla)
    page.goto(address("courses:workshop", workshop.slug))
    tab_to(page, "Designar a una persona")
    page.keyboard.type("Ana")
    press(page, "Designar a esta persona")
    assert workshop.enrolments.get().person == cast.ana.person
    enter(page, cast.ana)
    page.goto(address("courses:workshop", workshop.slug))
    press(page, "Aceptar el cupo")
    assert workshop.enrolments.get().state == Enrolment.State.CONFIRMED


def test_joining_and_settling(page: Page, cast):
    today = timezone.localdate()
    workshop = make_workshop(host_office=cast.salvador, starts_on=today, ends_on=today)
    make_enrolment(workshop=workshop, person=cast.ana.person)
    session = begin_session(cast, workshop)
    enter(page, cast.ana)
    page.goto(address("sessions:session", session.pk))
    press(page, "Entrar a la sala")
    expect(page).not_to_have_url(re.compile("jwt"))
    press(page, "Entrar")
    expect(page.get_by_role("heading", level=1)).to_have_text("Usted está en la sala")
    enter(page, cast.elsa)
    page.goto(address("sessions:session", session.pk))
    press(page, "Ver la asistencia y cerrarla")
    press(page, "Cerrar la asistencia")
    session.refresh_from_db()
    assert session.state == TrainingSession.State.SETTLED


def test_ticking_the_roster(page: Page, cast):
    today = timezone.localdate()
    workshop = make_workshop(host_office=cast.salvador, starts_on=today, ends_on=today)
    make_enrolment(workshop=workshop, person=cast.ana.person)
    session = begin_session(cast, workshop)
    enter(page, cast.elsa)
    page.goto(address("sessions:session", session.pk))
    tab_to(page, "Ana María López")
    page.keyboard.press("Space")
    press(page, "Guardar la lista")
    assert session.roster.get().person == cast.ana.person


def test_verifying(page: Page, cast):
    certificate = make_certificate(person=cast.ana.person)
    page.goto(address("certificates:verify_form"))
    tab_to(page, "Código")
    page.keyboard.type(certificate.code)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_text("A. M. L.")).to_be_visible()


def test_menu_of_a_phone_opens_and_closes_and_keeps_the_place(page: Page, cast):
    page.set_viewport_size(PHONE)
    page.goto(address("courses:workshop_list"))
    expect(page.get_by_role("link", name="Verificar certificado")).to_be_hidden()
    tab_to(page, "Menú")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Verificar certificado")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Verificar certificado")).to_be_hidden()
    expect(page.get_by_role("button", name="Menú")).to_be_focused()
    page.keyboard.press("Enter")
    press(page, "Verificar certificado")
    expect(page.get_by_role("heading", level=1)).to_have_text("Verificar certificado")


def test_header_of_a_phone_takes_no_more_than_a_tenth_of_it(page: Page, cast):
    page.set_viewport_size(PHONE)
    enter(page, cast.carla)
    page.goto(address("my_office"))
    assert page.locator("header.masthead").bounding_box()["height"] <= PHONE["height"] / 10 + 1
