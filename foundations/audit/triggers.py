"""Triggers that make tables append-only and the lock of the book's sealing, in SQLite's and PostgreSQL's words.

A table is append-only when its model says ``append_only = True``. The triggers are laid after every ``migrate`` rather
than in a migration, so that a database built without migrations has them, and a new such model has them at once.
"""

from collections.abc import Iterator

from django.apps import apps
from django.db import OperationalError, connections, models, transaction

REFUSAL = "append-only: rows of this table are neither changed nor removed"
LOCK_OF_THE_BOOK = 0x41554449  # any number that no other advisory lock of this database has
WRITERS_WITHIN = "600ms"
EVENTS = "audit_auditevent"
VERBS = ("update", "delete")


def append_only_models() -> list[type[models.Model]]:
    """The models whose rows are only ever added."""
    return [model for model in apps.get_models() if getattr(model, "append_only", False)]


def _keys(model: type[models.Model]) -> list[str]:
    """The columns of which one value stands once."""
    return [str(field.column) for field in model._meta.local_concrete_fields if field.unique]


def _sqlite(model: type[models.Model]) -> list[str]:
    """Refuse UPDATE and DELETE, and the insertion that takes the place of a row.

    ``REPLACE INTO`` and ``INSERT OR REPLACE`` delete the old row without asking the triggers of deletion, unless
    ``recursive_triggers`` is on, which any connection may leave off (sqlite.org, "lang_conflict").
    """
    table = model._meta.db_table
    taken = " OR ".join(f"{column} = NEW.{column}" for column in _keys(model))
    refusals = {f"{table}_no_{verb}": f"BEFORE {verb.upper()} ON {table}" for verb in VERBS}
    refusals[f"{table}_no_replace"] = f"BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {taken})"  # noqa: S608 - our own names
    return [
        f"CREATE TRIGGER IF NOT EXISTS {name} {when} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        for name, when in refusals.items()
    ]


def _postgresql(model: type[models.Model]) -> list[str]:
    """Refuse UPDATE, DELETE and TRUNCATE; and let every writer of an event hold the book's lock, shared.

    That lock is an advisory one, because LOCK TABLE needs rights that the platform's role is better without.
    """
    table = model._meta.db_table
    statements = [
        (
            f"CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
        ),
        (
            f"CREATE OR REPLACE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()"
        ),
    ]
    if table != EVENTS:
        return statements
    return [
        *statements,
        (
            f"CREATE OR REPLACE FUNCTION {table}_announce() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN PERFORM pg_advisory_xact_lock_shared({LOCK_OF_THE_BOOK}); RETURN NULL; END $$"
        ),
        (
            f"CREATE OR REPLACE TRIGGER {table}_announced BEFORE INSERT ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_announce()"
        ),
    ]


def _laid_tables(using: str) -> Iterator[type[models.Model]]:
    """The append-only models whose table is there: a migration of one app alone may come before another's."""
    present = set(connections[using].introspection.table_names())
    return (model for model in append_only_models() if model._meta.db_table in present)


def lay_triggers(using: str = "default") -> None:
    """Create the triggers where they are missing."""
    connection = connections[using]
    statements = {"sqlite": _sqlite, "postgresql": _postgresql}[connection.vendor]
    with connection.cursor() as cursor:
        for model in _laid_tables(using):
            for statement in statements(model):
                cursor.execute(statement)


def lift_triggers(using: str = "default") -> None:
    """Remove the triggers. For the tests that flush their database, and for nobody else."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for model in _laid_tables(using):
            table = model._meta.db_table
            if connection.vendor == "sqlite":
                for verb in (*VERBS, "replace"):
                    cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}")
            else:
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_change ON {table}")


def await_writers(using: str = "default") -> bool:
    """Within a transaction: wait until no other one has an event to commit, and let none write before this one ends.

    Keys are given at insertion, so on PostgreSQL an event may be committed after a later one; SQLite has one writer.
    Whoever comes with an event while we wait waits behind us. So we wait for :data:`WRITERS_WITHIN` and no longer, as
    a large import may take more: ``False`` then, and nothing is held.
    """
    connection = connections[using]
    if connection.vendor != "postgresql":
        return True
    try:
        with transaction.atomic(using=using), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [WRITERS_WITHIN])
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK_OF_THE_BOOK])
            cursor.execute("SET LOCAL lock_timeout TO DEFAULT")
    except OperationalError:
        return False
    return True


def lay_triggers_after_migrate(sender, *, using: str, **_kwargs) -> None:
    """Receiver of ``post_migrate`` of this app."""
    lay_triggers(using)
