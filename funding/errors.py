"""Refusals of this app, in the reader's language."""


class FundingError(Exception):
    """A change that the rules of the money refuse; the message can be shown as it is. Nothing was changed."""
