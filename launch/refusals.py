"""What stops a start, in a sentence for the person at the keyboard."""


class Refusal(Exception):
    """The set-up or the start cannot go on; the message says why and what to do."""
