"""A roster on paper has what is signed and nothing that is pressed; colours and movement are as the reader wants."""

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from playwright.sync_api import Page, expect

from tests.browser.test_editing import enter
from tests.makers.courses import make_enrolment, make_workshop
from tests.makers.sessions import make_part, make_session

pytestmark = pytest.mark.slow


@pytest.fixture
def roster(live_server, cast_laid_for_good, page: Page) -> Page:
    """The page of a running session, as its moderator reads it."""
    cast = cast_laid_for_good
    today = timezone.localdate()
    workshop = make_workshop(host_office=cast.salvador, starts_on=today, ends_on=today)
    make_enrolment(workshop=workshop, person=cast.ana.person)
    session = make_session(workshop=workshop, starts_at=timezone.now())
    make_part(session, cast.bruno.person)
    enter(page, cast.bruno)
    with translation.override("es"):
        page.goto(reverse("sessions:session", args=[session.pk]))
    return page


def test_roster_on_paper(roster: Page):
    roster.emulate_media(media="print")
    expect(roster.get_by_label("Ana María López")).to_be_visible()
    expect(roster.get_by_role("heading", level=1)).to_be_visible()
    assert [shown for shown in roster.locator("button, [role=button], nav, footer").all() if shown.is_visible()] == []
    assert roster.locator("header.masthead").bounding_box()["height"] < 60


def test_what_a_ground_says_is_said_by_a_line_in_the_readers_own_colours(roster: Page):
    roster.emulate_media(forced_colors="active")
    widths = "(box) => getComputedStyle(box).borderTopWidth"
    assert roster.locator(".card").first.evaluate(widths) == "1px"
    assert roster.locator(".state").first.evaluate(widths) == "1px"


def test_nothing_moves_for_whoever_asks_for_that(roster: Page):
    roster.emulate_media(reduced_motion="reduce")
    assert roster.locator("html").evaluate("(page) => getComputedStyle(page).scrollBehavior") == "auto"
    assert roster.get_by_role("button").last.evaluate("(button) => getComputedStyle(button).transitionDuration") == "0s"
