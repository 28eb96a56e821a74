"""Registers the staff side of equipment, and the way from there to the inventory, which is on the public side."""

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from equipment.querysets import offices_of
from equipment.viewsets import EquipmentGroup
from network.querysets import standing_of


@hooks.register("register_admin_viewset")
def register_equipment() -> EquipmentGroup:
    return EquipmentGroup()


class InventoryItem(MenuItem):
    """For who reads an inventory."""

    def is_shown(self, request: HttpRequest) -> bool:
        offices = offices_of(standing_of(request.user))
        return offices is None or bool(offices)


@hooks.register("register_admin_menu_item")
def register_inventory() -> InventoryItem:
    return InventoryItem(_("Inventory"), reverse_lazy("equipment:asset_list"), name="inventory", icon_name="desktop")
