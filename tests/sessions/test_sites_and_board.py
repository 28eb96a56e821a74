"""Pages of sites, the board, excuses and the sheet: who sees what, and what a press leaves behind."""

import io
from datetime import timedelta
from html import unescape

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from sessions.codes import code_for, read_code
from sessions.models import ConnectedSite, Excuse, Incident, OccupantDecision, RosterEntry
from tests.makers.attendance import connect_site, make_excuse, make_mark, make_site
from tests.makers.courses import make_enrolment
from tests.makers.sessions import make_attendance, make_part, make_presence, make_session


@pytest.fixture
def session(cast):
    """One hour, begun half an hour ago; ana holds a seat, bruno moderates."""
    session = make_session()
    make_enrolment(workshop=session.workshop, person=cast.ana.person)
    make_part(session, cast.bruno.person)
    return session


def page(client, user, name, *args, **query):
    client.force_login(user)
    return client.get(reverse(f"sessions:{name}", args=args), query)


# --- The board --------------------------------------------------------------------------------------------------------


def test_board_shows_who_is_in_where_and_who_is_missing(cast, session, client):
    seats = [make_enrolment(workshop=session.workshop) for _ in range(3)]
    site = make_site(session, office=cast.office)
    connect_site(site, -5, None)
    make_mark(session, seats[0].person, 0, None, site=site)
    make_mark(session, seats[1].person, 0, None)
    make_presence(session, cast.ana.person, 0, None)
    board = page(client, cast.bruno, "board", session.pk).context["board"]
    where = {line.person: line.where for line in board.inside}
    assert where == {cast.ana.person: "screen", seats[0].person: "site", seats[1].person: "door"}
    assert [line.person for line in board.missing] == [seats[2].person]
    assert [(line.is_connected, len(line.people)) for line in board.sites] == [(True, 1)]


def test_board_asked_again_with_its_tag_answers_304_until_something_changes(cast, session, client):
    first = page(client, cast.bruno, "board", session.pk)
    url, tag = reverse("sessions:board", args=[session.pk]), {"If-None-Match": first["ETag"]}
    again = client.get(url, headers=tag)
    if again.status_code != 304:  # the minute turned in between
        tag = {"If-None-Match": again["ETag"]}
        assert client.get(url, headers=tag).status_code == 304
    make_presence(session, cast.ana.person, 0, None)
    assert client.get(url, headers=tag).status_code == 200


@pytest.mark.parametrize("who", ["ana", "carla", "dora", "felix"])
def test_board_is_for_who_leads(cast, session, client, who):
    assert page(client, getattr(cast, who), "board", session.pk).status_code == 404
    url = reverse("sessions:board", args=[session.pk])
    assert client.post(url, {"do": "incident"}).status_code == 404
    assert not Incident.objects.exists()


def test_buttons_of_the_board_do_what_they_say(cast, session, client):
    make_presence(session, cast.ana.person, 5, None, identity=None)
    [stay] = page(client, cast.bruno, "board", session.pk).context["board"].nameless
    url = reverse("sessions:board", args=[session.pk])
    client.post(url, {"do": "incident", "reason": "Se cayó"})
    client.post(url, {"do": "works"})
    client.post(url, {"do": "extend", "minutes": "15"})
    client.post(url, {"do": "occupant", "stay": stay.pk, "person": str(cast.ana.person_id), "reason": "La vi"})
    was_to_end = session.ends_at
    session.refresh_from_db()
    assert Incident.objects.get().stopped_at
    assert session.ends_at == was_to_end + timedelta(minutes=15)
    assert OccupantDecision.objects.get().person == cast.ana.person
    client.post(url, {"do": "extend", "minutes": "99999"})
    client.post(url, {"do": "occupant", "stay": "x"})
    assert OccupantDecision.objects.count() == 1


# --- Sites ------------------------------------------------------------------------------------------------------------


def test_custodians_and_contact_points_keep_the_rooms_of_their_own_office(cast, session, client):
    ours, theirs = make_site(session, office=cast.office), make_site(session, office=cast.elsewhere)
    for name in ("site", "site_screen", "site_join"):
        assert page(client, cast.carla, name, ours.pk).status_code in {200, 302}
        assert page(client, cast.carla, name, theirs.pk).status_code == 404
        assert page(client, cast.ana, name, ours.pk).status_code == 404


def test_roster_of_a_site_marks_in_and_out(cast, session, client):
    site = make_site(session, office=cast.office)
    client.force_login(cast.carla)
    url = reverse("sessions:site", args=[site.pk])
    client.post(url, {"do": "mark", "people": [str(cast.ana.person_id)]})
    client.post(url, {"do": "visitor", "name": "Inspector Paz", "kind": "investigator"})
    entry = RosterEntry.objects.get(person=cast.ana.person)
    client.post(url, {"do": "left", "entry": entry.pk})
    client.post(url, {"do": "left", "entry": entry.pk})
    shown = client.get(url)
    assert "Inspector Paz" in shown.text
    assert RosterEntry.objects.standing().get(person=cast.ana.person).ends_at
    assert RosterEntry.objects.count() == 3


def test_a_mark_of_another_site_is_not_ended_here(cast, session, client):
    site, other = make_site(session, office=cast.office), make_site(session, office=cast.elsewhere)
    entry = make_mark(session, cast.dora.person, 0, None, site=other)
    client.force_login(cast.carla)
    answer = client.post(reverse("sessions:site", args=[site.pk]), {"do": "left", "entry": entry.pk})
    assert answer.status_code == 404
    assert RosterEntry.objects.count() == 1


def test_an_office_plans_a_room_on_the_page(cast, session, client):
    room = make_site(office=cast.office).room
    client.force_login(cast.carla)
    client.post(reverse("sessions:sites", args=[session.pk]), {"room": room.pk})
    assert ConnectedSite.objects.filter(session=session, room=room).count() == 1
    elsewhere = make_site(office=cast.elsewhere).room
    client.post(reverse("sessions:sites", args=[session.pk]), {"room": elsewhere.pk})
    assert not ConnectedSite.objects.filter(session=session, room=elsewhere).exists()


def test_a_code_marks_whoever_reads_it_in_time_and_nobody_later(cast, session, client):
    site, now = make_site(session, office=cast.office), timezone.now()
    fresh = reverse("sessions:mark_myself", args=[code_for(site, at=now)])
    stale = reverse("sessions:mark_myself", args=[code_for(site, at=now - timedelta(days=1))])
    client.force_login(cast.ana)
    client.get(fresh)
    client.post(stale)
    assert not RosterEntry.objects.exists()
    client.post(fresh)
    client.post(fresh)
    assert RosterEntry.objects.get().site == site


def test_a_code_is_of_one_place_and_cannot_be_made_up(cast, session):
    now = timezone.now()
    code = code_for(session, at=now)
    assert read_code(code, at=now) == ("d", session.pk, True)
    assert read_code(code, at=now + timedelta(seconds=121))[2] is False
    for forged in (code[:-1] + ("A" if code[-1] != "A" else "B"), "x", code.replace(":", "")):
        assert read_code(forged, at=now) is None


def test_a_code_marks_nobody_without_a_seat(cast, session, client):
    client.force_login(cast.dora)
    client.post(reverse("sessions:mark_myself", args=[code_for(session, at=timezone.now())]))
    assert not RosterEntry.objects.exists()


# --- Excuses, objections, the sheet -----------------------------------------------------------------------------------


def test_excuses_are_read_by_the_person_the_office_and_who_leads(cast, session, client):
    make_excuse(session, cast.ana.person, reason="Audiencia en otra ciudad")
    for who, sees in (("ana", True), ("carla", True), ("bruno", True), ("elsa", True)):
        assert ("Audiencia en otra ciudad" in page(client, getattr(cast, who), "excuses", session.pk).text) is sees
    for who in ("dora", "felix"):
        assert page(client, getattr(cast, who), "excuses", session.pk).status_code == 404


def test_an_excuse_is_asked_and_decided_on_the_page(cast, session, client):
    client.force_login(cast.ana)
    client.post(
        reverse("sessions:excuses", args=[session.pk]), {"person": str(cast.ana.person_id), "reason": "Audiencia"}
    )
    excuse = Excuse.objects.get()
    decide = reverse("sessions:excuse_decide", args=[session.pk])
    assert client.post(decide, {"excuse": excuse.pk, "decision": "accept"}).status_code == 404
    client.force_login(cast.bruno)
    client.post(decide, {"excuse": excuse.pk, "decision": "accept"})
    excuse.refresh_from_db()
    assert excuse.state == "accepted"


def test_sheet_of_an_office_holds_its_own_people_alone(cast, session, client):
    make_enrolment(workshop=session.workshop, person=cast.dora.person)
    whole = page(client, cast.bruno, "sheet", session.pk).text
    own = page(client, cast.carla, "sheet", session.pk).text
    dora = cast.dora.person.full_name
    assert dora in whole
    assert dora not in own
    assert cast.ana.person.full_name in own
    for who in ("ana", "dora", "felix"):
        assert page(client, getattr(cast, who), "sheet", session.pk).status_code == 404


def test_sheet_as_excel_holds_the_numbers_and_no_formula(cast, session, client):
    cast.ana.person.given_names = "=1+1"
    cast.ana.person.save()
    make_presence(session, cast.ana.person, 0, 12)
    answer = page(client, cast.bruno, "sheet_xlsx", session.pk)
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    [_head, row] = list(book.active.iter_rows())
    assert (row[0].data_type, row[0].value.startswith("=1+1")) == ("s", True)
    assert (row[3].value, row[4].value) == (12, 30)


def test_sheet_of_a_session_under_way_promises_nobody_what_is_still_to_come(cast, session, client):
    make_presence(session, cast.ana.person, 20, None)
    told = " ".join(unescape(page(client, cast.bruno, "sheet", session.pk).text).split())
    assert "10 / 30" in told


@pytest.mark.slow
@pytest.mark.parametrize("blank", [{}, {"blank": "1"}])
def test_sheet_is_printed(cast, session, client, blank):
    answer = page(client, cast.bruno, "sheet_pdf", session.pk, **blank)
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")


def test_a_typed_sheet_says_which_row_is_wrong_and_notes_nothing(cast, session, client):
    session.starts_at, session.ends_at = (timezone.now() - timedelta(hours=hours) for hours in (3, 2))
    session.save()
    client.force_login(cast.bruno)
    url = reverse("sessions:typed", args=[session.pk])
    assert "08:30" in client.post(url, {f"from-{cast.ana.person_id}": "25:99"}).text
    assert not RosterEntry.objects.exists()


def test_one_contests_on_the_page_once_and_reads_the_answer(cast, client):
    row = make_attendance(person=cast.ana.person)
    type(row.session).objects.update(state="settled", settled_at=timezone.now())
    make_enrolment(workshop=row.session.workshop, person=cast.ana.person)
    client.force_login(cast.ana)
    url = reverse("sessions:contest", args=[row.session_id])
    for reason in ("Estuve por teléfono", "Otra vez"):
        client.post(url, {"reason": reason})
    row.refresh_from_db()
    assert row.contest.reason == "Estuve por teléfono"
    client.force_login(cast.elsa)
    correct = reverse("sessions:correct", args=[row.session_id, row.pk])
    client.post(correct, {"keep": "on", "reason": "La sala no la vio."})
    assert "La sala no la vio." in page(client, cast.ana, "session", row.session_id).text
    assert page(client, cast.dora, "contest", row.session_id).status_code == 404
    assert page(client, cast.carla, "correct", row.session_id, row.pk).status_code == 404
