"""The frame in a real browser: a phone's width, a keyboard, what axe finds."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.makers.network import make_cast, make_user

PHONE = {"width": 390, "height": 844}
PASSWORD = "una frase muy larga"
PAGES = ["/es/entrar/", "/en/sign-in/", "/es/mi-cuenta/", "/en/my-account/"]
SMALL = """() => [...document.querySelectorAll("nav a, header a, summary, button, select, .actions a")]
    .filter((element) => element.checkVisibility() && element.getBoundingClientRect().height < 44)
    .map((element) => element.textContent.trim())"""


def found_by_axe(page: Page) -> list[str]:
    """What axe finds wrong on the page, rule by rule."""
    return [f"{rule['id']}: {rule['nodes'][0]['html']}" for rule in Axe().run(page).response["violations"]]


def sign_in(page: Page, email: str) -> None:
    page.goto("/es/entrar/?next=/es/mi-cuenta/")
    page.get_by_label("Correo electrónico").fill(email)
    page.get_by_label("Contraseña").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Entrar", exact=True).click()
    page.wait_for_url("**/mi-cuenta/")


@pytest.mark.parametrize("address", PAGES)
def test_page_of_the_frame_is_accessible_and_fits_a_phone(page, address):
    make_user("ana@mp.example", password=PASSWORD)
    page.set_viewport_size(PHONE)
    if "entrar" not in address and "sign-in" not in address:
        sign_in(page, "ana@mp.example")
    page.goto(address)
    assert found_by_axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert page.evaluate(SMALL) == []


@pytest.mark.parametrize("address", ["/es/nada/", "/en/nothing/"])
def test_missing_page_is_accessible(page, complaints, address):
    page.goto(address)
    assert found_by_axe(page) == []
    complaints.clear()  # the browser's own word on the 404


def test_refused_sign_in_puts_the_focus_on_the_summary(page):
    page.goto("/es/entrar/")
    page.get_by_role("main").get_by_role("button", name="Entrar", exact=True).click()
    expect(page.locator("#errors")).to_be_focused()
    page.locator("#errors a").first.click()
    expect(page.get_by_label("Correo electrónico")).to_be_focused()
    assert found_by_axe(page) == []


def test_first_key_leads_past_the_navigation(page):
    page.goto("/es/entrar/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Ir al contenido")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_menu_opens_without_a_script_and_leads_out(context, page):
    make_user("ana@mp.example", password=PASSWORD, given_names="Ana María")
    sign_in(page, "ana@mp.example")
    page.locator("summary", has_text="Ana María").click()
    assert found_by_axe(page) == []
    page.get_by_role("button", name="Salir").click()
    expect(page.get_by_role("navigation").get_by_role("link", name="Entrar")).to_be_visible()


def test_reader_changes_language_and_clock(page):
    cast = make_cast()
    cast.ana.set_password(PASSWORD)
    cast.ana.save()
    sign_in(page, "ana@mp.hn.example")
    expect(page.locator("header time")).to_contain_text("en Tegucigalpa")
    page.get_by_label("English").check()
    page.get_by_role("combobox", name="Mi reloj").select_option("America/Panama")
    page.get_by_role("button", name="Guardar").click()
    expect(page.get_by_role("status")).to_have_text("Your language and your clock are set.")
    expect(page.locator("header time")).to_contain_text("in Panama City")
