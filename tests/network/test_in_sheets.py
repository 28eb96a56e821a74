"""The people of an office as a spreadsheet: out and in again."""

import io

import openpyxl
import pytest

from foundations.audit.models import AuditEvent
from foundations.outbox.models import Letter
from foundations.spreadsheets.models import ImportBatch
from network.actions import open_account
from network.in_sheets import open_people
from network.models import Person
from tests.makers.network import make_person, make_unit
from tests.makers.sheets import FIRST, applied, changed, checked, column_of, exported, make_workbook, send, undone

HEADINGS = ["Apellidos", "Nombres", "Cargo", "Unidad", "Correo"]


def test_an_export_comes_in_again_and_changes_nothing(cast):
    office = cast.carla.person.office
    for _each in range(3):
        make_person(office=office, unit=make_unit(office=office))  # three units of one name
    batch = checked(exported(open_people(cast.carla, "")), contract="people", by=cast.carla)
    number = Person.objects.filter(office=office).count()
    assert batch.state == "checked", batch.failure
    assert batch.report["faults"] == []
    assert batch.report["counts"] == {"create": 0, "update": 0, "unchanged": number, "skip": 0, "error": 0}


def test_new_people_get_records_accounts_and_letters_only_when_confirmed(cast):
    content = make_workbook(
        HEADINGS,
        ["Paz Soto", "Eva", "fiscal", None, "eva@mp.hn.example"],
        ["Neira", "Iván", "Investigador policial", None, None],
    )
    batch = checked(content, contract="people", by=cast.carla)
    assert batch.report["counts"]["create"] == 2, batch.report
    assert batch.report["letters"] == 1
    assert not Person.objects.filter(family_names__in=["Paz Soto", "Neira"]).exists()
    assert not Letter.objects.filter(address="eva@mp.hn.example").exists()
    batch = applied(batch, by=cast.carla)
    assert batch.state == "applied", batch.failure
    eva = Person.objects.get(given_names="Eva")
    assert (eva.office, eva.user.email) == (cast.carla.person.office, "eva@mp.hn.example")
    assert Letter.objects.filter(address="eva@mp.hn.example").count() == 1
    assert AuditEvent.objects.filter(action="spreadsheets.import_written", details__rows=2).count() == 1
    assert not hasattr(ImportBatch.objects.get(pk=batch.pk), "file")


def test_every_fault_is_told_by_its_cell(cast):
    content = make_workbook(
        HEADINGS,
        ["Paz", "Eva", "astronauta", "Unidad que no hay", "no-es-correo"],
        [None, "Iván", "fiscal", None, None],
        ["Paz", "Eva", "fiscal", None, None],
    )
    batch = checked(content, contract="people", by=cast.carla)
    assert {(fault["cell"], fault["row"]) for fault in batch.report["faults"]} >= {("C2", 2), ("A3", 3)}
    assert batch.report["bad_rows"] == [2, 3]


def test_a_contact_point_changes_unit_and_kind_and_nobodys_name(cast):
    office = cast.carla.person.office
    unit = make_unit(office=office, name_es="Crimen organizado", name_en="Organised crime")
    person = make_person(office=office, family_names="Cruz", given_names="Luz")

    def change(sheet):
        row = next(row for row in range(FIRST, sheet.max_row + 1) if sheet.cell(row, 1).value == "Cruz")
        sheet.cell(row, column_of(sheet, "Unidad")).value = "crimen  ORGANIZADO"

    batch = checked(changed(exported(open_people(cast.carla, "")), change), contract="people", by=cast.carla)
    assert batch.report["counts"]["update"] == 1, batch.report
    applied(batch, by=cast.carla)
    person.refresh_from_db()
    assert person.unit == unit

    def rename(sheet):
        row = next(row for row in range(FIRST, sheet.max_row + 1) if sheet.cell(row, 1).value == "Cruz")
        sheet.cell(row, 2).value = "Lucía"

    batch = checked(changed(exported(open_people(cast.carla, "")), rename), contract="people", by=cast.carla)
    assert [fault["reason"] for fault in batch.report["faults"]] == ["Solo la Secretaría corrige un nombre."]


def test_a_row_older_than_its_record_is_a_conflict(cast):
    office = cast.carla.person.office
    person = make_person(office=office, family_names="Cruz", given_names="Luz", kind="prosecutor")
    content = exported(open_people(cast.carla, ""))
    Person.objects.filter(pk=person.pk).update(kind="investigator")
    batch = checked(content, contract="people", by=cast.carla)
    assert batch.report["counts"]["error"] == 1
    assert "después" in batch.report["faults"][0]["reason"]


def test_people_of_another_office_are_not_found_here(cast):
    foreign = make_person(family_names="Ajena", given_names="Persona", office=cast.dora.person.office)
    content = make_workbook(["id", *HEADINGS], [str(foreign.pk), "Ajena", "Persona", "fiscal", None, None])
    batch = checked(content, contract="people", by=cast.carla)
    assert [fault["reason"] for fault in batch.report["faults"]] == ["No se encuentra aquí."]
    assert open_people(cast.dora, "") is None
    assert open_people(cast.ana, "") is None


def test_a_batch_is_undone_while_nothing_newer_stands(cast):
    content = make_workbook(HEADINGS, ["Neira", "Iván", "fiscal", None, None], ["Soto", "Ada", "fiscal", None, None])
    batch = undone(applied(checked(content, contract="people", by=cast.carla), by=cast.carla), by=cast.carla)
    assert batch.state == "undone", batch.failure
    assert not Person.objects.filter(family_names__in=["Neira", "Soto"]).exists()

    batch = applied(checked(content, contract="people", by=cast.carla), by=cast.carla)
    open_account(Person.objects.get(family_names="Soto"), email="ada@mp.hn.example", by=cast.carla)
    batch = undone(batch, by=cast.carla)
    assert (batch.state, Person.objects.filter(family_names="Neira").count()) == ("applied", 1)
    assert "Ada Soto" in batch.failure


def test_the_same_form_and_the_same_file_are_one_batch(cast):
    content = make_workbook(HEADINGS, ["Neira", "Iván", "fiscal", None, None])
    first = send(content, contract="people", by=cast.carla)
    assert send(b"", contract="people", by=cast.carla, key=first.key) == first
    assert send(content, contract="people", by=cast.carla) == first


@pytest.mark.parametrize("who", ["carla", "sara"])
def test_the_export_hides_its_keys_and_offers_lists(cast, who):
    book = openpyxl.load_workbook(io.BytesIO(exported(open_people(getattr(cast, who), ""))))
    sheet = book.worksheets[0]
    hidden = [letter for letter, laid in sheet.column_dimensions.items() if laid.hidden]
    assert [sheet[f"{letter}1"].value for letter in hidden] == ["id", "row_version"]
    assert sheet.data_validations.count >= 2
    assert book.worksheets[1].sheet_state == "hidden"
