"""Why conferencing says no."""


class ConferencingError(Exception):
    """A refusal with a translated sentence that can be shown as it is. ``code`` tells tests and logs which one."""

    def __init__(self, sentence: str, *, code: str) -> None:
        super().__init__(sentence)
        self.code = code
