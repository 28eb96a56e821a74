"""People and appointments in the Wagtail admin. Who holds which role changes by actions alone."""

from datetime import datetime, time, timedelta

from django import forms
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput

from network import actions
from network.models import Appointment, Person
from network.staff import ActingCreateView, ActingEditView, Deed, RecordViewSet
from network.wall_time import instant_of


class PersonCreateView(ActingCreateView):
    def act(self, fields: dict) -> Person:
        return actions.register_person(by=self.request.user, **fields)


class PersonEditView(ActingEditView):
    @transaction.atomic
    def act(self, fields: dict) -> Person:
        names = Person.objects.values("given_names", "family_names").get(pk=self.object.pk)
        names |= {name: fields.pop(name) for name in [*names] if name in fields}
        actions.correct_name(self.object, **names, by=self.request.user)
        return actions.revise_person(self.object, **fields, by=self.request.user)


class PersonViewSet(RecordViewSet):
    """Names are corrected in place; who was merged into whom is never edited."""

    model = Person
    icon = "user"
    add_view_class = PersonCreateView
    edit_view_class = PersonEditView
    form_fields = ["given_names", "family_names", "kind", "gender", "office", "unit", "institution"]
    list_display = ["full_name", "kind", "office", "institution"]
    list_filter = ["kind", "office"]
    search_fields = ["given_names", "family_names"]
    inspect_view_fields = [*form_fields, "merged_into"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("office", "institution")


class AppointmentForm(WagtailAdminModelForm):
    """Who gets which role where, from now on, and perhaps until when."""

    last_day = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=AdminDateInput,
        help_text=_("Empty: until somebody ends it. Otherwise every right is gone when this day ends at the office."),
    )

    class Meta:
        model = Appointment
        fields = ["person", "role", "office", "unit"]

    def clean_last_day(self):
        """Yesterday is no last day."""
        day = self.cleaned_data["last_day"]
        if day is not None and day < timezone.localdate():
            raise forms.ValidationError(_("This day is past."))
        return day


class AppointmentCreateView(ActingCreateView):
    def act(self, fields: dict) -> Appointment:
        day, office = fields.pop("last_day", None), fields["office"]
        if day is not None:
            zone = office.time_zone if office else settings.TIME_ZONE
            fields["ends_at"] = instant_of(datetime.combine(day + timedelta(days=1), time.min), zone)
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
            is_dangerous=True,
            perform=lambda appointment, by, _reason: actions.end_appointment(appointment, by=by),
            shown=lambda appointment, by: not appointment.is_over(timezone.now()) and by.standing.is_secretariat,
        ),
    )

    def get_form_class(self, for_update: bool = False) -> type[AppointmentForm]:
        return AppointmentForm

    def visible_records(self, user):
        return super().visible_records(user).select_related("person", "office")

    def named(self, appointment: Appointment) -> str:
        return f"{appointment.person}: {appointment.get_role_display()}"
