"""The practice room, walked over real HTTP: what it posts is what a video server posts."""

import re
import uuid
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import requests
from django.utils import timezone

from conferencing import jitsi
from conferencing.actions import open_room
from conferencing.models import RoomPost, Stay
from conferencing.rules import OCCUPANT_JOINED, OCCUPANT_LEFT, ROOM_CREATED, ROOM_DESTROYED

ANA = uuid.UUID("3f2b8a34-9f0b-4a52-8c1d-0a4b5c6d7e8f")
BACK = "/es/sesiones/1/"


@pytest.fixture
def practice(settings, live_server):
    """A live platform in demo mode without a video server; the receiver is its own."""
    settings.DEMO, settings.JITSI_URL, settings.JITSI_EVENTS_SECRET = True, "", ""
    settings.JITSI_DOMAIN, settings.BASE_URL = "meet.demo", live_server.url
    return live_server


class Tab:
    """One browser tab, without the browser."""

    def __init__(self, room: str, *, identity: uuid.UUID = ANA, language: str = "es", token: str | None = None) -> None:
        self.web = requests.Session()
        end = timezone.now() + timedelta(hours=1)
        self.token = token or jitsi.sign_token(
            room=room, identity=identity, name="Ana", is_moderator=False, expires_at=end
        )
        self.url = jitsi.join_url(room=room, token=self.token, title="Sesión", language=language, return_path=BACK)

    def fields(self, page: requests.Response) -> dict[str, str]:
        return dict(re.findall(r'<input type="hidden" name="(\w+)"[^>]*? value="([^"]*)"', page.text))

    def submit(self, page: requests.Response, **overrides: str) -> requests.Response:
        [action] = re.findall(r'<form method="post" action="([^"]+)"', page.text)
        where = urlsplit(page.url)
        return self.web.post(f"{where.scheme}://{where.netloc}{action}", self.fields(page) | overrides, timeout=20)

    def enter(self) -> requests.Response:
        self.inside = self.submit(self.web.get(self.url, timeout=20), token=self.token)
        return self.inside

    def leave(self) -> requests.Response:
        return self.submit(self.inside)


def events() -> list[str]:
    return list(RoomPost.objects.order_by("id").values_list("event_name", flat=True))


@pytest.mark.slow
def test_entering_and_leaving_posts_what_a_server_posts(practice):
    room = open_room(subject=uuid.uuid4())
    tab = Tab(room.name)
    inside = tab.enter()
    assert inside.status_code == 200
    assert "Ana" in inside.text
    assert events() == [ROOM_CREATED, OCCUPANT_JOINED]
    stay = Stay.objects.get()
    assert (stay.identity, stay.left_at) == (ANA, None)
    gone = tab.leave()
    assert f'href="{BACK}"' in gone.text
    assert events() == [ROOM_CREATED, OCCUPANT_JOINED, OCCUPANT_LEFT, ROOM_DESTROYED]
    stay.refresh_from_db()
    assert stay.left_exactly
    assert tab.leave().status_code == 200
    assert len(events()) == 4


@pytest.mark.slow
def test_two_tabs_are_two_stays_and_the_last_closes_the_room(practice):
    room = open_room(subject=uuid.uuid4())
    first, second = Tab(room.name), Tab(room.name)
    first.enter()
    assert "<dd>2</dd>" in second.enter().text
    first.leave()
    assert ROOM_DESTROYED not in events()
    second.leave()
    assert Stay.objects.filter(identity=ANA, left_exactly=True).count() == 2
    end = RoomPost.objects.get(event_name=ROOM_DESTROYED)
    assert len(end.body["all_occupants"]) == 2
    assert RoomPost.objects.filter(room=room, folded_at__isnull=False).count() == 6


def test_wrong_way_in_is_refused_in_the_readers_language(practice):
    room, other = open_room(subject=uuid.uuid4()), open_room(subject=uuid.uuid4())
    end = timezone.now() + timedelta(hours=1)
    token = jitsi.sign_token(room=other.name, identity=ANA, name="Ana", is_moderator=False, expires_at=end)
    answer = Tab(room.name, token=token, language="en").enter()
    assert answer.status_code == 403
    assert "made for another room" in answer.text
    assert '<html lang="en">' in answer.text
    assert not RoomPost.objects.exists()


def test_stay_of_another_room_or_by_hand_is_nothing(practice):
    room, other = open_room(subject=uuid.uuid4()), open_room(subject=uuid.uuid4())
    tab = Tab(room.name)
    tab.enter()
    elsewhere = tab.inside.url.replace(room.name, other.name)
    assert tab.web.get(elsewhere, timeout=20).status_code == 404
    assert tab.web.get(tab.inside.url.replace("stay=", "stay=x"), timeout=20).status_code == 404


@pytest.mark.parametrize("back", ["//evil.example/", "https://evil.example/", "javascript:alert(1)", "/\\evil.example"])
def test_it_leads_back_to_paths_of_ours_only(practice, back):
    page = requests.get(f"{practice.url}/jitsi/practice/{'a' * 32}", {"back": back}, timeout=20)
    assert page.status_code == 200
    assert "evil" not in page.text
    assert "javascript:" not in page.text


def test_practice_page_has_a_strict_policy_and_no_inline_code(practice):
    page = requests.get(f"{practice.url}/jitsi/practice/{'a' * 32}", timeout=20)
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    assert "<style" not in page.text
    assert " style=" not in page.text
    assert re.findall(r"<script(?![^>]*src=)", page.text) == []


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["", "/inside", "/enter", "/leave"])
def test_outside_the_demo_there_is_no_practice_room(client, path):
    ask = client.post if path in ("/enter", "/leave") else client.get
    assert ask(f"/jitsi/practice/{'a' * 32}{path}", follow=True).status_code == 404
