"""What is told of each item of a kind: which words and figures its kind asks for, and what is one of them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from equipment.rules import SPEC_KINDS
from network.bilingual import in_my_language

KEY = re.compile(r"^[a-z][a-z0-9_]{0,29}$")
MOST_FIELDS = 20
LONGEST_TEXT = 200
YES, NO = gettext_lazy("yes"), gettext_lazy("no")


@dataclass(frozen=True)
class SpecField:
    """One thing told of an item: its key, how it is called, what kind of value it takes, in which unit.

    ``least`` and ``most`` bound figures, both included; ``choices`` are the values of a choice.
    """

    key: str
    label_es: str
    label_en: str
    kind: str
    unit: str = ""
    choices: tuple[str, ...] = ()
    least: Decimal | None = None
    most: Decimal | None = None
    required: bool = False

    @property
    def label(self) -> str:
        """In the reader's language."""
        return in_my_language(self.label_es, self.label_en)

    def cleaned(self, value: object) -> str | int | bool | None:
        """``value`` as it is kept in JSON, decimals as text; ``None`` for nothing. Raises ``ValidationError``."""
        text = str(value).strip() if value is not None else ""
        if not text:
            return None
        return getattr(self, f"_{self.kind}")(text)

    def keeps(self, value: object) -> bool:
        """Whether a value, as it was kept, would be kept again just as it is."""
        try:
            return self.cleaned(value) == value
        except ValidationError:
            return False

    def refusing(self, value: object) -> tuple[str, str]:
        """What stands against a value of its kind that it does not keep: a choice by itself, or one of the bounds."""
        if self.kind == "choice":
            return "choices", str(value)
        return "least" if self.least is not None and Decimal(str(value)) < self.least else "most", ""

    def _text(self, text: str) -> str:
        if len(text) > LONGEST_TEXT:
            raise ValidationError(_("At most %(most)s characters.") % {"most": LONGEST_TEXT})
        return text

    def _choice(self, text: str) -> str:
        for choice in self.choices:
            if choice.casefold() == text.casefold():
                return choice
        raise ValidationError(_("One of: %(choices)s.") % {"choices": ", ".join(self.choices)})

    def _yes_no(self, text: str) -> bool:
        word = text.casefold()
        if word in {"true", "1", "sí", "si", "yes", "x", str(YES).casefold()}:
            return True
        if word in {"false", "0", "no", str(NO).casefold()}:
            return False
        raise ValidationError(_("Yes or no."))

    def _date(self, text: str) -> str:
        try:
            return date.fromisoformat(text[:10]).isoformat()
        except ValueError:
            raise ValidationError(_("A day, as in 2012-03-05.")) from None

    def _whole(self, text: str) -> int:
        figure = self._bounded(text)
        if figure != figure.to_integral_value():
            raise ValidationError(_("A whole number."))
        return int(figure)

    def _decimal(self, text: str) -> str:
        return format(self._bounded(text).normalize(), "f")

    def _bounded(self, text: str) -> Decimal:
        try:
            figure = Decimal(text.replace(",", "."))
        except InvalidOperation:
            raise ValidationError(_("A number.")) from None
        if not figure.is_finite() or abs(figure) >= Decimal(10) ** 12:
            raise ValidationError(_("A number."))
        if self.least is not None and figure < self.least:
            raise ValidationError(_("At least %(least)s.") % {"least": self.least})
        if self.most is not None and figure > self.most:
            raise ValidationError(_("At most %(most)s.") % {"most": self.most})
        return figure


def fields_of(schema: Sequence[Mapping[str, object]]) -> list[SpecField]:
    """The fields of a schema that :func:`validate_schema` let pass, in its order."""
    return [
        SpecField(
            key=str(row["key"]),
            label_es=str(row["label_es"]),
            label_en=str(row["label_en"]),
            kind=str(row["kind"]),
            unit=str(row.get("unit", "")),
            choices=tuple(row.get("choices", ())),  # type: ignore[arg-type]
            least=_figure(row.get("least")),
            most=_figure(row.get("most")),
            required=bool(row.get("required", False)),
        )
        for row in schema
    ]


def _figure(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def clean_spec(schema: Sequence[Mapping[str, object]], values: Mapping[str, object]) -> dict[str, str | int | bool]:
    """The values of a specification as they are kept; what says nothing is left out.

    Raises ``ValidationError`` with every fault by its key: a value that is none, a field that is missing or unknown.
    """
    return clean_values(fields_of(schema), values)


def clean_values(known: Sequence[SpecField], values: Mapping[str, object]) -> dict[str, str | int | bool]:
    """As :func:`clean_spec`, of fields that were read from their schema already: for who cleans thousands."""
    kept: dict[str, str | int | bool] = {}
    faults: dict[str, list[str]] = {}
    for spec_field in known:
        try:
            value = spec_field.cleaned(values.get(spec_field.key))
        except ValidationError as fault:
            faults[spec_field.key] = fault.messages
            continue
        if value is not None:
            kept[spec_field.key] = value
        elif spec_field.required:
            faults[spec_field.key] = [_("This must be told.")]
    for key in sorted(set(values) - {each.key for each in known}):
        faults[key] = [_("This kind of item has no such field.")]
    if faults:
        raise ValidationError(faults)
    return kept


def fallen(was: SpecField, now: SpecField, values: Mapping[object, int]) -> dict[tuple[str, str], int]:
    """What of a field as it is to be ``now`` would refuse ``values`` that it kept as it was, and how often.

    By ``choices`` and the choice, which falls too when it is written otherwise; by ``least`` or ``most`` and nothing.
    What was wrong before takes nothing away.
    """
    found: dict[tuple[str, str], int] = {}
    for value, number in values.items():
        if was.keeps(value) and not now.keeps(value):
            refusal = now.refusing(value)
            found[refusal] = found.get(refusal, 0) + number
    return found


def validate_schema(schema: object) -> None:
    """A list of at most :data:`MOST_FIELDS` fields as :class:`SpecField` describes them, each key once."""
    if not isinstance(schema, list) or len(schema) > MOST_FIELDS:
        raise ValidationError(_("A list of at most %(most)s fields.") % {"most": MOST_FIELDS})
    keys = set()
    for row in schema:
        if fault := fault_of(row):
            raise ValidationError(fault)
        if row["key"] in keys:
            raise ValidationError(_("The field “%(key)s” stands twice.") % {"key": row["key"]})
        keys.add(row["key"])


def fault_of(row: object) -> str:
    """What is wrong with one field of a schema; empty when nothing is."""
    if not isinstance(row, dict) or not KEY.match(str(row.get("key", ""))):
        return _("A field has a key of small letters, digits and underscores.")
    words = {"key": row["key"]}
    if not (row.get("label_es") and row.get("label_en")):
        return _("The field “%(key)s” needs a name in Spanish and in English.") % words
    if row.get("kind") not in SPEC_KINDS:
        return _("The field “%(key)s” is of no kind that is known.") % words
    choices = row.get("choices", [])
    if row["kind"] == "choice" and not _are_choices(choices):
        return _("The field “%(key)s” needs its choices.") % words
    try:
        fields_of([row])
    except (InvalidOperation, TypeError):
        return _("The bounds of the field “%(key)s” are no numbers.") % words
    return ""


def _are_choices(choices: object) -> bool:
    return isinstance(choices, list) and bool(choices) and all(isinstance(each, str) for each in choices)
