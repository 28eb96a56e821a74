"""Invitations by e-mail: who is told what of which session, in which order, and what comes of the answers."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from calendars.actions import want_invitations
from courses.actions import cancel_workshop, give_up_seat, move_workshop
from courses.events import enrolment_confirmed
from foundations.jobs.models import Job
from foundations.outbox.actions import deliver_letter
from foundations.outbox.models import Letter
from sessions.actions import (
    cancel_session,
    move_session,
    move_sessions_of,
    schedule_session,
)
from sessions.errors import SessionError
from sessions.inviting import align_invitations, answer_invitation
from sessions.models import Participation
from tests.calendars.readers import lines, read
from tests.makers.calendars import make_feed, make_token
from tests.makers.courses import make_enrolment, make_workshop
from tests.makers.network import make_user
from tests.makers.sessions import make_session
from tests.sessions.invitations import event_of, letters_of, run_jobs

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def seat(cast, soon):
    """Ana's, confirmed, in a workshop of two sessions; dora has one, too."""
    workshop = make_workshop()
    for number in range(2):
        make_session(workshop=workshop, starts_at=soon + number * DAY)
    make_enrolment(workshop=workshop, person=cast.dora.person)
    return make_enrolment(workshop=workshop, person=cast.ana.person)


def align(seat) -> int:
    return align_invitations(seat.workshop, seat.person)


def test_confirmed_seat_invites_to_each_session_once(cast, seat):
    assert align(seat) == 2
    assert align(seat) == 0
    invited = letters_of(cast.ana, "invited")
    assert {event_of(letter).uid for letter in invited} == {each.uid for each in seat.workshop.sessions.all()}
    for letter in invited:
        assert "METHOD:REQUEST" in lines(letter.calendar)
        assert [each.uri for each in event_of(letter).attendees] == ["mailto:ana@mp.hn.example"]
        assert "dora@" not in letter.calendar + letter.text
        assert "/unirse/" not in letter.calendar
        assert "?answer=declined" in letter.text
    assert not letters_of(cast.dora, "invited")


def test_event_of_the_seat_writes_the_invitations(cast, seat):
    enrolment_confirmed.send(sender=type(seat), enrolment=seat)
    assert not letters_of(cast.ana, "invited")
    run_jobs()
    assert len(letters_of(cast.ana, "invited")) == 2


def test_only_confirmed_seats_are_invited(cast, seat):
    for state in ("nominated", "withdrawn"):
        seat.state = state
        seat.save()
        assert align(seat) == 0


def test_past_and_cancelled_sessions_invite_nobody(cast, seat):
    seat.workshop.sessions.update(starts_at=timezone.now() - 2 * HOUR, ends_at=timezone.now() - HOUR)
    assert align(seat) == 0


def test_history_that_is_replayed_queues_nothing(cast, seat):
    seat.workshop.sessions.update(starts_at=timezone.now() - 2 * HOUR, ends_at=timezone.now() - HOUR)
    enrolment_confirmed.send(sender=type(seat), enrolment=seat)
    assert not Job.objects.filter(name="sessions.align_invitations").exists()


def test_new_session_invites_those_who_hold_seats(cast, seat, soon):
    fields = {"title_es": "A", "title_en": "A", "starts_at": soon + 5 * DAY, "ends_at": soon + 5 * DAY + HOUR}
    session = schedule_session(seat.workshop, by=cast.elsa, **fields)
    run_jobs()
    assert session.uid in {event_of(letter).uid for letter in letters_of(cast.ana, "invited")}
    assert len(letters_of(cast.dora, "invited")) == 3


def test_move_renews_the_request_under_the_same_name(cast, seat):
    align(seat)
    session = seat.workshop.sessions.first()
    answer_invitation(session, answer="accepted", by=cast.ana)
    moved = move_session(session, starts_at=session.starts_at + HOUR, ends_at=session.ends_at + HOUR, by=cast.elsa)
    (letter,) = letters_of(cast.ana, "moved")
    event = event_of(letter)
    first = next(each for each in letters_of(cast.ana, "invited") if session.uid in each.calendar)
    assert event.uid == event_of(first).uid
    assert event.sequence == moved.sequence == event_of(first).sequence + 1
    assert event.dtstart - event_of(first).dtstart == HOUR
    assert letter.serial_key == first.serial_key
    assert event.attendees[0].status == "NEEDS-ACTION"


def test_moved_in_the_second_in_which_it_was_told_is_told_again(cast, seat):
    """Stamps know whole seconds: what changes in one must still be later than what was told in it."""
    told = timezone.now().replace(microsecond=100_000)
    align_invitations(seat.workshop, seat.person, at=told)
    move_sessions_of(seat.workshop, days=7, by=cast.sara, at=told.replace(microsecond=600_000))
    assert align_invitations(seat.workshop, seat.person, at=told + DAY) == 2


def test_cancelled_session_takes_itself_back(cast, seat):
    align(seat)
    cancel_session(seat.workshop.sessions.first(), by=cast.elsa)
    (letter,) = letters_of(cast.ana, "cancelled")
    assert "METHOD:CANCEL" in lines(letter.calendar)
    assert event_of(letter).status == "CANCELLED"
    assert event_of(letter).sequence == 1
    (dora,) = letters_of(cast.dora, "cancelled")
    assert dora.calendar == ""
    assert align(seat) == 0


def test_given_up_seat_takes_back_that_persons_alone(cast, seat):
    align(seat)
    give_up_seat(seat, by=cast.ana)
    run_jobs()
    gone = letters_of(cast.ana, "uninvited")
    assert len(gone) == 2
    for letter in gone:
        assert "METHOD:CANCEL" in lines(letter.calendar)
        assert event_of(letter).status is None
        assert event_of(letter).sequence == 1
    assert not letters_of(cast.dora, "uninvited")
    again = make_enrolment(workshop=seat.workshop, person=cast.ana.person)
    assert align(again) == 2
    assert [event_of(letter).sequence for letter in letters_of(cast.ana, "invited")[2:]] == [2, 2]


def test_cancelled_workshop_takes_back_everything(cast, seat):
    align(seat)
    cancel_workshop(seat.workshop, reason="Huracán", by=cast.sara)
    run_jobs()
    gone = letters_of(cast.ana, "uninvited")
    assert [event_of(letter).status for letter in gone] == ["CANCELLED", "CANCELLED"]


def test_quiet_people_get_letters_and_no_invitations(cast, seat):
    want_invitations(False, by=cast.ana)
    assert align(seat) == 0
    session = seat.workshop.sessions.first()
    move_session(session, starts_at=session.starts_at + HOUR, ends_at=session.ends_at + HOUR, by=cast.elsa)
    assert [letter.calendar for letter in letters_of(cast.ana, "moved")] == [""]
    want_invitations(True, by=cast.ana)
    assert align(seat) == 2


def test_workshop_of_ten_sessions_moved_by_a_week(cast, soon):
    workshop = make_workshop()
    sessions = [make_session(workshop=workshop, starts_at=soon + number * DAY) for number in range(10)]
    seats = [make_enrolment(workshop=workshop, person=user.person) for user in (cast.ana, cast.dora, cast.carla)]
    for each in seats:
        align_invitations(workshop, each.person)
    for session in sessions:
        for _twice in range(2):
            hours = {"starts_at": session.starts_at + 7 * DAY, "ends_at": session.ends_at + 7 * DAY}
            move_session(session, by=cast.elsa, **hours)
    for user in (cast.ana, cast.dora, cast.carla):
        moved = letters_of(user, "moved")
        assert {event_of(letter).uid for letter in moved} == {session.uid for session in sessions}
        assert [event_of(letter).sequence for letter in moved] == [1] * 10


def test_message_says_its_method_in_every_place(cast, seat):
    align(seat)
    letter = letters_of(cast.ana, "invited")[0]
    deliver_letter(letter.pk)
    (sent,) = mail.outbox
    message = message_from_bytes(sent.message().as_bytes(), policy=policy.default)
    assert message.get_content_type() == "multipart/mixed"
    body, attached = message.iter_parts()
    kinds = [part.get_content_type() for part in body.iter_parts()]
    assert kinds == ["text/plain", "text/html", "text/calendar"]
    calendar = list(body.iter_parts())[2]
    assert calendar.get_param("method") == "REQUEST"
    assert calendar.get_content_charset() == "utf-8"
    assert calendar.get_payload(decode=True).decode().splitlines() == letter.calendar.splitlines()
    assert (attached.get_content_type(), attached.get_filename()) == ("application/ics", "invite.ics")
    assert read(attached.get_payload(decode=True)).events[0].uid == event_of(letter).uid


def test_what_takes_back_never_overtakes_what_announced(cast, seat):
    align(seat)
    cancel_session(seat.workshop.sessions.first(), by=cast.elsa)
    (gone,) = letters_of(cast.ana, "cancelled")
    first = next(each for each in letters_of(cast.ana, "invited") if each.serial_key == gone.serial_key)
    deliver_letter(gone.pk)
    assert mail.outbox == []
    deliver_letter(first.pk)
    deliver_letter(gone.pk)
    assert [sent.subject.partition(":")[0] for sent in mail.outbox] == ["Invitación", "Sesión cancelada"]


def test_answer_is_noted_and_the_seat_stays(client, cast, seat):
    align(seat)
    session = seat.workshop.sessions.first()
    address = reverse("sessions:participation", args=[session.pk])
    client.force_login(cast.ana)
    page = client.get(address, {"answer": "declined"})
    assert 'value="declined" id="id_answer_1" checked' in page.text.replace("required ", "") or "checked" in page.text
    assert Participation.objects.get(session=session, person=cast.ana.person).answer == "none"
    client.post(address, {"answer": "declined"})
    assert Participation.objects.get(session=session, person=cast.ana.person).answer == "declined"
    seat.refresh_from_db()
    assert seat.state == "confirmed"
    assert "no asistirá" in client.get(reverse("sessions:session", args=[session.pk])).text
    client.force_login(cast.elsa)
    assert "no asistirán 1" in client.get(reverse("sessions:session", args=[session.pk])).text


def test_only_those_who_take_part_answer(client, cast, seat):
    session = seat.workshop.sessions.first()
    client.force_login(cast.carla)
    assert client.post(reverse("sessions:participation", args=[session.pk]), {"answer": "accepted"}).status_code == 404
    with pytest.raises(SessionError):
        answer_invitation(session, answer="accepted", by=cast.carla)
    cancel_session(session, by=cast.elsa)
    with pytest.raises(SessionError):
        answer_invitation(session, answer="accepted", by=cast.ana)


def test_workshop_moved_as_a_whole_renews_every_invitation_once(cast, seat):
    align(seat)
    move_sessions_of(seat.workshop, days=7, by=cast.sara)
    run_jobs()
    renewed = letters_of(cast.ana, "invited")[2:]
    assert [event_of(letter).sequence for letter in renewed] == [1, 1]
    assert {event_of(letter).dtstart for letter in renewed} == {each.starts_at for each in seat.workshop.sessions.all()}
    assert align(seat) == 0


# --- A workshop as a whole --------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_ten_sessions_move_by_a_week_for_forty_people_once(client, cast, soon):
    """Letters, numbers and feeds, when a whole workshop is held a week later; asked for twice it happens once."""
    first_day = soon.date()
    workshop = make_workshop(starts_on=first_day, ends_on=first_day + 9 * DAY, nominations_close_at=soon - DAY)
    for number in range(10):
        make_session(workshop=workshop, starts_at=soon + number * DAY)
    people = [make_user(f"p{number}@mp.hn.example", office=cast.office) for number in range(40)]
    for user in people:
        align_invitations(workshop, make_enrolment(workshop=workshop, person=user.person).person)
    address = reverse("calendar_feeds:feed", args=[make_token(make_feed(people[0].person))])
    before = client.get(address)
    for _twice in range(2):
        move_workshop(workshop, starts_on=first_day + 7 * DAY, reason="Huracán", by=cast.sara)
        run_jobs()
    uids = {session.uid for session in workshop.sessions.all()}
    for user in people:
        renewed = letters_of(user, "invited")[10:]
        assert {event_of(letter).uid for letter in renewed} == uids
        assert [event_of(letter).sequence for letter in renewed] == [1] * 10
        assert not letters_of(user, "moved")
        assert Letter.objects.filter(kind="courses.workshop_moved", recipient=user.person_id).count() == 1
    after = client.get(address, headers={"if-none-match": before.headers["ETag"]})
    old = {event.uid: event for event in read(before.content).events}
    new = {event.uid: event for event in read(after.content).events}
    assert set(new) == uids
    assert {new[uid].dtstart - old[uid].dtstart for uid in uids} == {7 * DAY}
    assert {new[uid].sequence for uid in uids} == {1}
    assert client.get(address, headers={"if-none-match": after.headers["ETag"]}).status_code == 304
