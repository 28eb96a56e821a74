"""What privacy refuses, in a sentence for whoever asked."""


class PrivacyError(Exception):
    """The change cannot be made; the message is translated and says why."""
