"""What stands in every test's database before its first row: the page trees, the groups, no job, the audit's triggers.

The database of the tests is built from the models, without migrations: the little that only a library's migration makes
is made here.
"""

import sqlite3
from importlib import import_module

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations import RunSQL, SeparateDatabaseAndState
from django.db.migrations.recorder import MigrationRecorder
from django.test import TransactionTestCase
from django_q.models import OrmQ
from wagtail_localize.models import Translation

from content.actions import lay_groups, lay_tree
from content.text_search import lay_text_search
from foundations.audit.triggers import lay_triggers, lift_triggers
from foundations.jobs.models import Job

FILLED = {Permission._meta.db_table, ContentType._meta.db_table, MigrationRecorder.Migration._meta.db_table}


@transaction.atomic
def lay_ground() -> None:
    """Lay it where it is missing; what laying it put on the queue is taken off again."""
    cache.clear()
    _lay_right_of_a_migration()
    lay_tree()
    lay_groups()
    OrmQ.objects.all().delete()
    Job.objects.all().delete()


def lay_foundation() -> None:
    """Tables that no model makes: the list of migrations, which wagtail-localize reads, and what the search needs."""
    MigrationRecorder(connection).ensure_schema()
    lay_text_search(connection)
    _lay_full_text_search()


def _lay_full_text_search() -> None:
    """On SQLite the search's table is a virtual one, kept by triggers; from the model alone it is an ordinary table."""
    if connection.vendor != "sqlite":
        return
    migration = import_module("wagtail.search.migrations.0006_customise_indexentry").Migration
    steps = [part for part in migration.operations if isinstance(part, SeparateDatabaseAndState)]
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE wagtailsearch_indexentry_fts")
        for statement in steps[-1].database_operations:
            assert isinstance(statement, RunSQL)
            cursor.execute(statement.sql)


def _lay_right_of_a_migration() -> None:
    """wagtail-localize makes its one permission in a migration, and the tests' database is built without them."""
    kind = ContentType.objects.get_for_model(Translation)
    Permission.objects.get_or_create(
        content_type=kind, codename="submit_translation", defaults={"name": "Can submit translations"}
    )


class SwiftFlushes:
    """While in force, what a transactional test leaves behind is taken away in a moment, down to the ground.

    Django's own flush meets the triggers of the audit book, which refuse, and makes every content type and permission
    anew, which takes seconds. To be made with the ground laid; the tests themselves run with the triggers in place.
    """

    def __init__(self) -> None:
        self.take_away = Image().bring_back if connection.vendor == "sqlite" else _empty

    def __enter__(self) -> None:
        self.flush = TransactionTestCase._fixture_teardown
        TransactionTestCase._fixture_teardown = lambda _case: self.take_away()

    def __exit__(self, *error: object) -> None:
        TransactionTestCase._fixture_teardown = self.flush


class Image:
    """The whole database as it stands, kept in memory. SQLite alone is brought back to it, in some milliseconds."""

    def __init__(self) -> None:
        self.kept = sqlite3.connect(":memory:", check_same_thread=False)
        connection.ensure_connection()
        connection.connection.backup(self.kept)

    def bring_back(self) -> None:
        connection.ensure_connection()
        self.kept.backup(connection.connection)


def _empty() -> None:
    """Every table but those that ``migrate`` fills; then the ground again."""
    lift_triggers()
    tables = sorted(set(connection.introspection.django_table_names(only_existing=True, include_views=False)) - FILLED)
    connection.ops.execute_sql_flush(connection.ops.sql_flush(no_style(), tables, allow_cascade=True))
    lay_triggers()
    lay_ground()
