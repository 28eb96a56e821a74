"""The administration on a phone: lists are cards within the screen, and a reviewer decides without scrolling."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browser.test_editing import enter
from tests.makers.courses import make_draft, make_enrolment, make_workshop
from tests.makers.pages import country_page, make_effort
from tests.makers.sessions import make_session

PHONE = {"width": 390, "height": 844}
LISTS = (
    "workshops",
    "enrolments",
    "training_sessions",
    "people",
    "accounts",
    "appointments",
    "offices",
    "audit_events",
)
ADDED = ("workshops", "training_sessions", "appointments", "accounts", "item_types")
PAST_THE_EDGE = """() => [...document.querySelectorAll("main :is(td, th, h1, h2, p, a, button, select, input)")]
    .filter((each) => each.checkVisibility() && each.getBoundingClientRect().right > innerWidth + 1)
    .filter((each) => !each.closest("thead, [hidden], .w-overflow-x-auto, .w-overflow-hidden"))
    .map((each) => each.outerHTML.slice(0, 120))"""


@pytest.fixture
def cast(live_server, settings, cast_laid_for_good):
    """The cast on the ground with something on each list, and a page of Honduras that waits for review."""
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    cast = cast_laid_for_good
    workshop = make_workshop(host_office=cast.salvador, title_es="Cooperación con los proveedores de servicios")
    make_enrolment(workshop=workshop, person=cast.ana.person)
    make_session(workshop=workshop)
    cast.draft = make_draft(title_es="En preparación")
    cast.page = make_effort(
        country_page("HN"), live=False, title="Laboratorio", introduction="Un resumen.", owner=cast.carla
    )
    cast.page.save_revision(user=cast.carla)
    cast.page.get_workflow().start(cast.page, cast.carla)
    return cast


@pytest.fixture
def phone(page: Page) -> Page:
    page.set_viewport_size(PHONE)
    return page


def fits(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.slow
def test_lists_records_and_forms_stay_within_the_screen(phone, cast):
    enter(phone, cast.sara)
    addresses = [reverse(f"{name}:index") for name in LISTS]
    addresses += [reverse(f"{name}:add") for name in ADDED]
    addresses += [reverse("wagtailadmin_home"), reverse("workshops:inspect", args=[cast.draft.pk])]
    for address in addresses:
        phone.goto(address)
        assert fits(phone), address
        assert phone.evaluate(PAST_THE_EDGE) == [], address


def test_a_row_is_a_card_whose_facts_say_what_they_are(phone, cast):
    enter(phone, cast.sara)
    phone.goto(reverse("enrolments:index"))
    cell = phone.locator("td[data-label='Oficina']").first
    expect(cell).to_have_text(cast.ana.person.office.country.name)
    assert "Oficina" in cell.evaluate("each => getComputedStyle(each, '::before').content")


def test_reviewer_finds_both_buttons_by_the_thumb_and_publishes(phone, cast):
    enter(phone, cast.sara)
    phone.goto(reverse("wagtailadmin_pages:edit", args=[cast.page.pk]))
    for name in ("Aprobar y publicar", "Devolver con un comentario"):
        box = phone.locator(".review-band").get_by_role("button", name=name).bounding_box()
        assert box
        assert box["y"] > PHONE["height"] / 2
        assert box["y"] + box["height"] <= PHONE["height"]
        assert box["height"] >= 44
    phone.locator(".review-band").get_by_role("button", name="Aprobar y publicar").click()
    expect(phone.locator(".messages .success")).to_be_visible()
    cast.page.refresh_from_db()
    assert cast.page.live
