"""What a reader's eyes, fingers and screen reader would find wrong on a page, told in words."""

from pathlib import Path

import axe_playwright_python
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Page

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
PHONE, SMALL_PHONE, DESK = (
    {"width": width, "height": height} for width, height in ((390, 844), (320, 640), (1280, 900))
)

VIOLATIONS = """async () => {
  const found = await axe.run(document, {resultTypes: ["violations"]});
  return found.violations.map((rule) => `${rule.id}: ${rule.nodes[0].html.slice(0, 160)}`);
}"""
# What is pressed to do or to go; a link within a sentence is as tall as its line (WCAG 2.5.8).
TOO_SMALL = """() => [...document.querySelectorAll(
    "nav a, header a, summary, button, select, [role=button], .actions a, .deed, .links a, .contents a, footer li a"
    + ", .field input"
  )]
  .filter((element) => element.checkVisibility({visibilityProperty: true}))
  .filter((element) => !element.closest(".visually-hidden, .skip"))
  .filter((element) => !["checkbox", "radio", "hidden"].includes(element.type))
  .map((element) => [element, element.getBoundingClientRect()])
  .filter(([element, box]) => box.height && box.height < 43.5)
  .map(([element, box]) => `${Math.round(box.height)} px: ${element.outerHTML.slice(0, 120)}`)"""
WIDER = """() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"""
JUMPED_HEADINGS = """() => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
  .filter((heading) => heading.checkVisibility())
  .map((heading) => Number(heading.tagName[1]))
  .filter((level, place, levels) => level > (place ? levels[place - 1] : 0) + 1)"""


def faults_of(page: Page) -> list[str]:
    """What is wrong with the page that is open: by axe at a desk and on a phone, by its width on two phones."""
    page.set_viewport_size(DESK)
    page.evaluate(AXE)
    found = [f"desk: {fault}" for fault in page.evaluate(VIOLATIONS)]
    page.set_viewport_size(PHONE)
    found += [f"phone: {fault}" for fault in page.evaluate(VIOLATIONS)]
    found += [f"too small: {fault}" for fault in page.evaluate(TOO_SMALL)]
    found += [f"heading {level} after a higher one" for level in page.evaluate(JUMPED_HEADINGS)]
    for viewport in (PHONE, SMALL_PHONE):
        page.set_viewport_size(viewport)
        is_wide, may_be = page.evaluate(WIDER)
        if is_wide > may_be:
            found.append(f"scrolls sideways at {viewport['width']} px: {is_wide}")
    return found


def address(name: str, *args) -> str:
    """Where an address stands in Spanish."""
    with translation.override("es"):
        return reverse(name, args=args)
