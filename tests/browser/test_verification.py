"""A stranger types the name on the paper: the page's referrer policy and the protection of its form get along."""

from playwright.sync_api import Page, expect

from tests.makers.certificates import make_certificate
from tests.makers.network import make_cast


def test_name_on_the_paper_is_confirmed_in_a_browser(page: Page):
    certificate = make_certificate(person=make_cast().ana.person)
    page.goto(f"/v/{certificate.code}/?language=es")
    page.locator("main input[name=name]").fill(certificate.facts["name"])
    with page.expect_navigation() as answered:
        page.locator("main form button").click()
    assert answered.value.status == 200
    expect(page.locator("main")).not_to_contain_text("403")
