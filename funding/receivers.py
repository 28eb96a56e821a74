"""What the money says to what happens in the inventory."""

from equipment.errors import EquipmentError
from equipment.models import Asset
from funding.traces import fault_of_order


def refuse_unbudgeted_order(sender: type[Asset], asset: Asset, **kwargs: object) -> None:
    """Nothing is ordered that no funded budget line buys."""
    if fault := fault_of_order(asset):
        raise EquipmentError(fault, field="status")
