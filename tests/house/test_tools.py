"""Linter, formatter, types, templates and migrations: what other programs can tell of the tree, told in the tests."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools import tree

PROGRAMS = Path(sys.executable).parent
APPS = [tree.name_of(app) for app in tree.apps()]


def run(*command: str, **environment: str) -> str:
    """Run a program of the environment in the tree; what it says when it refuses, empty when it agrees."""
    program, *arguments = command
    result = subprocess.run(
        [PROGRAMS / program, *arguments],
        cwd=tree.TOP,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return "" if result.returncode == 0 else result.stdout + result.stderr


def assert_agrees(*command: str, **environment: str) -> None:
    told = run(*command, **environment)
    assert not told, told


def test_linter_agrees():
    assert_agrees("ruff", "check", "--quiet", "--output-format", "concise", ".")


def test_format_is_the_formatters():
    assert_agrees("ruff", "format", "--check", "--quiet", ".")


@pytest.mark.slow
def test_types_agree():
    assert_agrees("mypy", "--no-error-summary")


@pytest.mark.slow
def test_templates_are_well_formed():
    assert_agrees("djlint", "--lint", "--quiet", *APPS)


@pytest.mark.slow
def test_no_migration_is_missing(tmp_path):
    assert_agrees(
        "python",
        "manage.py",
        "makemigrations",
        "--check",
        "--dry-run",
        DJANGO_SETTINGS_MODULE="training_platform.settings",
        SECRET_KEY="only-for-this-question-of-what-migrations-are-missing",
        BASE_URL="http://127.0.0.1:8000",
        VAR_DIR=str(tmp_path),
        DATABASE_URL=f"sqlite:///{tmp_path / 'empty.sqlite3'}",
        LOG_LEVEL="ERROR",
    )


@pytest.mark.parametrize(
    ("command", "name", "text"),
    [
        ("ruff check --no-cache", "seats/rules.py", "import os\n"),
        ("ruff check --no-cache", "seats/actions.py", "def take_seat(workshop):\n    return workshop\n"),
        ("ruff format --no-cache --check", "seats/rules.py", "SEATS = 'ten'\n"),
        ("djlint --lint --profile django", "seats/seat.html", "<p>Ten</div>\n"),
        pytest.param("mypy", "seats/rules.py", 'SEATS: int = "ten"\n', marks=pytest.mark.slow),
    ],
)
def test_program_refuses(tmp_path, command, name, text):
    path = tmp_path / name
    path.parent.mkdir()
    (path.parent / "__init__.py").touch()
    path.write_text(text)
    configured = ["--config", "pyproject.toml"] if command.startswith("ruff") else []
    assert run(*command.split(), *configured, str(path))
