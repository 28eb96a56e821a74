"""Nominations as a spreadsheet: each yes goes through the action of the workshop's page."""

import io

import openpyxl

from courses.in_sheets import open_nominations, open_places
from courses.models import Enrolment
from foundations.outbox.models import Letter
from tests.makers.courses import make_enrolment, make_workshop
from tests.makers.sheets import applied, changed, checked, column_of, exported


def yes_for(*names: str):
    def change(sheet):
        for row in range(3, sheet.max_row + 1):
            if sheet.cell(row, 1).value in names:
                sheet.cell(row, column_of(sheet, "Designar")).value = "sí"

    return change


def test_each_yes_names_a_person_within_the_seats(cast):
    workshop = make_workshop(seats_per_office=1)
    content = changed(exported(open_nominations(cast.carla, workshop.slug)), yes_for("López", "Reyes"))
    batch = checked(content, contract="nominations", about=workshop.slug, by=cast.carla)
    assert batch.report["counts"]["create"] == 2, batch.report
    assert batch.report["letters"] == 2
    assert not Enrolment.objects.exists()
    letters = Letter.objects.count()
    batch = applied(batch, by=cast.carla)
    assert sorted(Enrolment.objects.values_list("state", flat=True)) == ["nominated", "waiting"]
    assert Letter.objects.count() == letters + 2
    again = checked(exported(open_nominations(cast.carla, workshop.slug)), contract="nominations",
                    about=workshop.slug, by=cast.carla)  # fmt: skip
    assert again.report["counts"]["create"] == 0


def test_what_the_action_refuses_is_told_at_its_row(cast):
    workshop = make_workshop(seats_per_office=1)
    content = changed(exported(open_nominations(cast.carla, workshop.slug)), yes_for("López"))
    type(workshop).objects.filter(pk=workshop.pk).update(nominations_close_at=workshop.announced_at)
    batch = checked(content, contract="nominations", about=workshop.slug, by=cast.carla)
    assert len(batch.report["faults"]) == 1
    assert not Enrolment.objects.exists()


def test_strangers_find_neither_sheet(cast):
    workshop = make_workshop(seats_per_office=1)
    for who in (cast.dora, cast.ana, cast.felix, cast.bruno):
        assert open_nominations(who, workshop.slug) is None
        assert open_places(who, workshop.slug) is None


def test_a_contact_point_takes_along_the_places_of_the_own_office(cast):
    workshop = make_workshop(seats_per_office=2)
    make_enrolment(workshop=workshop, person=cast.ana.person)
    make_enrolment(workshop=workshop, person=cast.dora.person)
    own = [row["given_names"] for row in open_places(cast.carla, workshop.slug).rows_out()]
    assert own == ["Ana María"]
    assert len(list(open_places(cast.elsa, workshop.slug).rows_out())) == 2


def test_places_that_only_go_out_carry_no_keys(cast):
    workshop = make_workshop(seats_per_office=2)
    place = make_enrolment(workshop=workshop, person=cast.ana.person)
    book = openpyxl.load_workbook(io.BytesIO(exported(open_places(cast.elsa, workshop.slug))))
    rows = list(book.worksheets[0].values)
    assert len(rows) == 2
    assert str(place.pk) not in map(str, rows[1])
    assert "row_version" not in rows[0]
