"""Codes turned into sentences: why a file of holidays is not read, why one of its days is not taken over."""

from django.utils.translation import gettext_lazy as _

FAULTS_OF_FILES = {
    "too_large": _("The file is larger than half a megabyte: a calendar of holidays never is."),
    "no_calendar": _("This is no calendar. Choose a file in the iCalendar format, whose name ends in .ics."),
    "unreadable": _("This calendar cannot be read: something in it is not as the format asks. Nothing was taken over."),
    "too_many": _("The file holds more than a thousand events. Choose one with the holidays of a few years."),
    "nothing_in_it": _("There is nothing in this calendar."),
    "stale": _("What you read is older than an hour, or not yours. Choose the file again."),
}

REASONS = {
    "no_name": _("it has no name"),
    "no_day": _("it has no day that can be read"),
    "has_hours": _("it has hours: a holiday is a whole day"),
    "too_long": _("it lasts more than two weeks"),
    "repeats": _("it repeats by a rule that is not followed here: write its days one by one"),
    "cancelled": _("the file says that it is cancelled"),
    "past": _("its year is over"),
    "far": _("it is more than ten years ahead"),
    "twice": _("it stands in the file twice"),
    "same": _("it is there already"),
    "taken_out": _("it was marked here as not observed"),
}
