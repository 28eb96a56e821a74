"""Refusals of this app, in the reader's language."""


class CertificateError(Exception):
    """A certificate cannot be awarded now; the message can be shown as it is. Nothing was changed."""
