"""Which contracts there are: the list that the wiring names."""

from collections.abc import Sequence

from django.conf import settings
from django.utils.module_loading import import_string

from foundations.spreadsheets.contract import Contract


def contracts() -> Sequence[Contract]:
    """All of them, in the order of the wiring."""
    return import_string(settings.IMPORT_CONTRACTS)


def contract_named(name: str) -> Contract | None:
    """The contract of that name; ``None`` where there is none."""
    return next((contract for contract in contracts() if contract.name == name), None)
