"""The same state of the database gives the same bytes: in two processes, on two days; and what no feed ever holds."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from network.models import Appointment
from tests.calendars.readers import lines
from tests.makers.calendars import make_feed, make_token
from tests.makers.courses import make_enrolment, make_workshop
from tests.makers.network import make_user
from tests.makers.sessions import make_part, make_session

DAY = timedelta(days=1)
ROOT = Path(__file__).resolve().parents[2]
# Another process, which draws its hashes otherwise, writes the same calendar and gives its digest and its validator.
WRITTEN = """
import django, hashlib, time_machine
from datetime import UTC, datetime
django.setup()
from calendars.feeds import validator_of
from calendars.ical import calendar_text
from calendars.rules import Options
from calendars.sources import Words
from tests.calendars.makers import make_entry
with time_machine.travel(datetime({year}, 3, {day}, 11, tzinfo=UTC)):
    title = Words("Añejo ñandú, " + "ñ" * 40 + " 🔒", "Old")
    found = [make_entry(title=title), make_entry(uid="b", zone="Europe/Madrid", is_cancelled=True)]
    options = Options(reminder_minutes=15)
    text = calendar_text(found, name="REFCO: n", options=options, clocks=("America/Panama", "America/Guatemala"))
    print(hashlib.sha256(text.encode()).hexdigest())
    print(validator_of([each.mark for each in found], name="n", options=options))
"""


def written_by_another_process(day: int, year: int, seed: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", WRITTEN.format(day=day, year=year)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONHASHSEED": seed, "TZ": f"Etc/GMT+{day}"},
    )
    return done.stdout


@pytest.mark.slow
def test_two_processes_on_two_days_write_the_same():
    first = written_by_another_process(5, 2026, "1")
    assert len(first.split()) == 2
    assert written_by_another_process(9, 2027, "2") == first


def test_unrelated_edits_leave_it_unchanged_on_another_day(cast):
    session = make_session(starts_at=timezone.now() + 3 * DAY)
    make_enrolment(workshop=session.workshop, person=cast.ana.person)
    address = reverse("calendar_feeds:feed", args=[make_token(make_feed(cast.ana.person))])
    tag = Client().get(address).headers["ETag"]
    make_workshop()
    make_enrolment(workshop=session.workshop, person=cast.dora.person)
    cast.ana.person.given_names = "Otro nombre"
    cast.ana.person.save()
    session.workshop.summary_es = "Otra descripción"
    session.workshop.save()
    with time_machine.travel(timezone.now() + DAY):
        assert Client().get(address, headers={"if-none-match": tag}).status_code == 304


@pytest.mark.parametrize("role", ["", *Appointment.Role.values])
def test_no_feed_of_any_role_holds_people_rooms_or_addresses(cast, role):
    """Whatever somebody may see on pages, calendars lie on telephones: they hold times, titles and pages."""
    session = make_session(starts_at=timezone.now() + 3 * DAY)
    workshop, room = session.workshop, session.room
    user = make_user(office=cast.office, role=role, given_names="Zqnombreqz", family_names="Zqapellidoqz")
    make_enrolment(workshop=workshop, person=user.person)
    make_enrolment(workshop=workshop, person=cast.dora.person)
    make_enrolment(person=user.person, state="offered")
    make_part(session, cast.bruno.person)
    make_part(make_session(starts_at=timezone.now() + DAY), user.person)
    contents = [("mine", ""), ("network", ""), ("area", workshop.area.code)]
    contents += [("country", workshop.host_office.country_id), ("workshop", workshop.slug)]
    feeds = [make_feed(user.person, content=what, code=code, with_deadlines=True) for what, code in contents]
    addresses = [reverse("calendar_feeds:feed", args=[make_token(feed)]) for feed in feeds]
    parts = ("workshops", f"area-{workshop.area.code}", f"country-{workshop.host_office.country_id}")
    addresses += [f"/cal/public/{language}/{part}.ics" for language in ("es", "en") for part in parts]
    texts = ["\n".join(lines(Client().get(address).content)) for address in addresses]
    assert any(session.uid in text for text in texts)
    forbidden = [room.name, "/unirse/", "/join/", "/v/", "jwt=", "Zqnombreqz", "Zqapellidoqz", cast.bruno.email]
    forbidden += [cast.dora.email, user.email, cast.office.mailbox, cast.bruno.person.family_names, "mailto:"]
    for text in texts:
        assert not [each for each in forbidden if each in text]
        assert "feriado" not in text.lower()
