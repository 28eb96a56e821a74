"""The version of all that the public reads: whatever changes it, by whatever hand, makes a new one for every process.

Writing statements are seen where all of them pass, at the cursor (Django's ``execute_wrapper``): from screens of ours
and Wagtail's, jobs, commands and bulk updates alike, so that no new way of editing can forget to tell. Each table
counts unless it is named here as standing behind the public pages; to forget one of those costs speed, never truth. The
new version is told when the transaction is committed, in the shared cache (docs/decisions/0033-public-pages-kept.md).
"""

import logging
import re
import secrets
from functools import cache as once
from typing import Any
from weakref import WeakSet

from django.apps import apps
from django.core.cache import cache
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

logger = logging.getLogger(__name__)

KEY = "public_pages.version"

# What no public page shows and what changes while nobody edits anything. A test fails on one that a public page reads
# (tests/training_platform/test_public_version.py).
BEHIND_APPS = frozenset(
    {
        *("account", "audit", "certificates", "conferencing", "django_q", "jobs", "mfa", "outbox", "privacy"),
        *("sessions", "training_sessions", "usersessions", "wagtailadmin", "wagtailsearch", "wagtailusers"),
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
TARGET = re.compile(r'\s*(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|UPDATE|DELETE\s+FROM)\s+"?(\w+)', re.IGNORECASE)
# Kinds of writing that no part of Django's ORM uses; what they write to stands somewhere in them.
OTHER_WRITING = re.compile(r"\s*(?:COPY|MERGE|REPLACE|TRUNCATE|WITH)\b", re.IGNORECASE)
WORD = re.compile(r"\w+")


def current_version() -> str | None:
    """A word that is another one after every change; ``None`` while the shared cache keeps nothing."""
    version = cache.get(KEY)
    if version is None:
        cache.add(KEY, secrets.token_hex(8), timeout=None)
        version = cache.get(KEY)
    return version


def renew_version() -> None:
    """What was made for the version so far is served no more. Never counted up: a lost count would repeat itself.

    The change is kept, and pages are made anew within the minute, even if the cache does not hear of it.
    """
    try:
        cache.set(KEY, secrets.token_hex(8), timeout=None)
    except Exception:
        logger.exception("public_version_not_renewed")


@once
def public_tables() -> frozenset[str]:
    """The tables that count."""
    return frozenset(
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label not in BEHIND_APPS and model._meta.label not in BEHIND_MODELS
    )


def changes_public_pages(statement: str) -> bool:
    """Whether a statement writes to a table that counts."""
    if target := TARGET.match(statement):
        return target[1] in public_tables()
    return bool(OTHER_WRITING.match(statement)) and not public_tables().isdisjoint(WORD.findall(statement))


def watch(execute, sql, params, many: bool, context: dict[str, Any]) -> Any:  # noqa: ANN001, FBT001 - Django's shape
    """Run a statement; if it changed what the public reads, the version is renewed when that is committed."""
    connection: BaseDatabaseWrapper = context["connection"]
    settle(connection)
    result = execute(sql, params, many, context)
    statement = str(sql)
    if not changes_public_pages(statement):
        return result
    if not connection.in_atomic_block and "RETURNING" in statement:
        # SQLite ends such a statement when its rows are read; to ask for anything before would undo it.
        _owing.add(connection)
    elif not any(after is renew_version for _savepoints, after, _robust in connection.run_on_commit):
        transaction.on_commit(renew_version, using=connection.alias)
    return result


def settle(connection: BaseDatabaseWrapper) -> None:
    """Renew the version for a change that could not be told at once: before the next statement, or the answer."""
    if connection in _owing and not connection.in_atomic_block:
        _owing.discard(connection)
        renew_version()


_owing: WeakSet[BaseDatabaseWrapper] = WeakSet()


def watch_connection(connection: BaseDatabaseWrapper, **_facts: object) -> None:
    """Put the watch onto a connection that was just made (``connection_created``)."""
    if watch not in connection.execute_wrappers:
        connection.execute_wrappers.append(watch)
