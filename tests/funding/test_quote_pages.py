"""The pages of a quote: what of it the Secretariat mends, and what stays as the paper says."""

from datetime import timedelta

import pytest
from django.urls import reverse

from foundations.audit.models import AuditEvent
from funding import actions
from tests.makers.budgets import make_quote

pytestmark = pytest.mark.django_db


@pytest.fixture
def quote(plan):
    return make_quote(plan.lines["AHN"], price=14000)


def corrected(client, quote, **told) -> str:
    """The page after the form was sent with what is told, and else as it stands."""
    page = reverse("funding:quote_correct", args=[quote.pk])
    said = {"number": quote.number, "valid_until": quote.valid_until.isoformat()}
    return client.post(page, said | told, follow=True).text


def test_secretariat_corrects_number_and_day_from_the_page_of_the_line(client, plan, cast, quote):
    client.force_login(cast.sara)
    line = reverse("funding:line", args=[plan.lines["AHN"].pk])
    assert reverse("funding:quote_correct", args=[quote.pk]) in client.get(line).text
    later = quote.valid_until + timedelta(days=30)
    page = corrected(client, quote, number="Q-bis", valid_until=later.isoformat())
    assert "The quote is corrected" in page
    quote.refresh_from_db()
    assert (quote.number, quote.valid_until, quote.unit_price) == ("Q-bis", later, 14000)
    assert AuditEvent.objects.filter(action="funding.quote_corrected").count() == 1


def test_day_before_it_came_is_told_at_the_field_and_nothing_is_lost(client, cast, quote):
    client.force_login(cast.sara)
    day = (quote.received_on - timedelta(days=1)).isoformat()
    page = corrected(client, quote, number="Q-bis", valid_until=day)
    assert 'id="id_valid_until_error"' in page
    assert 'value="Q-bis"' in page
    quote.refresh_from_db()
    assert quote.number != "Q-bis"


def test_quote_that_was_chosen_or_withdrawn_stays(client, plan, cast, quote):
    client.force_login(cast.sara)
    line = plan.lines["AHN"]
    actions.estimate_line(line, by=cast.sara)
    actions.approve_line(line, quote, reason="La mejor", why_fewer="Una basta", by=cast.sara)
    assert "was chosen for a line" in corrected(client, quote, number="Q-bis")
    actions.reopen_line(line, reason="Otra vez", by=cast.sara)
    actions.withdraw_quote(quote, reason="Caducó", by=cast.sara)
    assert "was withdrawn" in corrected(client, quote, number="Q-bis")
    quote.refresh_from_db()
    assert quote.number != "Q-bis"


def test_nobody_else_finds_the_page(client, cast, quote):
    for reader in (cast.carla, cast.elsa, cast.dora):
        client.force_login(reader)
        assert client.get(reverse("funding:quote_correct", args=[quote.pk])).status_code == 404
