"""The inventory of the demonstration: one office keeps it as offices do, and what is lacking stays lacking."""

from datetime import timedelta

import pytest
from django.utils import timezone

from content.uploads.pictures import picture_size
from equipment.models import Asset, AssetFile, Custody, Maintenance
from network.models import Office
from training_platform.demo.inventory import show_inventory

pytestmark = pytest.mark.django_db


def assets():
    return Asset.objects.filter(office__code="HN")


def test_honduras_keeps_an_inventory_of_many_kinds_and_states():
    assert 12 <= assets().count() <= 15
    codes = {"codec", "ptz-camera", "mic-array", "display", "ups", "link", "router", "laptop"}
    assert codes <= set(assets().values_list("item_type__code", flat=True))
    assert assets().filter(status="under_repair").count() == 1
    assert set(assets().filter(condition="broken").values_list("status", flat=True)) == {"stored"}
    assert assets().filter(warranty_until__gt=timezone.localdate() + timedelta(days=365)).count() >= 5


def test_what_happened_to_it_is_on_record_with_costs_acts_and_pictures():
    work = Maintenance.objects.filter(asset__office__code="HN")
    assert set(work.filter(cost__isnull=False).values_list("currency", flat=True)) == {"HNL", "USD"}
    assert work.get(completed_on=None).under_warranty
    acts = Custody.objects.filter(asset__office__code="HN").exclude(act_number="").values_list("act_number", flat=True)
    assert len(set(acts)) == 2
    pictures = AssetFile.objects.filter(asset__office__code="HN", kind="photo")
    assert pictures.count() == 2
    for each in pictures:
        with each.file.open() as kept:
            assert picture_size(kept.read()) == (800, 600)


def test_again_it_adds_nothing():
    before = Asset.objects.count(), AssetFile.objects.count()
    show_inventory()
    assert (Asset.objects.count(), AssetFile.objects.count()) == before
    assert Office.objects.get(code="HN").verification_rounds.running().count() == 1
