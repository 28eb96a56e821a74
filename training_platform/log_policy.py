"""What the log is made of: one line per record, to the console, with nothing of a request's own words."""

from typing import Any


def logging_at(level: str) -> dict[str, Any]:
    """``LOGGING`` for a platform that tells what is at least as grave as ``level``."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s", "datefmt": "%Y-%m-%dT%H:%M:%S%z"}
        },
        "filters": {"patterns": {"()": "training_platform.redaction.PatternOfAddress"}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django.server": {"handlers": ["console"], "level": "WARNING", "propagate": False},
            "django-q": {"level": "WARNING"},
            "django": {"handlers": [], "level": "INFO"},  # without Django's own mail to administrators
            "django.request": {"filters": ["patterns"]},
            "django.security.csrf": {"filters": ["patterns"]},
        },
    }
