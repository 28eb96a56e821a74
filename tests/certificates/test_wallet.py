"""The wallet: one's own certificates together, their transcript, and what they come to for an office and for all."""

import io
from decimal import Decimal

import pytest
from django.test import Client
from openpyxl import load_workbook

from certificates.actions import reissue_certificate, revoke_certificate
from certificates.models import Certificate
from certificates.wallet.papers import transcript_of
from certificates.wallet.sums import grid_of, hours_by_area, lines_by_office, lines_by_person
from foundations.audit.models import AuditEvent
from tests.makers.certificates import make_certificate

WALLET, TRANSCRIPT = "/es/mis-constancias/", "/es/mis-constancias/expediente/"
CERTIFIED, SHEET = "/es/formacion-certificada/", "/es/formacion-certificada/hoja/"


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def paper(person, *, hours: str = "6", ends_on: str = "2012-05-04", area=None, **overrides) -> Certificate:
    """A certificate of that many hours in that year."""
    made = make_certificate(person, **overrides)
    made.facts |= {"hours": hours, "ends_on": ends_on, "starts_on": ends_on}
    made.save(update_fields=["facts"])
    if area is not None:
        made.workshop.area = area
        made.workshop.save(update_fields=["area"])
    return made


def test_hours_are_added_up_by_area_and_year(cast):
    first = paper(cast.ana.person, hours="6")
    area = first.workshop.area
    papers = [
        first,
        paper(cast.ana.person, hours="2.5", area=area),
        paper(cast.ana.person, hours="10", ends_on="2011-11-02", area=area),
        paper(cast.ana.person, hours="4", ends_on="2011-11-02"),
        paper(cast.ana.person, hours="99", state="revoked"),
    ]
    grid = grid_of(papers)
    other = papers[3].workshop.area
    assert grid.years == [2011, 2012]
    assert grid.rows == [
        (area.name, [Decimal(10), Decimal("8.5")], Decimal("18.5")),
        (other.name, [Decimal(4), Decimal(0)], Decimal(4)),
    ]
    assert (grid.by_year, grid.total) == ([Decimal(14), Decimal("8.5")], Decimal("22.5"))


def test_workshop_with_two_certificates_counts_its_hours_once(cast):
    one = paper(cast.ana.person)
    other = Certificate(person=one.person, workshop=one.workshop, facts=one.facts, office=one.office, state="valid")
    assert hours_by_area([one, other]) == [(one.workshop.area.name, Decimal(6))]
    assert [(line.certificates, line.hours) for line in lines_by_person([one, other])] == [(2, Decimal(6))]


def test_offices_are_summed_with_their_people(cast):
    papers = [paper(cast.ana.person), paper(cast.ana.person), paper(cast.dora.person), paper(cast.berta.person)]
    lines = {line.subject.pk: line for line in lines_by_office(papers)}
    ours = lines[cast.ana.person.office_id]
    assert (ours.people, ours.certificates, ours.hours) >= (1, 2, Decimal(12))
    assert sum(line.certificates for line in lines.values()) == 4


def test_grid_of_nothing_is_empty():
    assert grid_of([]).rows == []


@pytest.mark.parametrize("rows", [1, 3])
def test_wallet_holds_every_edition_and_is_flat(cast, django_assert_max_num_queries, rows):
    papers = [paper(cast.ana.person) for _ in range(rows)]
    client = signed_in(cast.ana)
    client.get(WALLET)
    with django_assert_max_num_queries(12):
        response = client.get(WALLET)
    assert all(each.number in response.text for each in papers)


def test_wallet_shows_states_and_earlier_versions(cast):
    corrected, withdrawn = paper(cast.ana.person), paper(cast.ana.person)
    reissue_certificate(corrected, language="en", by=None)
    assert "no suma horas" not in signed_in(cast.ana).get(WALLET).text
    revoke_certificate(withdrawn, cause="issued_in_error", reason="", by=None)
    page = signed_in(cast.ana).get(WALLET).text
    assert "no suma horas" in page
    assert "Versiones anteriores" in page
    assert f"{corrected.number} v2" in page
    assert "revocada" in page


def test_wallet_is_ones_own(cast):
    foreign = paper(cast.berta.person)
    assert foreign.number not in signed_in(cast.ana).get(WALLET).text
    assert "Aún no tiene ninguna constancia" in signed_in(cast.dora).get(WALLET).text
    assert Client().get(WALLET).status_code == 302


def test_transcript_is_a_tagged_document_in_the_language_of_the_page(cast):
    paper(cast.ana.person)
    response = signed_in(cast.ana).get(TRANSCRIPT)
    document = b"".join(response.streaming_content)
    assert response["Content-Type"] == "application/pdf"
    assert "no-store" in response["Cache-Control"]
    assert b"/Marked true" in document
    assert b"/Lang(es)" in document
    english = b"".join(signed_in(cast.ana).get("/en/my-certificates/transcript/").streaming_content)
    assert b"/Lang(en)" in english


def test_transcript_names_only_what_is_valid(cast, monkeypatch):
    kept, withdrawn = paper(cast.ana.person), paper(cast.ana.person, state="revoked")
    passed = {}
    monkeypatch.setattr("certificates.wallet.papers.typeset", lambda _path, content, **_at: passed.update(content))
    transcript_of(cast.ana.person, [kept, withdrawn], at=kept.awarded_at)
    (row,) = passed["rows"]
    assert (row[4], row[6].replace(" ", "")) == (kept.number, kept.code)


def test_contact_point_sees_the_people_of_the_office_and_no_others(cast):
    held, _foreign = paper(cast.ana.person), paper(cast.dora.person)
    page = signed_in(cast.carla).get(CERTIFIED).text
    assert cast.ana.person.full_name in page
    assert f"/es/constancias/{held.pk}/documento/" in page
    assert cast.dora.person.full_name not in page
    foreign = cast.dora.person.office_id
    assert signed_in(cast.carla).get(CERTIFIED, {"office": foreign}).status_code == 404
    assert signed_in(cast.carla).get(SHEET).status_code == 404


@pytest.mark.parametrize("name", ["ana", "dora", "bruno", "felix"])
def test_sums_are_not_there_for_anybody_else(cast, name):
    assert signed_in(getattr(cast, name)).get(CERTIFIED).status_code == 404


@pytest.mark.parametrize("asked", ["x", "999999", "²"])
def test_office_that_is_none_is_not_there(cast, asked):
    assert signed_in(cast.sara).get(CERTIFIED, {"office": asked}).status_code == 404


def test_secretariat_sees_all_offices_and_each(cast):
    paper(cast.ana.person), paper(cast.dora.person)
    client = signed_in(cast.sara)
    everything = client.get(CERTIFIED).text
    assert f"?office={cast.ana.person.office_id}" in everything
    assert cast.ana.person.full_name not in everything
    assert cast.ana.person.full_name in client.get(CERTIFIED, {"office": cast.ana.person.office_id}).text


def test_careers_are_taken_along_as_excel_and_that_is_in_the_book(cast):
    ours, foreign = paper(cast.ana.person, hours="2.5"), paper(cast.dora.person)
    client = signed_in(cast.sara)
    response = client.get(SHEET, {"office": cast.ana.person.office_id})
    rows = list(load_workbook(io.BytesIO(b"".join(response.streaming_content))).active.values)
    assert len(rows) == 2
    named = dict(zip(rows[0], rows[1], strict=True))
    assert named["Constancia"] == ours.number
    assert named["Horas"] == 2.5
    event = AuditEvent.objects.get(action="certificates.careers_exported")
    assert event.details == {"office": cast.ana.person.office_id}
    everything = b"".join(client.get(SHEET).streaming_content)
    numbers = [row[4] for row in load_workbook(io.BytesIO(everything)).active.values]
    assert {ours.number, foreign.number} <= set(numbers)
