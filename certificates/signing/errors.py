"""Why a paper was not signed, or a signature not read. No message holds anything of a key or its password."""


class SigningError(Exception):
    """A key is named and cannot sign: not there, not readable, not fit, run out. Says which, in English."""


class StampAway(SigningError):
    """The time-stamp server did not answer, not in time, not in bounds, or is being left alone. Says why."""
