"""The table of what is told of each item of a kind: no JSON, faults at their rows, nothing that is told is lost."""

import pytest
from django.urls import reverse
from django.utils import translation

from equipment.catalogue import lay_equipment
from equipment.models import ItemType
from equipment.specs import fields_of
from equipment.viewsets.catalogue import ItemTypeForm
from tests.makers.equipment import make_asset, make_item_type, make_kit_version

ZOOM = {"key": "zoom", "label_es": "Acercamiento", "label_en": "Zoom", "kind": "whole", "unit": "×", "least": 1}
PORT = {"key": "port", "label_es": "Conexión", "label_en": "Port", "kind": "choice", "choices": ["USB", "HDMI"]}


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def kind(db) -> ItemType:
    return make_item_type("camera", spec_schema=[ZOOM, PORT])


def posted(kind: ItemType | None, rows: dict[int, dict] | None = None) -> dict[str, str]:
    """What the form of ``kind`` would send, with ``rows`` changed."""
    form = ItemTypeForm(instance=kind)
    data = {name: form[name].value() for name in form.fields if name != "spec_schema"}
    table = form.fields["spec_schema"].widget.rows
    data |= {f"{table.prefix}-{name}": value for name, value in table.management_form.initial.items()}
    for number, row in enumerate(table.forms):
        told = {name: row[name].value() for name in row.fields} | (rows or {}).get(number, {})
        data |= {f"{row.prefix}-{name}": value for name, value in told.items()}
    return {name: value for name, value in data.items() if value is not None and value is not False}


def faults(form: ItemTypeForm) -> list[dict]:
    assert not form.is_valid()
    return [dict(row.errors) for row in form.fields["spec_schema"].widget.rows.forms]


def test_table_of_every_kind_that_is_laid_keeps_what_it_says(db):
    lay_equipment()
    for kind in ItemType.objects.all():
        form = ItemTypeForm(posted(kind), instance=kind)
        before = fields_of(kind.spec_schema)
        assert form.is_valid(), form.errors
        assert "spec_schema" not in form.changed_data
        assert fields_of(form.save().spec_schema) == before


def test_empty_row_that_is_filled_in_is_a_new_field(kind):
    new = {"key": "wide", "label_es": "Ángulo", "label_en": "Angle", "kind": "decimal", "least": "0.5", "most": "3"}
    form = ItemTypeForm(posted(kind, {2: new | {"required": "on"}}), instance=kind)
    assert form.save().spec_schema == [ZOOM, PORT, new | {"most": 3, "required": True}]


def test_new_kind_is_made_with_its_table(db):
    told = {"name_es": "Faro", "name_en": "Light", "code": "light", "category": "other", "unit_es": "u", "unit_en": "u"}
    row = {"key": "lumen", "label_es": "Lúmenes", "label_en": "Lumen", "kind": "whole"}
    form = ItemTypeForm(posted(None, {0: row}) | told)
    assert form.save().spec_schema == [row]


def test_faults_are_told_at_their_rows_and_nothing_is_saved(kind):
    wrong = {
        0: {"label_es": ""},
        2: {"key": "Wide!", "label_es": "Á", "label_en": "A", "kind": "text"},
        3: {"key": "zoom", "label_es": "Á", "label_en": "A", "kind": "choice"},
        4: {"key": "reach", "label_es": "Á", "label_en": "A", "kind": "whole", "least": "9", "most": "3"},
    }
    told = faults(ItemTypeForm(posted(kind, wrong), instance=kind))
    assert [set(row) for row in told] == [{"label_es"}, set(), {"key"}, {"__all__", "key"}, {"most"}]
    assert "needs its choices" in str(told[3])
    assert ItemType.objects.get().spec_schema == [ZOOM, PORT]


def test_field_that_is_told_of_items_stays_and_stays_of_its_kind(kind):
    make_asset(item_type=kind, spec={"zoom": 12})
    for change in ({"DELETE": "on"}, {"key": "zooming"}, {"kind": "text"}):
        told = faults(ItemTypeForm(posted(kind, {0: change}), instance=kind))
        assert "“zoom” is in use (assets: 1)" in str(told[0])
    form = ItemTypeForm(posted(kind, {0: {"label_en": "Optical zoom"}, 1: {"DELETE": "on"}}), instance=kind)
    assert form.save().spec_schema == [ZOOM | {"label_en": "Optical zoom"}]


def test_choice_that_is_told_of_items_is_neither_taken_off_nor_written_otherwise(kind):
    for port in ("USB", "USB", "HDMI"):
        make_asset(item_type=kind, spec={"port": port})
    for choices in ("HDMI", "HDMI\nusb", "HDMI\nUSB-C"):
        told = faults(ItemTypeForm(posted(kind, {1: {"choices": choices}}), instance=kind))
        assert "“USB” is told of items (assets: 2)" in str(told[1].pop("choices"))
        assert not any(told)
    form = ItemTypeForm(posted(kind, {1: {"choices": "SDI\nHDMI\nUSB"}}), instance=kind)
    assert form.save().spec_schema == [ZOOM, PORT | {"choices": ["SDI", "HDMI", "USB"]}]


def test_bounds_narrow_as_far_as_what_is_told_of_items(kind):
    for zoom in (4, 12, 30):
        make_asset(item_type=kind, spec={"zoom": zoom})
    told = faults(ItemTypeForm(posted(kind, {0: {"least": "13", "most": "29"}}), instance=kind))
    assert "Less is told of items already (assets: 2)" in str(told[0]["least"])
    assert "More is told of items already (assets: 1)" in str(told[0]["most"])
    form = ItemTypeForm(posted(kind, {0: {"least": "4", "most": "30"}}), instance=kind)
    assert form.save().spec_schema == [ZOOM | {"least": 4, "most": 30}, PORT]


def test_choice_that_a_kit_asks_for_stays(kind):
    make_kit_version((kind, 1)).lines.update(least_spec={"port": "USB"})
    told = faults(ItemTypeForm(posted(kind, {1: {"choices": "HDMI"}}), instance=kind))
    assert "a kit asks for it" in str(told[1]["choices"])


def test_field_that_a_kit_asks_for_stays(kind):
    make_kit_version((kind, 1)).lines.update(least_spec={"port": "USB"})
    assert "a kit asks for it" in str(faults(ItemTypeForm(posted(kind, {1: {"DELETE": "on"}}), instance=kind))[1])


def test_page_shows_the_table_and_takes_it_back(client, cast_on_ground, kind):
    client.force_login(cast_on_ground.sara)
    address = reverse("item_types:edit", args=[kind.pk])
    page = client.get(address).text
    assert 'name="spec_schema-0-key" value="zoom"' in page
    assert 'name="spec_schema-4-key"' in page
    answer = client.post(address, posted(kind, {0: {"kind": ""}}))
    assert "vea sus filas" in answer.text
    client.post(address, posted(kind, {1: {"DELETE": "on"}}))
    kind.refresh_from_db()
    assert kind.spec_schema == [ZOOM]
    client.post(address, {"name_es": "Sin tabla"})
    kind.refresh_from_db()
    assert kind.spec_schema == [ZOOM]
