"""What every test may ask for: the cast, the ground under it, a browser; and what a run as a whole promises."""

import gc
import logging
import os
from copy import deepcopy
from pathlib import Path

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright's loop runs in the thread of the tests

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache, caches
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone, translation
from hypothesis import HealthCheck

from tests.chromium import browser, complaints, context, page  # noqa: F401 - fixtures
from tests.isolation import lines_guarded, nothing_leaves  # noqa: F401 - fixtures, for every test
from tests.makers.network import make_cast
from tests.makers.signing_in import force_login

# A machine may be slow: no test of properties fails by the clock.
hypothesis.settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis.settings.load_profile("unhurried")

ROOT = Path(__file__).resolve().parent.parent
NOTHING_SKIPPED = os.environ.get("NOTHING_SKIPPED") == "1"
ON_POSTGRESQL = os.environ.get("TEST_ON", "sqlite") == "postgresql"


# A test that signs somebody in means: with both factors. One that wants less says so (tests.makers.signing_in).
Client.force_login = force_login


@pytest.fixture
def cast(db):
    """Ana the prosecutor, Bruno the trainer, Carla the contact point of Ana's office, Dora the stranger, and staff."""
    return make_cast()


@pytest.fixture(scope="module")
def laid(django_db_setup, django_db_blocker):
    """The cast on the ground, laid once for a module and taken away with its transaction: laying takes a second.

    Not for modules with transactional tests, which would run inside that transaction.
    """
    from tests.makers.pages import lay_ground_for

    with django_db_blocker.unblock(), transaction.atomic():
        people = make_cast()
        lay_ground_for(people)
        yield people
        transaction.set_rollback(True)


@pytest.fixture
def cast_on_ground(laid, db):
    """The cast with the pages, groups and rights that stand on the first day; a copy for each test."""
    return deepcopy(laid)


@pytest.fixture
def cast_laid_for_good(transactional_db, first_laid_for_good):
    """The same for a transactional test, committed. SQLite is brought to what the first of them laid."""
    from tests.ground import Image
    from tests.makers.pages import lay_ground_for

    if "image" in first_laid_for_good:
        first_laid_for_good["image"].bring_back()
        return deepcopy(first_laid_for_good["people"])
    people = make_cast()
    lay_ground_for(people)
    if connection.vendor == "sqlite":
        first_laid_for_good.update(image=Image(), people=deepcopy(people))
    return people


@pytest.fixture(scope="session")
def first_laid_for_good() -> dict:
    return {}


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database, with the ground laid in it, to which every transactional test brings it back."""
    from tests.ground import SwiftFlushes, lay_foundation, lay_ground

    with django_db_blocker.unblock():
        lay_foundation()
        lay_ground()
        flushes = SwiftFlushes()
    with flushes:
        yield


@pytest.fixture(autouse=True)
def nothing_inherited():
    """No test inherits what another one left: a language, a time zone, the cache, loggers that a linter silenced."""
    translation.activate(settings.LANGUAGE_CODE)
    timezone.deactivate()
    for logger in logging.root.manager.loggerDict.values():
        if isinstance(logger, logging.Logger):
            logger.disabled = False
    yield
    cache.clear()


@pytest.fixture
def within_a_minute(settings):
    """What a process remembers for a minute it remembers here too, so that a second look costs what is a page's own."""
    settings.CACHES = settings.CACHES | {"process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    caches["process"].clear()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Browser tests are marked by what they ask for; tests of PostgreSQL alone wait for ``TEST_ON=postgresql``."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
        if settings.WHY_NO_POSTGRESQL:
            item.add_marker(pytest.mark.skip(reason=f"no PostgreSQL: {settings.WHY_NO_POSTGRESQL}"))
    if not ON_POSTGRESQL:
        elsewhere = [item for item in items if item.get_closest_marker("postgresql")]
        config.hook.pytest_deselected(items=elsewhere)
        items[:] = [item for item in items if item not in elsewhere]


def pytest_collection_finish() -> None:
    """What is there before the first test stays to the end: the collector need not look at it again and again."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """With ``NOTHING_SKIPPED=1`` a skipped test is a failed run."""
    if NOTHING_SKIPPED and _skipped(session.config) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Name what was skipped, and why."""
    for report in _skipped(config):
        reason = report.longrepr[-1] if isinstance(report.longrepr, tuple) else report.longrepr
        terminalreporter.write_line(f"skipped: {report.nodeid}: {reason}")
    if NOTHING_SKIPPED and _skipped(config):
        terminalreporter.write_line("Nothing may be skipped in this run (NOTHING_SKIPPED=1).", red=True)


def _skipped(config: pytest.Config) -> list[pytest.TestReport]:
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    return reporter.stats.get("skipped", []) if reporter else []
