"""Refusals of this app, in the reader's language."""


class AccountError(Exception):
    """A change to an account or a role that the rules refuse; the message can be shown. Nothing was changed."""


class LinkError(AccountError):
    """The link of a letter is used, withdrawn, expired or was never made."""
