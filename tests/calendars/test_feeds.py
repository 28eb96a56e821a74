"""What a calendar program gets: the calendar, that nothing changed, an empty one, that it is gone; and nothing else."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from calendars import actions
from calendars.errors import CalendarError
from calendars.models import Feed, FeedToken
from calendars.rules import MOST_FEEDS, program_of
from sessions.actions import cancel_session, move_session
from tests.calendars.makers import at
from tests.calendars.readers import events, lines, read
from tests.makers.calendars import make_feed, make_token
from tests.makers.courses import make_enrolment, make_workshop
from tests.makers.sessions import make_session
from training_platform.redaction import redacted

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def test_program_gets_the_calendar_without_signing_in(client, address, session):
    response = client.get(address, headers={"user-agent": "Google-Calendar-Importer"})
    assert response.status_code == 200
    assert set(events(response.content)) == {session.uid}
    assert address.endswith(".ics")
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["Content-Disposition"].startswith("inline")
    assert response.headers["Cache-Control"] == "private, max-age=900"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["ETag"].startswith('"')
    assert not response.cookies
    assert FeedToken.objects.get().used_by == "google"


def test_accept_is_not_negotiated_and_head_has_all_but_the_body(client, address):
    for accept in ("", "text/calendar", "application/json"):
        assert client.get(address, headers={"accept": accept}).status_code == 200
    whole, head = client.get(address), client.head(address)
    assert head.content == b""
    assert {name: head.headers[name] for name in ("ETag", "Last-Modified", "Content-Type")} == {
        name: whole.headers[name] for name in ("ETag", "Last-Modified", "Content-Type")
    }
    assert client.post(address).status_code == 405


def test_same_state_has_the_same_bytes_on_another_day(client, address):
    first = client.get(address)
    with time_machine.travel(timezone.now() + DAY):
        again = Client().get(address)
    assert again.content == first.content
    assert again.headers["ETag"] == first.headers["ETag"]


def test_unchanged_is_answered_without_building(
    client, cast, address, session, monkeypatch, django_assert_max_num_queries
):
    tag = client.get(address).headers["ETag"]
    make_enrolment(workshop=session.workshop, person=cast.dora.person)
    session.counts = False
    session.save()
    monkeypatch.setattr("calendars.remembered.entries_told", None)
    for sent in (tag, f"W/{tag}", f'"other", {tag}'):
        with django_assert_max_num_queries(4):
            response = client.get(address, headers={"if-none-match": sent})
        assert response.status_code == 304
        assert response.headers["ETag"] == tag
        assert response.content == b""


def test_date_alone_never_says_unchanged(client, cast, address, session):
    """What leaves the calendar makes nothing in it newer."""
    changed = client.get(address).headers["Last-Modified"]
    session.workshop.enrolments.update(state="withdrawn")
    response = client.get(address, headers={"if-modified-since": changed})
    assert response.status_code == 200
    assert events(response.content) == {}


def test_moved_session_moves_under_its_name(client, cast, address, session):
    before = client.get(address)
    move_session(session, starts_at=session.starts_at + DAY, ends_at=session.ends_at + DAY, by=cast.elsa)
    after = client.get(address, headers={"if-none-match": before.headers["ETag"]})
    old, new = events(before.content)[session.uid], events(after.content)[session.uid]
    assert new.sequence == old.sequence + 1
    assert new.dtstart - old.dtstart == DAY
    assert new.last_modified > old.last_modified


@pytest.mark.parametrize(("wanted", "state"), [("marked", "CANCELLED"), ("left_out", None)])
def test_cancelled_session_says_so_or_goes(client, cast, address, session, wanted, state):
    Feed.objects.update(cancelled=wanted)
    cancel_session(session, by=cast.elsa)
    found = events(client.get(address).content)
    assert {event.status for event in found.values()} == ({state} if state else set())
    with time_machine.travel(timezone.now() + 62 * DAY):
        assert events(Client().get(address).content) == {}


def test_revoked_address_empties_then_is_gone(client, cast, address, session):
    actions.revoke_feed(Feed.objects.get(), by=cast.ana)
    response = client.get(address)
    assert response.status_code == 200
    assert read(response.content).events == []
    assert b"lo de siempre" not in response.content
    with time_machine.travel(timezone.now() + 29 * DAY):
        assert Client().get(address).status_code == 200
    with time_machine.travel(timezone.now() + 31 * DAY):
        assert Client().get(address).status_code == 410


def test_renewed_address_works_and_the_former_empties(client, cast, address, session):
    token = actions.renew_token(Feed.objects.get(), by=cast.ana)
    assert read(client.get(address).content).events == []
    assert set(events(client.get(at(token)).content)) == {session.uid}


def test_closed_account_empties_its_calendars(client, cast, address, session):
    cast.ana.is_active = False
    cast.ana.save()
    response = client.get(address)
    assert response.status_code == 200
    assert read(response.content).events == []


def test_address_that_never_was_is_not_there(client, db):
    response = client.get(at("x" * 43))
    assert response.status_code == 404
    assert "Location" not in response.headers
    assert not response.cookies


def test_calendar_follows_what_its_person_may_see_now(client, cast, session):
    token = make_token(make_feed(cast.dora.person, content="network"))
    assert session.uid in events(client.get(at(token)).content)
    cast.dora.person.office = None
    cast.dora.person.save()
    assert session.uid not in events(client.get(at(token)).content)


def test_feed_of_one_workshop(client, cast, session):
    make_session(starts_at=session.starts_at)
    feed = make_feed(cast.ana.person, content="workshop", code=session.workshop.slug, language="en")
    (event,) = events(client.get(at(make_token(feed))).content).values()
    assert event.summary == "First session"
    assert "/en/sessions/" in event.url


@pytest.mark.parametrize("part", ["workshops", "area-{area}", "country-{country}", "workshop-{slug}"])
@pytest.mark.parametrize("language", ["es", "en"])
def test_public_calendars_hold_days_alone(client, cast, session, part, language):
    workshop = session.workshop
    part = part.format(area=workshop.area.code, country=workshop.host_office.country_id, slug=workshop.slug)
    make_workshop(state="draft", announced_at=None, title_es="Secreto", title_en="Secret")
    response = client.get(f"/cal/public/{language}/{part}.ics")
    assert response.status_code == 200
    (event,) = read(response.content).events
    assert event.summary == (workshop.title_es if language == "es" else workshop.title_en)
    assert event.dtstart == workshop.starts_on
    again = client.get(f"/cal/public/{language}/{part}.ics", headers={"if-none-match": response.headers["ETag"]})
    assert again.status_code == 304


def test_unknown_part_tells_nothing_of_drafts(client, db):
    draft = make_workshop(state="draft", announced_at=None)
    for code in (draft.slug, "no-such"):
        assert read(client.get(f"/cal/public/es/workshop-{code}.ics").content).events == []


def test_no_feed_leaks_a_room_a_name_or_an_address(client, cast, session):
    """Every link of every feed leads to a page of the platform, and nothing of people or rooms stands in any."""
    session.room.name = "sala-secreta-canario"
    session.room.save()
    make_enrolment(workshop=session.workshop, person=cast.dora.person)
    contents = [("mine", ""), ("network", ""), ("area", session.workshop.area.code)]
    contents += [("country", session.workshop.host_office.country_id), ("workshop", session.workshop.slug)]
    feeds = [
        make_feed(user.person, content=content, code=code, with_deadlines=True)
        for user in (cast.ana, cast.carla, cast.elsa, cast.bruno)
        for content, code in contents
    ]
    texts = [client.get(at(make_token(feed))).text for feed in feeds]
    texts += [client.get("/cal/public/es/workshops.ics").text]
    assert any(session.uid in text for text in texts)
    for text in texts:
        unfolded = "\n".join(lines(text))
        assert "sala-secreta-canario" not in unfolded
        assert "video.example" not in unfolded
        assert not re.search(r"/(join|ingresar|entrar)/", unfolded)
        assert not re.search(r"^(METHOD|ATTENDEE|ORGANIZER)", unfolded, re.MULTILINE)
        addresses = re.findall(r"[\w.+-]+@[\w.-]+", unfolded)
        assert {each.partition("@")[2] for each in addresses} <= {"calendar.refco.example"}
        for user in (cast.ana, cast.dora, cast.bruno):
            assert user.person.family_names not in unfolded
        for link in re.findall(r"https?://\S+", unfolded):
            assert re.match(r"http://testserver/(es/(sesiones|talleres)|en/(sessions|workshops))/", link), link


def test_token_is_kept_nowhere(client, cast, caplog, session, settings):
    feed, token = actions.open_feed(by=cast.ana, name="n", content="mine", code="", language="es")
    client.get(at(token))
    row = FeedToken.objects.get(feed=feed)
    assert token not in str(vars(row)) + str(vars(feed)) + caplog.text
    assert token[:6] == row.hint
    assert len(token) == 43
    assert token not in redacted(f"GET {at(token)} HTTP/1.1")


def test_use_is_noted_once_an_hour(client, address, django_assert_num_queries):
    client.get(address)
    first = FeedToken.objects.get().used_at
    client.get(address)
    assert FeedToken.objects.get().used_at == first
    with time_machine.travel(timezone.now() + 2 * HOUR):
        Client().get(address)
    assert FeedToken.objects.get().used_at > first


@pytest.mark.parametrize(
    ("agent", "program"),
    [
        ("Google-Calendar-Importer", "google"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Thunderbird/140.0", "thunderbird"),
        ("iOS/18.0 (22A3354) dataaccessd/1.0", "apple"),
        ("macOS/15.0 (24A335) CalendarAgent/982", "apple"),
        ("Microsoft.Exchange/15.20 (Microsoft.Exchange)", "outlook"),
        ("Nextcloud Webcal Service", "nextcloud"),
        ("curl/8", "other"),
        ("", "other"),
    ],
)
def test_programs_are_told_apart(agent, program):
    assert program_of(agent) == program


def test_nobody_has_subscriptions_without_end(cast):
    fields = {"name": "n", "content": "mine", "code": "", "language": "es"}
    for _number in range(MOST_FEEDS):
        actions.open_feed(by=cast.ana, **fields)
    with pytest.raises(CalendarError):
        actions.open_feed(by=cast.ana, **fields)


def test_robots_may_fetch_calendars(client, db):
    assert "/cal" not in client.get("/robots.txt").text
