"""Official holidays: taken over from files that somebody else wrote, told to whoever plans, and shown quietly."""

import zlib
from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from calendars.actions import import_holidays
from calendars.errors import CalendarError, HolidayFileError
from calendars.holidays import holidays_between
from calendars.ical import read_days
from calendars.models import Holiday
from calendars.rules import MOST_EVENTS
from courses.holidays import holidays_of
from foundations.audit.models import AuditEvent
from network.actions import align_groups
from tests.makers.calendars import calendar_file, make_holiday
from tests.makers.courses import make_enrolment, make_workshop
from tests.makers.network import make_user
from tests.makers.sessions import make_session
from training_platform.ground import lay_rights

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
TODAY = date(2026, 6, 1)
INDEPENDENCE = date(2026, 9, 15)


@pytest.fixture
def staff(cast):
    """The Secretariat with its rights in the administration."""
    lay_rights()
    for user in (cast.sara, cast.saul):
        align_groups(user.person)
    return cast.sara


def reasons(data: bytes) -> list[tuple[str, str]]:
    return [(each.name, each.reason) for each in read_days(data, today=TODAY)]


def event(*lines: str) -> str:
    return "".join(f"{line}\r\n" for line in ("BEGIN:VEVENT", *lines, "END:VEVENT"))


def test_file_is_read_day_by_day():
    (read,) = read_days(calendar_file(("a@x", INDEPENDENCE, "Día de la Independencia")), today=TODAY)
    assert (read.key, read.day, read.name, read.reason) == ("a@x", INDEPENDENCE, "Día de la Independencia", "")


def test_event_of_several_days_is_several_holidays():
    more = event("UID:s", "DTSTART;VALUE=DATE:20270325", "DTEND;VALUE=DATE:20270328", "SUMMARY:Semana Santa")
    read = read_days(calendar_file(more=more), today=TODAY)
    assert [each.day.day for each in read] == [25, 26, 27]
    assert len({each.key for each in read}) == 3


def test_every_year_is_followed_for_as_long_as_anybody_plans():
    more = event("UID:y", "DTSTART;VALUE=DATE:20010501", "RRULE:FREQ=YEARLY", "SUMMARY:Día del Trabajo")
    read = read_days(calendar_file(more=more), today=TODAY)
    assert [each.day for each in read] == [date(2026, 5, 1), date(2027, 5, 1), date(2028, 5, 1)]


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (("DTSTART;VALUE=DATE:20260915",), "no_name"),
        (("SUMMARY:X",), "no_day"),
        (("SUMMARY:X", "DTSTART:20260915T080000Z"), "has_hours"),
        (("SUMMARY:X", "DTSTART;VALUE=DATE:20260901", "DTEND;VALUE=DATE:20261001"), "too_long"),
        (("SUMMARY:X", "DTSTART;VALUE=DATE:20260915", "RRULE:FREQ=SECONDLY"), "repeats"),
        (("SUMMARY:X", "DTSTART;VALUE=DATE:20260915", "RRULE:FREQ=YEARLY;BYDAY=1MO;BYMONTH=5"), "repeats"),
        (("SUMMARY:X", "DTSTART;VALUE=DATE:20260915", "STATUS:CANCELLED"), "cancelled"),
        (("SUMMARY:X", "DTSTART;VALUE=DATE:20250915"), "past"),
        (("SUMMARY:X", "DTSTART;VALUE=DATE:20990915"), "far"),
    ],
)
def test_what_is_no_holiday_is_left_out_with_its_reason(lines, reason):
    assert [each for _name, each in reasons(calendar_file(more=event("UID:u", *lines)))] == [reason]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "no_calendar"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, "no_calendar"),
        (b"PK\x03\x04" + zlib.compress(b"0" * 10_000_000), "no_calendar"),
        ("BEGIN:VCALENDAR\r\nñ\r\n".encode("utf-16"), "no_calendar"),
        (b"<html>BEGIN:VCALENDAR</html>", "no_calendar"),
        (b"BEGIN:VCALENDAR\r\n" + b"X:" + b"y" * 600_000, "too_large"),
        (b"BEGIN:VCALENDAR\r\nX:" + b"y" * 9000 + b"\r\nEND:VCALENDAR\r\n", "unreadable"),
        (b"BEGIN:VCALENDAR\r\n" * 30_000, "unreadable"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", "unreadable"),
        (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n", "nothing_in_it"),
        (calendar_file(*[(f"u{n}", INDEPENDENCE, "X") for n in range(MOST_EVENTS + 1)]), "too_many"),
    ],
)
def test_bombs_and_garbage_are_refused_before_they_are_read(data, code):
    with pytest.raises(HolidayFileError) as refusal:
        read_days(data, today=TODAY)
    assert refusal.value.args[0] == code


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *event("UID:u", "DTSTART;VALUE=DATE:20260915", "SUMMARY:X").splitlines(),
                *("RRULE:", "DTSTART:x", "DTEND;VALUE=DATE:0", ":", ";", "DTSTART;TZID=No/Where:20260101T000000"),
            ]
        ),
        max_size=12,
    ),
    st.text(max_size=40),
)
def test_whatever_stands_in_a_file_it_is_read_or_refused(lines, words):
    data = "\r\n".join(
        ["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines, f"SUMMARY:{words}", "END:VEVENT", "END:VCALENDAR", ""]
    )
    with suppress(HolidayFileError):
        read_days(data.encode("utf-8", "replace"), today=TODAY)


def take_over(cast, *days, country="HN", language="es"):
    read = read_days(calendar_file(*days), today=TODAY)
    whose = cast.office.country if country else None
    return [(step.deed, step.reason) for step in import_holidays(read, country=whose, language=language, by=cast.sara)]


def test_taken_over_twice_is_once(cast):
    days = (("a", INDEPENDENCE, "Independencia"), ("b", date(2026, 12, 25), "Navidad"))
    assert take_over(cast, *days) == [("add", ""), ("add", "")]
    assert take_over(cast, *days) == [("skip", "same"), ("skip", "same")]
    assert Holiday.objects.count() == 2
    assert AuditEvent.objects.filter(action="calendars.holidays_imported").count() == 1


def test_file_recognises_its_own_by_name_and_moves_it(cast):
    take_over(cast, ("a", INDEPENDENCE, "Independencia"))
    assert take_over(cast, ("a", INDEPENDENCE + DAY, "Independencia (trasladado)")) == [("change", "")]
    (kept,) = Holiday.objects.all()
    assert (kept.day, kept.name_es) == (INDEPENDENCE + DAY, "Independencia (trasladado)")


def test_other_file_recognises_it_by_day_and_name(cast):
    take_over(cast, ("a", INDEPENDENCE, "Independencia"))
    assert take_over(cast, ("other", INDEPENDENCE, "INDEPENDENCIA")) == [("skip", "same")]
    assert take_over(cast, ("other", INDEPENDENCE, "INDEPENDENCIA"), country=None) == [("add", "")]


def test_second_language_fills_the_other_name(cast):
    take_over(cast, ("a", INDEPENDENCE, "Día de la Independencia"))
    assert take_over(cast, ("a", INDEPENDENCE, "Independence Day"), language="en") == [("change", "")]
    (kept,) = Holiday.objects.all()
    assert (kept.name_es, kept.name_en) == ("Día de la Independencia", "Independence Day")


def test_what_was_taken_out_here_is_not_brought_back(cast):
    take_over(cast, ("a", INDEPENDENCE, "Independencia"))
    Holiday.objects.update(is_observed=False)
    assert take_over(cast, ("a", INDEPENDENCE, "Independencia")) == [("skip", "taken_out")]
    assert holidays_between(INDEPENDENCE, INDEPENDENCE) == []


def test_the_same_twice_in_one_file_is_told(cast):
    assert take_over(cast, ("a", INDEPENDENCE, "X"), ("a", INDEPENDENCE, "X")) == [("add", ""), ("skip", "twice")]


@pytest.mark.parametrize("who", ["elsa", "carla", "ana", "felix"])
def test_nobody_but_the_secretariat_takes_over(cast, who):
    with pytest.raises(CalendarError):
        import_holidays([], country=None, language="es", by=getattr(cast, who))


def upload(client, data: bytes, **more):
    file = SimpleUploadedFile("feriados.ics", data, "text/calendar")
    return client.post(reverse("holidays:import_file"), {"country": "HN", "language": "es", "file": file} | more)


def signed_in(page) -> str:
    return page.text.partition('name="read" value="')[2].partition('"')[0]


def test_secretariat_reads_what_would_happen_and_confirms(client, staff):
    client.force_login(staff)
    year = timezone.localdate().year + 1
    make_holiday(day=date(year, 1, 1), name_es="Año Nuevo", country_id="HN")
    data = calendar_file(("n", date(year, 1, 1), "Año Nuevo"), ("i", date(year, 9, 15), "Independencia"))
    page = upload(client, data)
    assert "1 feriado se agregaría" in page.text
    assert "ya está registrado" in page.text
    assert Holiday.objects.count() == 1
    confirmed = {"country": "HN", "language": "es", "read": signed_in(page), "confirm": "1"}
    for _double_click in range(2):
        answer = client.post(reverse("holidays:import_file"), confirmed, follow=True)
        assert answer.status_code == 200
    assert Holiday.objects.count() == 2
    assert "Independencia" in client.get(reverse("holidays:index")).text


def test_altered_or_foreign_reading_is_refused(client, staff, cast):
    client.force_login(staff)
    read = signed_in(upload(client, calendar_file(("n", timezone.localdate(), "X"))))
    confirmed = {"country": "HN", "language": "es", "confirm": "1"}
    assert (
        "Elija de nuevo el archivo"
        in client.post(reverse("holidays:import_file"), confirmed | {"read": read + "x"}).text
    )
    client.force_login(cast.saul)
    assert "Elija de nuevo el archivo" in client.post(reverse("holidays:import_file"), confirmed | {"read": read}).text
    assert not Holiday.objects.exists()


def test_garbage_is_refused_at_its_field(client, staff):
    client.force_login(staff)
    assert "no es un calendario" in upload(client, b"\x00garbage").text
    assert "Elija un archivo" in client.post(reverse("holidays:import_file"), {"country": "", "language": "es"}).text


# --- National editors, who keep those of their own country -----------------------------------------------------------


@pytest.fixture
def editor(client, cast, staff):
    """Of the school of the office of Honduras, signed in."""
    user = make_user(role="national_editor", office=cast.office)
    align_groups(user.person)
    client.force_login(user)
    return user


def test_editor_sees_and_changes_those_of_the_own_country_alone(client, editor, cast):
    mine = make_holiday(country=cast.office.country, name_es="Propio")
    others = [make_holiday(country=cast.salvador.country, name_es="Ajeno"), make_holiday(name_es="De todos")]
    text = client.get(reverse("holidays:index")).text
    assert "Propio" in text
    assert "Ajeno" not in text
    assert "De todos" not in text
    for name in ("edit", "inspect", "history", "usage"):
        assert client.get(reverse(f"holidays:{name}", args=[mine.pk])).status_code == 200
        for other in others:
            assert client.get(reverse(f"holidays:{name}", args=[other.pk])).status_code == 404
    posted = {"country": mine.country_id, "day": mine.day, "name_es": "Corregido", "name_en": "", "is_observed": "on"}
    client.post(reverse("holidays:edit", args=[mine.pk]), posted)
    client.post(reverse("holidays:edit", args=[others[0].pk]), posted | {"name_es": "Intruso"})
    assert set(Holiday.objects.values_list("name_es", flat=True)) == {"Corregido", "Ajeno", "De todos"}


@pytest.mark.parametrize("country", ["SV", ""])
def test_editor_adds_and_takes_over_for_the_own_country_alone(client, editor, cast, country):
    form = client.get(reverse("holidays:add")).text
    assert f'value="{cast.office.country_id}"' in form
    assert f'value="{cast.salvador.country_id}"' not in form
    posted = {"country": country, "day": "2027-09-15", "name_es": "Intruso", "name_en": "", "is_observed": "on"}
    assert client.post(reverse("holidays:add"), posted).status_code == 200
    read = [("a@x", timezone.localdate(), "Intruso")]
    page = upload(client, calendar_file(*read), country=country)
    assert 'name="confirm"' not in page.text
    with pytest.raises(CalendarError):
        other = cast.salvador.country if country else None
        import_holidays(
            read_days(calendar_file(*read), today=timezone.localdate()), country=other, language="es", by=editor
        )
    assert not Holiday.objects.exists()


def test_editor_takes_over_a_file_for_the_own_country(client, editor, cast):
    page = upload(client, calendar_file(("a@x", timezone.localdate(), "Independencia")), country=cast.office.country_id)
    confirmed = {"country": cast.office.country_id, "language": "es", "read": signed_in(page), "confirm": "1"}
    client.post(reverse("holidays:import_file"), confirmed)
    assert Holiday.objects.get().country == cast.office.country


# --- Whom it warns ----------------------------------------------------------------------------------------------------


@pytest.fixture
def workshop(cast):
    """Hosted by El Salvador in a week, with seats for everybody, on a holiday of Honduras and one of El Salvador."""
    workshop = make_workshop(host_office=cast.salvador, time_zone="America/El_Salvador")
    make_holiday(country=cast.office.country, day=workshop.starts_on, name_es="De Honduras")
    make_holiday(country=cast.salvador.country, day=workshop.ends_on, name_es="De El Salvador")
    make_holiday(day=workshop.ends_on, name_es="De todos")
    make_holiday(day=workshop.ends_on + DAY, name_es="Otro día")
    return workshop


def names(found) -> list[str]:
    return [holiday.name for holiday in found]


def test_days_of_the_host_and_of_those_with_seats_count(cast, workshop):
    assert names(holidays_of(workshop)) == ["De Honduras", "De todos", "De El Salvador"]
    workshop.allotments.create(office=cast.office, seats=0)
    assert names(holidays_of(workshop)) == ["De todos", "De El Salvador"]
    assert names(holidays_of(workshop, starts_on=workshop.ends_on)) == ["De todos", "De El Salvador", "Otro día"]


def test_it_is_one_question(workshop, django_assert_num_queries):
    workshop.allotments.create(office=workshop.host_office, seats=0)
    with django_assert_num_queries(1):
        assert len(holidays_of(workshop)) == 3


def test_of_an_open_workshop_those_count_who_hold_a_seat(cast, workshop):
    workshop.seats_per_office = None
    workshop.save()
    assert names(holidays_of(workshop)) == ["De todos", "De El Salvador"]
    make_enrolment(workshop=workshop, person=cast.ana.person)
    assert "De Honduras" in names(holidays_of(workshop))


def test_staff_are_warned_on_the_pages_and_nobody_else(client, cast, workshop):
    noon = timezone.now().replace(hour=18, minute=0, second=0, microsecond=0)
    session = make_session(workshop=workshop, starts_at=noon + (workshop.starts_on - noon.date()))
    pages = [reverse("courses:workshop", args=[workshop.slug]), reverse("sessions:session", args=[session.pk])]
    for user, is_told in ((cast.sara, True), (cast.elsa, True), (cast.ana, False), (cast.carla, False)):
        client.force_login(user)
        for page in pages:
            assert ("De Honduras" in client.get(page).text) is is_told
    session.starts_at, session.ends_at = session.starts_at + 5 * DAY, session.ends_at + 5 * DAY
    session.save()
    client.force_login(cast.sara)
    assert "De Honduras" not in client.get(pages[1]).text


def test_planning_on_a_holiday_warns_and_is_not_refused(client, staff, workshop):
    client.force_login(staff)
    form = client.get(reverse("training_sessions:add"), {"workshop": workshop.pk}).text
    assert "De Honduras (" in form
    posted = {"workshop": workshop.pk, "title_es": "Una", "title_en": "One", "counts": "on"}
    posted |= {"starts_at": f"{workshop.starts_on} 09:00", "ends_at": f"{workshop.starts_on} 10:00"}
    page = client.post(reverse("training_sessions:add"), posted, follow=True).text
    assert workshop.sessions.count() == 1
    assert "De Honduras (" in page
    assert "De todos" not in page


def test_rehearsal_of_a_move_tells_the_holidays_of_the_new_days(client, staff, workshop):
    client.force_login(staff)
    make_holiday(day=workshop.starts_on + 14 * DAY, name_es="Más tarde", name_en="Later")
    posted = {"starts_on": (workshop.starts_on + 14 * DAY).isoformat(), "reason": "Huracán"}
    page = client.post(reverse("workshops:move", args=[workshop.pk]), posted).text
    assert "Más tarde" in page
    assert "De Honduras" not in page


# --- Where it shows ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("view", ["", "agenda"])
def test_calendar_page_shows_it_quietly(client, cast, view):
    make_holiday(day=date(2026, 9, 15), name_es="Independencia", name_en="Independence", country=cast.office.country)
    make_holiday(day=date(2026, 9, 15), name_es="Independencia", name_en="Independence", country=cast.salvador.country)
    make_holiday(day=date(2026, 9, 16), name_es="Oculto", is_observed=False)
    asked = {"month": "2026-09", "view": view}
    text = client.get(reverse("calendars:calendar"), asked).text
    assert text.count("Independencia (") == 1
    assert "Oculto" not in text
    assert "Independencia (" not in client.get(reverse("calendars:calendar"), asked | {"country": "PA"}).text


def test_it_costs_the_calendar_page_one_question(cast, django_assert_num_queries):
    for number in range(3):
        make_holiday(day=date(2026, 9, 15 + number))
    with django_assert_num_queries(1):
        assert len(holidays_between(date(2026, 9, 1), date(2026, 9, 30))) == 3
