"""The versions of what is kept ready: whatever changes it, by whatever hand, makes a new one for every process.

Writing statements are seen where all of them pass, at the cursor (Django's ``execute_wrapper``): from screens of ours
and Wagtail's, jobs, commands and bulk updates alike, so that no new way of editing can forget to tell. Each table
counts unless it is named here as standing behind; to forget one of those costs speed, never truth. The new version is
told when the transaction is committed, in the shared cache (docs/decisions/0033-public-pages-kept.md, and of calendars
0067-a-calendar-remembers-what-it-said.md).
"""

import logging
import re
import secrets
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from weakref import WeakKeyDictionary

from django.apps import apps
from django.core.cache import cache
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

logger = logging.getLogger(__name__)

# What no public page shows and what changes while nobody edits anything. A test fails on one that a public page reads
# (tests/training_platform/test_public_version.py).
BEHIND_APPS = frozenset(
    {
        *("account", "audit", "certificates", "conferencing", "django_q", "equipment", "jobs", "mfa", "outbox"),
        *("privacy", "sessions", "training_sessions", "usersessions", "wagtailadmin", "wagtailsearch", "wagtailusers"),
    }
)
BEHIND_MODELS = frozenset(
    {
        *("courses.Approval", "courses.Enrolment", "courses.EnrolmentTransition"),
        *("network.AccountDecision", "network.FactorReset", "network.Person"),
        *("network.SecretLink", "network.User", "network.User_groups", "network.User_user_permissions"),
        *("wagtailcore.ModelLogEntry", "wagtailcore.PageLogEntry", "wagtailcore.ReferenceIndex"),
    }
)
# What no calendar shows, beside that: the words of pages, what is noted of people in sessions. A subscription, its
# address and the account behind it are read at each asking. A test fails on a table that a calendar reads
# (tests/calendars/test_remembered.py).
BEHIND_CALENDARS = frozenset({"calendars", "content", "contenttypes", "auth", "taggit", "wagtailcore", "wagtailimages"})
BEHIND_CALENDARS |= {"wagtaildocs", "wagtailredirects", "wagtailembeds", "wagtailforms", "wagtail_localize"}
NOTED_IN_SESSIONS = frozenset(
    f"training_sessions.{name}"
    for name in (
        *("Attendance", "ConnectedSite", "ConnectionChoice", "Contest", "Correction", "Excuse", "GuestInvitation"),
        *("GuestLink", "Incident", "Material", "OccupantDecision", "Participation", "RecordingConsent"),
        *("RecordingLeave", "RosterEntry"),
    )
)
TARGET = re.compile(r'\s*(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|UPDATE|DELETE\s+FROM)\s+"?(\w+)', re.IGNORECASE)
# Kinds of writing that no part of Django's ORM uses; what they write to stands somewhere in them.
OTHER_WRITING = re.compile(r"\s*(?:COPY|MERGE|REPLACE|TRUNCATE|WITH)\b", re.IGNORECASE)
WORD = re.compile(r"\w+")


def written_by(statement: str) -> set[str]:
    """The tables that a statement may write to; of what no part of Django's ORM writes, every word in it."""
    if target := TARGET.match(statement):
        return {target[1]}
    return set(WORD.findall(statement)) if OTHER_WRITING.match(statement) else set()


@dataclass(frozen=True)
class Version:
    """A word in the shared cache under ``key``; the apps and models named in ``behind`` do not change it."""

    key: str
    behind: frozenset[str]

    def current(self) -> str | None:
        """Another word after every change; ``None`` while the shared cache keeps nothing."""
        version = cache.get(self.key)
        if version is None:
            cache.add(self.key, secrets.token_hex(8), timeout=None)
            version = cache.get(self.key)
        return version

    def renew(self) -> None:
        """What was made for the version so far is served no more. Never counted up: a lost count would repeat itself.

        The change is kept, and what was made is made anew when its time is over, even if the cache does not hear of it.
        """
        try:
            cache.set(self.key, secrets.token_hex(8), timeout=None)
        except Exception:
            logger.exception("version_not_renewed %s", self.key)

    @cached_property
    def tables(self) -> frozenset[str]:
        """The tables that count."""
        return frozenset(
            model._meta.db_table
            for model in apps.get_models(include_auto_created=True)
            if self.behind.isdisjoint({model._meta.app_label, model._meta.label})
        )

    def is_changed_by(self, statement: str) -> bool:
        """Whether a statement writes to a table that counts."""
        return not self.tables.isdisjoint(written_by(statement))


PUBLIC_PAGES = Version("public_pages.version", BEHIND_APPS | BEHIND_MODELS)
CALENDARS = Version(
    "calendars.version",
    BEHIND_CALENDARS
    | NOTED_IN_SESSIONS
    | (BEHIND_APPS - {"equipment", "training_sessions"})
    | (BEHIND_MODELS - {"courses.Enrolment", "courses.EnrolmentTransition"}),
)
VERSIONS = (PUBLIC_PAGES, CALENDARS)


def watch(execute, sql, params, many: bool, context: dict[str, Any]) -> Any:  # noqa: ANN001, FBT001 - Django's shape
    """Run a statement; a version of what it changed is renewed when that is committed."""
    connection: BaseDatabaseWrapper = context["connection"]
    settle(connection)
    result = execute(sql, params, many, context)
    statement = str(sql)
    written = written_by(statement)
    for version in VERSIONS if written else ():
        if version.tables.isdisjoint(written):
            continue
        if not connection.in_atomic_block and "RETURNING" in statement:
            # SQLite ends such a statement when its rows are read; to ask for anything before would undo it.
            _owing.setdefault(connection, set()).add(version)
        elif not any(after == version.renew for _savepoints, after, _robust in connection.run_on_commit):
            transaction.on_commit(version.renew, using=connection.alias)
    return result


def settle(connection: BaseDatabaseWrapper) -> None:
    """Renew the versions for a change that could not be told at once: before the next statement, or the answer."""
    if connection in _owing and not connection.in_atomic_block:
        for version in _owing.pop(connection):
            version.renew()


_owing: WeakKeyDictionary[BaseDatabaseWrapper, set[Version]] = WeakKeyDictionary()


def watch_connection(connection: BaseDatabaseWrapper, **_facts: object) -> None:
    """Put the watch onto a connection that was just made (``connection_created``)."""
    if watch not in connection.execute_wrappers:
        connection.execute_wrappers.append(watch)
