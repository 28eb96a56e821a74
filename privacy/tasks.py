"""What the clock asks of privacy."""

from django.conf import settings
from django.utils import timezone

from foundations.jobs.registry import task
from foundations.jobs.retention import kept_since
from privacy import actions


@task("privacy.remind_of_breaches")
def remind_of_breaches() -> int:
    return actions.remind_of_breaches()


@task("privacy.purge_sessions")
def purge_sessions() -> int:
    return actions.purge_sessions()


@task("privacy.forget_corrections")
def forget_corrections() -> int:
    return actions.forget_corrections(before=kept_since(timezone.now(), settings.CORRECTIONS_KEPT_MONTHS))
