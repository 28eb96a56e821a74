"""The platform's own settings in production's guise. Only what has no bearing on a request's cost is left out."""

from pathlib import Path

import allauth.mfa

from training_platform.settings import *  # noqa: F403 - everything but what follows
from training_platform.settings import BASE_DIR


class FromModels:
    """Tables are made from the models, as in the tests: a second instead of a minute, and the same tables."""

    def __contains__(self, app: str) -> bool:
        return True

    def __getitem__(self, app: str) -> None:
        return None


MIGRATION_MODULES = FromModels()
# Hashed and compressed as in production; without the files of Wagtail's admin, which take a minute to gather.
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
STATICFILES_DIRS = [BASE_DIR / "training_platform" / "static", Path(allauth.mfa.__file__).parent / "static"]
