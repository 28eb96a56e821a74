"""The pages of the inventory: who sees what, what comes of a form, how many questions a list asks."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from equipment import actions
from equipment.models import Asset, AssetFile, Custody, ExchangeRate, Maintenance, VerificationRound
from tests.makers.equipment import make_asset
from tests.makers.uploads import make_exif, make_pdf, make_picture

DAY = timezone.localdate().isoformat()


def address(name, *args):
    return reverse(f"equipment:{name}", args=args)


def text_of(response):
    assert response.status_code == 200, response.status_code
    return response.content.decode()


@pytest.fixture
def keeper(client, house):
    client.force_login(house.ciro)
    return client


def fields_of(asset, **changes):
    """Everything that the form of an asset posts, as its page shows it."""
    names = ("manufacturer", "model_name", "serial", "order_number", "delivery_act", "currency", "rate_source", "notes")
    days = ("ordered_on", "delivered_on", "value_date", "in_service_on", "warranty_until", "end_of_life_on")
    told = {name: getattr(asset, name) for name in names}
    told |= {name: getattr(asset, name).isoformat() if getattr(asset, name) else "" for name in days}
    return told | {"cost": asset.cost or "", "version": asset.row_version} | changes


# --- Who sees what ---------------------------------------------------------------------------------------------------


def test_list_is_of_the_own_office_for_keepers_and_readers_of_it(client, house, asset):
    theirs = make_asset(house.away_room)
    for user in (house.ciro, house.carla, house.nora):
        client.force_login(user)
        shown = text_of(client.get(address("asset_list")))
        assert asset.tag in shown
        assert theirs.tag not in shown


def test_prosecutors_and_strangers_find_nothing(client, house, asset):
    for user in (house.ana, house.dora):
        client.force_login(user)
        assert client.get(address("asset_list")).status_code == 404
        assert client.get(address("asset", asset.pk)).status_code == 404
        assert client.get(reverse("labels:asset", args=[asset.tag])).status_code == 404


def test_secretariat_reads_all_and_chooses_an_office(client, house, asset):
    theirs = make_asset(house.away_room)
    client.force_login(house.sara)
    shown = text_of(client.get(address("asset_list")))
    assert asset.tag in shown
    assert theirs.tag in shown
    narrowed = text_of(client.get(address("asset_list"), {"office": house.away.code}))
    assert asset.tag not in narrowed
    assert theirs.tag in narrowed


def test_custodian_of_another_office_finds_none_of_it(client, house, asset):
    theirs = house.diego
    actions.hand_over([asset], custodian=house.ciro.person, by=house.carla)
    custody = Custody.objects.get(ends_at=None)
    actions.file_signed_act(custody, content=make_pdf(), by=house.ciro)
    work = actions.begin_maintenance(asset, kind="repair", title="X", started_on=timezone.localdate(), by=house.ciro)
    verification = actions.open_round(house.office, title="A", due_on=timezone.localdate(), by=house.ciro)
    client.force_login(theirs)
    for name in ("asset", "asset_edit", "asset_move", "asset_assess", "asset_transfer", "maintenance_add", "file_add"):
        assert client.get(address(name, asset.pk)).status_code == 404, name
    for name in ("act", "act_sign", "signed_act"):
        assert client.get(address(name, custody.pk)).status_code == 404, name
    for name in ("round", "round_close", "round_sign", "round_report"):
        assert client.get(address(name, verification.pk)).status_code == 404, name
    assert client.get(address("maintenance_complete", work.pk)).status_code == 404
    assert client.post(address("round_see", verification.pk), {"tag": asset.tag}).status_code == 404


def test_readers_get_no_deeds(client, house, asset):
    client.force_login(house.nora)
    assert address("asset_edit", asset.pk) not in text_of(client.get(address("asset", asset.pk)))
    assert client.get(address("asset_edit", asset.pk)).status_code == 404
    assert client.get(address("asset_add")).status_code == 404


def test_contact_point_changes_and_does_not_enter(client, house, asset):
    client.force_login(house.carla)
    assert address("asset_edit", asset.pk) in text_of(client.get(address("asset", asset.pk)))
    assert client.get(address("asset_add")).status_code == 404


# --- The list --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 3])
def test_list_asks_the_same_of_one_and_of_three(client, house, number, django_assert_num_queries):
    for _n in range(number):
        make_asset(house.room, item_type=house.camera)
    client.force_login(house.ciro)
    client.get(address("asset_list"))
    with django_assert_num_queries(LIST_QUERIES):
        client.get(address("asset_list"))


LIST_QUERIES = 21  # twelve of them count what is due, once a minute


@pytest.mark.parametrize("number", [1, 3])
def test_asset_asks_the_same_of_a_short_history_and_a_long_one(client, house, asset, number, django_assert_num_queries):
    for place in range(number):
        actions.revise_asset(asset, by=house.ciro, notes=f"n{place}")
        room = house.other_room if place % 2 == 0 else house.room
        actions.place_asset(asset, custodian=house.colleague, room=room, by=house.ciro)
    client.force_login(house.ciro)
    client.get(address("asset", asset.pk))
    with django_assert_num_queries(ASSET_QUERIES):
        client.get(address("asset", asset.pk))


ASSET_QUERIES = 24  # the same, and one for who paid


def test_list_is_searched_and_narrowed_by_its_address(keeper, house):
    found = make_asset(house.room, serial="XK-77", condition="broken")
    other = make_asset(house.other_room)
    for asked in ({"q": "xk-77"}, {"room": house.room.pk}, {"condition": "broken"}, {"q": found.tag}):
        shown = text_of(keeper.get(address("asset_list"), asked))
        assert found.tag in shown, asked
        assert other.tag not in shown, asked
    for asked in ({"room": "99999"}, {"kind": "nada"}, {"page": "x"}):
        assert other.tag in text_of(keeper.get(address("asset_list"), asked))


def test_what_is_gone_stands_where_it_is_asked_for(keeper, house):
    gone = make_asset(house.room, status="lost", loss_report="D")
    assert gone.tag not in text_of(keeper.get(address("asset_list")))
    for asked in ({"due": "gone"}, {"status": "lost"}, {"q": gone.tag}):
        assert gone.tag in text_of(keeper.get(address("asset_list"), asked))


# --- Forms -----------------------------------------------------------------------------------------------------------


def test_asset_is_entered_in_two_steps(keeper, house):
    chosen = {"office": house.office.code, "kind": "camera"}
    form = text_of(keeper.get(address("asset_add"), chosen))
    assert 'name="spec_zoom"' in form
    body = chosen | {"status": "in_service", "room": house.room.pk, "custodian": house.colleague.pk, "spec_zoom": "12"}
    refused = text_of(keeper.post(address("asset_add"), body | {"spec_zoom": "muy"}))
    assert 'value="muy"' in refused
    assert keeper.post(address("asset_add"), body).status_code == 302
    assert Asset.objects.get().spec == {"zoom": 12}


def test_fault_stands_at_its_field_and_nothing_is_lost(keeper, house):
    body = {"office": house.office.code, "kind": "camera", "status": "in_service", "serial": "SER-9"}
    shown = text_of(keeper.post(address("asset_add"), body))
    assert 'href="#id_room"' in shown
    assert 'value="SER-9"' in shown
    assert not Asset.objects.exists()


def test_edit_from_an_older_page_is_compared_and_saved_when_pressed_again(keeper, house, asset):
    body = fields_of(asset, notes="Lo mío", serial="MIA-1")
    actions.revise_asset(asset, by=house.carla, notes="Lo suyo")
    shown = text_of(keeper.post(address("asset_edit", asset.pk), body))
    assert "Lo suyo" in shown
    assert "Lo mío" in shown
    assert 'name="version" value="2"' in shown
    asset.refresh_from_db()
    assert (asset.notes, asset.serial == "MIA-1") == ("Lo suyo", False)
    assert keeper.post(address("asset_edit", asset.pk), body | {"version": 2}).status_code == 302
    asset.refresh_from_db()
    assert (asset.notes, asset.serial) == ("Lo mío", "MIA-1")


def test_money_is_typed_in_small_letters_and_frozen(keeper, house, asset):
    ExchangeRate.objects.create(currency="GTQ", on=timezone.localdate(), per_usd="7.75", source="Banco")
    body = fields_of(asset, cost="155", currency="gtq")
    assert keeper.post(address("asset_edit", asset.pk), body).status_code == 302
    asset.refresh_from_db()
    assert str(asset.cost_usd) == "20.00"
    assert "20" in text_of(keeper.get(address("asset", asset.pk)))


def test_life_is_moved_by_its_buttons(keeper, asset):
    page = text_of(keeper.get(address("asset", asset.pk)))
    assert "?to=on_loan" in page
    assert "?to=disposed" not in page
    move = address("asset_move", asset.pk)
    assert 'name="returns_on"' in text_of(keeper.get(f"{move}?to=on_loan"))
    assert 'href="#id_returns_on"' in text_of(keeper.post(move, {"to": "on_loan"}))
    assert keeper.post(move, {"to": "on_loan", "returns_on": DAY, "version": 1}).status_code == 302
    asset.refresh_from_db()
    assert asset.status == "on_loan"
    assert "?to=in_service" in text_of(keeper.get(move, {"to": "disposed"}))


def test_condition_is_noted(keeper, asset):
    keeper.post(address("asset_assess", asset.pk), {"condition": "poor", "note": "Rayada"})
    page = text_of(keeper.get(address("asset", asset.pk)))
    assert "Rayada" in page


def test_chosen_assets_are_handed_over_with_one_act(keeper, house):
    assets = [make_asset(house.room, custodian=house.colleague) for _n in range(2)]
    tags = [asset.tag for asset in assets]
    form = text_of(keeper.get(address("hand_over"), {"tag": tags}))
    assert all(tag in form for tag in tags)
    body = {"tag": tags, "version": [f"{asset.pk}:1" for asset in assets], "custodian": house.ciro.person.pk}
    assert keeper.post(address("hand_over"), body).status_code == 302
    custody = Custody.objects.filter(ends_at=None).first()
    paper = keeper.get(address("act", custody.pk))
    assert paper["Content-Type"] == "application/pdf"
    signed = {"file": SimpleUploadedFile("acta.pdf", make_pdf(), "application/pdf")}
    assert keeper.post(address("act_sign", custody.pk), signed).status_code == 302
    kept = keeper.get(address("signed_act", custody.pk))
    assert kept["Cache-Control"] == "private, no-store"
    assert b"Ana Lopez" not in b"".join(kept.streaming_content)


def test_nothing_chosen_leads_back_to_the_list(keeper, house):
    for name in ("hand_over", "labels"):
        assert keeper.get(address(name), {"tag": "NADA"})["Location"] == address("asset_list")


def test_labels_of_the_chosen(keeper, asset):
    answer = keeper.get(address("labels"), {"tag": asset.tag})
    assert answer["Content-Type"] == "application/pdf"
    assert f"-{asset.office.code}-{timezone.localdate():%Y-%m-%d}.pdf" in answer["Content-Disposition"]


def test_photograph_is_shown_without_its_place_and_kept_by_no_cache(keeper, house, asset, client):
    picture = SimpleUploadedFile("IMG_1.jpg", make_picture(exif=make_exif()), "image/jpeg")
    assert (
        keeper.post(address("file_add", asset.pk), {"kind": "photo", "title": "Frente", "file": picture}).status_code
        == 302
    )
    file = AssetFile.objects.get()
    answer = keeper.get(address("file", file.pk))
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("image/jpeg", "private, no-store")
    assert b"Exif" not in b"".join(answer.streaming_content)
    assert address("file", file.pk) in text_of(keeper.get(address("asset", asset.pk)))
    assert keeper.post(address("file_remove", file.pk)).status_code == 302
    assert keeper.get(address("file", file.pk)).status_code == 404


def test_wrong_file_is_refused_with_a_sentence(keeper, asset):
    page = SimpleUploadedFile("a.jpg", b"<html>", "image/jpeg")
    shown = text_of(keeper.post(address("file_add", asset.pk), {"kind": "photo", "file": page}))
    assert 'href="#id_file"' in shown
    assert not AssetFile.objects.exists()


def test_work_is_begun_and_done(keeper, asset):
    body = {"kind": "repair", "title": "Fuente", "started_on": DAY, "out_of_service": "on"}
    assert keeper.post(address("maintenance_add", asset.pk), body).status_code == 302
    work = Maintenance.objects.get()
    done = {"completed_on": DAY, "cost": "8", "currency": "usd", "back_in_service": "on"}
    assert keeper.post(address("maintenance_complete", work.pk), done).status_code == 302
    asset.refresh_from_db()
    assert asset.status == "in_service"


def test_offer_is_accepted_on_the_other_offices_list(client, house, asset):
    client.force_login(house.ciro)
    client.post(address("asset_transfer", asset.pk), {"to_office": house.away.pk, "reason": "La necesitan"})
    client.force_login(house.diego)
    shown = text_of(client.get(address("asset_list")))
    assert "La necesitan" in shown
    client.post(address("transfer_accept", asset.transfers.get().pk))
    page = text_of(client.get(address("asset", asset.pk)))
    assert house.colleague.full_name not in page
    assert house.room.name not in page


# --- History ---------------------------------------------------------------------------------------------------------


def test_history_is_told_in_words_with_before_and_after(keeper, house, asset):
    actions.revise_asset(asset, by=house.carla, serial="NUEVA-1", note="Placa cambiada")
    actions.place_asset(asset, custodian=house.colleague, room=house.other_room, by=house.ciro)
    page = text_of(keeper.get(address("asset", asset.pk)))
    for words in ("NUEVA-1", "Placa cambiada", house.carla.person.full_name, f"<del>{house.room.name}</del>"):
        assert words in page
    assert f"→ {house.other_room.name}" in page


# --- Verification ----------------------------------------------------------------------------------------------------


@pytest.fixture
def running(house, asset):
    due = timezone.localdate() + timedelta(days=9)
    return actions.open_round(house.office, title="Ronda 2026", due_on=due, by=house.ciro)


def label_of(tag):
    return reverse("labels:asset", args=[tag])


def test_label_tells_a_stranger_nothing(client, asset):
    for tag in (asset.tag, "NADIE-1"):
        answer = client.get(label_of(tag))
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("account_login"))
        assert answer.content == b""


def test_label_leads_to_the_asset(keeper, asset):
    assert keeper.get(label_of(asset.tag))["Location"] == address("asset", asset.pk)
    assert keeper.get(label_of("NADIE-1")).status_code == 404


def test_label_in_a_round_is_one_tap_and_the_room_is_chosen_once(keeper, house, asset, running):
    second = make_asset(house.room)
    page = text_of(keeper.get(label_of(asset.tag)))
    assert 'name="room" id="id_room"' in page
    see = address("round_see", running.pk)
    answer = keeper.post(see, {"tag": asset.tag, "room": house.room.pk, "from": "label"})
    assert answer["Location"] == label_of(asset.tag)
    assert "1 de 1" in text_of(keeper.get(label_of(asset.tag)))
    page = text_of(keeper.get(label_of(second.tag)))
    assert f'type="hidden" name="room" value="{house.room.pk}"' in page
    assert running.rows.get(tag=asset.tag).seen_in == house.room


def test_foreign_and_unknown_labels_are_the_same_to_the_office(keeper, house, running):
    theirs = make_asset(house.away_room)
    answers = [keeper.get(label_of(tag)) for tag in (theirs.tag, "NADIE-1")]
    for answer, tag in zip(answers, (theirs.tag, "NADIE-1"), strict=True):
        assert answer["Location"] == f"{address('round', running.pk)}?tag={tag}#see"
        keeper.post(address("round_see", running.pk), {"tag": tag})
    page = text_of(keeper.get(address("round", running.pk), {"show": "seen"}))
    assert page.count("no es de este inventario") == 2
    assert theirs.item_type.name not in page


def test_ticked_on_the_list_taken_back_closed_and_signed(keeper, house, asset, running):
    see, unsee = address("round_see", running.pk), address("round_unsee", running.pk)
    assert asset.tag in text_of(keeper.get(address("round", running.pk)))
    keeper.post(see, {"tag": [asset.tag], "room": ""})
    keeper.post(unsee, {"tag": asset.tag})
    assert running.rows.get().outcome == "expected"
    assert asset.tag in text_of(keeper.get(address("round_close", running.pk)))
    keeper.post(address("round_close", running.pk))
    asset.refresh_from_db()
    assert asset.verification == "missing"
    keeper.post(address("round_sign", running.pk), {"name": "Fiscal General"})
    assert "Fiscal General" in text_of(keeper.get(address("round", running.pk)))
    assert keeper.get(address("round_report", running.pk))["Content-Type"] == "application/pdf"


def test_round_is_opened_on_the_list_of_rounds(keeper, house, asset):
    body = {"office": house.office.code, "title": "Anual", "due_on": DAY}
    begun = keeper.post(address("round_list"), body)
    assert begun["Location"] == address("round", VerificationRound.objects.get().pk)
    assert "Anual" in text_of(keeper.get(address("round_list")))
