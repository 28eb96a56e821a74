"""What the settings refuse, each in a process of its own as at a start."""

import os
import re
import subprocess
import sys

import pytest

from tests.conftest import ROOT
from training_platform.checks import production_is_closed, secrets_hold
from training_platform.secret_rules import Secret, fault_of

KEY = "vK3-pW8_zQ1xT6yR9mL2nB5cF7hJ4dG0sA-uE_iO1kN8bV3tZ6"
TOKENS = "Hq7-Zr2_Lw9xKc4Vm8Tn1Bs6Yd3Gf5Pj0"
EVENTS = "Xa5-Ue8_Ro2wIk7Qt4Cz9My1"
GOOD = {"SECRET_KEY": KEY, "BASE_URL": "https://refco.example"}
VIDEO = {"JITSI_URL": "https://video.example", "JITSI_TOKEN_SECRET": TOKENS, "JITSI_EVENTS_SECRET": EVENTS}
PRODUCTION = (
    GOOD
    | VIDEO
    | {
        "EMAIL_URL": "smtp+tls://platform:words@mail.example:587",
        "DEFAULT_FROM_EMAIL": "Red <no-responder@refco.org>",
        "SUPPORT_EMAIL": "soporte@refco.org",
        "LOG_LEVEL": "ERROR",
    }
)
PLATFORM = set(re.findall(r"^#? ?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))


def run(*command: str, **variables: str) -> subprocess.CompletedProcess:
    """Python with only ``variables`` of the platform's own set."""
    others = {name: value for name, value in os.environ.items() if name not in PLATFORM and "DJANGO" not in name}
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=others | variables, capture_output=True, text=True, check=False
    )


def started(says: str = "", **variables: str) -> subprocess.CompletedProcess:
    """A start with only ``variables`` set; prints the setting ``says``."""
    return run("-c", f"from training_platform import settings; print(getattr(settings, {says!r}, ''))", **variables)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY is missing"),
        ({"BASE_URL": ""}, "BASE_URL is missing"),
        ({"SECRET_KEY": KEY[:49]}, "SECRET_KEY is too short"),
        ({"SECRET_KEY": "abc" * 30}, "SECRET_KEY is too weak"),
        ({"SECRET_KEY": f"django-insecure-{KEY}"}, "SECRET_KEY is still the placeholder"),
        ({"SECRET_KEY": f"${KEY}"}, "SECRET_KEY begins with “$”"),
        (VIDEO | {"JITSI_TOKEN_SECRET": ""}, "JITSI_TOKEN_SECRET is missing"),
        (VIDEO | {"JITSI_TOKEN_SECRET": TOKENS[:31]}, "JITSI_TOKEN_SECRET is too short"),
        (VIDEO | {"JITSI_EVENTS_SECRET": ""}, "JITSI_EVENTS_SECRET is missing"),
        (VIDEO | {"JITSI_EVENTS_SECRET": TOKENS}, "JITSI_EVENTS_SECRET is the same as JITSI_TOKEN_SECRET"),
        (VIDEO | {"JITSI_TOKEN_SECRET": KEY}, "JITSI_TOKEN_SECRET is the same as SECRET_KEY"),
        ({"DEMO": "1"}, "loopback"),
        ({"DEBUG": "1"}, "DEBUG=1"),
        ({"ALLOWED_HOSTS": "refco.example,*"}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": ".refco.example"}, "ALLOWED_HOSTS"),
    ],
)
def test_start_is_refused_with_a_sentence(changed, sentence):
    refused = started(**(GOOD | changed))
    assert refused.returncode
    assert sentence in refused.stderr
    given = [value for name, value in changed.items() if "SECRET" in name and value]
    assert not any(value in refused.stderr for value in given)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SESSION_COOKIE_NAME", "__Host-session"),
        ("SESSION_COOKIE_SECURE", "True"),
        ("CSRF_COOKIE_NAME", "__Host-csrf"),
        ("SECURE_SSL_REDIRECT", "True"),
        ("SECURE_HSTS_SECONDS", "63072000"),
        ("SECURE_HSTS_PRELOAD", "False"),
        ("ALLOWED_HOSTS", "['refco.example']"),
        ("DEBUG", "False"),
        ("EMAIL_FILE_PATH", "/srv/platform/letters"),
    ],
)
def test_nothing_insecure_is_a_default(name, value):
    assert started(name, **GOOD, VAR_DIR="/srv/platform").stdout.strip() == value


def test_secret_with_a_dollar_inside_is_read_as_it_stands():
    secret = TOKENS + "$HOME"
    assert started("JITSI_TOKEN_SECRET", **GOOD, **(VIDEO | {"JITSI_TOKEN_SECRET": secret})).stdout.strip() == secret


@pytest.mark.slow
def test_production_passes_every_check(tmp_path):
    told = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", VAR_DIR=str(tmp_path), **PRODUCTION)
    assert told.returncode == 0, told.stderr


@pytest.mark.slow
def test_checks_refuse_what_is_no_production(tmp_path):
    careless = {"SECRET_KEY": KEY, "BASE_URL": "http://127.0.0.1:8000", "VAR_DIR": str(tmp_path)}
    told = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", **careless)
    assert told.returncode
    assert "platform.E004" in told.stderr
    assert "platform.E007" in told.stderr


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("DEMO", True, "platform.E002"),
        ("DEBUG", True, "platform.E003"),
        ("BASE_URL", "http://refco.example", "platform.E004"),
        ("ALLOWED_HOSTS", ["*"], "platform.E005"),
        ("USE_X_FORWARDED_HOST", True, "platform.E006"),
        ("EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend", "platform.E007"),
        ("JITSI_URL", "http://video.example", "platform.E008"),
        ("SUPPORT_EMAIL", "ayuda@refco.example", "platform.W001"),
    ],
)
def test_check_names_what_is_open(settings, name, value, fault):
    settings.SECURE, settings.ALLOWED_HOSTS = True, ["refco.org"]
    settings.BASE_URL, settings.DEFAULT_FROM_EMAIL = "https://refco.org", "a@refco.org"
    settings.SUPPORT_EMAIL, settings.EMAIL_BACKEND = "a@refco.org", "django.core.mail.backends.smtp.EmailBackend"
    assert production_is_closed(None) == []
    setattr(settings, name, value)
    assert fault in [each.id for each in production_is_closed(None)]


def test_check_sees_a_secret_that_was_weakened_later(settings):
    settings.SECRETS = {"SECRET_KEY": Secret("short", fewest_bytes=50)}
    assert [each.id for each in secrets_hold(None)] == ["platform.E001"]


def test_secret_that_is_not_needed_may_be_missing():
    assert fault_of("BACKUP_KEY", Secret("", fewest_bytes=20, is_needed=False)) == ""
