"""Two clocks, always named: the table of C8 and what a page says with it."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from network.forms import zone_choices
from network.places import city_of, place_of, zones_of_the_world
from network.templatetags.clocks import clocks_of

OPENING = datetime(2012, 3, 5, 14, 30, tzinfo=UTC)
SUMMER = datetime(2012, 6, 13, 14, 30, tzinfo=UTC)
SAN_SALVADOR = 'host_zone "San Salvador"'


def said(tag: str, *, zone: str, language: str = "es", **context) -> str:
    """What ``tag`` says to a reader in ``zone``."""
    source = Template("{% load clocks %}{% " + tag + " %}")
    context = {"opening": OPENING, "summer": SUMMER, "host_zone": "America/El_Salvador", **context}
    with timezone.override(ZoneInfo(zone)), translation.override(language):
        return source.render(Context(context))


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("America/Panama", "lunes 5 de marzo de 2012, 09:30 en Panamá · 08:30 en San Salvador (sede)"),
        ("America/Bogota", "lunes 5 de marzo de 2012, 09:30 en Bogotá · 08:30 en San Salvador (sede)"),
        ("America/Santo_Domingo", "lunes 5 de marzo de 2012, 10:30 en Santo Domingo · 08:30 en San Salvador (sede)"),
        ("America/Mexico_City", "lunes 5 de marzo de 2012, 08:30 en Ciudad de México y San Salvador (sede)"),
        ("America/El_Salvador", "lunes 5 de marzo de 2012, 08:30 en San Salvador"),
    ],
)
def test_two_clocks_name_the_reader_first_and_the_host_second(zone, expected):
    assert said(f"two_clocks opening {SAN_SALVADOR} text=True", zone=zone) == expected


def test_two_clocks_follow_mexican_summer_time():
    shown = said(f"two_clocks summer {SAN_SALVADOR} text=True", zone="America/Mexico_City")
    assert shown == "miércoles 13 de junio de 2012, 09:30 en Ciudad de México · 08:30 en San Salvador (sede)"


def test_two_clocks_speak_english():
    shown = said(f"two_clocks opening {SAN_SALVADOR} text=True", zone="America/Panama", language="en")
    assert shown == "Monday 5 March 2012, 09:30 in Panama City · 08:30 in San Salvador (host)"


def test_two_clocks_say_the_hosts_day_where_it_is_another():
    shown = said('two_clocks opening "Asia/Tokyo" "Tokio" text=True', zone="America/Panama")
    assert shown == "lunes 5 de marzo de 2012, 09:30 en Panamá · 23:30 en Tokio (sede)"
    late = said(
        'two_clocks late "Asia/Tokyo" "Tokio" date=False text=True', zone="America/Panama", late=SUMMER.replace(hour=16)
    )
    assert late == "11:30 en Panamá · jueves 14 de junio de 2012, 01:30 en Tokio (sede)"


def test_two_clocks_are_time_elements_in_utc():
    shown = said(f"two_clocks opening {SAN_SALVADOR} date=False", zone="America/Panama")
    assert shown == (
        '<time class="clock" datetime="2012-03-05T14:30:00Z">09:30 en Panamá</time> · '
        '<time class="clock host" datetime="2012-03-05T14:30:00Z">08:30 en San Salvador (sede)</time>'
    )


def test_two_clocks_escape_the_city():
    assert "<b>" not in said("two_clocks opening host_zone city", zone="America/Panama", city="<b>San Salvador")


def test_clock_names_its_one_place():
    assert said("clock opening text=True", zone="America/Managua") == "lunes 5 de marzo de 2012, 08:30 en Managua"
    assert said("clock opening date=False text=True", zone="America/Costa_Rica") == "08:30 en San José"


def test_clock_of_a_missing_instant_is_silent():
    assert said("clock nothing", zone="America/Panama", nothing=None) == ""
    assert said("day nothing", zone="America/Panama", nothing=None) == ""


def test_span_says_from_and_to_on_both_clocks():
    shown = said(
        f"span opening closing {SAN_SALVADOR} text=True", zone="America/Panama", closing=OPENING.replace(hour=16)
    )
    assert shown == "lunes 5 de marzo de 2012, 09:30–11:30 en Panamá · 08:30–10:30 en San Salvador (sede)"


def test_span_over_midnight_says_both_days():
    shown = said(
        "span opening closing text=True", zone="America/Panama", closing=datetime(2012, 3, 6, 6, 0, tzinfo=UTC)
    )
    assert shown == "lunes 5 de marzo de 2012, 09:30 – martes 6 de marzo de 2012, 01:00 en Panamá"


def test_day_is_the_readers_day():
    late = datetime(2012, 3, 6, 3, 0, tzinfo=UTC)
    assert (
        said("day late", zone="America/Panama", late=late)
        == '<time datetime="2012-03-05">lunes 5 de marzo de 2012</time>'
    )


def test_place_of_an_unlisted_zone_is_its_last_word():
    assert place_of("America/Argentina/Buenos_Aires") == "Buenos Aires"


def test_zones_of_the_world_leave_out_old_abbreviations():
    zones = zones_of_the_world()
    assert {"America/Panama", "UTC"} <= set(zones)
    assert not {"EST", "US/Eastern", "localtime"} & set(zones)


def test_clocks_to_choose_from_begin_near_and_call_the_far_by_no_language(cast):
    (mine, _words), *groups = zone_choices(cast.office)
    assert mine == ""
    offices, region, others, without = [dict(zones) for _heading, zones in groups]
    assert cast.office.time_zone in offices
    assert region["Europe/Vienna"] == "Viena"
    assert others["Europe/Lisbon"] == "Europe/Lisbon"
    assert without == {"UTC": "UTC"}
    every = [zone for _heading, zones in groups for zone, _label in zones]
    assert sorted(every) == sorted(zones_of_the_world())


@pytest.mark.parametrize(("language", "city"), [("es", "Ciudad de Panamá"), ("en", "Panama City")])
def test_city_is_called_as_its_reader_calls_it(language, city):
    with timezone.override(ZoneInfo("America/Bogota")), translation.override(language):
        assert city_of("Ciudad de Panamá") == city
        assert city_of("Tegucigalpa") == "Tegucigalpa"
        host = clocks_of(OPENING, None, "America/Panama", "Ciudad de Panamá")[1]
        shown = Template("{% load clocks %}{{ city|city }}").render(Context({"city": "Ciudad de Panamá"}))
    assert (host.place, shown) == (city, city)
