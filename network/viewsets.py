"""People and institutions in the Wagtail admin. Who holds which role changes by actions, the rest is plain editing."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.viewsets.model import ModelViewSetGroup

from network import actions
from network.models import Appointment, Institution, Office, OfficeRoom, Person, School, Unit
from network.staff import ActingCreateView, Deed, RecordViewSet

BILINGUAL_NAME = ["name_es", "name_en"]


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
    ]
    list_display = ["name", "country", "membership", "city", "time_zone"]
    list_filter = ["membership"]
    search_fields = ["name_es", "name_en", "country__name_es", "code"]
    inspect_view_fields = form_fields

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("country")


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


class PersonCreateView(ActingCreateView):
    def act(self, fields: dict) -> Person:
        return actions.register_person(by=self.request.user, **fields)


class PersonViewSet(RecordViewSet):
    """Names are corrected in place; who was merged into whom is never edited."""

    model = Person
    icon = "user"
    add_view_class = PersonCreateView
    form_fields = ["given_names", "family_names", "kind", "gender", "office", "unit", "institution"]
    list_display = ["full_name", "kind", "office", "institution"]
    list_filter = ["kind", "office"]
    search_fields = ["given_names", "family_names"]
    inspect_view_fields = [*form_fields, "merged_into"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("office", "institution")


class AppointmentForm(WagtailAdminModelForm):
    """Who gets which role where, from now on."""

    class Meta:
        model = Appointment
        fields = ["person", "role", "office", "unit"]


class AppointmentCreateView(ActingCreateView):
    def act(self, fields: dict) -> Appointment:
        return actions.appoint_person(fields.pop("person"), by=self.request.user, **fields)


class AppointmentViewSet(RecordViewSet):
    """Given and ended, never rewritten: rights follow from these rows."""

    model = Appointment
    icon = "key"
    verbs = ("view", "add")
    add_view_class = AppointmentCreateView
    list_display = ["person", "role", "office", "starts_at", "ends_at"]
    list_filter = ["role", "office"]
    search_fields = ["person__given_names", "person__family_names"]
    inspect_view_fields = ["person", "role", "office", "unit", "starts_at", "ends_at"]
    deeds = (
        Deed(
            name="end",
            label=_("End this appointment now"),
            perform=lambda appointment, by, _reason: actions.end_appointment(appointment, by=by),
            shown=lambda appointment, by: appointment.ends_at is None and by.standing.is_secretariat,
        ),
    )

    def get_form_class(self, for_update: bool = False) -> type[AppointmentForm]:
        return AppointmentForm

    def visible_records(self, user):
        return super().visible_records(user).select_related("person", "office")


class PeopleGroup(ModelViewSetGroup):
    """*Personas*: who there is, and who holds which role."""

    menu_label = _("People")
    menu_icon = "group"
    menu_order = 120
    items = (PersonViewSet("people"), AppointmentViewSet("appointments"))


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
    )
