"""A worker killed in the middle of a large import: nothing of it stays, and the next one writes all of it once."""

import pytest

from equipment.models import Asset, AssetEvent, Custody
from foundations.audit.models import AuditEvent
from foundations.spreadsheets import actions
from foundations.spreadsheets.models import ImportBatch, ImportedRow
from tests.makers.equipment import make_asset, make_item_type, make_office_room
from tests.makers.network import make_user
from tests.makers.sheets import checked, kill_within, make_workbook

TOGETHER = 500
NEW = 2 * TOGETHER
# Stops within the transaction once a part of the rows is there with its custody and history, and waits to be killed.
HELD = """
import django, sys, time
django.setup()
from equipment.actions import importing
from equipment.models import AssetEvent
from foundations.spreadsheets import actions
from foundations.spreadsheets.models import ImportBatch
write = importing.write_rows
def held(model, rows, **how):
    write(model, rows, **how)
    if model is AssetEvent:
        assert AssetEvent.objects.count() == 500
        print("within", flush=True)
        time.sleep(60)
importing.write_rows = held
actions.apply_batch(ImportBatch.objects.get(pk=sys.argv[1]))
"""


def written() -> dict[str, int]:
    """What stands of the import, in every table that it writes."""
    return {
        "assets": Asset.objects.filter(tag__startswith="HN-").count(),
        "custodies": Custody.objects.filter(ends_at=None, room__name="Sala principal").count(),
        "history": AssetEvent.objects.count(),
        "rows": ImportedRow.objects.count(),
        "book": AuditEvent.objects.filter(action="equipment.assets_imported").count(),
    }


@pytest.fixture
def batch(cast_laid_for_good):
    """New assets, and one that is there already and comes into a room, confirmed by their custodian."""
    office = cast_laid_for_good.office
    custodian = make_user("ciro8@mp.hn.example", role="custodian", given_names="Zoila", office=office)
    make_office_room(office, name="Sala principal")
    old = make_asset(
        make_office_room(office, name="Otra"), tag="X-1", item_type=make_item_type("camera", name_es="Cámara")
    )
    headings = ["Código de inventario", "Tipo de bien", "Serie", "Ubicación"]
    rows = [[f"HN-{each:05}", "Cámara", f"S{each}", "Sala principal"] for each in range(NEW)]
    content = make_workbook(headings, *rows, [old.tag, None, None, "Sala principal"])
    batch = checked(content, contract="inventory", by=custodian)
    assert batch.report["faults"] == [], batch.failure
    actions.confirm_batch(batch, keeps_good=False, by=custodian)
    return batch


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_leaves_nothing_and_the_next_writes_all_of_it_once(batch):
    nothing = dict.fromkeys(written(), 0)
    kill_within(HELD, batch)
    assert written() == nothing
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.QUEUED
    actions.apply_batch(batch)
    actions.apply_batch(batch)
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.APPLIED, batch.failure
    whole = {"assets": NEW, "custodies": NEW + 1, "history": NEW + 1, "rows": NEW + 1, "book": 1}
    assert written() == whole
    assert not Asset.objects.exclude(tag="X-1").filter(custodies=None).exists()
    moved = Asset.objects.get(tag="X-1")
    assert (moved.room.name, moved.row_version) == ("Sala principal", 2)
    assert set(moved.events.values_list("action", "batch")) == {("handed_over", batch.pk)}
