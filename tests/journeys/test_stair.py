"""The main stair in one story, through HTTP and the clock: draft → approvals → seats → session → attendance →
certificate → verification."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import translation

from certificates.models import Certificate
from courses.actions import announce_workshop, approve_workshop
from courses.models import Enrolment
from sessions.actions import schedule_session
from sessions.models import Attendance
from tests.makers.courses import make_draft
from tests.makers.jobs import run_queued_jobs

ANNOUNCED = datetime(2027, 5, 3, 15, tzinfo=UTC)
BEGINS = datetime(2027, 5, 17, 15, tzinfo=UTC)
ENDS = BEGINS + timedelta(hours=2)
State = Enrolment.State


def address(name: str, *args) -> str:
    with translation.override("es"):
        return reverse(name, args=args)


@pytest.fixture
def session(cast):
    with time_machine.travel(ANNOUNCED, tick=False):
        draft = make_draft(
            host_office=cast.salvador,
            starts_on=BEGINS.date(),
            ends_on=ENDS.date(),
            nominations_close_at=BEGINS - timedelta(days=5),
            title_es="Cibercrimen: introducción",
            stated_hours=2,
        )
        approve_workshop(draft, side="school", by=cast.elsa)
        approve_workshop(draft, side="secretariat", by=cast.sara)
        workshop = announce_workshop(draft, by=cast.sara)
        return schedule_session(
            workshop, title_es="Conceptos", title_en="Concepts", starts_at=BEGINS, ends_at=ENDS, by=cast.elsa
        )


def nominate(client, cast, workshop) -> None:
    client.force_login(cast.carla)
    url = address("courses:workshop_nominate", workshop.slug, cast.office.code)
    for user in (cast.ana, cast.berta, cast.ciro):
        client.post(url, {"person": user.person_id})


def post(client, settings, room: str, event: str, user, *, joined: datetime, left: datetime | None = None) -> None:
    """What Prosody sends, to the very receiver."""
    occupant = {
        "id": str(user.person_id),
        "occupant_jid": f"{user.person_id}@video.example/{joined:%H%M%S}",
        "joined_at": int(joined.timestamp()),
    }
    if left:
        occupant["left_at"] = int(left.timestamp())
    response = client.post(
        f"/jitsi/events/occupant/{event}",
        {"event_name": f"muc-occupant-{event}", "room_name": room, "is_breakout": False, "occupant": occupant},
        content_type="application/json",
        headers={"Authorization": f"Bearer {settings.JITSI_EVENTS_SECRET}"},
    )
    assert response.status_code == 204


def test_from_a_draft_to_a_certificate_in_hand(client, cast, session, settings):
    workshop = session.workshop
    with time_machine.travel(ANNOUNCED + timedelta(days=1), tick=False):
        nominate(client, cast, workshop)
        run_queued_jobs()
    states = dict(workshop.enrolments.values_list("person__given_names", "state"))
    assert states == {"Ana María": State.NOMINATED, "Berta": State.NOMINATED, "Ciro": State.WAITING}
    assert {message.to[0] for message in mail.outbox if "Cibercrimen" in message.subject} >= {"ana@mp.hn.example"}

    with time_machine.travel(BEGINS - timedelta(minutes=16), tick=False):
        client.force_login(cast.ana)
        assert client.get(address("sessions:join", session.pk)).status_code == 403
    with time_machine.travel(BEGINS - timedelta(minutes=10), tick=False):
        client.force_login(cast.ana)
        response = client.get(address("sessions:join", session.pk))
        assert response.status_code == 302
        assert response["Location"].startswith(f"https://video.example/{session.room.name}?lang=es#jwt=")
        client.force_login(cast.ciro)
        assert client.get(address("sessions:join", session.pk)).status_code == 403
    assert workshop.enrolments.get(person=cast.ana.person).state == State.CONFIRMED

    room = session.room.name
    with time_machine.travel(ENDS, tick=False):
        # Ana in two tabs at once, out and in again: 100 of 120 minutes. Berta: 95 minutes, not enough.
        post(client, settings, room, "left", cast.ana, joined=BEGINS, left=BEGINS + timedelta(minutes=50))
        second_tab = BEGINS + timedelta(minutes=30)
        post(client, settings, room, "left", cast.ana, joined=second_tab, left=second_tab + timedelta(minutes=10))
        again = BEGINS + timedelta(minutes=70)
        post(client, settings, room, "joined", cast.ana, joined=again)
        post(client, settings, room, "left", cast.ana, joined=again, left=ENDS + timedelta(minutes=5))
        post(client, settings, room, "left", cast.berta, joined=BEGINS, left=BEGINS + timedelta(minutes=95))
    with time_machine.travel(ENDS + timedelta(minutes=40), tick=False):
        client.force_login(cast.elsa)
        client.post(address("sessions:settle", session.pk))
        run_queued_jobs()
    minutes = dict(Attendance.objects.values_list("person__given_names", "present_seconds"))
    assert minutes == {"Ana María": 100 * 60, "Berta": 95 * 60}

    certificate = Certificate.objects.get()
    assert (certificate.person, certificate.number) == (cast.ana.person, "REFCO-2027-00001")
    client.force_login(cast.ana)
    document = client.get(address("certificates:document", certificate.pk))
    assert b"".join(document.streaming_content).startswith(b"%PDF-")
    client.force_login(cast.dora)
    assert client.get(address("certificates:document", certificate.pk)).status_code == 404
    client.logout()
    page = client.get(f"/v/{certificate.code}/?language=es").content.decode()
    assert "A. M. L." in page
    assert "López" not in page


def test_declining_hands_the_seat_to_who_waits(client, cast, session):
    workshop = session.workshop
    with time_machine.travel(ANNOUNCED + timedelta(days=1), tick=False):
        nominate(client, cast, workshop)
        client.force_login(cast.ana)
        mine = workshop.enrolments.get(person=cast.ana.person)
        client.post(address("courses:enrolment_give_up", mine.pk), {"reason": "Audiencia"})
        run_queued_jobs()
    assert workshop.enrolments.get(person=cast.ciro.person).state == State.OFFERED
    assert [message.subject for message in mail.outbox if message.to == ["ciro@mp.hn.example"]] == [
        "En lista de espera: Cibercrimen: introducción",
        "Se liberó un cupo para usted: Cibercrimen: introducción",
    ]


def test_everything_posted_twice_changes_nothing(client, cast, session, settings):
    with time_machine.travel(BEGINS, tick=False):
        nominate(client, cast, session.workshop)
    with time_machine.travel(ANNOUNCED + timedelta(days=1), tick=False):
        nominate(client, cast, session.workshop)
    with time_machine.travel(ENDS + timedelta(minutes=40), tick=False):
        for _twice in range(2):
            post(client, settings, session.room.name, "left", cast.ana, joined=BEGINS, left=ENDS)
        client.force_login(cast.elsa)
        for _twice in range(2):
            client.post(address("sessions:settle", session.pk))
        run_queued_jobs()
        run_queued_jobs()
    assert Certificate.objects.count() == 1
    assert session.workshop.enrolments.count() == 3
