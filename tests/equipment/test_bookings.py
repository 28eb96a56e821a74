"""Rooms and items booked, moved, called off, displaced: what each leaves behind, and who is told."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from equipment.actions import book_asset, book_for_session, book_room, cancel_booking, change_hours
from equipment.errors import EquipmentError, TakenError
from equipment.models import Booking
from foundations.audit.models import AuditEvent
from foundations.jobs.registry import task_named
from foundations.outbox.models import Letter
from tests.makers.bookings import make_booking
from tests.makers.equipment import make_asset, make_office_room
from tests.makers.network import make_appointment, make_user
from tests.makers.sessions import make_session

HOUR, WEEK = timedelta(hours=1), timedelta(weeks=1)
SECRET = "Operación reservada"


@pytest.fixture
def room(cast):
    return make_office_room(cast.office, name="Sala de audiencias")


@pytest.fixture
def ciro(cast):
    make_appointment(cast.ciro.person, "custodian")
    return cast.ciro


@pytest.fixture
def noon():
    """Tomorrow, at a full hour."""
    return (timezone.now() + timedelta(days=1)).replace(minute=0, second=0, microsecond=0)


def national(room, start, by, *, length=HOUR, **more):
    return book_room(room, starts_at=start, ends_at=start + length, use="national", purpose=SECRET, by=by, **more)


def network(room, start, by, *, length=HOUR, **more):
    return book_room(room, starts_at=start, ends_at=start + length, use="network", purpose="Prueba", by=by, **more)


# --- Who books what -------------------------------------------------------------------------------------------------


def test_prosecutor_books_a_room_of_her_office_for_national_use(cast, room, noon):
    [booking] = national(room, noon, cast.ana)
    assert (booking.room, booking.use, booking.booked_by) == (room, "national", cast.ana.person)
    assert AuditEvent.objects.filter(action="equipment.booking_made", actor=cast.ana.actor_uuid).exists()


@pytest.mark.parametrize("who", ["dora", "diego", "bruno", "felix", "elsa", "sara"])
def test_nobody_of_elsewhere_books_for_national_use(cast, room, noon, who):
    with pytest.raises(EquipmentError):
        national(room, noon, getattr(cast, who))


@pytest.mark.parametrize(("who", "may"), [("carla", True), ("sara", True), ("ana", False), ("elsa", False)])
def test_network_use_is_booked_by_keepers_and_the_secretariat(cast, room, noon, who, may):
    if may:
        assert network(room, noon, getattr(cast, who))[0].use == "network"
    else:
        with pytest.raises(EquipmentError):
            network(room, noon, getattr(cast, who))


def test_single_items_are_booked_by_who_keeps_them(cast, room, ciro, noon):
    asset = make_asset(room)
    fields = {"starts_at": noon, "ends_at": noon + HOUR, "use": "national", "purpose": "Audiencia"}
    with pytest.raises(EquipmentError):
        book_asset(asset, **fields, by=cast.ana)
    assert book_asset(asset, **fields, by=ciro)[0].asset == asset
    broken = make_asset(room, condition="broken")
    with pytest.raises(EquipmentError):
        book_asset(broken, **fields, by=ciro)


# --- No overlap -----------------------------------------------------------------------------------------------------


def test_overlap_is_refused_and_touching_is_not(cast, room, noon):
    national(room, noon, cast.ana)
    with pytest.raises(TakenError):
        national(room, noon + HOUR / 2, cast.berta)
    national(room, noon + HOUR, cast.berta)
    national(room, noon - HOUR, cast.berta)
    assert Booking.objects.count() == 3


def test_form_sent_twice_books_once(cast, room, noon):
    first, second = national(room, noon, cast.ana, weeks=3), national(room, noon, cast.ana, weeks=3)
    assert first == second
    assert Booking.objects.count() == 3
    assert AuditEvent.objects.filter(action="equipment.booking_made").count() == 3


def test_booked_room_takes_along_what_stands_in_it(cast, room, ciro, noon):
    asset = make_asset(room)
    national(room, noon, cast.ana)
    with pytest.raises(TakenError):
        book_asset(asset, starts_at=noon, ends_at=noon + HOUR, use="national", purpose="x", by=ciro)


def test_item_booked_alone_is_missing_in_the_room_for_national_use_and_kept_from_the_network(cast, room, ciro, noon):
    asset = make_asset(room)
    [alone] = book_asset(asset, starts_at=noon, ends_at=noon + HOUR, use="national", purpose="x", by=ciro)
    assert national(room, noon, cast.ana)
    with pytest.raises(TakenError):
        network(room, noon, cast.carla)
    network(room, noon, cast.carla, reason="Sesión regional")
    alone.refresh_from_db()
    assert alone.displaced_by is not None


def test_series_is_booked_whole_or_not_at_all_and_names_every_clash(cast, room, noon):
    for week in (1, 3):
        national(room, noon + week * WEEK, cast.berta)
    with pytest.raises(TakenError) as refusal:
        national(room, noon, cast.ana, weeks=4)
    zone = ZoneInfo(cast.office.time_zone)
    for week in (1, 3):
        assert f"{(noon + week * WEEK).astimezone(zone):%H:%M}" in str(refusal.value)
    assert str(refusal.value).count("Sala de audiencias") == 2
    assert Booking.objects.count() == 2


def test_refusal_tells_each_reader_what_the_reader_may_know(cast, room, noon):
    national(room, noon, cast.berta)
    with pytest.raises(TakenError) as to_ana:
        national(room, noon, cast.ana)
    with pytest.raises(TakenError) as to_carla:
        network(room, noon, cast.carla)
    with pytest.raises(TakenError) as to_sara:
        network(room, noon, cast.sara)
    assert "Berta" not in str(to_ana.value)
    assert "Berta" in str(to_carla.value)
    assert "Berta" not in str(to_sara.value)
    assert all(SECRET not in str(told.value) for told in (to_ana, to_carla, to_sara))
    assert [told.value.may_displace for told in (to_ana, to_carla, to_sara)] == [False, True, True]


def test_past_and_endless_hours_are_refused_at_their_field(cast, room, noon):
    for start, length, field in ((noon - 2 * timedelta(days=1), HOUR, "starts_at"), (noon, 32 * 24 * HOUR, "ends_at")):
        with pytest.raises(EquipmentError) as refusal:
            national(room, start, cast.ana, length=length)
        assert refusal.value.field == field


def test_series_over_an_hour_that_the_clocks_skip_is_refused_with_its_day(cast, noon):
    madrid = ZoneInfo("Europe/Madrid")
    cast.office.time_zone = "Europe/Madrid"
    cast.office.save()
    room, start = make_office_room(cast.office), datetime(2027, 3, 21, 2, 30, tzinfo=madrid)
    with pytest.raises(EquipmentError) as refusal:
        national(room, start, cast.ana, weeks=2, at=datetime(2027, 3, 1, tzinfo=madrid))
    assert "28" in str(refusal.value)
    assert refusal.value.field == "weeks"
    assert not Booking.objects.exists()


# --- Changed and called off -----------------------------------------------------------------------------------------


def test_hours_are_changed_unless_something_is_in_the_way(cast, room, noon):
    [mine] = national(room, noon, cast.ana)
    national(room, noon + 2 * HOUR, cast.berta)
    changed = change_hours(mine, starts_at=noon + HOUR, ends_at=noon + 2 * HOUR, by=cast.ana)
    assert (changed.starts_at, changed.sequence) == (noon + HOUR, 1)
    assert change_hours(mine, starts_at=noon + HOUR, ends_at=noon + 2 * HOUR, by=cast.ana).sequence == 1
    with pytest.raises(TakenError):
        change_hours(mine, starts_at=noon + HOUR, ends_at=noon + 3 * HOUR, by=cast.ana)


@pytest.mark.parametrize("who", ["berta", "dora", "diego", "elsa", "sara"])
def test_booking_of_somebody_else_is_not_changed_or_called_off(cast, room, noon, who):
    [mine] = national(room, noon, cast.ana)
    with pytest.raises(EquipmentError):
        change_hours(mine, starts_at=noon + HOUR, ends_at=noon + 2 * HOUR, by=getattr(cast, who))
    with pytest.raises(EquipmentError):
        cancel_booking(mine, by=getattr(cast, who))
    mine.refresh_from_db()
    assert mine.cancelled_at is None


def test_who_left_the_office_changes_nothing_of_it_any_more(cast, room, noon):
    [mine] = national(room, noon, cast.ana)
    cast.ana.person.office = cast.elsewhere
    cast.ana.person.save()
    moved = type(cast.ana).objects.get(pk=cast.ana.pk)
    with pytest.raises(EquipmentError):
        change_hours(mine, starts_at=noon + HOUR, ends_at=noon + 2 * HOUR, by=moved)


def test_booker_is_told_what_the_office_does_and_never_what_it_was_for(cast, room, noon):
    [one] = national(room, noon, cast.ana)
    change_hours(one, starts_at=noon + HOUR, ends_at=noon + 2 * HOUR, by=cast.carla)
    cancel_booking(one, by=cast.carla, reason="Obras en la sala")
    cancel_booking(one, by=cast.carla, reason="Obras en la sala")
    letters = list(Letter.objects.order_by("created_at").values_list("kind", "recipient"))
    assert sorted(letters) == [
        ("equipment.booking_cancelled", cast.ana.person_id),
        ("equipment.booking_changed", cast.ana.person_id),
    ]
    assert all(SECRET not in letter.text + letter.subject for letter in Letter.objects.all())
    assert all(SECRET not in str(event.details) for event in AuditEvent.objects.all())


def test_series_is_called_off_from_one_week_on(cast, room, noon):
    made = national(room, noon, cast.ana, weeks=4)
    cancel_booking(made[1], by=cast.ana, and_later=True)
    assert [row.cancelled_at is None for row in Booking.objects.order_by("starts_at")] == [True, False, False, False]
    assert national(room, noon + 2 * WEEK, cast.berta)


# --- The network takes precedence, never in silence -------------------------------------------------------------------


def test_national_use_displaces_nothing(cast, room, noon):
    network(room, noon, cast.carla)
    with pytest.raises(TakenError) as refusal:
        national(room, noon, cast.carla, reason="Es urgente")
    assert not refusal.value.may_displace


def test_session_displaces_national_use_with_a_reason_and_tells_those_concerned(cast, room, noon):
    second = make_user("otra@mp.hn.example", role="contact_point", office=cast.office)
    [mine] = national(room, noon, cast.ana)
    session = make_session(starts_at=noon)
    with pytest.raises(TakenError):
        book_for_session(room, session.pk, starts_at=noon, ends_at=noon + HOUR, by=cast.sara)
    made = book_for_session(room, session.pk, starts_at=noon, ends_at=noon + HOUR, reason="Única sala", by=cast.sara)
    mine.refresh_from_db()
    assert (mine.displaced_by, mine.cancel_reason) == (made, "Única sala")
    assert list(made.displaces.all()) == [mine]
    told = Letter.objects.filter(kind="equipment.booking_displaced")
    assert {letter.recipient for letter in told} == {cast.ana.person_id, cast.carla.person_id, second.person_id}
    assert all("Única sala" in letter.text and SECRET not in letter.text for letter in told)


def test_school_plans_and_does_not_displace(cast, room, noon):
    national(room, noon, cast.ana)
    session = make_session(starts_at=noon)
    with pytest.raises(TakenError) as refusal:
        book_for_session(room, session.pk, starts_at=noon, ends_at=noon + HOUR, reason="x", by=cast.elsa)
    assert not refusal.value.may_displace
    assert book_for_session(room, session.pk, starts_at=noon + HOUR, ends_at=noon + 2 * HOUR, by=cast.elsa)


def test_network_does_not_displace_the_network(cast, room, noon):
    network(room, noon, cast.carla)
    session = make_session(starts_at=noon)
    with pytest.raises(TakenError):
        book_for_session(room, session.pk, starts_at=noon, ends_at=noon + HOUR, reason="x", by=cast.sara)


def test_one_long_booking_gives_way_once_to_a_whole_series(cast, room, noon):
    [long] = national(room, noon, cast.ana, length=20 * 24 * HOUR)
    network(room, noon, cast.carla, weeks=3, reason="Curso")
    long.refresh_from_db()
    assert long.displaced_by.starts_at == noon
    assert Letter.objects.filter(kind="equipment.booking_displaced").count() == 1


def test_bookings_are_seen_by_booker_office_and_staff_alone(cast, room):
    booking = make_booking(room, booked_by=cast.ana.person)
    seers = {who for who, user in vars(cast).items() if hasattr(user, "email") and Booking.objects.visible_to(user)}
    assert seers == {"ana", "carla", "elsa", "sara", "saul"}
    assert booking in Booking.objects.visible_to(cast.carla)


def test_what_bookings_were_for_is_forgotten_and_their_hours_stay(db):
    now = timezone.now()
    old = make_booking(starts_at=now - timedelta(days=200))
    lost = make_booking(starts_at=now - timedelta(days=200), purpose="", cancelled_at=now, cancel_reason="Audiencia")
    kept = make_booking(starts_at=now - timedelta(days=100))
    assert task_named("equipment.forget_bookings")() == 2
    assert task_named("equipment.forget_bookings")() == 0
    for booking in (old, lost):
        hours = booking.starts_at, booking.ends_at
        booking.refresh_from_db()
        assert (booking.purpose, booking.cancel_reason) == ("", "")
        assert (booking.starts_at, booking.ends_at) == hours
    kept.refresh_from_db()
    assert kept.purpose == "Reunión de la unidad"
    assert AuditEvent.objects.get(action="equipment.bookings_forgotten").details["bookings"] == 2
