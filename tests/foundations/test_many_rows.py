"""Rows written by one statement are what the model would have written one by one."""

import uuid
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from equipment.models import Asset, Custody
from foundations.many_rows import write_rows
from tests.makers.equipment import make_asset, make_item_type, make_office_room

pytestmark = pytest.mark.django_db


@pytest.fixture
def asset(cast):
    room = make_office_room(cast.office)
    fields = {"cost": Decimal("1250.50"), "currency": "USD", "spec": {'a \\ "b"': "ñ\n%s"}}
    return make_asset(room, item_type=make_item_type("camera"), **fields)


def attributes(asset: Asset, **other: object) -> dict[str, object]:
    return {field.attname: getattr(asset, field.attname) for field in Asset._meta.concrete_fields} | other


def test_rows_are_kept_as_the_model_keeps_them(asset):
    asset.refresh_from_db()
    key = uuid.uuid4()
    write_rows(Asset, [attributes(asset, id=key, tag="HN-9001", serial="", notes="'; -- \\\\ %(x)s")])
    written = Asset.objects.get(pk=key)
    assert attributes(written) == attributes(asset, id=key, tag="HN-9001", serial="", notes="'; -- \\\\ %(x)s")


def test_what_is_not_named_is_the_default_and_a_number_is_given(asset):
    Custody.objects.all().delete()
    write_rows(Custody, [{"asset_id": asset.pk, "office_id": asset.office_id, "starts_at": timezone.now()}])
    kept = Custody.objects.get()
    assert (kept.pk is not None, kept.act_number, kept.custodian, bool(kept.signed_act)) == (True, "", None, False)


def test_a_row_that_is_there_is_written_anew_in_the_fields_named_alone(asset):
    write_rows(Asset, [attributes(asset, notes="Nueva", tag="HN-9002")], replacing=["notes"])
    kept = Asset.objects.get()
    assert (kept.notes, kept.tag) == ("Nueva", asset.tag)


def test_the_constraints_of_the_database_hold(asset):
    with pytest.raises(IntegrityError), transaction.atomic():
        write_rows(Asset, [attributes(asset, id=uuid.uuid4(), serial="")])


def test_no_rows_ask_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        write_rows(Asset, [])
