"""Forms of a verification."""

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from equipment.forms.assets import RoomField
from equipment.forms.fields import day_input
from network.models import Office
from network.validators import validate_printable


class RoundForm(forms.Form):
    """A verification to be opened."""

    office = forms.ModelChoiceField(Office.objects.none(), label=_("Office"), to_field_name="code")
    title = forms.CharField(label=_("Title"), max_length=120, validators=[validate_printable])
    due_on = forms.DateField(label=_("To be done by"), widget=day_input())

    def __init__(self, *args, offices: QuerySet[Office], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = offices
        self.fields["office"].label_from_instance = lambda office: office.country.name
        if len(only := list(offices[:2])) == 1:
            self.fields["office"].initial = only[0].code


class SeenForm(forms.Form):
    """A tag that was met, and in which room."""

    tag = forms.CharField(
        label=_("Asset tag"),
        max_length=30,
        widget=forms.TextInput({"autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args, office_id: int, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["room"] = RoomField(office_id, label=_("I am in"), empty_label=_("where the inventory says"))


class SignForm(forms.Form):
    """Who signed."""

    name = forms.CharField(label=_("Name of who signs, the head of the office"), max_length=150)
