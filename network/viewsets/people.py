"""People and appointments in the Wagtail admin. Who holds which role changes by actions alone."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets import AdminDateInput

from network import actions
from network.errors import AccountError
from network.listing import CodeFilter, FactColumn, RecordFilterSet
from network.models import Appointment, Office, Person, User
from network.record_forms import RecordForm
from network.rules import DEPUTISED_ROLES, OFFICE_ROLES
from network.staff import ActingCreateView, ActingEditView, Deed, RecordViewSet
from network.viewsets.communications import LOG_DEEDS
from network.wall_time import instant_of

LONGEST_APPOINTMENT = timedelta(days=3653)  # ten years


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


def account_words(person: Person) -> str:
    """The state of the person's account, or that there is none."""
    return person.user.state.label if hasattr(person, "user") else gettext("none (account)")


class PersonFilter(RecordFilterSet):
    """By kind, by office, and by what became of the account."""

    account = CodeFilter(
        label=_("Account"), choices=[("none", _("none (account)")), *User.State.choices], method="filter_account"
    )

    class Meta:
        model = Person
        fields: list[str] = ["kind", "office"]

    def filter_account(self, people: models.QuerySet, name: str, value: str) -> models.QuerySet:
        if value == "none":
            return people.filter(user__isnull=True)
        return people.filter(user__in=User.objects.in_state(value))


class PersonViewSet(RecordViewSet):
    """Names are corrected in place; who was merged into whom is never edited."""

    model = Person
    icon = "user"
    add_view_class = PersonCreateView
    edit_view_class = PersonEditView
    form_fields = ["given_names", "family_names", "kind", "gender", "office", "unit", "institution"]
    filterset_class = PersonFilter
    list_display = [
        "full_name",
        "kind",
        "office",
        "institution",
        FactColumn("account", label=_("Account"), accessor=account_words),
    ]
    search_fields = ["given_names", "family_names"]
    inspect_view_fields = [*form_fields, "merged_into"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("office", "institution", "user")


class AppointmentForm(RecordForm):
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
        help_texts = {
            "person": _("With country and office; in the order of family names."),
            "office": _("The office for which the role is held; empty for a role in the whole network."),
            "unit": _("Only of a contact point: the unit of that office."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        people = self.fields["person"]
        people.queryset = people.queryset.current().in_order()

    def clean(self):
        """What cannot go together stands at its field."""
        cleaned = super().clean()
        office, unit = cleaned.get("office"), cleaned.get("unit")
        if cleaned.get("role") in OFFICE_ROLES and office is None and "office" in cleaned:
            self.add_error("office", _("This role is held for an office: name it."))
        if unit is not None and unit.office != office:
            self.add_error("unit", _("This unit is of another office."))
        if cleaned.get("last_day"):
            self._refuse_odd_day(cleaned["last_day"], office)
        return cleaned

    def _refuse_odd_day(self, day: date, office: Office | None) -> None:
        """Yesterday, where the office is, is no last day; nor is one that only a slip of the hand can mean."""
        today = timezone.localdate(timezone=ZoneInfo(zone_of(office)))
        if day < today:
            self.add_error("last_day", _("This day is past."))
        elif day > today + LONGEST_APPOINTMENT:
            self.add_error("last_day", _("That is more than ten years ahead: look at the year again."))


def zone_of(office: Office | None) -> str:
    """By whose clock an appointment ends: the office's, else the platform's."""
    return office.time_zone if office else settings.TIME_ZONE


class AppointmentCreateView(ActingCreateView):
    def act(self, fields: dict) -> Appointment:
        day, office = fields.pop("last_day", None), fields["office"]
        if day is not None:
            fields["ends_at"] = instant_of(datetime.combine(day + timedelta(days=1), time.min), zone_of(office))
        return actions.appoint_person(fields.pop("person"), by=self.request.user, **fields)


COMMUNICATIONS_SHOWN = 10


def principal_of(appointment: Appointment) -> str:
    """Whom a deputy stands in for."""
    return appointment.stands_in_for.person.full_name if appointment.stands_in_for else ""


class AppointmentViewSet(RecordViewSet):
    """Given and ended, never rewritten: rights follow from these rows."""

    model = Appointment
    icon = "key"
    verbs = ("view", "add")
    add_view_class = AppointmentCreateView
    inspect_template_name = "network/staff/appointment.html"
    list_display = [
        "person",
        "role",
        "office",
        "starts_at",
        "ends_at",
        Column("stands_in_for", label=_("Stands in for"), accessor=principal_of),
    ]
    list_filter = ["role", "office"]
    search_fields = ["person__given_names", "person__family_names"]
    inspect_view_fields = ["person", "role", "office", "unit", "starts_at", "ends_at"]
    refusals = (AccountError,)
    deeds = (
        *LOG_DEEDS,
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
        return super().visible_records(user).select_related("person", "office", "stands_in_for__person")

    def told_of(self, record: Appointment) -> dict:
        """Whom a deputy stands in for; else who stands in, and whether somebody may."""
        now = timezone.now()
        may = record.role in DEPUTISED_ROLES and record.stands_in_for_id is None and not record.is_over(now)
        deputies = record.deputies.not_ended(now).select_related("person").order_by("starts_at")
        said = record.person.communications.filter(office=record.office).select_related("by__person")
        told = {"principal": record.stands_in_for, "deputies": deputies, "takes_deputies": may}
        return told | {"communications": said[:COMMUNICATIONS_SHOWN]}

    def named(self, appointment: Appointment) -> str:
        return f"{appointment.person}: {appointment.get_role_display()}"
