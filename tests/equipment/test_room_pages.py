"""The pages of rooms: who reads them, what they say, what is kept from them, as many questions as rooms or fewer."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from openpyxl import load_workbook

from equipment.assessing import assess_rooms, rooms_of
from equipment.catalogue import lay_equipment
from equipment.gaps import gaps_of
from equipment.models import Asset, ItemType, Kit, ReadinessReading, RoomProfile, TestCall
from equipment.room_panels import office_panel, room_panels
from tests.makers.equipment import make_asset, make_office_room, make_test_call, make_whole_room
from tests.makers.network import make_office, make_user

OFFICE, ROOM, CALL = "equipment:office_rooms", "equipment:room", "equipment:test_call"


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def room(cast):
    lay_equipment()
    return make_whole_room(cast.carla.person.office, name="Sala Morazán")


@pytest.fixture
def custodian(cast):
    return make_user("olga@mp.hn.example", role="custodian", office=cast.office)


def get(client, user, name, *args):
    client.force_login(user)
    return client.get(reverse(name, args=args))


def test_office_and_room_are_its_keepers_editors_and_staffs_alone(client, cast, room, custodian):
    editor = make_user("nora@mp.hn.example", role="national_editor", office=cast.office)
    admin = make_user("ada@refco.example", role="administrator", office=None)
    for reader in (cast.carla, custodian, editor, cast.elsa, cast.sara, admin):
        assert get(client, reader, OFFICE, cast.office.code).status_code == 200
        assert get(client, reader, ROOM, room.pk).status_code == 200
    for stranger in (cast.dora, cast.diego, cast.ana, cast.bruno, cast.felix):
        assert get(client, stranger, OFFICE, cast.office.code).status_code == 404
        assert get(client, stranger, ROOM, room.pk).status_code == 404


def test_network_is_read_by_who_sees_every_office_and_exported_by_the_secretariat(client, cast, room):
    for name in ("readiness", "gaps"):
        for reader in (cast.elsa, cast.sara):
            assert get(client, reader, f"equipment:{name}").status_code == 200
        for stranger in (cast.carla, cast.ana, cast.dora, cast.felix):
            assert get(client, stranger, f"equipment:{name}").status_code == 404
        assert get(client, cast.sara, f"equipment:{name}_xlsx").status_code == 200
        assert get(client, cast.elsa, f"equipment:{name}_xlsx").status_code == 404


def test_room_says_its_band_why_and_the_cheapest_step_up(client, cast, room):
    Asset.objects.filter(room=room, item_type__code="codec").update(status="under_repair")
    page = get(client, cast.carla, ROOM, room.pk).text
    assert "not ready" in page
    assert "endpoint, speaker: under repair" in page
    assert "no test call is on record" in page
    assert "Have the repair finished: endpoint" in page
    assert "Make a test call with picture, sound and a shared screen" in page


def test_room_not_reported_is_not_said_to_lack_anything(client, cast, room):
    bare = make_office_room(cast.office)
    RoomProfile.objects.create(room=bare, kit=Kit.objects.get(code="A"))
    page = get(client, cast.carla, ROOM, bare.pk).text
    assert "not reported" in page
    assert "there is none" not in page
    assert "Report the inventory of the room" in page


def test_contact_point_notes_a_call_in_the_offices_time_and_mbits(client, cast, room):
    client.force_login(cast.carla)
    address = reverse(CALL, args=[room.pk])
    told = {"made_at": "2012-03-05T08:30", "video": "on", "audio": "on", "down": "12.5", "up": "6", "note": "Con eco"}
    answer = client.post(address, told)
    assert answer.url == reverse(ROOM, args=[room.pk])
    call = TestCall.objects.get()
    assert (call.at.isoformat(), call.down_kbps, call.up_kbps) == ("2012-03-05T14:30:00+00:00", 12_500, 6_000)
    assert (call.video, call.sharing, call.note, call.made_by) == (True, False, "Con eco", cast.carla.person)
    later = {"made_at": (timezone.now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")}
    assert "noted once it was made" in client.post(address, later).text
    assert TestCall.objects.count() == 1


def test_call_is_corrected_and_withdrawn_from_the_rooms_page_by_who_noted_it(client, cast, room, custodian):
    call = make_test_call(room, made_by=cast.carla.person, sharing=False, down_kbps=12_500)
    address = reverse("equipment:call_change", args=[call.pk])
    assert address in get(client, cast.carla, ROOM, room.pk).text
    page = client.get(address)
    assert page.context["form"]["down"].value() == 12.5
    told = {"video": "on", "audio": "on", "sharing": "on", "down": "30"}
    assert client.post(address, told).url == reverse(ROOM, args=[room.pk])
    call.refresh_from_db()
    assert (call.outcome, call.down_kbps) == ("passed", 30_000)
    away = reverse("equipment:call_withdraw", args=[call.pk])
    for stranger in (custodian, cast.elsa, cast.diego, cast.ana, cast.dora):
        client.force_login(stranger)
        assert client.get(address).status_code == 404
        assert client.post(away, {"reason": "No"}).status_code == 404
    client.force_login(cast.sara)
    assert "required" in client.post(away, {"reason": ""}).text
    client.post(away, {"reason": "Era otra sala"})
    page = get(client, cast.elsa, ROOM, room.pk).text
    assert "Withdrawn because: Era otra sala" in page
    assert "no test call is on record" in page


def test_call_of_last_week_is_withdrawn_and_not_corrected(client, cast, room):
    call = make_test_call(room, made_by=cast.carla.person, at=timezone.now() - timedelta(days=8))
    client.force_login(cast.carla)
    address = reverse("equipment:call_change", args=[call.pk])
    page = client.post(address, {"video": "on"})
    assert page.context["form"] is None
    assert "The days in which it could be corrected are over" in page.text
    call.refresh_from_db()
    assert call.audio


def test_readers_who_keep_nothing_note_nothing(client, cast, room):
    for reader in (cast.elsa, cast.dora, cast.diego, cast.ana):
        client.force_login(reader)
        for name in ("test_call", "room_profile", "report_inventory"):
            assert client.post(reverse(f"equipment:{name}", args=[room.pk]), {}).status_code == 404
    assert "Note a test call" not in get(client, cast.elsa, ROOM, room.pk).text


def test_profile_is_changed_by_who_keeps_it_and_its_kit_by_the_secretariat(client, cast, room):
    display, kit = ItemType.objects.get(code="display"), Kit.objects.create(code="A2", name_es="Otra", name_en="Other")
    address = reverse("equipment:room_profile", args=[room.pk])
    told = {"technical_contact": cast.ana.person_id, "absent": [display.pk], "kit": kit.pk}
    client.force_login(cast.carla)
    assert "Standard kit due" not in client.get(address).text
    client.post(address, told)
    profile = RoomProfile.objects.get(room=room)
    assert (profile.technical_contact, profile.kit.code) == (cast.ana.person, "A")
    assert [row.item_type for row in room.absent_kinds.all()] == [display]
    client.force_login(cast.sara)
    client.post(address, told)
    profile.refresh_from_db()
    assert profile.kit == kit


def test_inventory_is_reported_by_a_button(client, cast, room):
    RoomProfile.objects.update(reported_at=None)
    client.force_login(cast.carla)
    client.post(reverse("equipment:report_inventory", args=[room.pk]))
    assert RoomProfile.objects.get().reported_by == cast.carla.person


def test_office_page_shows_what_it_lacks_its_calls_and_warranties_ahead(client, cast, room):
    make_test_call(room, sharing=False, down_kbps=24_000, up_kbps=2500)
    Asset.objects.filter(room=room, item_type__code="display").update(condition="broken")
    make_asset(
        room, warranty_until=timezone.localdate() + timedelta(days=30), item_type=ItemType.objects.get(code="ups")
    )
    page = get(client, cast.carla, OFFICE, cast.office.code).text
    assert "⚠ has it, but not usable" in page
    assert "sharing the screen" in page
    assert "24 / 2.5" in page
    assert 'aria-labelledby="plot-warranties-title' in page


def test_gap_tells_apart_what_is_lacking_and_what_is_not_reported(client, cast, room):
    bare = make_office_room(make_office())
    RoomProfile.objects.create(room=bare, kit=Kit.objects.get(code="A"))
    Asset.objects.filter(room=room, item_type__code="ptz-camera").delete()
    Asset.objects.filter(room=room, item_type__code="mic-array").first().delete()
    answer = get(client, cast.sara, "equipment:gaps")
    states = {office.pk: {kind.code: have.state for kind, have in told} for office, told in answer.context["rows"]}
    assert states[cast.office.pk]["ptz-camera"] == "lacks all of it"
    assert states[cast.office.pk]["mic-array"] == "has some of it usable"
    assert states[cast.office.pk]["codec"] == "has what is due"
    assert set(states[bare.office_id].values()) == {"not reported"}
    sheet = load_workbook(io.BytesIO(get(client, cast.sara, "equipment:gaps_xlsx").content)).active
    rows = {(row[0], row[1]): row[5] for row in sheet.iter_rows(min_row=2, values_only=True)}
    camera = ItemType.objects.get(code="ptz-camera").name_en
    assert rows[cast.office.country.name_en, camera] == 1
    assert rows[bare.office.country.name_en, camera] is None


def test_ladder_shows_the_trend(client, cast, room):
    for days, score in ((90, 40), (45, 55)):
        on = timezone.localdate() - timedelta(days=days)
        ReadinessReading.objects.create(room=room, on=on, band="not_ready", score=score)
    make_test_call(room)
    plot = get(client, cast.sara, "equipment:readiness").context["plot"]
    assert [(rung.value, rung.before) for rung in plot.rungs] == [(100, 55)]
    assert get(client, cast.carla, OFFICE, cast.office.code).context["panel"].rooms[0].trend.points[0][1] == 40
    sheet = load_workbook(io.BytesIO(get(client, cast.sara, "equipment:readiness_xlsx").content)).active
    assert [cell.value for cell in sheet[2]][1:4] == ["Sala Morazán", "ready", 100]


@pytest.mark.parametrize("rooms", [1, 3])
def test_questions_do_not_grow_with_rooms(cast, room, rooms, django_assert_num_queries):
    make_test_call(room)
    for _more in range(rooms - 1):
        make_test_call(make_whole_room(make_office()))
        make_test_call(make_whole_room(cast.office))
    with django_assert_num_queries(9):
        assert len([panel.steps for panel in room_panels(rooms_of(None))]) == 2 * rooms - 1
    with django_assert_num_queries(13):
        assert len(office_panel(cast.office).rooms) == rooms
    with django_assert_num_queries(8):
        assert len(gaps_of(assess_rooms(rooms_of(None)))[1]) == rooms
