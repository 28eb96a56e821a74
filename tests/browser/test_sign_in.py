"""Passkeys in a real browser, with an authenticator of its own: enrolled because the role asks for it, then used."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import BrowserContext, Page, expect

from foundations.audit.models import AuditEvent
from tests.makers.factors import shown_code

pytestmark = pytest.mark.slow
PASSWORD = "una frase bastante larga"


@pytest.fixture
def cast(live_server, settings, cast_laid_for_good):
    """The cast on the ground; Sara has a password."""
    settings.BASE_URL = live_server.url
    people = cast_laid_for_good
    people.sara.set_password(PASSWORD)
    people.sara.save()
    return people


@pytest.fixture
def device(context: BrowserContext) -> Iterator[Page]:
    """A page in a browser that keeps passkeys and recognises its reader's finger."""
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield page
    session.detach()


def address(name: str, *args) -> str:
    with translation.override("es"):
        return reverse(name, args=args)


def check(page: Page) -> None:
    """Nothing for axe to find, nothing that scrolls sideways on a phone."""
    found = Axe().run(page).response["violations"]
    assert [f"{rule['id']}: {rule['nodes'][0]['html']}" for rule in found] == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.set_viewport_size({"width": 1280, "height": 900})


def sign_in_by_password(page: Page, email: str) -> None:
    page.goto(address("account_login"))
    page.locator("#id_login").fill(email)
    page.locator("#id_password").fill(PASSWORD)
    page.locator("form:has(#id_password) button").click()


def sign_out(page: Page) -> None:
    page.goto(address("account_logout"))
    page.locator("main form button").click()


def test_passkey_from_the_forced_enrolment_to_the_admin(device: Page, cast):
    sign_in_by_password(device, cast.sara.email)
    expect(device).to_have_url(re.compile(re.escape(address("mfa_index"))))
    check(device)
    device.goto("/admin/")
    expect(device).to_have_url(re.compile(re.escape(address("mfa_index"))))

    device.locator(f'a[href="{address("mfa_add_webauthn")}"]').click()
    check(device)
    device.locator("#id_name").fill("Portátil")
    device.locator("#passkey").click()
    expect(device).to_have_url(re.compile(re.escape(address("mfa_view_recovery_codes"))))
    expect(device.locator("ul.codes li")).to_have_count(10)
    check(device)

    device.goto("/admin/")
    expect(device).to_have_url(re.compile(r"//[^/]+/admin/$"))
    sign_out(device)

    device.goto(f"{address('account_login')}?next=/admin/")
    check(device)
    device.locator("#passkey").click()
    expect(device).to_have_url(re.compile(r"//[^/]+/admin/$"))
    assert AuditEvent.objects.filter(action="network.signed_in").latest("pk").details == {"how": ["webauthn"]}

    device.goto(address("mfa_index"))
    expect(device.locator("main")).to_contain_text("Portátil")
    device.goto(address("usersessions_list"))
    check(device)


def test_passkey_as_the_second_step(device: Page, cast):
    sign_in_by_password(device, cast.sara.email)
    device.goto(address("mfa_add_webauthn"))
    device.locator("#id_passwordless").uncheck()
    device.locator("#passkey").click()
    expect(device).to_have_url(re.compile(re.escape(address("mfa_view_recovery_codes"))))
    sign_out(device)
    sign_in_by_password(device, cast.sara.email)
    expect(device).to_have_url(re.compile(re.escape(address("mfa_authenticate"))))
    check(device)
    device.locator("#passkey").click()
    expect(device).to_have_url(re.compile(r"//[^/]+/admin/$"))


def test_application_without_a_script(browser, live_server, cast, complaints):
    visitor = browser.new_context(base_url=live_server.url, locale="es", java_script_enabled=False)
    page = visitor.new_page()
    sign_in_by_password(page, cast.sara.email)
    page.goto(address("mfa_activate_totp"))
    secret = page.locator("details code").text_content()
    page.locator("#id_code").fill(shown_code(secret))
    page.locator("form:has(#id_code) button").click()
    expect(page.locator("ul.codes li")).to_have_count(10)
    sign_out(page)
    sign_in_by_password(page, cast.sara.email)
    page.locator("#id_code").fill(shown_code(secret, steps=1))
    page.locator("form:has(#id_code) button").click()
    expect(page).to_have_url(re.compile(r"//[^/]+/admin/$"))
    visitor.close()
