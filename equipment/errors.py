"""Refusals of this app, in the reader's language."""


class EquipmentError(Exception):
    """A change that the rules of the inventory refuse; the message can be shown as it is. Nothing was changed.

    ``field`` names the field or column at fault, where there is one.
    """

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field
