"""The platform's own settings in production's guise. Only what has no bearing on a request's cost is left out."""

from training_platform.settings import *  # noqa: F403 - everything but what follows
from training_platform.settings import STORAGES


class FromModels:
    """Tables are made from the models, as in the tests: a second instead of a minute, and the same tables."""

    def __contains__(self, app: str) -> bool:
        return True

    def __getitem__(self, app: str) -> None:
        return None


MIGRATION_MODULES = FromModels()
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
