"""A spreadsheet sent from a phone that runs no script: it is read, settled, checked and written."""

import os

import pytest
from playwright.sync_api import Page, expect

from foundations.spreadsheets.models import ImportBatch
from network.models import Person
from tests.browser.looking import address
from tests.browser.test_editing import enter
from tests.browser.test_without_scripts import cast, page  # noqa: F401 - fixtures
from tests.makers.sheets import make_workbook
from tests.training_platform.test_sheets import worked

pytestmark = pytest.mark.slow
SHOTS = os.environ.get("SHOTS_IN", "")


def shoot(shown: Page, name: str) -> None:
    """For whoever wants to look: ``SHOTS_IN=folder``, on a phone and on a desk."""
    if SHOTS:
        for width in (390, 1280):
            shown.set_viewport_size({"width": width, "height": 900})
            shown.screenshot(path=f"{SHOTS}/{name}-{width}.png", full_page=True)
        shown.set_viewport_size({"width": 390, "height": 844})


def test_a_file_is_sent_settled_and_written_without_a_script(page: Page, cast):  # noqa: F811 - fixtures
    enter(page, cast.carla)
    page.goto(address("network:office_people"))
    page.get_by_role("button", name="En hoja de cálculo").click()
    shoot(page, "start")
    rows = [
        ["Apellidos", "Nombres", "Cargo", "Talla"],
        ["Neira", "Iván", "fiscal", "M"],
        ["Soto", "Ada", "juglar", "S"],
    ]
    content = make_workbook(*rows)
    file = {"name": "personas.xlsx", "mimeType": "application/octet-stream", "buffer": content}
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Revisar este archivo").click()
    expect(page.get_by_text("Esta página se actualiza sola.")).to_be_visible()
    shoot(page, "work")
    worked(ImportBatch.objects.get())
    page.get_by_label("D: Talla").select_option("-")  # the page came again by itself
    shoot(page, "headings")
    page.get_by_role("button", name="Revisar con estas columnas").click()
    worked(ImportBatch.objects.get())
    expect(page.get_by_role("heading", name="1 error")).to_be_visible()
    shoot(page, "report")
    page.locator("summary", has_text="O escribir ahora las filas buenas").click()
    page.get_by_role("button", name="Escribir las filas buenas").click()
    worked(ImportBatch.objects.get())
    expect(page.get_by_role("heading", name="Lo que hizo el archivo")).to_be_visible()
    shoot(page, "done")
    assert Person.objects.filter(family_names="Neira").count() == 1
