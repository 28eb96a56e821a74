"""Long lists of money come in leaves, and their sums are of all of them."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from funding.models import Need
from tests.makers.budgets import make_contribution, make_entry, make_funder, make_round
from tests.makers.equipment import make_item_type

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def two_of_a_leaf(monkeypatch):
    monkeypatch.setattr("funding.views.leaves.ROWS_OF_A_LEAF", 2)


def told_on_leaves(client, url: str, words: list[str]) -> list[set[str]]:
    """Which of ``words`` are told on the first leaf, on the second, and where a leaf is asked for that is none."""
    leaves = [client.get(url, {"page": page}).text for page in ("1", "2", "nonsense")]
    assert 'rel="next"' in leaves[0]
    assert 'rel="prev"' in leaves[1]
    return [{word for word in words if re.search(rf"\b{re.escape(word)}\b", leaf)} for leaf in leaves]


def assert_parted(found: list[set[str]], words: list[str]) -> None:
    first, second, otherwise = found
    assert (len(first), len(second), first | second) == (2, 1, set(words))
    assert otherwise == first


def test_contributions_come_in_leaves_and_the_sum_is_of_all(client, cast):
    funder = make_funder()
    numbers = [make_contribution(None, funder, pledge=1000).agreement_number for _each in range(3)]
    client.force_login(cast.sara)
    url = reverse("funding:contribution_list")
    assert_parted(told_on_leaves(client, url, numbers), numbers)
    assert all("3,000.00" in client.get(url, {"page": page}).text for page in (1, 2))


@pytest.mark.parametrize("name", ["funding:round_list", "funding_report:list"])
def test_budgets_come_in_leaves(client, cast, name):
    titles = [make_round(title_en=f"Budget {letter}").title_en for letter in "PQR"]
    client.force_login(cast.sara)
    assert_parted(told_on_leaves(client, reverse(name), titles), titles)


def test_ledger_comes_in_leaves_and_the_figures_are_of_all(client, cast):
    contribution = make_contribution(None, make_funder())
    references = [f"TRF-{number}" for number in (1, 2, 3)]
    for reference in references:
        make_entry(contribution, "pledge", 1000, reference=reference)
    client.force_login(cast.sara)
    url = reverse("funding:contribution", args=[contribution.pk])
    assert_parted(told_on_leaves(client, url, references), references)
    assert "3,000.00" in client.get(url, {"page": 2}).text


def test_needs_come_in_leaves_to_the_office_and_to_the_secretariat(client, cast):
    kind, reasons = make_item_type(), [f"Audiencia-{number}" for number in (1, 2, 3)]
    now = timezone.now()
    for reason in reasons:
        Need.objects.create(
            office=cast.office, item_type=kind, quantity=1, reason=reason, state="sent", made_at=now, sent_at=now
        )
    client.force_login(cast.carla)
    assert_parted(told_on_leaves(client, reverse("funding:office_needs"), reasons), reasons)
    client.force_login(cast.sara)
    assert_parted(told_on_leaves(client, reverse("funding:need_list"), reasons), reasons)
