"""How long things are kept before the clock lets them go."""

from datetime import datetime


def kept_since(at: datetime, months: int) -> datetime:
    """The instant ``months`` calendar months before ``at``; what is older than that is let go."""
    year, month = divmod(at.year * 12 + at.month - 1 - months, 12)
    return at.replace(year=year, month=month + 1, day=min(at.day, 28))
