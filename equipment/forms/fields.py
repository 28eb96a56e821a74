"""Fields that several forms of the inventory share."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext_lazy as _

from equipment.errors import EquipmentError
from equipment.models import Asset
from equipment.specs import NO, YES, SpecField


def day_input() -> forms.DateInput:
    """A day as the browser asks for it."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def spec_field(told: SpecField, *, is_required: bool | None = None) -> forms.Field:
    """The form's field for one thing told of an item: a choice, a yes or no, a day, a figure or a text."""
    label = f"{told.label} ({told.unit})" if told.unit else told.label
    shared = {"label": label, "required": told.required if is_required is None else is_required}
    if told.kind == "choice":
        return forms.ChoiceField(choices=[("", _("not told")), *((each, each) for each in told.choices)], **shared)
    if told.kind == "yes_no":
        return forms.ChoiceField(choices=[("", _("not told")), ("yes", YES), ("no", NO)], **shared)
    if told.kind == "date":
        return forms.CharField(widget=day_input(), max_length=10, **shared)
    if told.kind in {"whole", "decimal"}:
        mode = "numeric" if told.kind == "whole" else "decimal"
        return forms.CharField(max_length=20, widget=forms.TextInput({"inputmode": mode}), **shared)
    return forms.CharField(max_length=200, **shared)


def shown_spec(value: object) -> object:
    """A kept value as its field shows it."""
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value


class ChangeForm(forms.Form):
    """A change of one asset: it knows the version of the row that its page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    def __init__(self, *args, asset: Asset | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.asset = asset
        if asset is not None and not asset._state.adding:
            self.fields["version"].initial = asset.row_version

    @property
    def told(self) -> dict:
        """What was filled in, without what only the form needs."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


def add_refusal(form: forms.Form, refusal: EquipmentError | ValidationError) -> None:
    """Each fault at its field; what speaks of no field of this form stands above them all."""
    if isinstance(refusal, EquipmentError):
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return
    by_field = refusal.message_dict if hasattr(refusal, "error_dict") else {NON_FIELD_ERRORS: refusal.messages}
    for name, sentences in by_field.items():
        form.add_error(name if name in form.fields else None, sentences)
