"""The platform's own settings with what a test run needs: a database of its own, cheap passwords, plain static files.

``TEST_ON=postgresql`` chooses the other database. A process that a test starts inherits ``TEST_VAR_DIR`` and, where
the test hands it on, ``TEST_SHARED_DATABASE``: the very database that the test is using.
"""

import os
from pathlib import Path

from tests.postgres_server import NoPostgreSQL, database_url
from tests.scratch import scratch_folder


def _var_folder() -> str:
    """The files of this run; of several processes that share its tests, each has a folder of its own in it."""
    worker = os.environ.pop("PYTEST_XDIST_WORKER", "")  # no word of it to the processes that a test starts
    folder = Path(os.environ.get("TEST_VAR_DIR") or scratch_folder("platform-test-")) / worker
    folder.mkdir(exist_ok=True)
    return str(folder)


os.environ["TEST_VAR_DIR"] = VAR_FOLDER = _var_folder()
WHY_NO_POSTGRESQL = ""


def _database() -> str:
    if shared := os.environ.get("TEST_SHARED_DATABASE"):
        return shared
    if os.environ.get("TEST_ON", "sqlite") == "postgresql":
        try:
            return database_url()
        except NoPostgreSQL as reason:
            global WHY_NO_POSTGRESQL  # noqa: PLW0603 - conftest.py skips every test with this sentence
            WHY_NO_POSTGRESQL = str(reason)
    return f"sqlite:///{VAR_FOLDER}/platform.sqlite3"


os.environ.update(
    {
        "SECRET_KEY": "only-for-tests-" + "x" * 50,
        "BASE_URL": "http://testserver",
        "ALLOWED_HOSTS": "testserver,127.0.0.1,localhost",
        "DATABASE_URL": _database(),
        "DEMO": "0",
        "DEBUG": "0",
        "LOG_LEVEL": "WARNING",
        "EMAIL_URL": "memorymail://",
        "VAR_DIR": VAR_FOLDER,
        "JITSI_URL": "https://video.example",
        "JITSI_DOMAIN": "video.example",
        "JITSI_DIAL_IN_NUMBER": "+503 2222 0000",
        "JITSI_TOKEN_SECRET": "token-secret-of-the-tests-with-32-bytes",
        "JITSI_EVENTS_SECRET": "events-secret-of-the-tests",
    }
)

from training_platform.settings import *  # noqa: E402, F403
from training_platform.settings import BASE_DIR, DATABASES, Q_CLUSTER, STATIC_ROOT, STORAGES  # noqa: E402
from training_platform.translations import compile_translations  # noqa: E402

compile_translations(BASE_DIR)  # before the first app asks for a word: what is read once is kept for the whole run

STATIC_ROOT.mkdir(parents=True, exist_ok=True)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "process": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}
# A message comes back this soon in the tests that kill the cluster; elsewhere no cluster runs.
Q_CLUSTER = {**Q_CLUSTER, "timeout": 2, "retry": 4, "poll": 0.1}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: browser tests and forked processes open it too.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(VAR_FOLDER) / "test.sqlite3")}
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 0  # a connection kept open would hold the database when it is dropped
