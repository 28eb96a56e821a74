"""Pages of bookings: who sees what of an office's week, and what a form leaves behind."""

import io
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone, translation

from calendars.sources import Ask, Kind, Window, entries, marks
from equipment.bookings.rules import Hand
from equipment.bookings.use import use_of
from equipment.bookings.week import week_of
from equipment.inbox import bookings_displaced
from equipment.models import Booking
from tests.makers.bookings import make_booking
from tests.makers.equipment import make_asset, make_office_room
from tests.makers.network import make_appointment
from tests.makers.sessions import make_session

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SECRET = "Operación reservada"


@pytest.fixture
def room(cast):
    return make_office_room(cast.office, name="Sala de audiencias")


@pytest.fixture
def zone(cast):
    return ZoneInfo(cast.office.time_zone)


@pytest.fixture
def nine(zone):
    """Nine o'clock the day after tomorrow at the office."""
    day = timezone.localdate(timezone.now(), zone) + 2 * DAY
    return datetime.combine(day, datetime.min.time(), zone) + 9 * HOUR


def week(client, user, office, day):
    client.force_login(user)
    return client.get(reverse("bookings:week", args=[office.code]), {"week": f"{day:%Y-%m-%d}"})


def form_of(room, start, **fields):
    wanted = {"thing": f"room-{room.pk}", "starts_at": f"{start:%Y-%m-%dT%H:%M}"}
    wanted |= {"ends_at": f"{start + HOUR:%Y-%m-%dT%H:%M}", "use": "national", "purpose": SECRET, "weeks": "1"}
    return wanted | fields


# --- The week -------------------------------------------------------------------------------------------------------


def test_keepers_read_who_booked_and_what_for_and_others_that_it_is_taken(cast, room, nine, client):
    make_booking(room, starts_at=nine, booked_by=cast.berta.person, purpose=SECRET)
    make_appointment(cast.ciro.person, "custodian")
    for keeper in (cast.carla, cast.ciro):
        page = week(client, keeper, cast.office, nine)
        assert "09:00–10:00" in page.text
        assert "Berta" in page.text
        assert SECRET in page.text
    ana = week(client, cast.ana, cast.office, nine)
    assert "09:00–10:00" in ana.text
    assert "ocupada" in ana.text
    for reader in (cast.ana, cast.sara, cast.elsa):
        page = week(client, reader, cast.office, nine)
        assert "Berta" not in page.text
        assert SECRET not in page.text


def test_own_booking_stands_with_its_purpose(cast, room, nine, client):
    booking = make_booking(room, starts_at=nine, booked_by=cast.ana.person, purpose=SECRET)
    page = week(client, cast.ana, cast.office, nine)
    assert SECRET in page.text
    assert reverse("bookings:booking", args=[booking.pk]) in page.text


@pytest.mark.parametrize("who", ["dora", "diego", "bruno", "felix"])
def test_other_offices_see_nothing(cast, room, nine, client, who):
    booking = make_booking(room, starts_at=nine)
    assert week(client, getattr(cast, who), cast.office, nine).status_code == 404
    for name in ("booking", "change"):
        assert client.get(reverse(f"bookings:{name}", args=[booking.pk])).status_code == 404
    assert client.post(reverse("bookings:cancel", args=[booking.pk])).status_code == 404
    assert client.post(reverse("bookings:book", args=[cast.office.code]), form_of(room, nine + DAY)).status_code == 404
    assert client.get(reverse("bookings:use"), {"office": cast.office.code}).status_code == 404
    assert Booking.objects.standing().count() == 1


def test_weeks_follow_each_other_by_address(cast, room, nine, client):
    page = week(client, cast.ana, cast.office, nine)
    monday = nine.date() - timedelta(days=nine.weekday())
    assert f"?week={monday - 7 * DAY:%Y-%m-%d}" in page.text
    assert f"?week={monday + 7 * DAY:%Y-%m-%d}" in page.text
    for asked in ("nada", "9999-12-31", "2012-02-30", ""):
        assert client.get(page.request["PATH_INFO"], {"week": asked}).status_code == 200


def test_booking_over_several_days_stands_on_each(cast, room, nine, client):
    monday = nine - timedelta(days=nine.weekday()) + 7 * DAY
    make_booking(room, starts_at=monday, ends_at=monday + 2 * DAY)
    page = week(client, cast.ana, cast.office, monday).text
    assert page.index("desde las 09:00") < page.index("todo el día</strong>") < page.index("hasta las 09:00")


def test_reader_elsewhere_reads_the_own_clock_beside(cast, room, nine, client):
    make_booking(room, starts_at=nine, booked_by=cast.ana.person)
    cast.ana.time_zone = "Europe/Madrid"
    cast.ana.save()
    page = week(client, cast.ana, cast.office, nine).text
    there = nine.astimezone(ZoneInfo("Europe/Madrid"))
    assert f"{there:%H:%M}–{there + HOUR:%H:%M}" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_week_is_two_questions(cast, room, nine, rows, django_assert_num_queries):
    for number in range(rows):
        make_booking(room, starts_at=nine + number * HOUR, booked_by=cast.berta.person)
        make_booking(make_asset(room), starts_at=nine + number * HOUR)
    hand, monday = Hand(keeps=True), nine.date() - timedelta(days=nine.weekday())
    with django_assert_num_queries(2):
        told = week_of(cast.office, monday, reader=cast.carla, hand=hand, at=timezone.now())
    assert sum(len(cell.lines) + len(day.items) for day in told.days for cell in day.cells) == 2 * rows


# --- Booking by the form --------------------------------------------------------------------------------------------


def test_prosecutor_books_by_the_form_and_is_led_to_the_week(cast, room, nine, client):
    client.force_login(cast.ana)
    url = reverse("bookings:book", args=[cast.office.code])
    for _press in range(2):
        answer = client.post(url, form_of(room, nine))
        assert answer["Location"].startswith(reverse("bookings:week", args=[cast.office.code]))
    booking = Booking.objects.get()
    assert (booking.starts_at, booking.use, booking.purpose) == (nine, "national", SECRET)


def test_clash_is_told_at_its_field_and_nothing_typed_is_lost(cast, room, nine, client):
    make_booking(room, starts_at=nine, booked_by=cast.berta.person, purpose=SECRET)
    client.force_login(cast.ana)
    page = client.post(reverse("bookings:book", args=[cast.office.code]), form_of(room, nine, purpose="Lo mío"))
    assert "starts_at" in page.context["form"].errors
    assert "Lo mío" in page.text
    assert "Berta" not in page.text
    assert "reason" not in page.context["form"].fields
    assert Booking.objects.count() == 1


def test_contact_point_is_asked_why_before_something_gives_way(cast, room, nine, client):
    lost = make_booking(room, starts_at=nine, booked_by=cast.berta.person)
    client.force_login(cast.carla)
    url = reverse("bookings:book", args=[cast.office.code])
    page = client.post(url, form_of(room, nine, use="network"))
    assert "reason" in page.context["form"].fields
    client.post(url, form_of(room, nine, use="network", reason="Sesión regional"))
    lost.refresh_from_db()
    assert lost.cancel_reason == "Sesión regional"
    [due] = bookings_displaced(cast.berta, timezone.now())
    assert due.url == reverse("bookings:booking", args=[lost.pk])
    client.force_login(cast.berta)
    assert "Sesión regional" in client.get(due.url).text
    make_booking(make_office_room(cast.office), starts_at=nine, booked_by=cast.berta.person)
    assert bookings_displaced(cast.berta, timezone.now()) == []


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"starts_at": "nada"}, "starts_at"),
        ({"ends_at": "2012-03-05T09:00"}, "ends_at"),
        ({"starts_at": "2012-03-05T09:00", "ends_at": "2012-03-05T10:00"}, "starts_at"),
        ({"weeks": "99"}, "weeks"),
        ({"purpose": " "}, "purpose"),
        ({"thing": "room-999999"}, "thing"),
        ({"use": "network"}, "use"),
    ],
)
def test_wrong_input_is_told_at_its_field(cast, room, nine, client, fields, wrong):
    client.force_login(cast.ana)
    page = client.post(reverse("bookings:book", args=[cast.office.code]), form_of(room, nine, **fields))
    assert wrong in page.context["form"].errors
    assert not Booking.objects.exists()


def test_hour_that_the_clocks_skip_is_refused_at_its_field(cast, room, client):
    cast.office.time_zone = "Europe/Madrid"
    cast.office.save()
    client.force_login(cast.ana)
    gap = datetime(2027, 3, 28, 2, 30, tzinfo=UTC)
    page = client.post(reverse("bookings:book", args=[cast.office.code]), form_of(room, gap))
    assert "no existe" in page.context["form"].errors["starts_at"][0]


def test_room_of_another_office_is_no_choice(cast, room, nine, client):
    theirs = make_office_room(cast.elsewhere)
    client.force_login(cast.ana)
    page = client.post(reverse("bookings:book", args=[cast.office.code]), form_of(theirs, nine))
    assert "thing" in page.context["form"].errors


def test_hours_are_changed_and_a_booking_called_off_by_its_page(cast, room, nine, client):
    booking = make_booking(room, starts_at=nine, booked_by=cast.ana.person)
    client.force_login(cast.ana)
    later = {"starts_at": f"{nine + HOUR:%Y-%m-%dT%H:%M}", "ends_at": f"{nine + 2 * HOUR:%Y-%m-%dT%H:%M}"}
    client.post(reverse("bookings:change", args=[booking.pk]), later)
    booking.refresh_from_db()
    assert booking.starts_at == nine + HOUR
    client.post(reverse("bookings:cancel", args=[booking.pk]), {"reason": ""})
    client.post(reverse("bookings:cancel", args=[booking.pk]), {"reason": ""})
    booking.refresh_from_db()
    assert booking.cancelled_at is not None
    assert "sin efecto" in client.get(reverse("bookings:booking", args=[booking.pk])).text


def test_staff_open_a_booking_without_its_purpose(cast, room, nine, client):
    booking = make_booking(room, starts_at=nine, booked_by=cast.berta.person, purpose=SECRET)
    for reader in (cast.sara, cast.elsa):
        client.force_login(reader)
        page = client.get(reverse("bookings:booking", args=[booking.pk]))
        assert page.status_code == 200
        assert SECRET not in page.text
        assert "Berta" not in page.text


# --- Calendars ------------------------------------------------------------------------------------------------------


def test_own_calendar_holds_own_bookings_without_their_purpose(cast, room, nine):
    make_booking(room, starts_at=nine, booked_by=cast.ana.person, purpose=SECRET)
    make_booking(room, starts_at=nine + DAY, booked_by=cast.berta.person, purpose=SECRET)
    window = Window(nine - DAY, nine + 9 * DAY)
    [entry] = [one for one in entries(Ask(window, user=cast.ana, mine=True)) if one.kind is Kind.BOOKING]
    assert entry.title.es == "Reserva: Sala de audiencias"
    assert entry.title.en == "Booked: Sala de audiencias"
    assert SECRET not in repr(entry)
    assert entry.mark in marks(Ask(window, user=cast.ana, mine=True))
    for others in (Ask(window, user=cast.ana), Ask(window, user=cast.carla, mine=True), Ask(window)):
        assert not [one for one in entries(others) if one.kind is Kind.BOOKING]


# --- What the rooms were used for -----------------------------------------------------------------------------------


def test_report_splits_network_and_national_hours_by_room_and_month(cast, room, zone):
    may = datetime(2026, 5, 31, 22, tzinfo=zone)
    make_booking(room, starts_at=may, ends_at=may + 5 * HOUR)
    make_booking(room, starts_at=may + 9 * HOUR, use="network", session=make_session().pk)
    make_booking(room, starts_at=may + 12 * HOUR, cancelled_at=may)
    make_booking(make_office_room(cast.elsewhere), starts_at=may)
    report = use_of([cast.office.pk], 2026)
    told = [(line.thing, line.month, line.network, line.national) for line in report.lines]
    assert told == [(room.name, date(2026, 5, 1), 0, 2), (room.name, date(2026, 6, 1), 1, 3)]
    assert (report.network, report.national) == (1, 5)
    assert len(use_of(None, 2026).by("office")) == 2


def test_report_is_for_who_keeps_the_rooms_and_the_secretariat(cast, room, zone, client):
    make_booking(room, starts_at=datetime(2026, 5, 5, 9, tzinfo=zone), purpose=SECRET)
    make_booking(make_office_room(cast.elsewhere, name="Otra"), starts_at=datetime(2026, 5, 5, 9, tzinfo=zone))
    for reader, sees in ((cast.carla, {room.name}), (cast.sara, {room.name, "Otra"})):
        client.force_login(reader)
        page = client.get(reverse("bookings:use"), {"year": "2026"})
        assert {line.thing for line in page.context["report"].lines} == sees
        sheet = openpyxl.load_workbook(
            io.BytesIO(client.get(reverse("bookings:use_xlsx"), {"year": "2026"}).getvalue())
        )
        rows = list(sheet.active.values)
        assert {row[1] for row in rows[1:]} == sees
        assert SECRET not in str(rows)
    for reader in (cast.ana, cast.elsa, cast.felix):
        client.force_login(reader)
        assert client.get(reverse("bookings:use")).status_code == 404
        assert client.get(reverse("bookings:use_xlsx")).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_report_is_one_question(cast, room, zone, rows, django_assert_num_queries):
    for number in range(rows):
        make_booking(room, starts_at=datetime(2026, 5, 5 + number, 9, tzinfo=zone))
    with django_assert_num_queries(1), translation.override("en"):
        use_of(None, 2026)


def test_office_is_chosen_where_there_are_several(cast, room, client):
    client.force_login(cast.ana)
    to_ours = reverse("bookings:week", args=[cast.office.code])
    assert client.get(reverse("bookings:offices"))["Location"] == to_ours
    client.force_login(cast.sara)
    assert to_ours in client.get(reverse("bookings:offices")).text
