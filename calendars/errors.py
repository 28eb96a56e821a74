"""Refusals of this app, in the reader's language."""


class CalendarError(Exception):
    """A change of a subscription that is refused; the message can be shown as it is. Nothing was changed."""


class HolidayFileError(Exception):
    """A file of holidays that is not read at all; ``args[0]`` is a code of :mod:`calendars.messages`."""
