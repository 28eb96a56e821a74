"""Triggers that make the book append-only and the lock of its sealing, in SQLite's and PostgreSQL's words.

The triggers are laid after every ``migrate`` rather than in a migration, so that a database built without migrations
has them.
"""

from django.db import connections

TABLES = ("audit_auditevent", "audit_auditseal")
REFUSAL = "the audit book is append-only"


def _sqlite(table: str) -> list[str]:
    return [
        (
            f"CREATE TRIGGER IF NOT EXISTS {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
        for verb in ("update", "delete")
    ]


def _postgresql(table: str) -> list[str]:
    return [
        (
            f"CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
        ),
        (
            f"CREATE OR REPLACE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()"
        ),
    ]


def lay_triggers(using: str = "default") -> None:
    """Create the triggers where they are missing."""
    connection = connections[using]
    statements = {"sqlite": _sqlite, "postgresql": _postgresql}[connection.vendor]
    with connection.cursor() as cursor:
        for table in TABLES:
            for statement in statements(table):
                cursor.execute(statement)


def lift_triggers(using: str = "default") -> None:
    """Remove the triggers. For the tests that flush their database, and for nobody else."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for table in TABLES:
            if connection.vendor == "sqlite":
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_update")
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_delete")
            else:
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_change ON {table}")


def await_writers(using: str = "default") -> None:
    """Within a transaction: wait until no other one has an event to commit, and let none write before this one ends.

    Keys are given at insertion, so on PostgreSQL an event may be committed after a later one; SQLite has one writer.
    """
    connection = connections[using]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE audit_auditevent IN SHARE ROW EXCLUSIVE MODE")


def lay_triggers_after_migrate(sender, *, using: str, **_kwargs) -> None:
    """Receiver of ``post_migrate`` of this app."""
    lay_triggers(using)
