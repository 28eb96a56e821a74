"""Kinds of items, suppliers and rates of exchange: plain editing by the Secretariat; a rate is kept once."""

from django import forms
from django.utils.translation import gettext_lazy as _

from equipment.models import ExchangeRate, ItemType, Supplier
from equipment.viewsets.spec_table import SpecSchemaField
from network.listing import FactColumn
from network.record_forms import RecordForm
from network.staff import RecordViewSet


class ItemTypeForm(RecordForm):
    """A kind of item; what it serves as is ticked, what is told of each item is a table."""

    serves = forms.MultipleChoiceField(
        label=_("Serves as"), choices=ItemType.Need.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    spec_schema = SpecSchemaField(
        label=_("What is told of each item"),
        required=False,
        help_text=_(
            "A row for each: its key in small letters, digits and underscores; its names; what kind of value it takes. "
            "Least and most are for numbers, choices for one of a list. More empty rows come after saving."
        ),
    )

    class Meta:
        model = ItemType
        fields = [
            "name_es",
            "name_en",
            "code",
            "category",
            "serves",
            "spec_schema",
            "unit_es",
            "unit_en",
            "life_years",
            "is_goods",
            "is_tracked",
        ]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        data = self.data if self.is_bound else None
        self.fields["spec_schema"].prepare(self.instance, data, prefix=self.add_prefix("spec_schema"))


class ItemTypeViewSet(RecordViewSet):
    model = ItemType
    icon = "tag"
    list_display = [
        "name",
        "category",
        FactColumn("serves", label=_("Serves as"), accessor=lambda kind: ", ".join(needs_of(kind)) or "—"),
        "life_years",
        "is_tracked",
    ]
    list_filter = ["category", "is_tracked"]
    search_fields = ["name_es", "name_en", "code"]
    inspect_view_fields = ["name_es", "name_en", "code", "category", "unit_es", "unit_en", "life_years", "is_goods"]

    def get_form_class(self, for_update: bool = False) -> type[ItemTypeForm]:
        return ItemTypeForm


def needs_of(kind: ItemType) -> list[str]:
    """What it serves as, in words."""
    return [str(ItemType.Need(need).label) for need in kind.serves if need in ItemType.Need.values]


class SupplierViewSet(RecordViewSet):
    model = Supplier
    icon = "group"
    form_fields = ["name", "country", "tax_number", "contact"]
    list_display = ["name", "country"]
    search_fields = ["name"]
    inspect_view_fields = form_fields

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("country")


class RateViewSet(RecordViewSet):
    """Kept once, never changed: what was bought at a rate keeps it."""

    model = ExchangeRate
    icon = "order"
    verbs = ("view", "add")
    form_fields = ["currency", "on", "per_usd", "source"]
    list_display = ["currency", "on", "per_usd", "source"]
    list_filter = ["currency"]
    inspect_view_fields = form_fields
