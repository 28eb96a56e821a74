"""What is written as iCalendar, read back by readers that did not write it."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from calendars.ical import calendar_text, empty_calendar, event_text, invitation_text, zone_text
from calendars.rules import Options
from calendars.sources import Kind, Words
from tests.calendars.makers import ADDRESSES, make_entry
from tests.calendars.readers import events, lines, read

CLOCKS = ("America/Guatemala", "America/Panama", "America/Santo_Domingo")
SPANISH = Options(language="es")


def whole(*entries, **options) -> str:
    return calendar_text(entries, name="REFCO: mis sesiones", options=Options(**options), clocks=CLOCKS)


def test_session_is_read_as_it_was_meant():
    entry = make_entry(sequence=3)
    event = events(whole(entry))[entry.uid]
    assert event.summary == "Extracción de datos"
    assert event.sequence == 3
    assert event.dtstart.astimezone(UTC) == entry.starts_at
    assert event.dtend.astimezone(UTC) == entry.ends_at
    assert event.dtstamp == event.last_modified == entry.stamped_at
    assert event.url == event.location == ADDRESSES.es
    assert [each.uri for each in event.conference] == [ADDRESSES.es]
    assert event.status == "CONFIRMED"
    assert event.transparency == "OPAQUE"


def test_text_tells_the_hour_of_every_part_of_the_region():
    told = events(whole(make_entry()))["session-1@calendar.refco.example"].description
    assert told.splitlines()[0] == ADDRESSES.es
    assert "09:00–11:00 Ciudad de Guatemala" in told
    assert "10:00–12:00 Panamá" in told
    assert "11:00–13:00 Santo Domingo" in told
    assert "Taller: Cibercrimen" in told


def test_language_is_the_feeds_and_not_the_readers():
    with translation.override("en"):
        assert "SUMMARY:Extracción de datos" in lines(whole(make_entry()))
    assert "SUMMARY:Data extraction" in lines(whole(make_entry(), language="en"))
    assert f"URL:{ADDRESSES.en}" in lines(whole(make_entry(), language="en"))


def test_cancelled_says_so_and_takes_no_time():
    event = events(whole(make_entry(is_cancelled=True), reminder_minutes=15))["session-1@calendar.refco.example"]
    assert event.summary == "CANCELADA: Extracción de datos"
    assert event.status == "CANCELLED"
    assert event.transparency == "TRANSPARENT"
    assert event.conference == event.alarm == []


def test_days_of_a_workshop_end_with_their_last_day():
    entry = make_entry(kind=Kind.WORKSHOP, starts_at=date(2026, 3, 5), ends_at=date(2026, 3, 7), has_video=False)
    event = events(whole(entry))[entry.uid]
    assert (event.dtstart, event.dtend) == (date(2026, 3, 5), date(2026, 3, 7))
    assert event.transparency == "TRANSPARENT"


def test_reminder_is_as_long_before_as_was_asked():
    (alarm,) = events(whole(make_entry(), reminder_minutes=60))["session-1@calendar.refco.example"].alarm
    assert alarm.trigger == timedelta(hours=-1)


def test_neutral_titles_say_nothing_of_the_subject():
    text = whole(make_entry(), is_neutral=True)
    for word in ("Extracción", "Cibercrimen", "Área de prueba"):
        assert word not in text
    assert "SUMMARY:Capacitación de REFCO" in lines(text)


def test_head_says_what_programs_ask_for():
    head = lines(whole())
    for line in (
        "NAME:REFCO: mis sesiones",
        "X-WR-CALNAME:REFCO: mis sesiones",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "VERSION:2.0",
    ):
        assert line in head
    # A calendar with a UID of its own is one single item to vdirsyncer; METHOD and ATTENDEE belong into mail.
    assert not [line for line in head if line.startswith(("UID", "METHOD", "ATTENDEE", "ORGANIZER"))]


def test_empty_calendar_is_a_valid_one():
    for text in (empty_calendar(name="REFCO", language="es"), whole()):
        assert read(text).events == []
        assert text.count("BEGIN:VTIMEZONE") == 1


def test_same_values_make_the_same_bytes():
    assert whole(make_entry()) == whole(make_entry())


def test_text_of_an_entry_is_made_once(monkeypatch):
    entry = make_entry()
    first = event_text(entry, SPANISH, CLOCKS)
    monkeypatch.setattr("calendars.ical._event", None)
    assert event_text(entry, SPANISH, CLOCKS) is first


@pytest.mark.parametrize(
    "poison",
    [
        {"zone": "America/Nowhere"},
        {"starts_at": datetime(2026, 3, 5, 15)},  # noqa: DTZ001 - that is the poison
        {"ends_at": datetime(2026, 3, 5, 1, tzinfo=UTC)},
        {"title": None},
    ],
)
def test_one_poisoned_row_breaks_nothing(poison):
    well = make_entry(uid="well@calendar.refco.example")
    assert set(events(whole(make_entry(**poison), well))) == {well.uid}


@given(st.text(max_size=200), st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_nothing_typed_breaks_out_of_its_line(title, url):
    entry = make_entry(title=Words(f"ñandú {title}"), addresses=Words(f"https://refco.example/{url}"))
    text = whole(entry, make_entry(uid="next@calendar.refco.example"))
    assert lines(text).count("BEGIN:VEVENT") == 2
    assert len(Calendar.from_ical(text).events) == len(read(text).events) == 2


@pytest.mark.parametrize("length", range(50, 80))
def test_letters_survive_the_fold(length):
    title = "a" * length + "ñ🎓á"
    text = whole(make_entry(title=Words(title)))
    assert f"SUMMARY:{title}" in lines(text)
    assert events(text)["session-1@calendar.refco.example"].summary == title


@pytest.mark.parametrize("zone", ["America/Guatemala", "America/Santo_Domingo", "Europe/Madrid", "America/New_York"])
@pytest.mark.parametrize("month", range(1, 13))
def test_hours_are_the_same_in_other_readers(zone, month):
    """Read by the VTIMEZONE itself, as a reader without a table of zones does."""
    start = datetime(2026, month, 28, 9, tzinfo=ZoneInfo(zone))
    block = Calendar.from_ical(zone_text(zone, 2026, 2026).join(["BEGIN:VCALENDAR\r\n", "END:VCALENDAR\r\n"]))
    told = block.timezones[0].to_tz(lookup_tzid=False)
    assert start.replace(tzinfo=told).utcoffset() == start.utcoffset()
    entry = make_entry(zone=zone, starts_at=start.astimezone(UTC), ends_at=start.astimezone(UTC) + timedelta(hours=1))
    text = whole(entry)
    assert f"DTSTART;TZID={zone}:2026{month:02}28T090000" in lines(text)
    assert events(text)[entry.uid].dtstart.astimezone(UTC) == start


def invitation(**overrides) -> str:
    fields = {"method": "REQUEST", "attendee": "ana@mp.hn.example", "answer": "NEEDS-ACTION", "language": "es"}
    fields |= {"stamped_at": datetime(2026, 2, 1, tzinfo=UTC), "whole": True}
    return invitation_text(make_entry(sequence=2), **fields | overrides)


def test_invitation_is_a_request_to_one_person():
    text = invitation()
    (event,) = read(text).events
    assert "METHOD:REQUEST" in lines(text)
    assert [each.uri for each in event.attendees] == ["mailto:ana@mp.hn.example"]
    assert event.organizer.uri.startswith("mailto:")
    assert (event.status, event.sequence) == ("CONFIRMED", 2)
    assert event.dtstamp == datetime(2026, 2, 1, tzinfo=UTC)


def test_cancelling_the_event_says_so_and_taking_one_person_out_does_not():
    off, out = (read(invitation(method="CANCEL", whole=whole)).events[0] for whole in (True, False))
    assert off.status == "CANCELLED"
    assert out.status is None
    assert out.uid == off.uid
