"""Refusals of this app, in the reader's language."""


class EquipmentError(Exception):
    """A change that the rules of the inventory refuse; the message can be shown as it is. Nothing was changed.

    ``field`` names the field or column at fault, where there is one.
    """

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class TakenError(EquipmentError):
    """What was to be booked is taken at these hours; the message names each of them, as far as its reader may know.

    ``may_displace``: with a reason given, its reader may take the place of all that is in the way.
    """

    def __init__(self, message: str, *, may_displace: bool) -> None:
        super().__init__(message, field="starts_at")
        self.may_displace = may_displace
