from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from content.uploads.pdf import clean_pdf
from content.uploads.pictures import clean_picture, picture_size, tells_of_itself
from equipment import actions
from equipment.errors import EquipmentError
from equipment.models import AssetFile
from tests.makers.uploads import make_exif, make_pdf, make_picture

TODAY = timezone.localdate


def test_repair_takes_an_asset_out_of_service_and_back(house, asset):
    work = actions.begin_maintenance(
        asset, kind="repair", title="Fuente", started_on=TODAY(), out_of_service=True, by=house.ciro
    )
    asset.refresh_from_db()
    assert asset.status == "under_repair"
    told = {"cost": Decimal(80), "currency": "USD", "condition": "fair", "back_in_service": True}
    actions.complete_maintenance(work, completed_on=TODAY(), by=house.ciro, **told)
    actions.complete_maintenance(work, completed_on=TODAY(), by=house.ciro, **told)
    asset.refresh_from_db()
    work.refresh_from_db()
    assert (asset.status, asset.condition, work.cost_usd) == ("in_service", "fair", Decimal("80.00"))
    assert [event.action for event in asset.events.all()].count("maintained") == 2


def test_cost_without_a_known_rate_is_kept_as_it_was_paid(house, asset):
    work = actions.begin_maintenance(
        asset, kind="upgrade", title="Memoria", started_on=TODAY(), cost=Decimal(5), currency="HNL", by=house.ciro
    )
    assert (work.cost, work.cost_usd) == (Decimal(5), None)


def test_work_ends_after_it_begins_and_not_tomorrow(house, asset):
    work = actions.begin_maintenance(asset, kind="repair", title="X", started_on=TODAY(), by=house.ciro)
    with pytest.raises(ValidationError):
        actions.complete_maintenance(work, completed_on=TODAY() - timedelta(days=1), by=house.ciro)
    with pytest.raises(EquipmentError):
        actions.complete_maintenance(work, completed_on=TODAY() + timedelta(days=2), by=house.ciro)
    with pytest.raises(EquipmentError):
        actions.complete_maintenance(work, completed_on=TODAY(), by=house.dora)


def test_photograph_is_kept_small_and_tells_nothing_of_its_place(house, asset):
    clean = clean_picture(make_picture(size=(3000, 1000), exif=make_exif()), longest=1280)
    kept = actions.add_file(asset, kind="photo", title="Frente", clean=clean, by=house.ciro)
    with kept.file.open() as opened:
        content = opened.read()
    assert not tells_of_itself(content)
    assert picture_size(content) == (427, 1280)  # turned upright


def test_paper_is_removed_and_its_row_stays(house, asset, django_capture_on_commit_callbacks):
    kept = actions.add_file(asset, kind="invoice", title="F-1", clean=clean_pdf(make_pdf()), by=house.ciro)
    storage, name = kept.file.storage, kept.file.name
    assert storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_file(kept, by=house.carla)
        actions.remove_file(kept, by=house.carla)
    row = AssetFile.objects.get()
    assert (row.title, row.file.name, row.removed_at is None) == ("F-1", "", False)
    assert not storage.exists(name)
    assert [event.action for event in asset.events.all()] == ["unfiled", "filed"]


def test_kind_and_file_fit(house, asset):
    with pytest.raises(EquipmentError):
        actions.add_file(asset, kind="photo", title="", clean=clean_pdf(make_pdf()), by=house.ciro)
    with pytest.raises(EquipmentError):
        actions.add_file(asset, kind="invoice", title="", clean=clean_picture(make_picture()), by=house.ciro)
    with pytest.raises(EquipmentError):
        actions.add_file(asset, kind="photo", title="", clean=clean_picture(make_picture()), by=house.nora)
