"""What the settings refuse, each in a process of its own as at a start."""

import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT

GOOD = {"SECRET_KEY": "k" * 60, "BASE_URL": "https://refco.example"}
PLATFORM = ("SECRET_KEY", "BASE_URL", "DEMO", "DEBUG", "VAR_DIR", "EMAIL_URL", "ALLOWED_HOSTS", "DATABASE_URL")


def started(says: str = "", **variables: str) -> subprocess.CompletedProcess:
    """A start with only ``variables`` set; prints the setting ``says``."""
    others = {name: value for name, value in os.environ.items() if name not in PLATFORM}
    code = f"from training_platform import settings; print(getattr(settings, {says!r}, ''))"
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=others | variables, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("missing", ["SECRET_KEY", "BASE_URL"])
def test_missing_secret_stops_the_start_by_name(missing):
    refused = started(**{name: value for name, value in GOOD.items() if name != missing})
    assert refused.returncode
    assert f"{missing} is missing" in refused.stderr


def test_demo_is_refused_at_a_public_address():
    refused = started(**GOOD, DEMO="1")
    assert "loopback" in refused.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SESSION_COOKIE_NAME", "__Host-session"),
        ("SESSION_COOKIE_SECURE", "True"),
        ("SECURE_SSL_REDIRECT", "True"),
        ("ALLOWED_HOSTS", "['refco.example']"),
        ("DEBUG", "False"),
        ("EMAIL_FILE_PATH", "/srv/platform/letters"),
    ],
)
def test_nothing_insecure_is_a_default(name, value):
    assert started(name, **GOOD, VAR_DIR="/srv/platform").stdout.strip() == value
