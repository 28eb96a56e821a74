"""What the inventory is made of, in the Wagtail admin: kinds of items, suppliers, rates, standard kits."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSetGroup

from equipment.viewsets.catalogue import ItemTypeViewSet, RateViewSet, SupplierViewSet
from equipment.viewsets.kits import KitVersionViewSet, KitViewSet


class EquipmentGroup(ModelViewSetGroup):
    """*Equipo*: written by the Secretariat; the inventory itself is on the public side."""

    menu_label = _("Equipment")
    menu_icon = "desktop"
    menu_order = 37
    items = (
        KitViewSet("kits"),
        KitVersionViewSet("kit_versions"),
        ItemTypeViewSet("item_types"),
        SupplierViewSet("suppliers"),
        RateViewSet("exchange_rates"),
    )
