"""What stands in whose calendar, and who is taken when."""

from datetime import UTC, timedelta

import pytest
from django.utils import timezone, translation

import calendars
from calendars.sources import Ask, Kind, Window, choices, entries, marks
from courses.actions import move_workshop
from sessions.actions import cancel_session, move_session, schedule_session
from tests.makers.courses import make_area, make_draft, make_enrolment, make_workshop
from tests.makers.sessions import make_part, make_session

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def window():
    now = timezone.now()
    return Window(now - 90 * DAY, now + 500 * DAY)


@pytest.fixture
def soon():
    return (timezone.now() + 3 * DAY).replace(microsecond=0)


def titles(ask: Ask) -> list[str]:
    return [entry.title.es for entry in entries(ask)]


def test_my_calendar_holds_what_i_take_part_in(cast, window, soon):
    session = make_session(starts_at=soon, title_es="Mía")
    make_enrolment(workshop=session.workshop, person=cast.ana.person)
    led = make_session(starts_at=soon + DAY, title_es="La que modero")
    make_part(led, cast.ana.person)
    make_session(starts_at=soon, title_es="De otros")
    assert titles(Ask(window, user=cast.ana, mine=True)) == ["Mía", "La que modero"]
    assert {"Mía", "La que modero", "De otros"} <= set(titles(Ask(window, user=cast.ana)))


def test_workshop_without_timetable_stands_by_its_days(cast, window):
    workshop = make_workshop()
    make_enrolment(workshop=workshop, person=cast.ana.person)
    (entry,) = entries(Ask(window, user=cast.ana, mine=True))
    assert (entry.kind, entry.starts_at, entry.ends_at) == (Kind.WORKSHOP, workshop.starts_on, workshop.ends_on + DAY)
    make_session(workshop=workshop, title_es="Primera")
    assert titles(Ask(window, user=cast.ana, mine=True)) == ["Primera"]


def test_public_reads_days_and_no_timetable(db, window, soon):
    session = make_session(starts_at=soon, title_es="Confidencial")
    make_session(workshop=make_draft(title_es="En preparación"))
    found = entries(Ask(window))
    assert [entry.title.es for entry in found] == [session.workshop.title_es]
    assert found[0].is_whole_days
    assert "/talleres/" in found[0].addresses.es


def test_stranger_gets_no_timetable(cast, window, soon):
    make_session(starts_at=soon, title_es="De la red")
    assert "De la red" not in titles(Ask(window, user=cast.felix))
    assert "De la red" in titles(Ask(window, user=cast.dora))


def test_calendars_are_narrowed(cast, window, soon):
    area = make_area(code="ciber")
    session = make_session(workshop=make_workshop(area=area, modality="virtual"), starts_at=soon, title_es="Ciber")
    make_session(starts_at=soon, title_es="Otra")
    country = session.workshop.host_office.country_id
    for narrowed in ({"area": "ciber"}, {"country": country}, {"workshop": session.workshop.slug}):
        assert titles(Ask(window, user=cast.ana, **narrowed)) == ["Ciber"]
    assert titles(Ask(window, user=cast.ana, area="ciber", modality="in_person")) == []


def test_cancelled_stays_a_while_and_goes(cast, window, soon):
    session = make_session(starts_at=soon)
    make_enrolment(workshop=session.workshop, person=cast.ana.person)
    cancel_session(session, by=cast.elsa)
    now = timezone.now()
    (entry,) = entries(Ask(window, user=cast.ana, mine=True, cancelled_since=now - DAY))
    assert entry.is_cancelled
    assert entries(Ask(window, user=cast.ana, mine=True, cancelled_since=now + DAY)) == []
    assert entries(Ask(window, user=cast.ana, mine=True)) == []


def test_moving_counts_and_stamps(cast, window, soon):
    workshop = make_workshop()
    fields = {"title_es": "A", "title_en": "A", "starts_at": soon, "ends_at": soon + HOUR}
    session = schedule_session(workshop, by=cast.elsa, **fields)
    assert session.uid == f"session-{session.pk}@calendar.refco.example"
    ask = Ask(window, user=cast.ana)
    before, told = marks(ask), session.calendar_stamped_at
    moved = move_session(session, starts_at=soon + DAY, ends_at=soon + DAY + HOUR, by=cast.elsa)
    assert (moved.uid, moved.sequence) == (session.uid, 1)
    assert moved.calendar_stamped_at > told
    assert marks(ask) != before
    again = move_session(moved, starts_at=soon + DAY, ends_at=soon + DAY + HOUR, by=cast.elsa)
    assert again.sequence == 1


def test_unrelated_edits_leave_the_marks(cast, window, soon):
    session = make_session(starts_at=soon)
    ask = Ask(window, user=cast.ana)
    before = marks(ask)
    session.counts = False
    session.save()
    make_enrolment(workshop=session.workshop, person=cast.dora.person)
    assert marks(ask) == before


def test_typo_in_a_title_shows_without_counting(cast, window, soon):
    session = make_session(starts_at=soon)
    ask = Ask(window, user=cast.ana)
    before = marks(ask)
    session.title_es = "Corregida"
    session.save()
    assert marks(ask) != before
    assert [(entry.title.es, entry.sequence) for entry in entries(ask)] == [("Corregida", 0)]


def test_deadlines_are_told_to_whom_they_bind(cast, window):
    workshop = make_workshop()
    make_enrolment(workshop=workshop, person=cast.ana.person, state="nominated")
    make_session(workshop=workshop)
    assert not [each for each in titles(Ask(window, user=cast.ana, mine=True)) if "cupo" in each]
    ask = Ask(window, user=cast.ana, mine=True, with_deadlines=True)
    due = [entry for entry in entries(ask) if entry.kind is Kind.DEADLINE]
    assert [entry.ends_at for entry in due] == [workshop.nominations_close_at]
    assert not [entry for entry in entries(Ask(window, with_deadlines=True)) if entry.kind is Kind.DEADLINE]
    mine = entries(Ask(window, user=cast.carla, mine=True, with_deadlines=True))
    assert [entry.uid.partition("-")[0] for entry in mine] == ["nominate"]


def deadlines(user, window) -> dict[str, object]:
    """What the user's calendar says must be done, by what it is."""
    found = entries(Ask(window, user=user, mine=True, with_deadlines=True))
    return {entry.uid.partition("-")[0]: entry for entry in found if entry.kind is Kind.DEADLINE}


def test_offer_is_to_be_answered_until_it_ends(cast, window):
    offered = make_enrolment(person=cast.ana.person, state="offered")
    found = deadlines(cast.ana, window)
    assert set(found) == {"answer"}
    assert found["answer"].ends_at == offered.answer_by
    assert "ofrec" in found["answer"].title.es
    offered.answer_by += HOUR
    offered.save()
    assert deadlines(cast.ana, window)["answer"].ends_at == offered.answer_by
    assert deadlines(cast.dora, window) == {}


def test_deadlines_that_move_count_and_stamp(cast, window):
    """A workshop held later takes its end of enrolment along: in the calendar of who was named and of who names."""
    workshop = make_workshop(starts_on=(timezone.now() + 20 * DAY).date(), ends_on=(timezone.now() + 21 * DAY).date())
    make_enrolment(workshop=workshop, person=cast.ana.person, state="nominated")
    before = deadlines(cast.ana, window)["accept"], deadlines(cast.carla, window)["nominate"]
    move_workshop(workshop, starts_on=workshop.starts_on + 7 * DAY, reason="Huracán", by=cast.sara)
    after = deadlines(cast.ana, window)["accept"], deadlines(cast.carla, window)["nominate"]
    for old, new in zip(before, after, strict=True):
        assert new.uid == old.uid
        assert new.ends_at - old.ends_at == 7 * DAY
        assert new.sequence > old.sequence
        assert new.stamped_at > old.stamped_at


def test_leader_is_told_until_when_to_settle(cast, window, soon):
    session = make_session(starts_at=soon)
    make_part(session, cast.bruno.person, role="trainer")
    make_part(make_session(starts_at=soon), cast.bruno.person, role="interpreter")
    found = deadlines(cast.bruno, window)
    assert set(found) == {"settle"}
    assert found["settle"].starts_at == session.ends_at
    assert "/sesiones/" in found["settle"].addresses.es
    assert "settle" not in deadlines(cast.ana, window)
    session.state = "settled"
    session.save()
    assert deadlines(cast.bruno, window) == {}


def test_nobody_who_wants_no_deadlines_is_told(cast, window, soon):
    make_part(make_session(starts_at=soon), cast.bruno.person)
    make_enrolment(person=cast.ana.person, state="offered")
    for user in (cast.bruno, cast.ana, cast.carla):
        found = entries(Ask(window, user=user, mine=True))
        assert not [entry for entry in found if entry.kind is Kind.DEADLINE]


def test_questions_do_not_grow(cast, window, soon, django_assert_num_queries):
    for number in range(3):
        make_session(starts_at=soon + number * DAY)
    ask = Ask(window, user=cast.ana)
    cast.ana.standing  # noqa: B018 - read once for a request
    for asked in (marks, entries):
        with django_assert_num_queries(2):
            asked(ask)


def test_busy_tells_what_takes_time(cast, soon):
    session = make_session(starts_at=soon, title_es="Taken", title_en="Taken in English")
    make_enrolment(workshop=session.workshop, person=cast.ana.person, state="nominated")
    gone = make_session(starts_at=soon, state="cancelled")
    make_enrolment(workshop=gone.workshop, person=cast.ana.person)
    waited = make_session(starts_at=soon)
    make_enrolment(workshop=waited.workshop, person=cast.ana.person, state="waiting")
    (span,) = calendars.busy(cast.ana.person, Window(soon, soon + HOUR))
    assert (span.starts_at, span.ends_at, span.title) == (session.starts_at, session.ends_at, "Taken")
    assert span.url.endswith(f"{session.pk}/")
    with translation.override("en"):
        assert calendars.busy(cast.ana.person, Window(soon, soon + HOUR))[0].title == "Taken in English"
    assert calendars.busy(cast.dora.person, Window(soon, soon + HOUR)) == []


def test_busy_touching_is_no_conflict(cast, soon):
    session = make_session(starts_at=soon)
    make_part(session, cast.bruno.person)
    assert calendars.busy(cast.bruno.person, Window(session.ends_at, session.ends_at + HOUR)) == []
    assert calendars.busy(cast.bruno.person, Window(soon - HOUR, soon)) == []
    assert len(calendars.busy(cast.bruno.person, Window(soon - HOUR, soon + timedelta(seconds=1)))) == 1


def test_busy_for_whole_days_in_person(cast):
    workshop = make_workshop(modality="in_person", city="Ciudad de Panamá", time_zone="America/Panama")
    make_enrolment(workshop=workshop, person=cast.ana.person)
    (span,) = calendars.busy(cast.ana.person, Window(timezone.now(), timezone.now() + 60 * DAY))
    assert span.starts_at.astimezone(UTC).hour == 5
    assert span.ends_at - span.starts_at == 2 * DAY


def test_busy_asks_as_many_questions_as_ever(cast, soon, django_assert_num_queries):
    for number in range(3):
        session = make_session(starts_at=soon + number * HOUR)
        make_enrolment(workshop=session.workshop, person=cast.ana.person)
    with django_assert_num_queries(1):
        assert len(calendars.busy(cast.ana.person, Window(soon, soon + DAY))) == 3


def test_busy_is_asked_of_many_at_once(cast, soon, django_assert_num_queries):
    session = make_session(starts_at=soon, title_es="De ana")
    make_enrolment(workshop=session.workshop, person=cast.ana.person)
    make_part(make_session(starts_at=soon, title_es="De bruno"), cast.bruno.person)
    make_enrolment(workshop=make_workshop(starts_on=soon.date(), ends_on=soon.date()), person=cast.berta.person)
    people = [user.person_id for user in (cast.ana, cast.bruno, cast.berta, cast.dora)]
    with django_assert_num_queries(1):
        taken = calendars.busy_among(people, Window(soon - DAY, soon + DAY))
    assert [span.title for span in taken[cast.ana.person_id]] == ["De ana"]
    assert [span.title for span in taken[cast.bruno.person_id]] == ["De bruno"]
    assert [span.by_days for span in taken[cast.berta.person_id]] == [True]
    assert cast.dora.person_id not in taken


def test_seat_and_part_in_one_session_take_it_once(cast, soon):
    session = make_session(starts_at=soon)
    make_enrolment(workshop=session.workshop, person=cast.ana.person)
    make_part(session, cast.ana.person)
    make_part(session, cast.ana.person, role="trainer")
    assert len(calendars.busy(cast.ana.person, Window(soon, soon + HOUR))) == 1


def test_session_outside_of_the_window_does_not_take_the_days(cast, soon):
    """A workshop with a timetable takes its hours; that one of them is called off gives its days back to nobody."""
    session = make_session(starts_at=soon)
    make_session(workshop=session.workshop, starts_at=soon + 5 * HOUR, state="cancelled")
    make_enrolment(workshop=session.workshop, person=cast.ana.person)
    assert calendars.busy(cast.ana.person, Window(soon + 2 * HOUR, soon + 4 * HOUR)) == []


def test_hours_of_a_workshop_are_those_of_its_sessions(cast, soon):
    session = make_session(starts_at=soon)
    make_session(workshop=session.workshop, starts_at=soon + DAY, state="cancelled")
    assert calendars.hours(session.workshop.slug) == [Window(session.starts_at, session.ends_at)]
    assert calendars.hours("no-such") == []


def test_what_there_is_to_narrow_by(cast):
    make_area(code="ciber", name_es="Cibercrimen", name_en="Cybercrime")
    found = choices()
    assert "ciber" in [choice.code for choice in found["area"]]
    assert {choice.words.es for choice in found["country"]}


def test_marks_are_those_of_the_entries(cast, window, soon):
    """What is recognised as unchanged from fewer columns is what would be built."""
    session = make_session(workshop=make_workshop(modality="in_person", city="Antigua"), starts_at=soon)
    make_enrolment(workshop=session.workshop, person=cast.ana.person)
    make_part(make_session(starts_at=soon), cast.ana.person)
    for state in ("confirmed", "nominated", "offered"):
        make_enrolment(workshop=make_workshop(), person=cast.ana.person, state=state)
    cancel_session(make_session(starts_at=soon), by=cast.elsa)
    now = timezone.now()
    for ask in (
        Ask(window),
        Ask(window, cancelled_since=now - DAY),
        Ask(window, user=cast.ana, cancelled_since=now - DAY),
        Ask(window, user=cast.ana, mine=True, with_deadlines=True),
        Ask(window, user=cast.felix),
    ):
        found = entries(ask)
        assert found
        assert sorted(marks(ask)) == sorted(entry.mark for entry in found)
