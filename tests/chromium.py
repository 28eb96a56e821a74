"""A real browser for the tests in ``tests/browser``: the chromium of this machine, driven by playwright."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
VIEWPORT = {"width": 1280, "height": 900}
FLAGS = [
    "--no-sandbox",  # in a container chromium runs as root, and all it ever opens is our own pages
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",  # nothing leaves this machine
]


def chromium_path() -> str | None:
    """The first chromium on the PATH."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for the whole run; without a chromium the tests that ask for it are skipped."""
    path = chromium_path()
    if path is None:
        pytest.skip(f"no browser on the PATH: none of {', '.join(NAMES)}")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """Everything the browser complained about: violations of the CSP, errors of scripts, failed loads.

    The test fails at its end when any are left. A test that means to provoke one clears the list itself.
    """
    found: list[str] = []
    yield found
    assert not found, "the browser complained:\n" + "\n".join(found)


@pytest.fixture
def context(browser: Browser, live_server, complaints: list[str]) -> Iterator[BrowserContext]:
    """A fresh Spanish-speaking visitor on a desk, whose every page is listened to. The CSP is in force.

    Addresses like ``/es/`` are relative to the test's server.
    """
    visitor = browser.new_context(base_url=live_server.url, locale="es", viewport=VIEWPORT)
    visitor.set_default_timeout(10_000)
    visitor.on("console", lambda message: _note(message, complaints))
    visitor.on("weberror", lambda error: complaints.append(f"{error.page and error.page.url}: {error.error}"))
    yield visitor
    visitor.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """The visitor's first page."""
    return context.new_page()


def _note(message: ConsoleMessage, complaints: list[str]) -> None:
    if message.type == "error":
        complaints.append(f"{message.page and message.page.url}: {message.text}")
