"""People, accounts and institutions in the Wagtail admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSetGroup

from network.viewsets.accounts import AccountViewSet
from network.viewsets.communications import CommunicationViewSet
from network.viewsets.institutions import (
    InstitutionViewSet,
    OfficeRoomViewSet,
    OfficeViewSet,
    SchoolViewSet,
    UnitViewSet,
)
from network.viewsets.people import AppointmentViewSet, PersonViewSet


class PeopleGroup(ModelViewSetGroup):
    """*Personas*: who there is, who signs in, and who holds which role."""

    menu_label = _("People")
    menu_icon = "group"
    menu_order = 120
    items = (PersonViewSet("people"), AccountViewSet("accounts"), AppointmentViewSet("appointments"))


class NetworkGroup(ModelViewSetGroup):
    """*Red*: the institutions of the network and what they consist of."""

    menu_label = _("Network")
    menu_icon = "site"
    menu_order = 130
    items = (
        OfficeViewSet("offices"),
        UnitViewSet("units"),
        SchoolViewSet("schools"),
        OfficeRoomViewSet("office_rooms"),
        InstitutionViewSet("institutions"),
        CommunicationViewSet("communications"),
    )
