"""The inventory as a spreadsheet: out and in again, by its custodian, and what a row cannot do."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from equipment.actions import revise_asset
from equipment.catalogue import lay_equipment
from equipment.in_sheets import open_assets
from equipment.in_sheets.columns import columns_of
from equipment.models import Asset, AssetEvent, Custody, ItemType, Supplier
from foundations.audit.models import AuditEvent
from foundations.spreadsheets.mapping import Headings
from tests.makers.equipment import make_asset, make_item_type, make_office_room
from tests.makers.network import make_person, make_user
from tests.makers.sheets import (
    FIRST,
    applied,
    changed,
    checked,
    column_of,
    exported,
    faults_handed_back,
    make_workbook,
    undone,
)

LENS = {"key": "zoom", "label_es": "Zoom", "label_en": "Zoom", "kind": "whole", "unit": "×", "least": 1, "most": 40}
LINK = {"key": "speed", "label_es": "Velocidad", "label_en": "Speed", "kind": "decimal", "unit": "Mbit/s"}
HEADINGS = ["Código de inventario", "Tipo de bien", "Marca", "Serie", "Estado", "Ubicación", "Responsable"]


@pytest.fixture
def ground(cast):
    """A room of the office, its custodian, two kinds of items."""
    cast.room = make_office_room(cast.office, name="Sala principal")
    cast.custodian = make_user("ciro2@mp.hn.example", role="custodian", given_names="Zoila", office=cast.office)
    cast.camera = make_item_type("camera", name_es="Cámara", name_en="Camera", spec_schema=[LENS])
    cast.link = make_item_type("link", name_es="Enlace", name_en="Link", spec_schema=[LINK], life_years=4)
    return cast


def sheet_of(cast):
    return open_assets(cast.custodian, "")


def check(content: bytes, cast):
    return checked(content, contract="inventory", by=cast.custodian)


def write(content: bytes, cast, **how):
    return applied(check(content, cast), by=cast.custodian, **how)


def reasons(batch) -> dict[str, str]:
    return {fault["cell"] or str(fault["row"]): fault["reason"] for fault in batch.report["faults"]}


def test_an_export_comes_in_again_and_changes_nothing(ground):
    supplier = Supplier.objects.create(name="Proveedora")
    fields = {"supplier": supplier, "cost": Decimal("1250.50"), "currency": "USD", "spec": {"zoom": 12}}
    for _each in range(3):
        make_asset(ground.room, item_type=ground.camera, **fields)
    make_asset(ground.room, item_type=ground.link, spec={"speed": "12.5"}, notes="=1+1")
    for asset in Asset.objects.exclude(cost=None):
        revise_asset(asset, value_date=date(2012, 3, 5), by=None)
    batch = check(exported(sheet_of(ground)), ground)
    assert batch.report["faults"] == [], batch.failure
    assert batch.report["counts"] == {"create": 0, "update": 0, "unchanged": 4, "skip": 0, "error": 0}, batch.report
    assert batch.mapping["headings"][0]["example"] == Asset.objects.first().tag  # and not the help below the heading


@pytest.mark.parametrize(("written", "read"), [("es", "es"), ("en", "en"), ("es", "en"), ("en", "es")])
def test_each_heading_that_goes_out_is_known_when_it_comes_in(cast, written, read):
    lay_equipment()
    with translation.override(written):
        went_out = {column.heading: column.key for column in columns_of(ItemType.objects.all(), {})}
    with translation.override(read):
        headings = Headings(columns_of(ItemType.objects.all(), {}))
        assert {heading: headings.column_of(heading) for heading in went_out} == went_out


def test_new_assets_are_entered_with_custody_history_and_their_offices_tags(ground):
    make_asset(ground.room, tag="HN-0007", item_type=ground.camera)
    name = ground.custodian.person.full_name
    content = make_workbook(
        [*HEADINGS, "Zoom"],
        [None, "cámara", "Marca", 4711, "en servicio", "SALA PRINCIPAL", name, "12"],
        ["HN-0009", "Camera", "Marca", "X-2", "stored", None, None, None],
        [None, "Enlace", None, None, "planificado", None, None, None],
    )
    batch = check(content, ground)
    assert batch.report["faults"] == [], reasons(batch)
    assert Asset.objects.count() == 1
    batch = applied(batch, by=ground.custodian)
    assert batch.state == "applied", batch.failure
    new = {asset.tag: asset for asset in Asset.objects.exclude(tag="HN-0007")}
    assert set(new) == {"HN-0008", "HN-0009", "HN-0010"}
    first = new["HN-0008"]
    assert (first.serial, first.room, first.custodian) == ("4711", ground.room, ground.custodian.person)
    assert (first.spec, first.status, first.in_service_on is not None) == ({"zoom": 12}, "in_service", True)
    assert Custody.objects.get(asset=first).ends_at is None
    events = AssetEvent.objects.filter(batch=batch.pk, action="registered", by=ground.custodian.actor_uuid)
    assert events.count() == 3
    assert AuditEvent.objects.get(action="equipment.assets_imported").details["entered"] == 3


def test_blank_keeps_and_the_word_clears(ground):
    asset = make_asset(ground.room, item_type=ground.camera, notes="Vieja", order_number="12", spec={"zoom": 3})
    content = make_workbook(
        ["asset tag", "Notas", "Número de pedido", "Zoom", "Condición"],
        [asset.tag, "[vaciar]", None, "[clear]", "regular"],
    )
    mapped = check(content, ground)
    assert mapped.state in {"checked", "read"}, mapped.failure

    def clear(sheet):
        sheet.cell(FIRST, column_of(sheet, "Notas")).value = "[vaciar]"
        sheet.cell(FIRST, column_of(sheet, "Zoom")).value = "[clear]"
        sheet.cell(FIRST, column_of(sheet, "Código de inventario")).value = None

    batch = write(changed(exported(sheet_of(ground)), clear), ground)
    assert batch.state == "applied", (batch.failure, batch.report)
    asset.refresh_from_db()
    assert (asset.notes, asset.order_number, asset.spec, asset.row_version) == ("", "12", {}, 2)
    event = AssetEvent.objects.get(asset=asset)
    assert event.before == {"notes": "Vieja", "spec": {"zoom": 3}}


def test_every_fault_of_a_row_is_told_at_once(ground):
    make_asset(ground.room, item_type=ground.camera, manufacturer="Marca", serial="S-1")
    content = make_workbook(
        [*HEADINGS, "Zoom", "Costo", "Moneda", "Proveedor"],
        ["HN-0020", "Tostadora", "Marca", "S-9", "en servicio", "Sótano", "Nadie", 3, "mucho", "usd", "Nueva S. A."],
        ["hn 21", "Cámara", "Marca", "S-2", "desechado", None, None, 99, 10, None, None],
        ["HN-0022", "Cámara", "Marca", "S-1", None, None, None, None, None, None, None],
        [None, "Cámara", "Marca", "S-3", None, None, None, None, None, None, None],
        [None, "Cámara", "Marca", "S-3", None, None, None, None, None, None, None],
    )
    found = reasons(check(content, ground))
    assert {"B2", "F2", "G2", "I2", "K2"} <= set(found)
    assert {"A3", "E3", "H3", "J3"} <= set(found), found
    assert {"D4", "D6"} <= set(found), found
    assert not Asset.objects.filter(serial="S-9").exists()


def test_a_row_older_than_its_asset_is_a_conflict(ground):
    asset = make_asset(ground.room, item_type=ground.camera)
    content = exported(sheet_of(ground))
    revise_asset(asset, notes="Otra cosa", by=ground.custodian)
    batch = check(content, ground)
    assert batch.report["counts"]["error"] == 1
    assert "cambió después" in batch.report["faults"][0]["reason"]


def test_what_changes_between_check_and_writing_stops_everything(ground):
    first, second = (make_asset(ground.room, item_type=ground.camera) for _each in range(2))

    def note(sheet):
        for row in (FIRST, FIRST + 1):
            sheet.cell(row, column_of(sheet, "Notas")).value = "Nueva"

    batch = check(changed(exported(sheet_of(ground)), note), ground)
    revise_asset(second, notes="Antes", by=ground.custodian)
    batch = applied(batch, by=ground.custodian)
    assert batch.state == "failed"
    assert batch.report["counts"]["error"] == 1
    first.refresh_from_db()
    assert first.notes == ""
    assert faults_handed_back(batch, sheet_of(ground)).cell(FIRST, 1).value


@pytest.mark.parametrize("who", ["dora", "ana", "elsa", "felix", "bruno"])
def test_the_sheet_is_not_there_for_who_keeps_nothing(ground, who):
    assert open_assets(getattr(ground, who), "") is None


def test_assets_of_another_office_are_not_found_here(ground):
    foreign = make_asset(make_office_room(ground.elsewhere), tag="PA-0001", item_type=ground.camera)
    content = make_workbook(
        ["id", "row_version", *HEADINGS],
        [str(foreign.pk), 1, None, None, None, None, None, None, None],
        [None, None, "PA-0001", "Cámara", None, None, None, None, None],
    )
    found = check(content, ground)
    assert [fault["reason"] for fault in found.report["faults"]] == ["No se encuentra aquí."] * 2
    assert exported(sheet_of(ground)).find(b"PA-0001") == -1


def test_a_contact_point_corrects_and_enters_nothing(ground):
    asset = make_asset(ground.room, item_type=ground.camera)
    content = make_workbook(HEADINGS[:4], [None, "Cámara", "Marca", "Nueva"], [asset.tag, None, "Otra marca", None])
    batch = checked(content, contract="inventory", by=ground.carla)
    assert batch.report["counts"] | {"skip": 0} == {"create": 0, "update": 1, "unchanged": 0, "skip": 0, "error": 1}


def test_a_status_follows_the_rules_of_its_life(ground):
    asset = make_asset(ground.room, item_type=ground.camera, status="stored")
    content = make_workbook(["Código de inventario", "Estado"], [asset.tag, "prestado"])
    assert "B2" in reasons(check(content, ground))
    content = make_workbook(["Código de inventario", "Estado"], [asset.tag, "en servicio"])
    batch = write(content, ground)
    assert (batch.state, AssetEvent.objects.get(asset=asset).action) == ("applied", "moved_on")


def test_nothing_is_added_that_the_sheet_only_names(ground):
    kinds, suppliers = ItemType.objects.count(), Supplier.objects.count()
    content = make_workbook([*HEADINGS[:2], "Proveedor", "Cooperante"], [None, "Cámara", "Nueva S. A.", "Nadie"])
    assert set(reasons(check(content, ground))) == {"C2", "D2"}
    assert (kinds, suppliers) == (ItemType.objects.count(), Supplier.objects.count())


def test_an_import_is_undone_whole(ground):
    asset = make_asset(ground.room, item_type=ground.camera, notes="Vieja")
    other = make_office_room(ground.office, name="Otra sala")
    content = make_workbook(
        ["Código de inventario", "Tipo de bien", "Notas", "Ubicación"],
        [asset.tag, None, "Nueva", "Otra sala"],
        ["HN-0900", "Cámara", None, None],
    )
    batch = write(content, ground)
    asset.refresh_from_db()
    assert (asset.room, asset.notes) == (other, "Nueva")
    batch = undone(batch, by=ground.custodian)
    assert batch.state == "undone", batch.failure
    asset.refresh_from_db()
    assert (asset.room, asset.notes, asset.row_version) == (ground.room, "Vieja", 3)
    assert asset.custodies.get(ends_at=None).room == ground.room
    assert not Asset.objects.filter(tag="HN-0900").exists()
    assert list(AssetEvent.objects.filter(batch=batch.pk).order_by("pk").values_list("action", flat=True)) == [
        "handed_over",
        "registered",
        "handed_over",
        "withdrawn",
    ]


def test_an_import_is_not_undone_over_something_newer(ground):
    batch = write(make_workbook(HEADINGS[:2], ["HN-0900", "Cámara"], ["HN-0901", "Cámara"]), ground)
    revise_asset(Asset.objects.get(tag="HN-0901"), notes="Después", by=ground.custodian)
    batch = undone(batch, by=ground.custodian)
    assert (batch.state, Asset.objects.count()) == ("applied", 2)
    assert "HN-0901" in batch.failure


@pytest.mark.parametrize("rows", [1, 3])
def test_writing_asks_the_same_whatever_the_rows(ground, django_assert_max_num_queries, rows):
    content = make_workbook(HEADINGS[:4], *[[None, "Cámara", "Marca", f"N-{each}"] for each in range(rows)])
    batch = check(content, ground)
    with django_assert_max_num_queries(45):
        batch = applied(batch, by=ground.custodian)
    assert batch.report["counts"]["create"] == rows


def test_people_of_the_office_are_found_by_name_or_address(ground):
    person = make_person(office=ground.office, given_names="Luz", family_names="Gil")
    asset = make_asset(ground.room, item_type=ground.camera)
    for said, meant in (("luz  GIL", person), (ground.custodian.email, ground.custodian.person)):
        write(make_workbook(["Código de inventario", "Responsable"], [asset.tag, said]), ground)
        asset.refresh_from_db()
        assert asset.custodian == meant
