"""Refusals of this app, in the reader's language."""


class CourseError(Exception):
    """A change that the programme's rules refuse; the message can be shown as it is. Nothing was changed."""
