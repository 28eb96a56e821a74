"""Standard kits and their versions. A draft's quantities are written in one form; in force, a version stays."""

from datetime import timedelta

from django import forms
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from equipment import actions
from equipment.errors import EquipmentError
from equipment.models import ItemType, Kit, KitVersion
from network.listing import FactColumn
from network.record_forms import RecordForm
from network.staff import ActingCreateView, ActingEditView, Deed, RecordViewSet


class KitViewSet(RecordViewSet):
    model = Kit
    icon = "clipboard-list"
    form_fields = ["name_es", "name_en", "code", "scope", "tier"]
    list_display = ["name", "scope", "tier"]
    inspect_view_fields = form_fields


class NewVersionForm(RecordForm):
    """Of which kit; its lines are copied from the version before it."""

    class Meta:
        model = KitVersion
        fields = ["kit"]


class KitVersionCreateView(ActingCreateView):
    def act(self, fields: dict) -> KitVersion:
        return actions.copy_version(fields["kit"], by=self.request.user)

    def get_success_url(self) -> str:
        return reverse(self.viewset.get_url_name("edit"), args=[self.object.pk])


class KitVersionForm(RecordForm):
    """How many of each kind; none takes the kind off the kit."""

    class Meta:
        model = KitVersion
        fields: list[str] = []

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        held = {line.item_type_id: line.quantity for line in self.instance.lines.all()}
        self.kinds = {f"quantity_{kind.code}": kind for kind in ItemType.objects.all()}
        for name, kind in self.kinds.items():
            self.fields[name] = forms.IntegerField(
                label=f"{kind.name} ({kind.code})", min_value=0, max_value=999, initial=held.get(kind.pk, 0)
            )


class KitVersionEditView(ActingEditView):
    """Drafts alone; the quantities are set together, as the form shows them."""

    def get_queryset(self):
        return super().get_queryset().filter(in_force_from__isnull=True)

    def act(self, fields: dict) -> KitVersion:
        quantities = {kind: self.form.cleaned_data[name] for name, kind in self.form.kinds.items()}
        actions.set_lines(self.object, quantities, by=self.request.user)
        return self.object


def _lines_of(version: KitVersion) -> str:
    return ", ".join(f"{line.quantity} × {line.item_type.name}" for line in version.lines.all()) or "—"


def _in_force(version: KitVersion) -> str:
    """From which day, and until which where another follows; from which it would have been."""
    if version.in_force_from is None:
        return gettext("draft")
    words = {"day": date_format(version.in_force_from)}
    if version.called_back_at is not None:
        return gettext("called back: it was to begin on %(day)s") % words
    if version.next_from is None:
        return gettext("in force from %(day)s") % words
    last = date_format(version.next_from - timedelta(days=1))
    return gettext("in force from %(day)s until %(last)s") % {**words, "last": last}


class KitVersionViewSet(RecordViewSet):
    model = KitVersion
    icon = "list-ol"
    refusals = (EquipmentError,)
    add_view_class = KitVersionCreateView
    edit_view_class = KitVersionEditView
    list_display = [
        "kit",
        "number",
        FactColumn("state", label=_("In force"), accessor=_in_force),
        FactColumn("lines", label=_("Lines"), accessor=_lines_of),
    ]
    list_filter = ["kit"]
    inspect_template_name = "equipment/staff/kit_version.html"
    inspect_view_fields = [
        *("kit", "number", "in_force_from", "put_in_force_by", "reason"),
        *("called_back_at", "called_back_by", "called_back_reason"),
    ]
    deeds = (
        Deed(
            name="put_in_force",
            label=_("Put in force"),
            perform=lambda version, by, reason, day: actions.put_in_force(version, on=day, reason=reason, by=by),
            day_label=_("In force from, today or later"),
            shown=lambda version, by: version.in_force_from is None and by.standing.is_secretariat,
            asks_reason=True,
        ),
        Deed(
            name="call_back",
            label=_("Call back"),
            perform=lambda version, by, reason: actions.call_back_version(version, reason=reason, by=by),
            shown=lambda version, by: version.is_to_come() and by.standing.is_secretariat,
            asks_reason=True,
            warns=lambda _version: gettext("It never comes into force, and the version before it goes on."),
            is_dangerous=True,
        ),
    )

    def get_form_class(self, for_update: bool = False) -> type[KitVersionForm] | type[NewVersionForm]:
        return KitVersionForm if for_update else NewVersionForm

    def get_queryset(self, request):
        return super().get_queryset(request).with_next().select_related("kit").prefetch_related("lines__item_type")

    def is_editable(self, record: KitVersion) -> bool:
        return record.in_force_from is None

    def named(self, record: KitVersion) -> str:
        return gettext("%(kit)s, version %(number)s") % {"kit": record.kit.name, "number": record.number}

    def told_of(self, record: KitVersion) -> dict:
        return {"lines": record.lines.select_related("item_type")}
