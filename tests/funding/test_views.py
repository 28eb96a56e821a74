"""The pages of the money: who sees what, and what a button leaves behind."""

from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from foundations.audit.models import AuditEvent
from funding import actions
from funding.models import Allocation, BudgetLine, BudgetRound, Contribution, Quote
from tests.makers.bookings import make_booking
from tests.makers.equipment import make_asset, make_item_type, make_kit_version, make_office_room
from tests.makers.funding import (
    make_allocation,
    make_contribution,
    make_entry,
    make_funder,
    make_line,
    make_quote,
    make_rate,
    make_round,
    somebody,
)
from tests.makers.network import make_user
from tests.makers.sessions import make_session
from tests.makers.uploads import make_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def felix(cast):
    """A funder who reads for an institution."""
    cast.felix.person.institution = make_funder(name_en="Regional Fund")
    cast.felix.person.save()
    return cast.felix


def page(client, name: str, *args, **query):
    return client.get(reverse(f"funding:{name}", args=args), query)


def told(response) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def submitted(budget: BudgetRound) -> BudgetRound:
    actions.review_round(budget, by=somebody())
    actions.submit_round(budget, by=somebody())
    budget.refresh_from_db()
    return budget


# --- Who sees what ----------------------------------------------------------------------------------------------------


def test_the_money_is_not_there_for_others(client, cast):
    line = make_line(office=cast.office)
    one = make_contribution(line.round, pledged=10)
    for user in (cast.dora, cast.ana, cast.elsa, cast.bruno):
        client.force_login(user)
        for name, *args in (
            ("round_list",),
            ("round", line.round_id),
            ("line", line.pk),
            ("contribution_list",),
            ("contribution", one.pk),
            ("office_needs",),
            ("need_list",),
        ):
            assert page(client, name, *args).status_code == 404, (user, name)


def test_an_office_reads_its_own_lines_and_nothing_of_who_pays(client, cast):
    line, other = make_line(office=cast.office), make_line(office=cast.elsewhere)
    quote = make_quote(line)
    one = make_contribution(line.round, pledged=900, funder=make_funder(name_en="Secret Donor", name_es="Secreto"))
    make_allocation(one, line, 400)
    client.force_login(cast.carla)
    text = page(client, "line", line.pk).text
    assert "1,000.00" in text
    assert "Secret" not in text
    assert quote.number not in text
    assert page(client, "line", other.pk).status_code == 404
    for name, key in (("contribution", one.pk), ("quote_file", quote.pk), ("round", line.round_id)):
        assert page(client, name, key).status_code == 404


def test_a_funder_reads_its_own_contributions_and_totals_of_what_was_submitted(client, felix):
    budget = make_round()
    line = make_line(budget)
    own = make_contribution(budget, pledged=600, committed=500, funder=felix.person.institution, conditions="Solo HN")
    other = make_contribution(budget, pledged=900, funder=make_funder(name_en="Other Donor", name_es="Otro"))
    make_allocation(own, line, 300)
    rough = make_line().round
    submitted(budget)
    client.force_login(felix)
    assert own.agreement_number in page(client, "contribution_list").text
    text = page(client, "contribution", own.pk).text
    assert "Solo HN" in text
    assert "300.00" in text
    totals = page(client, "round", budget.pk).text
    assert "1,500.00" in totals
    assert "Other Donor" not in totals
    assert line.thing in totals  # with what covers it, as its report says; its page stays the Secretariat's
    assert reverse("funding:line", args=[line.pk]) not in totals
    assert own.agreement_number in totals
    assert other.agreement_number not in totals
    assert page(client, "round", rough.pk).status_code == 404
    assert page(client, "contribution", other.pk).status_code == 404
    assert page(client, "line", line.pk).status_code == 404
    for name in ("entry_add", "contribution_change", "contribution_withdraw", "gift_add"):
        assert page(client, name, own.pk).status_code == 404


def test_a_budget_in_work_tells_a_funder_the_lines_that_its_money_pays_alone(client, felix):
    budget = make_round()
    mine, theirs = make_line(budget, price=310), make_line(budget, price=720)
    own = make_contribution(budget, pledged=600, committed=600, funder=felix.person.institution)
    other = make_contribution(budget, pledged=900, committed=900)
    make_allocation(own, mine, 100, confirmed=True)
    make_allocation(other, theirs, 200, confirmed=True)
    client.force_login(felix)
    shown = {line.pk for office in page(client, "round", budget.pk).context["offices"] for line in office.lines}
    facts = client.get(reverse("funding_report:report", args=[budget.pk])).context["facts"]
    assert shown == {line.pk for _office, line in facts.lines()} == {mine.pk}
    assert page(client, "round", budget.pk).context["figures"].budget == facts.figures.budget == 1030
    submitted(budget)
    shown = {line.pk for office in page(client, "round", budget.pk).context["offices"] for line in office.lines}
    facts = client.get(reverse("funding_report:report", args=[budget.pk])).context["facts"]
    assert shown == {line.pk for _office, line in facts.lines()} == {mine.pk, theirs.pk}
    assert other.funder.name not in page(client, "round", budget.pk).text


@pytest.fixture
def walk(cast, felix):
    """A line paid by two funders, the asset that it bought, a session that it served, and one before it was there."""
    line = make_line(office=cast.office)
    own = make_contribution(line.round, pledged=900, committed=900, funder=felix.person.institution)
    other = make_contribution(line.round, pledged=900, committed=900, funder=make_funder(name_en="Secret", name_es="X"))
    make_allocation(own, line, 500, confirmed=True)
    make_allocation(other, line, 300, confirmed=True)
    room = make_office_room(cast.office)
    asset = make_asset(room, item_type=line.item_type, in_service_on=timezone.localdate())
    actions.link_asset(line, asset, by=cast.sara)
    session = make_session(title_es="Sesión servida", title_en="Served session")
    before = make_session(title_es="Antes", title_en="Long before", starts_at=timezone.now() - timedelta(days=9))
    for each in (session, before):
        make_booking(room, use="network", purpose="", session=each.pk, starts_at=each.starts_at)
    return SimpleNamespace(line=line, own=own, other=other, asset=asset, session=session)


def test_the_secretariat_walks_from_a_contribution_to_the_session_and_back(client, cast, walk):
    of_asset = reverse("equipment:asset", args=[walk.asset.pk])
    client.force_login(cast.sara)
    text = page(client, "contribution", walk.own.pk).text
    for said in (of_asset, "served in 1 session", "Served session"):
        assert said in text
    assert "Long before" not in text
    back = client.get(of_asset).text
    for name, each in (("contribution", walk.own), ("contribution", walk.other), ("line", walk.line)):
        assert reverse(f"funding:{name}", args=[each.pk]) in back
    assert reverse("sessions:session", args=[walk.session.pk]) in back


def test_an_office_walks_to_its_line_and_not_to_who_paid(client, cast, walk):
    client.force_login(cast.carla)
    back = client.get(reverse("equipment:asset", args=[walk.asset.pk])).text
    assert reverse("funding:line", args=[walk.line.pk]) in back
    for hidden in ("Secret", walk.own.agreement_number, walk.own.funder.name):
        assert hidden not in back


def test_a_funder_walks_to_what_it_bought_and_how_often_it_served(client, felix, walk):
    client.force_login(felix)
    text = page(client, "contribution", walk.own.pk).text
    assert "served in 1 session" in text
    for hidden in (walk.asset.tag, "Served session", walk.asset.room.name):
        assert hidden not in text


def test_a_custodian_tells_needs_and_sees_no_budget(client, cast):
    custodian = make_user(role="custodian", office=cast.office, kind="staff")
    make_line(office=cast.office, note="Escondida")
    client.force_login(custodian)
    response = page(client, "office_needs")
    assert response.status_code == 200
    assert response.context["lines"] == []


# --- Budgets and lines ------------------------------------------------------------------------------------------------


def test_the_secretariat_begins_a_budget_and_writes_a_kit_into_it(client, cast):
    client.force_login(cast.sara)
    asked = {"title_es": "Presupuesto 2027", "title_en": "Budget 2027", "year": 2027, "quotes_wanted": 3}
    client.post(reverse("funding:round_open"), asked)
    budget = BudgetRound.objects.get()
    codec, service = make_item_type(), make_item_type(category="service", is_goods=False)
    version = make_kit_version((codec, 2), (service, 1))
    add = reverse("funding:line_add", args=[budget.pk])
    assert f"price_{codec.pk}" in client.get(add, {"thing": f"kit-{version.pk}"}).text
    fields = {
        "thing": f"kit-{version.pk}", "quantity": 3, "currency": "USD", "value_date": "2026-11-01",
        f"price_{codec.pk}": "100", f"price_{service.pk}": "50", "freight_per_cent": "6",
        "contingency_per_cent": "10", "tax_per_cent": "13", "is_exempt": "on", "office": cast.office.pk,
    }  # fmt: skip
    response = client.post(add, fields)
    line = BudgetLine.objects.get()
    assert response.url == reverse("funding:line", args=[line.pk])
    assert (line.subtotal, line.total) == (750, Decimal("864.60"))
    assert [extra.kind for extra in line.extras.all()] == ["freight", "tax", "exemption", "contingency"]
    change = reverse("funding:line_change", args=[line.pk])
    again = client.get(change).context["form"].initial
    assert (again["freight_per_cent"], again["is_exempt"], again[f"price_{codec.pk}"]) == (6, True, 100)
    client.post(change, fields | {"quantity": 1, "freight_per_cent": "", "freight_amount": "12.50"})
    line.refresh_from_db()
    assert line.extras.get(kind="freight").amount == Decimal("12.50")


@pytest.mark.parametrize(
    ("do", "state"), [("estimate", "estimated"), ("cancel", "cancelled"), ("put_off", "deferred"), ("nothing", "draft")]
)
def test_a_line_is_moved_by_its_buttons(client, cast, do, state):
    line = make_line(state="draft")
    client.force_login(cast.sara)
    client.post(reverse("funding:line_step", args=[line.pk]), {"do": do, "reason": "Así se decidió"})
    line.refresh_from_db()
    assert line.state == state


def test_a_refusal_is_a_sentence_on_the_page(client, cast):
    budget = make_round()
    client.force_login(cast.sara)
    response = client.post(reverse("funding:round_step", args=[budget.pk]), {"do": "review"})
    assert "no lines" in told(response)


def test_two_versions_stand_beside_each_other(client, cast):
    budget = make_round()
    line = make_line(budget)
    actions.begin_version(submitted(budget), reason="Otra", by=cast.sara)
    client.force_login(cast.sara)
    change = reverse("funding:line_change", args=[line.pk])
    fields = {
        "quantity": 2, "currency": "USD", "value_date": "2026-11-01", f"price_{line.item_type_id}": "1000",
        "reason": "Hacen falta dos",
    }  # fmt: skip
    client.post(change, fields)
    text = page(client, "round_compare", budget.pk, older="1", newer="x").text
    assert "2,000.00" in text
    assert "was revised" in text


def test_a_quote_is_taken_in_clean_and_opened_by_the_secretariat_alone(client, cast, felix):
    kind = make_item_type()
    budget = make_round()
    line, same = (make_line(budget, item_type=kind) for _number in range(2))
    client.force_login(cast.sara)
    fields = {
        "new_supplier": "Proveedora", "number": "C-1", "received_on": "2026-11-01",
        "valid_until": timezone.localdate() + timedelta(days=9), "currency": "USD", "unit_price": "950",
        "incoterm": "DAP", "tax": "exempt", "also": [str(same.pk)],
        "file": SimpleUploadedFile("Juan Pérez.pdf", make_pdf(), "application/pdf"),
    }  # fmt: skip
    client.post(reverse("funding:quote_add", args=[line.pk]), fields)
    quote = Quote.objects.get()
    assert {line.state for line in budget.lines.all()} == {"quoted"}
    assert "Juan" not in quote.file.name
    paper = page(client, "quote_file", quote.pk)
    assert paper.headers["Content-Disposition"].startswith("attachment")
    assert b"".join(paper.streaming_content).startswith(b"%PDF")
    assert AuditEvent.objects.filter(action="funding.quote_read").count() == 1
    for user in (cast.carla, felix):
        client.force_login(user)
        assert page(client, "quote_file", quote.pk).status_code == 404


def test_what_is_no_document_is_refused(client, cast):
    line = make_line()
    client.force_login(cast.sara)
    fields = {"file": SimpleUploadedFile("a.pdf", b"MZ program", "application/pdf")}
    response = client.post(reverse("funding:quote_add", args=[line.pk]), fields)
    assert response.context["form"].errors["file"]
    assert not Quote.objects.exists()


def test_a_quote_is_chosen_with_the_reasons(client, cast):
    line = make_line(state="quoted")
    quote = make_quote(line)
    client.force_login(cast.sara)
    approve = reverse("funding:line_approve", args=[line.pk])
    response = client.post(approve, {"quote": str(quote.pk), "reason": "El mejor"})
    assert "why_fewer" in response.context["form"].errors
    client.post(approve, {"quote": str(quote.pk), "reason": "El mejor", "why_fewer": "Hay dos"})
    line.refresh_from_db()
    assert (line.state, line.winning_quote) == ("approved", quote)


def test_what_speaks_against_an_allocation_is_told_before_it_is_done(client, cast):
    line = make_line(price=1000)
    one = make_contribution(line.round, pledged=600, committed=200)
    client.force_login(cast.sara)
    give = reverse("funding:line_allocate", args=[line.pk])
    stopped = client.post(give, {"contribution": str(one.pk), "amount": "700", "told": "1"})
    assert stopped.context["check"].verdict == "stop"
    warned = client.post(give, {"contribution": str(one.pk), "amount": "500"})
    assert warned.context["check"].verdict == "warn"
    assert not Allocation.objects.exists()
    client.post(give, {"contribution": str(one.pk), "amount": "500", "told": "1"})
    given = Allocation.objects.get()
    refused = client.post(reverse("funding:allocation_step", args=[given.pk]), {"do": "confirm"})
    assert "committed and free" in told(refused)
    make_entry(one, "commitment", 300)
    client.post(reverse("funding:allocation_step", args=[given.pk]), {"do": "confirm"})
    given.refresh_from_db()
    assert given.state == "confirmed"


def test_an_asset_is_linked_to_the_line_that_buys_it(client, cast):
    line = make_line(office=cast.office)
    asset = make_asset(office=cast.office, item_type=line.item_type, status="planned", room=None, custodian=None)
    client.force_login(cast.sara)
    client.post(reverse("funding:line_link", args=[line.pk]), {"asset": str(asset.pk)})
    assert asset.tag in page(client, "line", line.pk).text


# --- Contributions ----------------------------------------------------------------------------------------------------


def test_a_contribution_is_noted_and_its_ledger_written(client, cast):
    funder, budget = make_funder(), make_round()
    make_rate("EUR", "0.80")
    client.force_login(cast.sara)
    fields = {
        "funder": funder.pk, "round": str(budget.pk), "title_es": "Aporte", "title_en": "Contribution",
        "agreement_number": "A-1", "currency": "EUR",
    }  # fmt: skip
    client.post(reverse("funding:contribution_add"), fields)
    one = Contribution.objects.get()
    row = {"kind": "commitment", "form": "money", "currency": "EUR", "value_date": timezone.localdate()}
    write = reverse("funding:entry_add", args=[one.pk])
    client.post(write, row | {"amount": "400"})
    assert list(one.entries.values_list("kind", "base_amount")) == [("pledge", 500), ("commitment", 500)]
    assert page(client, "contribution", one.pk).text.count("EUR&nbsp;400.00</div></td>") == 2
    response = client.post(write, row | {"amount": "-10"})
    assert "reason" in response.context["form"].errors
    refused = client.post(write, row | {"kind": "disbursement", "amount": "401"})
    assert refused.context["form"].non_field_errors()
    client.post(reverse("funding:contribution_withdraw", args=[one.pk]), {"reason": "Se va"})
    assert "withdrawn" in page(client, "contribution", one.pk).text


def test_a_gift_is_noted_with_its_assets(client, cast):
    one, asset = make_contribution(), make_asset()
    client.force_login(cast.sara)
    fields = {"value": "360", "value_date": timezone.localdate(), "reference": "Acta 7", "assets": [str(asset.pk)]}
    client.post(reverse("funding:gift_add", args=[one.pk]), fields)
    assert asset.item_type.name in page(client, "contribution", one.pk).text
    assert one.entries.filter(form="goods").count() == 3


def test_dates_are_noted_and_met(client, cast):
    one = make_contribution()
    client.force_login(cast.sara)
    client.post(reverse("funding:due_add", args=[one.pk]), {"kind": "report", "due_on": "2026-01-31"})
    due = one.dues.get()
    client.post(reverse("funding:due_met", args=[due.pk]))
    due.refresh_from_db()
    assert due.met_on == timezone.localdate()


# --- Flat in questions ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("name", "questions"),
    [("round_list", 6), ("round", 12), ("contribution_list", 5), ("contribution", 10), ("line", 15)],
)
def test_pages_ask_as_often_for_three_rows_as_for_one(client, cast, django_assert_num_queries, name, questions, number):
    budget = make_round()
    lines = [make_line(budget, office=office) for office in (cast.office, cast.elsewhere, cast.salvador)[:number]]
    for line in lines:
        make_quote(lines[0])
        one = make_contribution(budget, pledged=900, committed=900)
        make_allocation(one, lines[0], 100, confirmed=True)
        make_asset(office=line.office, item_type=lines[0].item_type)
    key = {"round": budget.pk, "line": lines[0].pk, "contribution": one.pk}.get(name)
    client.force_login(cast.sara)
    page(client, name, *([key] if key else []))
    with django_assert_num_queries(questions):
        page(client, name, *([key] if key else []))
