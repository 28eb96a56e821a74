"""Whether a request changed anything: every table hashed, save the stamps that reading itself leaves."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection

# The audit book notes who read what; sessions and devices are stamped with their last use (decisions on GET).
STAMPS = {
    "audit_auditevent",
    "django_session",
    "wagtailadmin_editingsession",
    # Wagtail's own: a picture in a size that nobody asked for before, and blank rows of preferences at the first look.
    "content_platformrendition",
    "wagtailcore_pagesubscription",
    "wagtailusers_userprofile",
}
# In these only some columns are stamps.
STAMPED = {
    "usersessions_usersession": {"session_key", "last_seen_at", "ip", "user_agent", "data"},
    "mfa_authenticator": {"last_used_at"},
    "calendars_feedtoken": {"used_at", "used_by"},
}
HARMLESS = ("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK", "PRAGMA", "EXPLAIN", "BEGIN", "COMMIT", "WITH")
# A statement of Django's own begins like this; of any other that is not harmless nobody knows which tables it wrote.
WRITING = re.compile(r"(?:INSERT(?: OR IGNORE)? INTO|UPDATE|DELETE FROM) [\"`]?(\w+)")


def stamped(table: str) -> set[str]:
    """The columns of a table that reading may alter."""
    return STAMPED.get(table, set())


class Witness:
    """Hashes the tables once, and again only those that a request wrote to."""

    def __init__(self) -> None:
        self.written: set[str] = set()
        self.tables = [
            name for name in sorted(connection.introspection.table_names()) if name not in STAMPS and "_fts" not in name
        ]
        self.before = self.hashes(self.tables)

    def hashes(self, tables: Iterable[str]) -> dict[str, str]:
        """The hash of each table."""
        found = {}
        with connection.cursor() as cursor:
            for name in tables:
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")  # noqa: S608 - a table's own name
                left = [place for place, column in enumerate(cursor.description) if column[0] not in stamped(name)]
                rows = sorted(repr([row[place] for place in left]) for row in cursor.fetchall())
                found[name] = hashlib.sha256("\n".join(rows).encode("utf-8", "replace")).hexdigest()
        return found

    def _watch(self, execute, sql, params, many, context):
        text = str(sql).lstrip("( \n")
        if not text.upper().startswith(HARMLESS):
            writing = WRITING.match(text)
            self.written |= {writing.group(1)} if writing else set(self.tables)
        return execute(sql, params, many, context)

    @contextmanager
    def watching(self) -> Iterator[None]:
        """For the length of one request."""
        self.written = set()
        with connection.execute_wrapper(self._watch):
            yield

    def changed(self) -> list[str]:
        """The tables that differ from the beginning."""
        now = self.hashes(name for name in self.tables if name in self.written)
        return [name for name, digest in now.items() if digest != self.before[name]]
