"""Forms of records in the administration: people, offices and their parts are chosen by name and country."""

from datetime import datetime

from django import forms
from django.utils import timezone
from django.utils.choices import BlankChoiceIterator
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from network.telling import choice_words, fetched_with

CHOOSE, NONE = gettext_lazy("Choose…"), gettext_lazy("None")


def with_names(field: forms.Field) -> forms.Field:
    """The same field; if records are chosen in it, by words that tell one from another.

    What is not chosen yet is said in words too, where libraries draw a row of hyphens.
    """
    field.label = capfirst(field.label) if field.label else field.label
    nothing = CHOOSE if field.required else NONE
    if isinstance(field, forms.ModelMultipleChoiceField):
        nothing = ""
    if isinstance(field, forms.ModelChoiceField):
        field.queryset = fetched_with(field.queryset)
        field.label_from_instance = choice_words
        field.empty_label = nothing or None
    elif isinstance(getattr(field, "choices", None), BlankChoiceIterator):
        field.choices = [(value, nothing if value == "" else words) for value, words in field.choices]
    return field


class RecordForm(WagtailAdminModelForm):
    """A form of a record whose choices are told with their country."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            with_names(field)

    def is_new(self, name: str) -> bool:
        """Whether this answer was given now: what an old record says already is not asked about again."""
        return self.instance._state.adding or name in self.changed_data

    def refuse_past(self, name: str, instant: datetime | None, sentence: str = "") -> None:
        """A fault at the field when ``instant``, given now, is over. History is replayed by actions, never here."""
        if instant is not None and self.is_new(name) and instant <= timezone.now():
            self.add_error(name, sentence or _("This hour is past."))
