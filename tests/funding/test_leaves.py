"""Long lists of money come in leaves, and their sums are of all of them."""

import pytest
from django.urls import reverse

from tests.makers.budgets import make_contribution, make_funder

pytestmark = pytest.mark.django_db


def test_contributions_come_in_leaves_and_the_sum_is_of_all(client, cast, monkeypatch):
    monkeypatch.setattr("funding.views.contributions.ROWS_OF_A_LEAF", 2)
    funder = make_funder()
    agreements = [make_contribution(None, funder, pledge=1000) for _each in range(3)]
    client.force_login(cast.sara)
    leaves = [client.get(reverse("funding:contribution_list"), {"page": page}).text for page in ("1", "2", "nonsense")]
    found = [{each for each in agreements if f"{each.agreement_number}<" in leaf} for leaf in leaves]
    assert (len(found[0]), len(found[1]), found[0] | found[1]) == (2, 1, set(agreements))
    assert found[2] == found[0]
    assert all("3,000.00" in leaf for leaf in leaves)
    assert 'rel="next"' in leaves[0]
