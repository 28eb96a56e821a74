from datetime import timedelta

import pytest
from django.utils import timezone

from equipment import actions
from equipment.models import Asset, AssetReminder, VerificationRound
from foundations.outbox.models import Letter
from tests.makers.equipment import make_asset

TODAY = timezone.localdate


def ahead(days):
    return TODAY() + timedelta(days=days)


def test_each_warranty_is_told_sixty_and_thirty_days_before_once_each(house):
    make_asset(house.room, warranty_until=ahead(59))
    actions.send_reminders()
    actions.send_reminders()
    letters = Letter.objects.filter(kind="equipment.assets_due")
    assert {letter.address for letter in letters} == {house.carla.email, house.ciro.email}
    assert letters.count() == 2
    actions.send_reminders(at=timezone.now() + timedelta(days=30))
    assert letters.all().count() == 4
    assert sorted(AssetReminder.objects.values_list("kind", flat=True)) == ["warranty_30", "warranty_60"]


def test_a_missed_month_sends_the_nearer_one_alone(house):
    make_asset(house.room, warranty_until=ahead(10))
    actions.send_reminders()
    actions.send_reminders()
    assert [row.kind for row in AssetReminder.objects.all()] == ["warranty_30"]


def test_longer_warranty_is_told_anew(house):
    asset = make_asset(house.room, warranty_until=ahead(10))
    actions.send_reminders()
    Asset.objects.filter(pk=asset.pk).update(warranty_until=ahead(20))
    actions.send_reminders()
    assert AssetReminder.objects.count() == 2


def test_loans_and_ends_of_life_stand_in_the_same_letter(house):
    late = make_asset(house.room, status="on_loan", returns_on=ahead(-2))
    old = make_asset(house.room, end_of_life_on=ahead(100))
    make_asset(house.room, status="disposed", disposal="sold", disposal_act="B", end_of_life_on=ahead(1))
    actions.send_reminders()
    letter = Letter.objects.get(address=house.ciro.email)
    assert late.tag in letter.text
    assert old.tag in letter.text
    assert AssetReminder.objects.count() == 2


def test_other_offices_read_nothing_of_it(house):
    make_asset(house.room, warranty_until=ahead(10))
    actions.send_reminders()
    assert not Letter.objects.filter(address=house.diego.email).exists()


@pytest.mark.parametrize(("closed_before", "letters"), [(400, 2), (100, 0)])
def test_verification_is_due_after_a_year(house, closed_before, letters):
    make_asset(house.room)
    then = timezone.now() - timedelta(days=closed_before)
    VerificationRound.objects.create(office=house.office, title="A", opened_at=then, closed_at=then, due_on=then.date())
    for _turn in range(2):
        actions.send_reminders()
    assert Letter.objects.filter(kind="equipment.verification_due").count() == letters


def test_running_verification_is_not_asked_for(house):
    make_asset(house.room, created_at=timezone.now() - timedelta(days=900))
    actions.open_round(house.office, title="A", due_on=ahead(3), by=house.ciro)
    actions.send_reminders()
    assert not Letter.objects.exists()
