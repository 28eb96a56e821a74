import uuid

import pytest

from equipment.actions import keep_change, note_happening
from equipment.errors import EquipmentError
from equipment.events import asset_changed
from equipment.facts import facts_of
from equipment.locks import locked_asset
from equipment.models import Asset, AssetEvent
from foundations.audit.models import AuditEvent
from tests.makers.equipment import make_asset, make_office_room
from tests.makers.network import make_user

Deed = AssetEvent.Deed


@pytest.fixture
def asset(cast):
    return make_asset(make_office_room(cast.office))


@pytest.fixture
def heard():
    told = []

    def listen(**about):
        told.append((about["before"], about["after"]))

    asset_changed.connect(listen)
    yield told
    asset_changed.disconnect(listen)


def test_change_is_told_to_history_to_the_book_and_to_whoever_listens(cast, asset, heard):
    locked = locked_asset(asset, by=cast.carla)
    before = facts_of(locked)
    locked.condition = Asset.Condition.POOR
    batch = uuid.uuid4()
    keep_change(locked, before, deed=Deed.ASSESSED, by=cast.carla, note=" a crack ", batch=batch)
    event = asset.events.get()
    assert (event.before, event.after) == ({"condition": "good"}, {"condition": "poor"})
    assert (event.by, event.note, event.batch) == (cast.carla.person_id, "a crack", batch)
    assert heard == [({"condition": "good"}, {"condition": "poor"})]
    book = AuditEvent.objects.get(action="equipment.asset_assessed")
    assert book.details == {"fields": ["condition"], "batch": str(batch)}
    asset.refresh_from_db()
    assert asset.row_version == 2


def test_nothing_changed_is_nothing_told(cast, asset, heard):
    locked = locked_asset(asset, by=cast.carla)
    assert keep_change(locked, facts_of(locked), deed=Deed.REVISED, by=cast.carla) is None
    asset.refresh_from_db()
    assert (asset.row_version, asset.events.count(), heard) == (1, 0, [])


def test_being_seen_outdates_nobodys_page(cast, asset):
    locked = locked_asset(asset, by=None)
    before = facts_of(locked)
    locked.verification = Asset.Verification.CONFIRMED
    keep_change(locked, before, deed=Deed.VERIFIED, by=None)
    asset.refresh_from_db()
    assert asset.row_version == 1


def test_older_page_is_refused(cast, asset):
    Asset.objects.filter(pk=asset.pk).update(row_version=4)
    with pytest.raises(EquipmentError) as refused:
        locked_asset(asset, by=cast.carla, version=3)
    assert refused.value.field == "row_version"
    assert locked_asset(asset, by=cast.carla, version=4) == asset


def test_strangers_and_readers_change_nothing(cast, asset):
    reader = make_user(role="national_editor", office=cast.office)
    for user in (cast.dora, cast.ana, reader):
        with pytest.raises(EquipmentError):
            locked_asset(asset, by=user)


def test_happening_leaves_the_row_as_it_is(cast, asset, heard):
    note_happening(asset, deed=Deed.FILED, by=cast.carla, now_is={"kind": "photo"})
    asset.refresh_from_db()
    assert (asset.row_version, heard) == (1, [])
    assert asset.events.get().deed == AssetEvent.Deed.FILED.label
