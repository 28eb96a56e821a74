"""What is told of each item of a kind, as a table: a row for each field, some empty ones at the end."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from equipment.facts import values_told
from equipment.models import ItemType
from equipment.specs import KEY, LONGEST_TEXT, MOST_FIELDS, SpecField, fallen, fault_of, fields_of, validate_schema
from network.validators import validate_printable

EMPTY_ROWS = 3
KINDS = {
    "text": gettext_lazy("text"),
    "whole": gettext_lazy("whole number"),
    "decimal": gettext_lazy("number with decimals"),
    "choice": gettext_lazy("one of a list"),
    "yes_no": gettext_lazy("yes or no"),
    "date": gettext_lazy("day"),
}
FALLS = {
    "choices": gettext_lazy(
        "“%(value)s” is told of items (assets: %(number)s), or a kit asks for it: it stays as it is written."
    ),
    "least": gettext_lazy("Less is told of items already (assets: %(number)s), or a kit asks for less."),
    "most": gettext_lazy("More is told of items already (assets: %(number)s), or a kit asks for more."),
}
Row = Mapping[str, object]


def _words(label: object, longest: int, **more) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, validators=[validate_printable], **more)


class SpecRow(forms.Form):
    """One field of a kind's table."""

    key = _words(gettext_lazy("Key"), 30)
    label_es = _words(gettext_lazy("Name in Spanish"), 60)
    label_en = _words(gettext_lazy("Name in English"), 60)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of value"), choices=[("", "–"), *KINDS.items()])
    unit = _words(gettext_lazy("Unit"), 20, required=False)
    least = forms.DecimalField(label=gettext_lazy("Least"), max_digits=15, decimal_places=3, required=False)
    most = forms.DecimalField(label=gettext_lazy("Most"), max_digits=15, decimal_places=3, required=False)
    choices = forms.CharField(
        label=gettext_lazy("Choices, one on each line"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    required = forms.BooleanField(label=gettext_lazy("Must be told"), required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].validators.append(
            RegexValidator(KEY, _("A field has a key of small letters, digits and underscores."))
        )

    def clean_choices(self) -> list[str]:
        """Each line that says something."""
        lines = [line.strip() for line in self.cleaned_data["choices"].splitlines()]
        if any(len(line) > LONGEST_TEXT for line in lines):
            raise ValidationError(_("At most %(most)s characters.") % {"most": LONGEST_TEXT})
        return [line for line in lines if line]

    def clean(self) -> dict:
        """What a schema refuses of one field is told at its row."""
        told = super().clean()
        if not self.errors and self.has_changed() and (fault := fault_of(self.as_field())):
            self.add_error(None, fault)
        least, most = told.get("least"), told.get("most")
        if least is not None and most is not None and least > most:
            self.add_error("most", _("It is less than the least."))
        return told

    def refuse_fall(self, was: SpecField, values: Counter) -> None:
        """A fault at whatever of the row would no longer let ``values`` stand, which are told of items already."""
        if self.cleaned_data["kind"] != was.kind:
            fault = _("“%(key)s” is in use (assets: %(number)s), or a kit asks for it: its values stay of their kind.")
            self.add_error("kind", fault % {"key": was.key, "number": values.total()})
            return
        (now,) = fields_of([self.as_field()])
        for (name, value), number in fallen(was, now, values).items():
            self.add_error(name, FALLS[name] % {"value": value, "number": number})

    def as_field(self) -> dict[str, object]:
        """As the schema keeps it; what says nothing is left out."""
        told = {name: self.cleaned_data[name] for name in self.fields if name in self.cleaned_data}
        told.pop("DELETE", None)
        for bound in ("least", "most"):
            told[bound] = _plain(told[bound])
        # A bound of nought says something: it equals False, and is not it.
        return {name: value for name, value in told.items() if value is not False and value not in (None, "", [])}


def _plain(figure: Decimal | None) -> int | str | None:
    """A whole number as one, another one as text: JSON knows no decimals."""
    if figure is None:
        return None
    return int(figure) if figure == figure.to_integral_value() else format(figure.normalize(), "f")


class SpecRows(
    forms.formset_factory(  # type: ignore[misc]
        SpecRow, extra=EMPTY_ROWS, can_delete=True, max_num=MOST_FIELDS, validate_max=True, absolute_max=MOST_FIELDS * 2
    )
):
    """The table of a kind; a key stands once."""

    def clean(self) -> None:
        seen = set()
        for row in self.kept_rows():
            key = row.cleaned_data.get("key")
            if key in seen:
                row.add_error("key", _("The field “%(key)s” stands twice.") % {"key": key})
            seen.add(key)

    def kept_rows(self) -> list[SpecRow]:
        """Those that say something and are not taken away."""
        return [row for row in self.forms if row not in self.deleted_rows() and (row.has_changed() or row.initial)]

    def deleted_rows(self) -> list[SpecRow]:
        return [row for row in self.forms if self._should_delete_form(row)]

    def schema(self) -> list[dict[str, object]]:
        """As it is kept, once the table is valid."""
        return [row.as_field() for row in self.kept_rows()]

    def refuse_loss(self, kind: ItemType) -> None:
        """A fault at each row that would take away, or no longer let stand, what is told of items already."""
        if not kind.spec_schema:  # a new kind, or one of which nothing is told
            return
        kept, told = {row.cleaned_data.get("key"): row for row in self.kept_rows()}, values_told(kind)
        for number, was in enumerate(fields_of(kind.spec_schema)):
            if (values := told.get(was.key)) is None:
                continue
            if row := kept.get(was.key):
                row.refuse_fall(was, values)
                continue
            fault = _("“%(key)s” is in use (assets: %(number)s), or a kit asks for it: it stays.") % {
                "key": was.key,
                "number": values.total(),
            }
            if number >= len(self.forms):
                raise ValidationError(fault)
            self.forms[number].add_error(None, fault)


def rows_of(schema: Sequence[Row]) -> list[dict[str, object]]:
    """A schema as its table shows it."""
    return [asdict(field) | {"choices": "\n".join(field.choices)} for field in fields_of(schema)]


class SpecTable(forms.Widget):
    """The rows in a table that becomes cards on phones. ``rows`` is set by the form."""

    template_name = "equipment/staff/_spec_table.html"
    rows: SpecRows

    def get_context(self, name: str, value: object, attrs: dict | None) -> dict:
        return super().get_context(name, value, attrs) | {"rows": self.rows}

    def value_from_datadict(self, _data: Mapping, _files: Mapping, _name: str) -> SpecRows:
        return self.rows

    def value_omitted_from_data(self, data: Mapping, _files: Mapping, name: str) -> bool:
        return f"{name}-TOTAL_FORMS" not in data

    def id_for_label(self, _id: str) -> str:
        """A table has no single field to which its name would lead."""
        return ""


class SpecSchemaField(forms.Field):
    """A schema, written in a table."""

    widget = SpecTable

    def prepare(self, kind: ItemType, data: Mapping | None, *, prefix: str) -> None:
        """The rows of ``kind`` as they are kept, or as they were sent."""
        self.kind, rows = kind, SpecRows(data, prefix=prefix, initial=rows_of(kind.spec_schema))
        self.widget.rows = rows

    def clean(self, value: SpecRows) -> list[dict[str, object]]:
        """The schema. Raises ``ValidationError``; what is wrong with a row is told there."""
        if not value.is_valid():
            raise ValidationError([*value.non_form_errors(), _("Something is wrong in the table: see its rows.")])
        value.refuse_loss(self.kind)
        if any(row.errors for row in value.forms):
            raise ValidationError(_("Something is wrong in the table: see its rows."))
        schema = value.schema()
        validate_schema(schema)
        return schema

    def has_changed(self, _initial: object, data: SpecRows | None) -> bool:
        return data is not None and data.has_changed()
