"""Forms of an asset's own facts: entered, corrected, moved along its life, its condition."""

from django import forms
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from equipment.forms.fields import ChangeForm, day_input, shown_spec, spec_field
from equipment.models import Asset, ItemType, Supplier
from equipment.rules import ASKED, FIRST_STATUSES, REQUIRED
from equipment.specs import fields_of
from network.models import Institution, Office, OfficeRoom, Person

WHAT = ("manufacturer", "model_name", "serial")
BOUGHT = ("ordered_on", "order_number", "delivered_on", "delivery_act", "supplier", "funder")
MONEY = ("cost", "currency", "value_date", "rate_per_usd", "rate_source")
TIME = ("in_service_on", "warranty_until", "end_of_life_on", "notes")
HELP = {
    "currency": _("Three letters, as in USD or GTQ."),
    "value_date": _("The day whose rate turns the cost into US dollars; left empty, that of the order."),
    "rate_per_usd": _("Left empty, the rate of that day is looked up. One typed here needs its source."),
    "end_of_life_on": _("Left empty when an asset is entered, it follows from the years of use of its kind."),
    "lent_to": _("An institution, not a person."),
}


def model_field(name: str, **more) -> forms.Field:
    """The form's field for one of the asset's."""
    field = Asset._meta.get_field(name)
    if field.get_internal_type() == "DateField":
        more.setdefault("widget", day_input())
    made = field.formfield(**{"help_text": HELP.get(name, ""), "label": capfirst(field.verbose_name)} | more)
    if name == "currency":
        made.widget.attrs["autocapitalize"] = "characters"
    return made


def rooms_of(office_id: int) -> QuerySet[OfficeRoom]:
    """The rooms of an office, by name."""
    return OfficeRoom.objects.filter(office=office_id).order_by("name")


def people_of(office_id: int) -> QuerySet[Person]:
    """Who can answer for an asset of an office."""
    return Person.objects.current().filter(office=office_id).in_order()


class RoomField(forms.ModelChoiceField):
    """A room of one office."""

    def __init__(self, office_id: int, **kwargs) -> None:
        super().__init__(rooms_of(office_id), **{"label": _("Room"), "required": False} | kwargs)


class KeeperField(forms.ModelChoiceField):
    """A person of one office who answers for an asset."""

    def __init__(self, office_id: int, **kwargs) -> None:
        super().__init__(people_of(office_id), **{"label": _("Custodian"), "required": False} | kwargs)

    def label_from_instance(self, person: Person) -> str:
        return person.full_name


class KindForm(forms.Form):
    """Which office gets an asset, and of what kind; the page after it asks what its kind asks."""

    office = forms.ModelChoiceField(Office.objects.none(), label=_("Office"), to_field_name="code")
    kind = forms.ModelChoiceField(
        ItemType.objects.filter(is_tracked=True), label=_("Kind of item"), to_field_name="code"
    )

    def __init__(self, *args, offices: QuerySet[Office], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = offices
        self.fields["office"].label_from_instance = lambda office: office.country.name
        if len(only := list(offices[:2])) == 1:
            self.fields["office"].initial = only[0].code


class AssetForm(ChangeForm):
    """Everything told of an asset: of a new one also its tag, its status and its place."""

    def __init__(self, *args, asset: Asset, **kwargs) -> None:
        is_new = asset._state.adding
        shown = {} if is_new else {name: getattr(asset, name) for name in (*WHAT, *BOUGHT, *MONEY, *TIME)}
        if (rate := shown.get("rate_per_usd")) is not None:
            shown["rate_per_usd"] = f"{rate.normalize():f}"  # without the noughts of its column
        shown |= {f"spec_{key}": shown_spec(value) for key, value in asset.spec.items()}
        super().__init__(*args, asset=asset, **{"initial": shown} | kwargs)
        if is_new:
            self._ask_entry(asset)
        for name in WHAT:
            self.fields[name] = model_field(name)
        self.spec_fields = fields_of(asset.item_type.spec_schema)
        for told in self.spec_fields:
            self.fields[f"spec_{told.key}"] = spec_field(told)
        for name in (*BOUGHT, *MONEY, *TIME):
            self.fields[name] = model_field(name)
        self.fields["supplier"].queryset = Supplier.objects.all()
        self.fields["funder"].queryset = Institution.objects.filter(kind=Institution.Kind.FUNDER)
        self.fields["currency"].required = False

    def _ask_entry(self, asset: Asset) -> None:
        statuses = [(value, label) for value, label in Asset.Status.choices if value in FIRST_STATUSES]
        self.fields["tag"] = model_field(
            "tag", required=False, help_text=_("Left empty, it gets the next tag of the office.")
        )
        self.fields["status"] = forms.ChoiceField(label=_("Status"), choices=statuses)
        self.fields["condition"] = model_field("condition")
        self.fields["room"] = RoomField(asset.office_id)
        self.fields["custodian"] = KeeperField(asset.office_id)

    def clean_tag(self) -> str:
        return self.cleaned_data["tag"].upper()

    def clean_currency(self) -> str:
        return self.cleaned_data["currency"].upper()

    @property
    def told(self) -> dict:
        """As the actions take it: the specification gathered by its keys."""
        facts = super().told
        spec = {told.key: facts.pop(f"spec_{told.key}") for told in self.spec_fields}
        known = {told.key for told in self.spec_fields}
        kept = {key: value for key, value in self.asset.spec.items() if key in known}
        return facts | {"spec": kept | spec}

    @property
    def groups(self) -> list[tuple[object, list[forms.BoundField]]]:
        """The fields under their headings."""
        spec = tuple(f"spec_{told.key}" for told in self.spec_fields)
        entry = ("tag", "status", "condition", "room", "custodian") if self.asset._state.adding else ()
        headed = (
            (_("In the inventory"), entry),
            (_("What it is"), (*WHAT, *spec)),
            (_("How it came"), BOUGHT),
            (_("What it cost"), MONEY),
            (_("Until when"), TIME),
        )
        return [(heading, [self[name] for name in names]) for heading, names in headed if names]


class ConditionForm(ChangeForm):
    """How well an asset is."""

    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    field_order = ["condition", "note"]

    def __init__(self, *args, asset: Asset, **kwargs) -> None:
        super().__init__(*args, asset=asset, **{"initial": {"condition": asset.condition}} | kwargs)
        told = [(value, label) for value, label in Asset.Condition.choices if value]
        self.fields["condition"] = forms.ChoiceField(label=_("Condition"), choices=told, widget=forms.RadioSelect)
        self.order_fields(self.field_order)


class MoveForm(ChangeForm):
    """What is told with a change of status."""

    def __init__(self, *args, asset: Asset, to: str, **kwargs) -> None:
        asked = ASKED.get(to, ())
        shown = {name: getattr(asset, name) for name in asked}
        super().__init__(*args, asset=asset, **{"initial": shown} | kwargs)
        places = {"room": RoomField, "custodian": KeeperField}
        for name in asked:
            is_required = name in REQUIRED.get(to, ())
            if name in places:
                self.fields[name] = places[name](asset.office_id, required=is_required)
            else:
                self.fields[name] = model_field(name, required=is_required)
        self.fields["note"] = forms.CharField(label=_("Note"), max_length=300, required=False)
