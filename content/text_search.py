"""What PostgreSQL needs for searching in Spanish without accents: laid by a migration; twice is harmless.

SQLite's full-text search ignores accents by itself and knows no word stems.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

CONFIGURATIONS = {
    "es_unaccent": ("spanish", "spanish_stem"),
    "simple_unaccent": ("simple", "simple"),
}
LAY = """
DO $$ BEGIN
IF NOT EXISTS (SELECT FROM pg_ts_config WHERE cfgname = '{name}') THEN
    CREATE TEXT SEARCH CONFIGURATION {name} (COPY = {source});
    ALTER TEXT SEARCH CONFIGURATION {name} ALTER MAPPING FOR hword, hword_part, word WITH unaccent, {stem};
END IF;
END $$
"""


def lay_text_search(connection: BaseDatabaseWrapper) -> None:
    """The extension ``unaccent`` (which the owner of a database may create) and the two configurations over it."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS unaccent")
        for name, (source, stem) in CONFIGURATIONS.items():
            cursor.execute(LAY.format(name=name, source=source, stem=stem))


def lift_text_search(connection: BaseDatabaseWrapper) -> None:
    """Take the configurations away again; the extension stays, for others may use it."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for name in CONFIGURATIONS:
            cursor.execute(f"DROP TEXT SEARCH CONFIGURATION IF EXISTS {name}")
