"""Registers the staff side of equipment, and the ways from there to its pages, which are on the public side."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from equipment.querysets import offices_of
from equipment.viewsets import EquipmentGroup
from network.rules import Standing
from network.staff import WayOut


@hooks.register("register_admin_viewset")
def register_equipment() -> EquipmentGroup:
    return EquipmentGroup()


def reads_some(standing: Standing) -> bool:
    """Whether somebody reads an inventory."""
    return offices_of(standing) is None or bool(offices_of(standing))


def reads_all(standing: Standing) -> bool:
    """Whether somebody reads those of every office."""
    return offices_of(standing) is None


@hooks.register("register_admin_menu_item")
def register_inventory() -> MenuItem:
    return WayOut(_("Inventory"), "equipment:asset_list", name="inventory", icon="desktop", suits=reads_some)


@hooks.register("register_admin_menu_item")
def register_readiness() -> MenuItem:
    return WayOut(_("Readiness"), "equipment:readiness", name="readiness", icon="desktop", suits=reads_all)


@hooks.register("register_admin_menu_item")
def register_bookings() -> MenuItem:
    return WayOut(_("Rooms and bookings"), "bookings:offices", name="bookings", icon="date", suits=reads_all)
