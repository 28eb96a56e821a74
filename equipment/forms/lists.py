"""Which assets to list: asked in the address, so that a list can be sent to a colleague and gone back to."""

from collections.abc import Collection
from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from equipment.models import Asset, ItemType
from equipment.querysets import AssetQuerySet
from network.models import Office, OfficeRoom

SOON = timedelta(days=60)


class AssetFilterForm(forms.Form):
    """Words, office, room, kind, status, condition, verification, what is due. What is left empty narrows nothing."""

    WARRANTY, ENDED, LIFE, LOAN, GONE = "warranty", "ended", "life", "loan", "gone"
    DUE = (
        ("", _("Anything")),
        (WARRANTY, _("Warranty ends within sixty days")),
        (ENDED, _("Warranty has ended")),
        (LIFE, _("End of life within half a year or past")),
        (LOAN, _("Loan overdue")),
        (GONE, _("Retired, lost or disposed of")),
    )

    q = forms.CharField(label=_("Tag, serial number or model"), required=False, max_length=80)
    office = forms.ModelChoiceField(
        Office.objects.none(), label=_("Office"), required=False, to_field_name="code", empty_label=_("All offices")
    )
    room = forms.ModelChoiceField(
        OfficeRoom.objects.none(), label=_("Room"), required=False, empty_label=_("All rooms")
    )
    kind = forms.ModelChoiceField(
        ItemType.objects.filter(is_tracked=True),
        label=_("Kind of item"),
        required=False,
        to_field_name="code",
        empty_label=_("All kinds"),
    )
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("Any status")), *Asset.Status.choices]
    )
    condition = forms.ChoiceField(
        label=_("Condition"),
        required=False,
        choices=[("", _("Any condition")), *((value, label) for value, label in Asset.Condition.choices if value)],
    )
    verification = forms.ChoiceField(
        label=_("Verification"), required=False, choices=[("", _("Any verification")), *Asset.Verification.choices]
    )
    due = forms.ChoiceField(label=_("Due"), required=False, choices=DUE)

    def __init__(self, *args, visible: AssetQuerySet, offices: Collection[int] | None, **kwargs) -> None:
        """``visible`` are the assets that the reader may see, ``offices`` those whose inventories they are, or all."""
        super().__init__(*args, **kwargs)
        self.visible = visible
        rooms = OfficeRoom.objects.order_by("name")
        if offices is not None and len(offices) == 1:
            del self.fields["office"]
            self.fields["room"].queryset = rooms.filter(office__in=offices)
            return
        among = Office.objects.all() if offices is None else Office.objects.filter(pk__in=offices)
        self.fields["office"].queryset = among.in_order()
        self.fields["office"].label_from_instance = lambda office: office.country.name
        if code := self.data.get("office"):
            self.fields["room"].queryset = rooms.filter(office__in=among.filter(code=code).order_by())
        else:
            del self.fields["room"]

    @cached_property
    def is_narrowed(self) -> bool:
        """Whether more than an office was asked for."""
        return any(self.data.get(name) for name in self.fields if name != "office")

    @cached_property
    def asked(self) -> dict[str, object]:
        """What was asked for and can be: a choice that is not there narrows nothing and is told beside its field."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def found(self) -> AssetQuerySet:
        """The visible assets that are as asked; what is gone only where it is asked for."""
        asked = dict(self.asked)
        words, due = str(asked.pop("q", "")), str(asked.pop("due", ""))
        if kind := asked.pop("kind", None):
            asked["item_type"] = kind
        found = self._due(self.visible, due).filter(**asked).searched(words)
        if due != self.GONE and not words and not {"status", "verification"} & set(asked):
            found = found.exclude(status__in=["retired", "disposed", "lost", "stolen"])
        return found

    def _due(self, assets: AssetQuerySet, due: str) -> AssetQuerySet:
        today = timezone.localdate()
        narrowed = {
            self.WARRANTY: lambda: assets.warranty_ends_by(today + SOON),
            self.ENDED: lambda: assets.present().filter(warranty_until__lt=today),
            self.LIFE: lambda: assets.ends_its_life_by(today + 3 * SOON),
            self.LOAN: assets.overdue,
            self.GONE: lambda: assets.filter(status__in=["retired", "disposed", "lost", "stolen"]),
        }
        return narrowed[due]() if due in narrowed else assets
