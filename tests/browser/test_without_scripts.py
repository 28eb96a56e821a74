"""A browser that runs no script: the main pages stand, the menu opens, and one enrols."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from courses.models import Enrolment
from tests.browser.looking import PHONE, address
from tests.browser.test_editing import enter
from tests.makers.courses import make_workshop

pytestmark = pytest.mark.slow


@pytest.fixture
def page(browser: Browser, live_server) -> Iterator[Page]:
    """A phone without JavaScript."""
    visitor = browser.new_context(base_url=live_server.url, locale="es", viewport=PHONE, java_script_enabled=False)
    yield visitor.new_page()
    visitor.close()


@pytest.fixture
def cast(live_server, cast_laid_for_good):
    return cast_laid_for_good


def test_main_pages_stand(page: Page, cast):
    enter(page, cast.carla)
    named = ["my_training", "my_office", "my_account", "courses:workshop_list", "search", "certificates:verify_form"]
    for url in ["/es/", "/es/programa/", *map(address, named)]:
        assert page.goto(url).status == 200
        expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_menu_opens_and_leads_on(page: Page, cast):
    page.goto("/es/")
    page.get_by_role("button", name="Menú").click()
    page.get_by_role("navigation").get_by_role("link", name="Talleres").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Talleres")


def test_list_is_narrowed_and_one_enrols(page: Page, cast):
    workshop = make_workshop(seats_per_office=None, title_es="Abierto a todos")
    make_workshop(title_es="De otra modalidad", modality="in_person", city="Ciudad")
    enter(page, cast.ana)
    page.goto(address("courses:workshop_list"))
    page.locator("summary", has_text="Filtrar").click()
    page.get_by_label("Modalidad").select_option("virtual")
    page.get_by_role("button", name="Mostrar").click()
    expect(page.get_by_text("De otra modalidad")).to_have_count(0)
    page.get_by_role("link", name="Abierto a todos").click()
    page.get_by_role("button", name="Inscribirme").click()
    expect(page.get_by_role("status")).to_have_text("Su cupo está confirmado.")
    assert workshop.enrolments.get().state == Enrolment.State.CONFIRMED
