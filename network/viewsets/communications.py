"""The Secretariat's contacts with contact points, in the Wagtail admin: noted, never rewritten."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput

from network import actions
from network.errors import AccountError
from network.models import Appointment, Communication
from network.staff import ActingCreateView, Deed, RecordViewSet


class ContactPointField(forms.ModelChoiceField):
    """Contact points and who stands in for them, each behind the country."""

    def label_from_instance(self, appointment: Appointment) -> str:
        return f"{appointment.office.country.name} · {appointment.person.full_name}"


class CommunicationForm(WagtailAdminModelForm):
    """With whom, on which day, by which means, and a line."""

    field_order = ["contact_point", "means", "day", "note"]
    contact_point = ContactPointField(label=_("Contact point"), queryset=Appointment.objects.none())
    day = forms.DateField(label=_("Day"), widget=AdminDateInput, initial=timezone.localdate)

    class Meta:
        model = Communication
        fields = ["means", "note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        held = Appointment.objects.valid().holding(Appointment.Role.CONTACT_POINT)
        told = held.select_related("person", "office__country")
        self.fields["contact_point"].queryset = told.order_by("office__country__name_es", "starts_at")

    def clean_day(self):
        """Tomorrow's contact is none yet."""
        day = self.cleaned_data["day"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return day


class CommunicationCreateView(ActingCreateView):
    def act(self, fields: dict) -> Communication:
        """Today is now; of another day nobody knows the hour: its last minute on the platform's clock."""
        day = fields.pop("day")
        zone = ZoneInfo(settings.TIME_ZONE)
        had_at = None if day == timezone.localdate() else datetime.combine(day, time(23, 59), zone)
        return actions.log_contact(fields.pop("contact_point"), **fields, had_at=had_at, by=self.request.user)


class CommunicationViewSet(RecordViewSet):
    """For the Secretariat alone."""

    model = Communication
    icon = "comment"
    verbs = ("view", "add")
    refusals = (AccountError,)
    add_view_class = CommunicationCreateView
    list_display = ["had_at", "office", "person", "means", "note", "by"]
    list_filter = ["office", "means"]
    search_fields = ["person__given_names", "person__family_names", "note"]
    inspect_view_fields = ["had_at", "office", "person", "means", "note", "by", "noted_at"]

    def get_form_class(self, for_update: bool = False) -> type[CommunicationForm]:
        return CommunicationForm

    def visible_records(self, user):
        return super().visible_records(user).select_related("person", "office", "by__person")


def _log_deed(means: str, label) -> Deed:
    """One click: it was today, by this means."""
    return Deed(
        name=f"log_{means}",
        label=label,
        perform=lambda appointment, by, _reason: actions.log_contact(appointment, means=means, by=by),
        shown=lambda appointment, by: (
            by.standing.is_secretariat
            and appointment.role == Appointment.Role.CONTACT_POINT
            and not appointment.is_over(timezone.now())
        ),
    )


# The buttons on the page of a contact point's appointment.
LOG_DEEDS = (
    _log_deed("phone", _("Note a call")),
    _log_deed("mail", _("Note an e-mail")),
    _log_deed("meeting", _("Note a meeting")),
)
