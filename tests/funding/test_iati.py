"""A budget as an activity file: every row of the ledger to the cent, valid by the schema; a broken one is not."""

import hashlib
import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from equipment.models import Asset
from funding.iati import codes
from funding.iati.check import HERE, LISTS, codes_of, faults_of
from funding.iati.facts import activity_of, shares_of
from funding.iati.writing import activity_file
from funding.models import LedgerEntry
from funding.rules import Figures
from funding.totals import OfficeFigures
from network.models import Country, Office, Person
from tests.makers.budgets import (
    make_allocation,
    make_contribution,
    make_entry,
    make_plan_budget,
    make_quote,
    make_round,
)
from tests.makers.equipment import make_asset

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)
SUMS = {
    "schema/iati-activities-schema.xsd": "0bf6d822f71fb44e607a7ad0b9894d283a01f761657e6c0b4d0269ac77bff724",
    "schema/iati-common.xsd": "150426c82d52eec4458a48b0a7e824f067fd5a45ae8ecf228286d7daea48b767",
    "schema/xml.xsd": "61960fb3131e38022caad5360e2f33a3382578ab3c80cd58bd74320ede61b20c",
}


@pytest.fixture
def plan():
    return make_plan_budget()


def file_of(budget) -> bytes:
    return activity_file(activity_of(budget), at=timezone.now())


def amounts(content: bytes, kind: str) -> list[Decimal]:
    """The amounts of every transaction with that code, in their order."""
    pattern = rf'<transaction-type code="{kind}" />.*?<value [^>]*>([^<]*)</value>'
    return [Decimal(found) for found in re.findall(pattern, content.decode(), re.DOTALL)]


def test_the_plans_budget_is_valid_and_says_its_ledger_to_the_cent(plan):
    content = file_of(plan.round)
    assert faults_of(content, today=TODAY) == []
    assert sum(amounts(content, codes.INCOMING_PLEDGE)) == Decimal(89000)
    assert sum(amounts(content, codes.INCOMING_COMMITMENT)) == Decimal(74000)
    assert sum(amounts(content, codes.INCOMING_FUNDS)) == Decimal(44000)
    assert b">115100.70</value>" in content
    assert b'<narrative xml:lang="en">Budget 2012</narrative>' in content


def test_what_was_written_in_another_currency_stays_in_it_with_its_day(plan):
    given_in_euros = make_contribution(plan.round, currency="EUR")
    make_entry(given_in_euros, "pledge", Decimal("1000.10"), rate_per_usd=Decimal("0.76"))
    make_entry(given_in_euros, "pledge", Decimal("-0.10"), rate_per_usd=Decimal("0.76"))
    content = file_of(plan.round)
    assert b'<value currency="EUR" value-date="2012-03-15">1000.10</value>' in content
    assert "Ofrecimiento, corrección".encode() in content
    assert b"Pledge, correction" in content
    assert faults_of(content, today=TODAY) == []


def test_a_revised_budget_says_what_it_was_first():
    plan = make_plan_budget()
    plan.round.version = 2
    plan.round.save()
    plan.round.versions.create(number=2, at=timezone.now())
    first = plan.lines["R"]
    first.state, first.until_version = "cancelled", 2
    first.save()
    content = file_of(plan.round)
    assert b'<budget type="1" status="1">' in content
    assert b'<budget type="2" status="1">' in content
    assert b">115100.70</value>" in content
    assert b">108830.70</value>" in content
    assert faults_of(content, today=TODAY) == []


def test_it_names_organisations_and_nobody_and_no_place(plan):
    for person in Person.objects.all():
        person.given_names = "Nombrada"
        person.save()
    contribution = plan.contributions["A"]
    contribution.conditions = "Secreto de la señora Nombrada"
    contribution.save()
    make_entry(contribution, "expenditure", 100, reference="CUENTA-99", reason="a Nombrada")
    asset = make_asset(serial="SERIE-77")
    asset.room.place = "Calle Ocho 15"
    asset.room.save()
    said = file_of(plan.round).decode()
    for secret in (
        "Nombrada",
        "CUENTA-99",
        "SERIE-77",
        "Calle Ocho",
        "contact-info",
        "location",
        contribution.agreement_number,
    ):
        assert secret not in said
    assert Asset.objects.exists()


@pytest.mark.parametrize(
    ("state", "code"), [("rough", "1"), ("submitted", "1"), ("part_funded", "2"), ("funded", "2"), ("closed", "4")]
)
def test_the_status_is_that_of_the_budget(state, code):
    budget = make_round(state=state)
    assert f'<activity-status code="{code}" />'.encode() in file_of(budget)


def test_a_budget_without_a_line_is_valid_too():
    assert faults_of(file_of(make_round()), today=TODAY) == []


def test_it_is_complete_when_every_line_is_paid(plan):
    plan.round.state = "funded"
    plan.round.save()
    quote = make_quote(*plan.lines.values(), price=1)
    for line in plan.lines.values():
        line.state, line.winning_quote, line.choice_reason = "paid", quote, "único"
        line.save()
    assert b'<activity-status code="3" />' in file_of(plan.round)


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        (b"<iati-identifier>", b"<identifier>", "no XML"),
        (b'<activity-status code="1" />', b"", "activity-status"),
        (b'value-date="2012-03-15"', b'value-date="15/03/2012"', "value-date"),
        (b'<value currency="USD" value-date="2012-03-15">60000.00</value>', b"", "value"),
        (b'<transaction-type code="13" />', b'<transaction-type code="99" />', "99 is no code of TransactionType"),
        (b'role="4"', b'role="9"', "9 is no code of OrganisationRole"),
        (b'<recipient-region code="498"', b'<recipient-region code="498" extra="1"', "extra"),
        (b'percentage="5.45"', b'percentage="5.46"', "not to 100"),
        (b'<transaction-date iso-date="2012-03-15" />', b'<transaction-date iso-date="2030-01-01" />', "not come yet"),
        (b'ref="unregistered"', b'ref="un&amp;registered"', "identifier un&registered"),
        (
            b'<activity-date type="3" iso-date="2012-12-31" />',
            b'<activity-date type="3" iso-date="2011-12-31" />',
            "after",
        ),
    ],
)
def test_a_broken_file_is_not_valid_and_it_is_said_why(plan, was, becomes, told):
    content = file_of(plan.round)
    assert was in content
    faults = faults_of(content.replace(was, becomes, 1), today=TODAY)
    assert any(told in fault for fault in faults), faults


def test_a_file_with_entities_is_refused(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("secreto")
    content = (
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]><iati-activities version="2.03">&e;</iati-activities>'
    )
    faults = faults_of(content.encode(), today=TODAY)
    assert faults == ["a document type is declared: such a file is not read further"]


@pytest.mark.parametrize("name", sorted(set(LISTS.values())))
def test_codes_are_those_of_the_published_lists(name):
    ours = {
        "OrganisationRole": {codes.FUNDING, codes.ACCOUNTABLE, codes.EXTENDING, codes.IMPLEMENTING},
        "ActivityStatus": {*codes.STATUS_OF_ROUND.values(), codes.COMPLETION},
        "ActivityDateType": {codes.PLANNED_START, codes.ACTUAL_START, codes.PLANNED_END, codes.ACTUAL_END},
        "ActivityScope": {codes.MULTINATIONAL},
        "BudgetType": {codes.ORIGINAL, codes.REVISED},
        "BudgetStatus": {codes.INDICATIVE, codes.COMMITTED},
        "TransactionType": {*codes.INCOMING, codes.EXPENDITURE},
    }
    assert ours[name] <= codes_of(name)


@pytest.mark.parametrize("path", SUMS)
def test_the_schema_is_as_it_was_published(path):
    assert hashlib.sha256((HERE / path).read_bytes()).hexdigest() == SUMS[path]


@given(st.lists(st.decimals(0, 10**7, places=2), min_size=1, max_size=12))
def test_shares_of_places_sum_to_a_hundred_whatever_they_are(sums):
    offices = [
        OfficeFigures(
            Office(country=Country(code=f"{chr(65 + place)}A")) if place else None, figures=Figures(budget=each)
        )
        for place, each in enumerate(sums)
    ]
    countries, region = shares_of(offices)
    shares = [share.per_cent for share in countries] + ([region.per_cent] if region else [])
    assert sum(shares) == 100
    assert min(shares) >= 0


def test_as_many_questions_for_a_long_ledger_as_for_a_short_one(plan, django_assert_num_queries):
    with django_assert_num_queries(10):
        activity_of(plan.round)
    line = plan.lines["AHN"]
    make_allocation(plan.contributions["A"], line, 100)
    for number in range(3):
        make_entry(make_contribution(plan.round), "pledge", 10 + number)
    with django_assert_num_queries(10):
        activity_of(plan.round)
    assert LedgerEntry.objects.count() == 12
    assert timezone.now() - timedelta(days=1) > activity_of(plan.round).updated_at
