"""The page of the device check: its own features, bounded bytes, and what is kept."""

import pytest
from django.test import Client
from django.urls import reverse

from conferencing.device_models import DeviceCheck
from conferencing.events import device_checked
from equipment.models import LinkMeasure
from sessions.actions import invite_guest, revoke_guest
from tests.makers.equipment import make_office_room
from tests.makers.links import delivered_link
from tests.makers.sessions import make_part, make_session

PAGE = "sessions:device_check"


def test_this_page_alone_has_camera_and_microphone(client, cast):
    client.force_login(cast.ana)
    policy = client.get(reverse(PAGE))["Permissions-Policy"]
    assert "camera=(self)" in policy
    assert "microphone=(self)" in policy
    assert "geolocation=()" in policy
    elsewhere = client.get(reverse("sessions:connection"))["Permissions-Policy"]
    assert "camera=()" in elsewhere
    assert "microphone=()" in elsewhere


def test_result_is_kept_ten_of_them_and_announced(client, cast):
    heard = []

    def listen(check, **_signal):
        heard.append(check)

    device_checked.connect(listen)
    client.force_login(cast.ana)
    for speed in range(12):
        client.post(reverse(PAGE), {"camera": "on", "down_kbps": 1000 + speed, "up_kbps": 500, "rtt_ms": 90})
    device_checked.disconnect(listen)
    kept = DeviceCheck.objects.filter(person=cast.ana.person)
    assert [check.down_kbps for check in kept] == list(range(1011, 1001, -1))
    assert (kept[0].camera, kept[0].microphone) == (True, False)
    assert len(heard) == 12
    client.force_login(cast.dora)
    assert client.get(reverse(PAGE)).context["kept"] is None


def test_figures_past_all_sense_are_not_kept(client, cast):
    client.force_login(cast.ana)
    assert client.post(reverse(PAGE), {"down_kbps": "-5"}).status_code == 200
    assert not DeviceCheck.objects.exists()


@pytest.mark.parametrize(
    ("asked", "given"), [("1", 1), ("70000", 70000), ("99999999", 1), ("900000", 524288), ("x", 1)]
)
def test_no_more_bytes_than_half_a_megabyte(client, cast, asked, given):
    client.force_login(cast.ana)
    answer = client.get(reverse("sessions:measure_down"), {"bytes": asked})
    assert len(answer.content) == given
    assert "no-store" in answer["Cache-Control"]


def test_bytes_that_come_are_bounded_and_counted(client, cast):
    client.force_login(cast.ana)
    up = reverse("sessions:measure_up")
    assert client.post(up, b"x" * 1000, content_type="application/octet-stream").status_code == 204
    assert client.post(up, b"x" * 600_000, content_type="application/octet-stream").status_code == 413
    answers = [client.get(reverse("sessions:measure_down")).status_code for _time in range(60)]
    assert answers[-1] == 429
    client.force_login(cast.dora)
    assert client.get(reverse("sessions:measure_down")).status_code == 200


@pytest.mark.parametrize("name", [PAGE, "sessions:measure_down"])
def test_signed_out_there_is_nothing_to_measure(client, db, name):
    assert client.get(reverse(name)).status_code == 302


def test_guest_tries_the_device_by_the_invitation_while_it_leads_somewhere(cast):
    session, browser = make_session(), Client()
    make_part(session, cast.bruno.person)
    told = {"name": "Luz Gil", "email": "luz@experta.example", "kind": "expert", "language": "es"}
    guest = invite_guest(session, **told, shows_title=True, by=cast.bruno)
    assert browser.get(reverse(PAGE)).status_code == 302
    page = browser.get(delivered_link(guest.email), follow=True)
    assert reverse(PAGE) in page.text
    shown = browser.get(reverse(PAGE))
    assert "camera=(self)" in shown["Permissions-Policy"]
    assert reverse("sessions:guest") in shown.text
    assert len(browser.get(reverse("sessions:measure_down"), {"bytes": "9"}).content) == 9
    browser.post(reverse(PAGE), {"camera": "on"})
    assert not DeviceCheck.objects.exists()
    revoke_guest(guest, by=cast.bruno)
    assert browser.get(reverse(PAGE)).status_code == 302
    assert browser.get(reverse("sessions:measure_down"), {"bytes": "9"}).status_code == 302


def test_who_keeps_rooms_says_from_which_the_line_was_tried(client, cast):
    room, elsewhere = make_office_room(cast.carla.person.office), make_office_room()
    figures = {"camera": "on", "down_kbps": 9000, "up_kbps": 5000, "rtt_ms": 90}
    client.force_login(cast.carla)
    assert room.name in client.get(reverse(PAGE)).content.decode()
    client.post(reverse(PAGE), figures | {"room": elsewhere.pk})
    assert not LinkMeasure.objects.exists()
    client.post(reverse(PAGE), figures | {"room": room.pk})
    assert LinkMeasure.objects.get().room == room
    for somebody in (cast.ana, cast.dora):
        client.force_login(somebody)
        assert room.name not in client.get(reverse(PAGE)).content.decode()
        client.post(reverse(PAGE), figures | {"room": room.pk})
    assert LinkMeasure.objects.count() == 1
