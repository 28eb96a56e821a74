"""What goes into calendars: who tells it, how it is written as iCalendar, and the secret addresses it is fetched from.

The app knows no workshop and no session: apps above fill its contract (:mod:`calendars.sources`) with plain values.
``calendars.busy(person, window)`` is the one question of time conflicts; ``busy_among`` asks it of many at once.
"""

from calendars.sources import Busy, Window, busy, busy_among, hours

__all__ = ["Busy", "Window", "busy", "busy_among", "hours"]
