"""The Secretariat's screens in the Wagtail admin: requests to correct, and the log of breaches."""

from datetime import datetime

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.viewsets.model import ModelViewSetGroup

from network.listing import FactColumn
from network.staff import ActingCreateView, ActingEditView, Deed, RecordPolicy, RecordViewSet
from privacy import actions
from privacy.errors import PrivacyError
from privacy.models import Breach, BreachEntry, Correction

BREACH_FIELDS = [
    "title",
    "is_exercise",
    "discovered_at",
    "happened",
    "data_kinds",
    "people_about",
    "consequences",
    "measures",
    "authority_told_at",
    "people_told_at",
]


class SecretariatPolicy(RecordPolicy):
    """The Secretariat's alone: whoever administers the machine has no business here."""

    def user_has_permission(self, user, action: str) -> bool:
        return user.standing.is_secretariat and super().user_has_permission(user, action)


class PrivacyViewSet(RecordViewSet):
    """A screen of the Secretariat's alone."""

    refusals = (PrivacyError,)

    @property
    def permission_policy(self) -> SecretariatPolicy:
        return SecretariatPolicy(self.model, self.verbs)


def urgency_of(correction: Correction) -> str:
    """How late the answer is, or how many days are left; nothing once it is given."""
    if correction.state != Correction.State.OPEN:
        return ""
    days = (correction.due_at - timezone.now()).days
    if days < 0:
        return _("LATE since %(day)s") % {"day": f"{timezone.localtime(correction.due_at):%d/%m/%Y}"}
    return ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}


def now_stands(correction: Correction) -> str:
    """What the record says at present of what is asked, where the kind of the request tells which part that is."""
    if correction.kind == Correction.Kind.NAME:
        return correction.person.full_name
    if correction.kind == Correction.Kind.OFFICE:
        return " · ".join(str(part) for part in (correction.person.office, correction.person.unit) if part)
    return ""


class CorrectionViewSet(PrivacyViewSet):
    """What people ask to have corrected. The record is corrected on its own screen; here the person gets an answer."""

    model = Correction
    icon = "edit"
    verbs = ("view",)
    menu_label = gettext_lazy("Corrections")
    list_display = [
        "person",
        "kind",
        "office",
        "state",
        FactColumn("urgency", label=gettext_lazy("Answer"), accessor=urgency_of),
        "asked_at",
    ]
    list_filter = ["state", "kind", "office"]
    default_ordering = ["-state", "due_at"]  # open, then not corrected, then corrected
    inspect_view_fields = [
        "person",
        "office",
        "kind",
        "wrong",
        "right",
        "state",
        "asked_at",
        "due_at",
        "answered_at",
        "answered_by",
        "answer",
        "words_forgotten_at",
    ]
    inspect_template_name = "privacy/staff/correction.html"
    deeds = (
        Deed(
            name="complete",
            label=gettext_lazy("The record is corrected: tell the person"),
            perform=lambda correction, by, remark: actions.complete_correction(correction, remark=remark, by=by),
            shown=lambda correction, by: correction.state == Correction.State.OPEN and by.standing.is_secretariat,
            warns=lambda correction: (
                _("Nothing has changed in the record since the request.") if correction.is_unchanged else ""
            ),
            takes_remark=lambda correction: correction.is_unchanged,
        ),
        Deed(
            name="decline",
            label=gettext_lazy("Do not correct, and tell the person why"),
            perform=lambda correction, by, reason: actions.decline_correction(correction, reason=reason, by=by),
            shown=lambda correction, by: correction.state == Correction.State.OPEN and by.standing.is_secretariat,
            asks_reason=True,
        ),
    )

    def visible_records(self, user):
        return super().visible_records(user).select_related("person__office", "person__unit", "office", "answered_by")

    def named(self, correction: Correction) -> str:
        return f"{correction.person}: {correction.get_kind_display()}"

    def told_of(self, record) -> dict:
        return {
            "person_url": reverse("people:edit", args=[record.person_id]),
            "urgency": urgency_of(record),
            "now_stands": now_stands(record),
            "is_late": record.is_overdue(timezone.now()),
        }


def clock_of(breach: Breach) -> str:
    """How the 72 hours of a breach stand, in words."""
    if breach.authority_told_at:
        return _("authority told")
    if breach.closed_at:
        return _("closed without telling the authority")
    left = breach.hours_left(timezone.now())
    if left < 0:
        return ngettext("LATE by %(hours)s hour", "LATE by %(hours)s hours", -left) % {"hours": -left}
    return ngettext("%(hours)s hour left", "%(hours)s hours left", left) % {"hours": left}


class BreachCreateView(ActingCreateView):
    def act(self, fields: dict) -> Breach:
        return actions.record_breach(by=self.request.user, **fields)


class BreachEditView(ActingEditView):
    def act(self, fields: dict) -> Breach:
        return actions.revise_breach(self.object, by=self.request.user, **fields)


class BreachViewSet(PrivacyViewSet):
    """What happened to personal data, what was done, and the clock until the authority must be told."""

    model = Breach
    icon = "warning"
    menu_label = gettext_lazy("Breaches")
    add_view_class = BreachCreateView
    edit_view_class = BreachEditView
    form_fields = BREACH_FIELDS
    list_display = [
        "title",
        "is_exercise",
        "discovered_at",
        FactColumn("clock", label=gettext_lazy("72 hours"), accessor=clock_of),
        "closed_at",
    ]
    list_filter = ["is_exercise"]
    inspect_view_fields = [*BREACH_FIELDS, "closed_at"]
    inspect_template_name = "privacy/staff/breach.html"
    deeds = (
        Deed(
            name="close",
            label=gettext_lazy("Close this record for good"),
            is_dangerous=True,
            perform=lambda breach, by, reason: actions.close_breach(breach, remark=reason, by=by),
            shown=lambda breach, by: breach.closed_at is None and by.standing.is_secretariat,
            asks_reason=True,
        ),
    )

    def told_of(self, record) -> dict:
        entries = [(entry, changes_of(entry)) for entry in record.entries.select_related("by")]
        return {"entries": entries, "clock": clock_of(record), "is_late": is_late(record)}


def is_late(breach: Breach) -> bool:
    """Whether the authority should have been told by now."""
    return breach.is_on_the_clock and breach.hours_left(timezone.now()) < 0


def changes_of(entry: BreachEntry) -> list[tuple[str, str]]:
    """The name of each field that changed, and its new value."""
    fields = {field.name: field for field in Breach._meta.fields}
    return [(str(fields[name].verbose_name), _told(fields[name], value)) for name, value in entry.changes.items()]


def _told(field: models.Field, value: str) -> str:
    """A value of the history as it was written, instants on the reader's clock."""
    plain = field.to_python(value) if value else ""
    if isinstance(plain, datetime):
        return date_format(timezone.localtime(plain), "DATETIME_FORMAT")
    if isinstance(plain, bool):
        return _("yes") if plain else _("no")
    return str(plain)


class PrivacyGroup(ModelViewSetGroup):
    """*Datos personales*: what people ask for, and what went wrong."""

    menu_label = gettext_lazy("Personal data")
    menu_icon = "lock"
    menu_order = 145
    items = (CorrectionViewSet("corrections"), BreachViewSet("breaches"))
