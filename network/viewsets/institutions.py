"""Institutions in the Wagtail admin: plain editing."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as gettext_now
from django.utils.translation import gettext_lazy as _

from network.listing import CodeFilter, FactColumn, RecordFilterSet
from network.models import Appointment, Institution, Office, OfficeRoom, School, Unit
from network.places import place_of
from network.silence import offices_in_touch
from network.staff import RecordViewSet

BILINGUAL_NAME = ["name_es", "name_en"]


def contact_points_of(office: Office) -> str:
    """``1 of 2``: a vacancy shows, a third one does too; neither is forbidden."""
    return gettext_now("%(held)s of %(due)s") % {"held": office.contact_points, "due": office.contact_points_due}


class OfficeFilter(RecordFilterSet):
    """By membership, and those that lack a contact point (R81)."""

    vacancy = CodeFilter(
        label=_("Contact points"), choices=[("vacant", _("One or more are to be appointed"))], method="filter_vacancy"
    )

    class Meta:
        model = Office
        fields = ["membership"]

    def filter_vacancy(self, offices: models.QuerySet, name: str, value: str) -> models.QuerySet:
        return offices.vacant()


class OfficeViewSet(RecordViewSet):
    model = Office
    icon = "globe"
    form_fields = [
        *BILINGUAL_NAME,
        "country",
        "code",
        "membership",
        "head_title_es",
        "head_title_en",
        "time_zone",
        "city",
        "currency",
        "mailbox",
        "contact_points_due",
    ]
    inspect_template_name = "network/staff/office.html"
    list_display = [
        "name",
        "country",
        "membership",
        "city",
        FactColumn("time_zone", label=_("Clock of"), accessor=lambda office: place_of(office.time_zone)),
        FactColumn("contact_points", label=_("Contact points"), accessor=contact_points_of),
    ]
    filterset_class = OfficeFilter
    search_fields = ["name_es", "name_en", "country__name_es", "code"]
    inspect_view_fields = form_fields

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("country").with_contact_points()

    def told_of(self, record: Office) -> dict:
        """Who its contact points are, and who will be; to the Secretariat, when each was last heard of."""
        held = record.appointments.holding(Appointment.Role.CONTACT_POINT).not_ended().with_accounts()
        now = timezone.now()
        own = [each for each in held if each.starts_at <= now and not each.stands_in_for_id]
        return {"appointments": held, "held": len(own), "now": now, "touches": offices_in_touch(now, office=record)}


class UnitViewSet(RecordViewSet):
    model = Unit
    icon = "group"
    form_fields = [*BILINGUAL_NAME, "office", "kind"]
    list_display = ["name", "office", "kind"]
    list_filter = ["office", "kind"]
    inspect_view_fields = form_fields

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("office")


class SchoolViewSet(RecordViewSet):
    model = School
    icon = "folder-open-inverse"
    form_fields = [*BILINGUAL_NAME, "office", "leads_programme"]
    list_display = ["name", "office", "leads_programme"]
    inspect_view_fields = form_fields

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("office")


class InstitutionViewSet(RecordViewSet):
    model = Institution
    icon = "home"
    form_fields = [*BILINGUAL_NAME, "kind", "country"]
    list_display = ["name", "kind", "country"]
    list_filter = ["kind"]
    inspect_view_fields = form_fields

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("country")


class OfficeRoomViewSet(RecordViewSet):
    model = OfficeRoom
    icon = "desktop"
    form_fields = ["office", "name", "place", "capacity", "custodian"]
    list_display = ["name", "office", "place", "capacity"]
    list_filter = ["office"]
    inspect_view_fields = form_fields

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("office")
