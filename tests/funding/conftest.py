import pytest
from django.utils import translation

from tests.makers.budgets import make_plan_budget


@pytest.fixture(autouse=True)
def in_english():
    """Refusals are compared as they are written in the code."""
    with translation.override("en"):
        yield


@pytest.fixture
def plan(cast):
    return make_plan_budget({"HN": cast.office})
