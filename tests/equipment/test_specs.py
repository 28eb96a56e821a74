"""What is told of an item: each value as its kind says, every fault at once, no schema that says nothing."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from equipment.specs import clean_spec, fallen, fields_of, validate_schema

SCHEMA = [
    {"key": "model_year", "label_es": "Año", "label_en": "Year", "kind": "whole", "least": 1990, "most": 2100},
    {"key": "zoom", "label_es": "Acercamiento", "label_en": "Zoom", "kind": "decimal", "least": "1", "required": True},
    {"key": "port", "label_es": "Conexión", "label_en": "Port", "kind": "choice", "choices": ["USB", "HDMI"]},
    {"key": "wall", "label_es": "De pared", "label_en": "On a wall", "kind": "yes_no"},
    {"key": "built", "label_es": "Instalada", "label_en": "Built in", "kind": "date"},
    {"key": "note", "label_es": "Nota", "label_en": "Note", "kind": "text"},
]


def test_specification_is_kept_as_its_kinds_say():
    validate_schema(SCHEMA)
    told = {"model_year": "2011", "zoom": "12,50", "port": "usb", "wall": "Sí", "built": "2012-03-05", "note": " x "}
    kept = {"model_year": 2011, "zoom": "12.5", "port": "USB", "wall": True, "built": "2012-03-05", "note": "x"}
    assert clean_spec(SCHEMA, told) == kept
    assert clean_spec(SCHEMA, kept) == kept


def test_specification_leaves_out_what_says_nothing():
    assert clean_spec(SCHEMA, {"zoom": 1, "port": "", "wall": None, "note": "  "}) == {"zoom": "1"}


def test_specification_names_every_fault_at_once():
    told = {"model_year": "1989", "port": "VGA", "wall": "perhaps", "built": "5/3", "note": "x" * 201, "colour": "red"}
    with pytest.raises(ValidationError) as refused:
        clean_spec(SCHEMA, told)
    assert set(refused.value.message_dict) == {"model_year", "zoom", "port", "wall", "built", "note", "colour"}


@pytest.mark.parametrize("figure", ["abc", "NaN", "Infinity", "1e400", "0.5"])
def test_specification_refuses_what_is_no_figure_within_bounds(figure):
    with pytest.raises(ValidationError):
        clean_spec(SCHEMA, {"zoom": figure})


@pytest.mark.parametrize("year", ["2011.5", "2101"])
def test_whole_numbers_are_whole_and_within_bounds(year):
    with pytest.raises(ValidationError):
        clean_spec(SCHEMA, {"zoom": 1, "model_year": year})


FIELD = {"key": "zoom", "label_es": "Acercamiento", "label_en": "Zoom", "kind": "decimal"}


@pytest.mark.parametrize(
    "schema",
    [
        {},
        "zoom",
        [FIELD] * 21,
        [FIELD, FIELD],
        ["zoom"],
        [{**FIELD, "key": "Zoom!"}],
        [{**FIELD, "label_es": ""}],
        [{**FIELD, "kind": "colour"}],
        [{**FIELD, "kind": "choice"}],
        [{**FIELD, "kind": "choice", "choices": "USB"}],
        [{**FIELD, "least": "few"}],
    ],
)
def test_schema_that_cannot_be_asked_is_refused(schema):
    with pytest.raises(ValidationError):
        validate_schema(schema)


ZOOM, PORT = fields_of(SCHEMA)[1:3]


@pytest.mark.parametrize(
    ("was", "change", "values", "lost"),
    [
        (PORT, {"choices": ("HDMI", "USB", "SDI")}, {"USB": 2}, {}),
        (PORT, {"choices": ("HDMI",)}, {"USB": 2, "HDMI": 1}, {("choices", "USB"): 2}),
        (PORT, {"choices": ("usb", "HDMI")}, {"USB": 1}, {("choices", "USB"): 1}),
        (PORT, {"choices": ("HDMI",)}, {"VGA": 1}, {}),
        (PORT, {"choices": ("HDMI",)}, {"USB": 0}, {("choices", "USB"): 0}),
        (ZOOM, {"least": Decimal(4)}, {"4": 1, "3.9": 2, "2": 1}, {("least", ""): 3}),
        (ZOOM, {"least": Decimal(4)}, {"0.5": 1}, {}),
        (ZOOM, {"least": None}, {"1": 1}, {}),
        (ZOOM, {"most": Decimal(4)}, {"4": 1, "4.1": 1}, {("most", ""): 1}),
        (ZOOM, {"least": Decimal(3), "most": Decimal(4)}, {"2": 1, "5": 1}, {("least", ""): 1, ("most", ""): 1}),
    ],
)
def test_what_was_told_falls_by_a_choice_or_a_bound(was, change, values, lost):
    assert fallen(was, replace(was, **change), values) == lost
