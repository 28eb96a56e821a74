"""What an entry of a calendar shows as one text, put together by the database.

Of a calendar that is asked for all day the database tells such texts and nothing else: they say whether anything
changed, and under them each process keeps the entries that it made already (:mod:`calendars.sources`). So a row becomes
values only when it says something new.
"""

from django.db import models
from django.db.models import F, Func

BETWEEN = "\x1f"  # the unit separator, which no text that people write holds


class _Said(Func):
    """A column as text; what is empty says nothing."""

    template = "COALESCE(CAST(%(expressions)s AS text), '')"
    output_field = models.TextField()


class Mark(Func):
    """The values of columns, in their order, as one text.

    The same state of the database gives the same text in every process: instants are told in UTC, as the connection is.
    """

    template = "(%(expressions)s)"
    arg_joiner = f" || '{BETWEEN}' || "
    output_field = models.TextField()

    def __init__(self, *columns: str) -> None:
        super().__init__(*(_Said(F(column)) for column in columns))
