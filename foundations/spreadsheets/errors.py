"""Refusals of spreadsheets, in the reader's language."""


class SheetError(Exception):
    """A file that cannot be read, or a step that a batch does not take now; the message can be shown as it is."""
