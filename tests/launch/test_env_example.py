"""Every variable that is read anywhere is explained in ``.env.example``."""

import re

from launch.prepare import ROOT

READERS = (
    "training_platform/settings.py",
    "training_platform/*_policy.py",
    "launch/*.py",
    "tests/settings.py",
    "tests/conftest.py",
    "tests/postgres_server.py",
)
READING = re.compile(r"(?:\benv\.\w+|environ\.get|environ)[(\[]\s*\"([A-Z_]+)\"")
LINE = re.compile(r"^#? ?([A-Z_]+)=", re.MULTILINE)
# Set by the tests for the processes that they start themselves.
AMONG_TESTS = {"TEST_VAR_DIR", "TEST_SHARED_DATABASE", "DJANGO_ALLOW_ASYNC_UNSAFE"}


def variables_read() -> set[str]:
    files = [path for pattern in READERS for path in ROOT.glob(pattern)]
    return {name for path in files for name in READING.findall(path.read_text())} - AMONG_TESTS


def paragraphs() -> dict[str, str]:
    """The words that stand above each variable, up to the empty line before them."""
    found = {}
    for block in (ROOT / ".env.example").read_text().split("\n\n"):
        words = "\n".join(line for line in block.splitlines() if line.startswith("#") and not LINE.match(line))
        found |= dict.fromkeys(LINE.findall(block), words)
    return found


def test_every_variable_is_explained():
    explained = paragraphs()
    assert variables_read() - set(explained) == set()
    assert [name for name, words in explained.items() if len(words) < 20] == []


def test_no_variable_is_explained_that_nobody_reads():
    assert set(paragraphs()) - variables_read() == set()
