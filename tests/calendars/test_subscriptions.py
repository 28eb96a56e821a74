"""The page of subscriptions: begun, shown once, changed, given another address, revoked; nobody else's."""

import re
from urllib.parse import unquote

import pytest
from django.urls import reverse
from django.utils import timezone

from calendars.models import Feed, FeedToken, Quiet
from foundations.audit.models import AuditEvent
from tests.calendars.readers import events
from tests.makers.calendars import make_feed, make_token
from tests.makers.courses import make_draft
from tests.makers.sessions import make_session

FORM = {"name": "Mis sesiones", "content": "mine", "language": "es", "reminder_minutes": "60", "cancelled": "marked"}


def address_in(page: str) -> str:
    return re.search(r'value="(http://testserver/cal/[\w-]+\.ics)"', page)[1]


def test_subscription_is_begun_and_its_address_shown_once(client, cast):
    client.force_login(cast.ana)
    page = client.post(reverse("calendars:feed_open"), FORM)
    assert "no-store" in page.headers["Cache-Control"]
    address = address_in(page.text)
    assert address.replace("http", "webcal", 1) in page.text
    assert address in unquote(re.search(r"outlook\.office\.com[^\"]+", page.text)[0])
    assert address.partition("://")[2] in unquote(re.search(r"calendar\.google\.com[^\"]+", page.text)[0])
    assert "data:image/svg" in page.text
    assert client.get(address.removeprefix("http://testserver")).status_code == 200
    listed = client.get(reverse("calendars:subscribe")).text
    token = address.rpartition("/")[2].removesuffix(".ics")
    assert token not in listed
    assert token[:6] in listed
    feed = Feed.objects.get()
    assert (feed.person, feed.reminder_minutes) == (cast.ana.person, 60)
    assert token not in str(list(AuditEvent.objects.about(feed).values()))


def test_what_it_holds_is_chosen_from_what_there_is(client, cast):
    session = make_session(starts_at=timezone.now())
    draft = make_draft()
    client.force_login(cast.ana)
    address, slug = reverse("calendars:feed_open"), session.workshop.slug
    assert f'value="workshop:{slug}" selected' in client.get(f"{address}?content=workshop:{slug}").text
    client.post(address, FORM | {"content": f"workshop:{slug}"})
    assert (Feed.objects.get().content, Feed.objects.get().code) == ("workshop", slug)
    for content in (f"workshop:{draft.slug}", "area:no-such", "everything", ""):
        assert client.post(address, FORM | {"content": content}).context["form"].errors
    assert Feed.objects.count() == 1


def test_subscription_is_changed_at_the_same_address(client, cast):
    feed = make_feed(cast.ana.person)
    address = f"/cal/{make_token(feed)}.ics"
    before = client.get(address).headers["ETag"]
    client.force_login(cast.ana)
    client.post(reverse("calendars:feed_revise", args=[feed.pk]), FORM | {"name": "Otro", "language": "en"})
    after = client.get(address)
    assert after.headers["ETag"] != before
    assert "NAME:REFCO: Otro" in after.text


def test_new_address_and_end(client, cast):
    feed = make_feed(cast.ana.person)
    old = make_token(feed)
    client.force_login(cast.ana)
    page = client.post(reverse("calendars:feed_renew", args=[feed.pk]))
    assert old not in page.text
    assert client.get(address_in(page.text).removeprefix("http://testserver")).status_code == 200
    client.post(reverse("calendars:feed_revoke", args=[feed.pk]))
    client.post(reverse("calendars:feed_revoke", args=[feed.pk]))
    assert not FeedToken.objects.filter(revoked_at__isnull=True).exists()
    assert AuditEvent.objects.filter(action="calendars.feed_revoked").count() == 1
    assert feed.name not in client.get(reverse("calendars:subscribe")).text
    assert client.post(reverse("calendars:feed_renew", args=[feed.pk])).status_code == 404


@pytest.mark.parametrize("who", ["dora", "carla", "sara", "elsa"])
def test_nobody_sees_anybody_elses(client, cast, who):
    feed = make_feed(cast.ana.person)
    client.force_login(getattr(cast, who))
    for name in ("feed_revise", "feed_renew", "feed_revoke"):
        assert client.post(reverse(f"calendars:{name}", args=[feed.pk]), FORM).status_code == 404
    assert feed.name not in client.get(reverse("calendars:subscribe")).text


def test_public_calendar_is_offered_to_everybody(client, db):
    page = client.get(reverse("calendars:subscribe"))
    assert "/cal/public/es/workshops.ics" in page.text
    assert client.get(address_of_public(page.text)).status_code == 200
    assert client.get(reverse("calendars:feed_open")).status_code == 302


def address_of_public(page: str) -> str:
    return re.search(r"/cal/public/\w+/workshops\.ics", page)[0]


def test_one_session_is_taken_as_a_file(client, cast):
    session = make_session(starts_at=timezone.now())
    client.force_login(cast.dora)
    response = client.get(reverse("sessions:event", args=[session.pk]))
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert events(response.content)[session.uid].summary == session.title_es
    client.force_login(cast.felix)
    assert client.get(reverse("sessions:event", args=[session.pk])).status_code == 404


def test_invitations_are_turned_off_and_on(client, cast):
    client.force_login(cast.ana)
    address = reverse("calendars:invitations")
    for _twice in range(2):
        client.post(address, {"wanted": "off"})
    assert list(Quiet.objects.values_list("person", flat=True)) == [cast.ana.person_id]
    assert "Enviarme invitaciones" in client.get(reverse("calendars:subscribe")).text
    client.post(address, {"wanted": "on"})
    assert not Quiet.objects.exists()
    assert AuditEvent.objects.filter(action__startswith="calendars.invitations").count() == 2
