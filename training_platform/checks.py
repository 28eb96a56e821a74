"""What ``manage.py check --deploy`` says of this platform beside Django's own questions.

Settings that are plainly wrong already stop the start. These are for what may be right on one machine and wrong in
production, and for settings that another module changed after the start's own questions.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register  # noqa: A004 - Django's name for it

from certificates.signing.keys import loose_files
from training_platform.secret_rules import faults_of

TO_FILES = "django.core.mail.backends.filebased.EmailBackend"
NOT_SENT = (TO_FILES, *(f"django.core.mail.backends.{name}.EmailBackend" for name in ("console", "dummy", "locmem")))


@register(Tags.security)
def secrets_hold(app_configs, **_kwargs) -> list[CheckMessage]:
    """Each secret is there, strong and used once."""
    if settings.DEMO:
        return []
    return [Error(fault, id="platform.E001") for fault in faults_of(settings.SECRETS)]


@register(Tags.security, deploy=True)
def production_is_closed(app_configs, **_kwargs) -> list[CheckMessage]:
    """A platform that others reach speaks https, shows no variables, is no demonstration and sends its letters."""
    return [*_refused(), *_doubtful()]


def _refused() -> Iterator[CheckMessage]:
    if settings.DEMO:
        yield Error("DEMO is on: made-up people and sign-in with one click.", id="platform.E002")
    if settings.DEBUG:
        yield Error("DEBUG is on: error pages show variables.", id="platform.E003")
    if not settings.BASE_URL.startswith("https://"):
        yield Error("BASE_URL is not https: cookies would travel in clear.", id="platform.E004")
    if any("*" in host or host.startswith(".") for host in settings.ALLOWED_HOSTS):
        yield Error("ALLOWED_HOSTS must name each host in full.", id="platform.E005")
    if getattr(settings, "USE_X_FORWARDED_HOST", False):
        yield Error("USE_X_FORWARDED_HOST lets a visitor choose the host name.", id="platform.E006")
    if settings.EMAIL_BACKEND in NOT_SENT:
        yield Error("EMAIL_URL is not set to a mail server: letters would lie in a folder.", id="platform.E007")
    if settings.JITSI_URL and not settings.JITSI_URL.startswith("https://"):
        yield Error("JITSI_URL is not https: tokens and voices would travel in clear.", id="platform.E008")


def _doubtful() -> Iterator[CheckMessage]:
    for name in ("SUPPORT_EMAIL", "DEFAULT_FROM_EMAIL"):
        if getattr(settings, name).rstrip(">").endswith(".example"):
            yield Warning(f"{name} is still the address of an example.", id="platform.W001")
    for file in loose_files():
        yield Warning(f"Others than its owner may read the signing key: chmod 600 {file}", id="platform.W003")
    if settings.SECURE and urlsplit(settings.BASE_URL).hostname not in settings.ALLOWED_HOSTS:
        yield Warning("ALLOWED_HOSTS lacks the host of BASE_URL: its own links would be refused.", id="platform.W002")
