"""A funder's report: the same figures to the cent on the screen, in the workbook and on paper; nobody else's names."""

import io
import re
import shutil
import subprocess
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from equipment.models import Asset, Booking, TestCall
from funding.models import AssetOrigin, BudgetLine
from funding.report.drawings import CoverMatrix, cover_plot
from funding.report.facts import facts_of
from funding.report.figures import figures_page
from funding.report.paper import content_of, report_paper
from funding.report.scope import Scope, scope_of
from funding.report.tables import said, tables_of
from funding.rules import Figures
from funding.totals import OfficeFigures, covers_of
from tests.makers.budgets import (
    KITS,
    make_allocation,
    make_contribution,
    make_entry,
    make_line,
    make_plan_budget,
    make_quote,
    make_round,
)
from tests.makers.equipment import make_asset, make_item_type, make_office_room

pytestmark = pytest.mark.django_db
D = Decimal
PAGES = ["report", "document", "workbook"]
KEPT = ["in_figures", "offer", "iati"]


@pytest.fixture
def plan(cast):
    """Felix reads for the funder of contribution A, which covers a room in full and half of another."""
    plan = make_plan_budget({"HN": cast.office, "PA": cast.elsewhere, "SV": cast.salvador})
    cast.felix.person.institution = plan.contributions["A"].funder
    cast.felix.person.save()
    make_allocation(plan.contributions["A"], plan.lines["AHN"], plan.lines["AHN"].base_total)
    make_allocation(plan.contributions["A"], plan.lines["AGT"], D("8744.34"), state="proposed")
    make_allocation(plan.contributions["B"], plan.lines["ABZ"], 10000)
    return plan


def address(which: str, plan, *more: str) -> str:
    return reverse(f"funding_report:{which}", args=[plan.round.pk, *more])


def all_amounts(facts) -> list[str]:
    """Every amount of every table, in words."""
    rows = [row for table in tables_of(facts) for row in [*table.rows, table.sums]]
    return [said(value) for row in rows for value in row if isinstance(value, D)]


# --- Figures ---------------------------------------------------------------------------------------------------------


def test_the_plans_totals_are_exact(plan):
    figures = facts_of(Scope(plan.round, None)).figures
    assert (figures.budget, figures.gap_to_pledged, figures.gap) == (D("115100.70"), D("26100.70"), D("41100.70"))
    assert (figures.pledged, figures.committed, figures.received) == (D(89000), D(74000), D(44000))
    assert figures.unallocated == D("115100.70") - D("17488.68") - D(10000)


def test_screen_workbook_and_paper_say_the_same_to_the_cent(plan, cast, client):
    client.force_login(cast.felix)
    facts = facts_of(scope_of(cast.felix, plan.round))
    expected = all_amounts(facts)
    assert "115,100.70" in expected
    screen = client.get(address("report", plan)).content.decode()
    shown = re.findall(r'class="number[^"]*"[^>]*>(-?[\d,]+\.\d\d)<', screen)
    assert shown == expected
    book = load_workbook(io.BytesIO(client.get(address("workbook", plan)).getvalue()))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    written = [said(D(str(cell.value)).quantize(D("0.01"))) for cell in cells if cell.number_format == "#,##0.00"]
    assert written == expected
    paper = content_of(facts)
    printed = [word for table in paper["tables"] for row in [*table["rows"], table["sums"]] for word in row]
    assert [word for word in printed if re.fullmatch(r"-?[\d,]+\.\d\d", word)] == expected


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="no pdftotext on the PATH")
@pytest.mark.parametrize("language", ["es", "en"])
def test_the_paper_says_every_amount_and_is_tagged_for_archives(plan, cast, language, tmp_path):
    with translation.override(language):
        facts = facts_of(scope_of(cast.felix, plan.round))
        pdf = report_paper(facts)
        amounts = all_amounts(facts)
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf)
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True).stdout.decode()
    assert {amount for amount in amounts if amount not in text} == set()
    assert ("Informe a donantes" if language == "es" else "Report to funders") in text
    assert b"pdfaid:part" in pdf
    assert b"pdfuaid:part" in pdf
    assert f"/Lang ({language})".encode() in pdf or b"/Lang" in pdf


def test_the_sums_of_the_parts_are_the_whole(plan):
    facts = facts_of(Scope(plan.round, None))
    whole = facts.figures
    assert sum(each.figures.budget for each in facts.offices) == whole.budget
    assert sum(each.figures.firm for each in facts.offices) == whole.firm
    assert sum(facts.kinds.values()) == whole.budget
    assert facts.own.committed == whole.committed
    matrix = CoverMatrix(facts.offices, facts.contributions, covers_of(plan.round)).table()
    for place, contribution in enumerate(facts.contributions, start=1):
        assert sum(row[place] for row in matrix.rows) == contribution.base.pledge == matrix.sums[place]
    missing = sum(left for _line, left in facts.closing())
    assert missing == whole.unallocated


money = st.decimals(0, 10**6, places=2)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(money, money, money), min_size=1, max_size=8))
def test_bars_are_as_long_as_the_money_and_never_below_nothing(triples):
    offices = [OfficeFigures(None, figures=Figures(budget=cost, firm=firm, soft=soft)) for cost, firm, soft in triples]
    for bar, (cost, firm, soft) in zip(cover_plot(offices).bars, triples, strict=True):
        assert min(bar.parts) >= 0
        assert sum(bar.parts) == max(cost, firm + soft)


def test_estimates_are_told_until_every_line_is_quoted(plan, cast, client):
    client.force_login(cast.felix)
    assert "16 of 16 lines" in client.get(address("report", plan)).content.decode()
    quote = make_quote(*plan.lines.values(), price=1)
    BudgetLine.objects.update(state="approved", winning_quote=quote, choice_reason="única")
    assert "not quotations" not in client.get(address("report", plan)).content.decode()


# --- Whose ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("which", PAGES)
def test_a_funder_never_reads_anothers_name_or_agreement(plan, cast, client, which):
    secret = plan.contributions["B"]
    client.force_login(cast.felix)
    answer = client.get(address(which, plan))
    content = answer.getvalue() if answer.streaming else answer.content
    if which == "document":
        content = str(content_of(facts_of(scope_of(cast.felix, plan.round)))).encode()
    if which == "workbook":
        book = load_workbook(io.BytesIO(content))
        content = str([[c.value for c in row] for s in book.worksheets for row in s.iter_rows()]).encode()
    assert secret.funder.name.encode() not in content
    assert secret.agreement_number.encode() not in content.replace(b"C-1 ", b"")
    assert plan.contributions["A"].funder.name.encode() in content


@pytest.mark.parametrize("which", PAGES)
def test_a_funder_asks_for_no_other(plan, cast, client, which):
    client.force_login(cast.felix)
    other = plan.contributions["B"].funder.pk
    assert client.get(address(which, plan), {"funder": other}).status_code == 404
    assert client.get(address(which, plan), {"funder": "x"}).status_code == 404


def test_a_funder_reads_what_was_submitted_and_what_it_gives_to(plan, cast, client):
    client.force_login(cast.felix)
    rough, submitted = make_round(state="rough"), make_round()
    for budget, status in [(rough, 404), (submitted, 200)]:
        assert client.get(reverse("funding_report:report", args=[budget.pk])).status_code == status
    make_contribution(rough, plan.contributions["A"].funder, pledge=5)
    assert client.get(reverse("funding_report:report", args=[rough.pk])).status_code == 200


@pytest.mark.parametrize("which", [*PAGES, *KEPT])
def test_nobody_else_finds_it(plan, cast, client, which):
    for user in (cast.dora, cast.carla, cast.elsa, cast.bruno):
        client.force_login(user)
        assert client.get(address(which, plan)).status_code == 404
    client.logout()
    assert client.get(address(which, plan)).status_code == 302


@pytest.mark.parametrize("which", KEPT)
def test_figures_and_files_are_the_secretariats(plan, cast, client, which):
    client.force_login(cast.felix)
    assert client.get(address(which, plan)).status_code == 404
    client.force_login(cast.sara)
    assert client.get(address(which, plan)).status_code == 200


def test_the_secretariat_chooses_whose(plan, cast, client):
    client.force_login(cast.sara)
    funder = plan.contributions["B"].funder
    answer = client.get(address("report", plan), {"funder": funder.pk})
    assert [each.contribution for each in answer.context["facts"].contributions] == [plan.contributions["B"]]
    assert len(client.get(address("report", plan)).context["facts"].contributions) == 3
    assert client.get(address("report", plan), {"funder": 999999}).status_code == 404


def test_without_a_funder_behind_the_account_nothing_is_there(plan, cast, client):
    cast.felix.person.institution = None
    cast.felix.person.save()
    client.force_login(cast.felix)
    assert client.get(address("report", plan)).status_code == 404


# --- What the money bought -------------------------------------------------------------------------------------------


def test_what_was_bought_is_told_without_numbers_names_or_rooms(plan, cast, client):
    room = make_office_room(cast.office, name="Sala Reservada", place="Calle Ocho 15")
    asset = make_asset(
        room, serial="SERIE-77", tag="HN-SECRETA-1", item_type=make_item_type("codec-x", name_en="Codec")
    )
    AssetOrigin.objects.create(asset=asset, line=plan.lines["AHN"], noted_at=timezone.now())
    taken = {"office": cast.office, "use": "network", "purpose": "x", "booked_at": timezone.now()}
    hour = timezone.now()
    session = "6d6f1b4c-0000-4000-8000-000000000001"
    Booking.objects.create(
        room=room, session=session, starts_at=hour, ends_at=hour + timezone.timedelta(hours=1), **taken
    )
    TestCall.objects.create(room=room, at=hour, video=True, audio=True, sharing=True, session=session, noted_at=hour)
    client.force_login(cast.felix)
    answer = client.get(address("report", plan))
    (bought,) = answer.context["facts"].bought
    assert (bought.name, bought.place, bought.works, bought.quantity, bought.sessions) == (
        "Codec",
        cast.office.country.name,
        True,
        1,
        1,
    )
    content = answer.content.decode()
    for secret in ("SERIE-77", "HN-SECRETA-1", "Sala Reservada", "Calle Ocho", asset.custodian.full_name):
        assert secret not in content


def test_gifts_are_told_and_what_others_bought_is_not(plan, cast):
    given, theirs = make_asset(status=Asset.Status.STORED), make_asset()
    gift = make_entry(plan.contributions["A"], "disbursement", 500, form="goods")
    AssetOrigin.objects.create(asset=given, entry=gift, noted_at=timezone.now())
    AssetOrigin.objects.create(asset=theirs, line=plan.lines["ABZ"], noted_at=timezone.now())
    (bought,) = facts_of(scope_of(cast.felix, plan.round)).bought
    assert (bought.is_gift, bought.works) == (True, False)
    assert len(facts_of(Scope(plan.round, None)).bought) == 2


# --- Files and questions ---------------------------------------------------------------------------------------------


def test_rows_come_out_with_every_part_and_every_extra(plan, cast, client):
    client.force_login(cast.sara)
    make_quote(plan.lines["AHN"], price=14000)
    found = {}
    for which in ("lines", "ledger", "quotes"):
        book = load_workbook(io.BytesIO(client.get(address("rows", plan, which)).getvalue()))
        found[which] = list(book.active.iter_rows(min_row=2, values_only=True))
    assert len(found["lines"]) == 5 * (len(KITS["A"]) + 2) + 10 * (len(KITS["B"]) + 2) + len(KITS["R"]) + 2
    assert sum(D(str(row[-1])).quantize(D("0.01")) for row in found["lines"]) == D("115100.70")
    assert len(found["ledger"]) == 9
    assert len(found["quotes"]) == 1
    assert client.get(address("rows", plan, "others")).status_code == 404
    client.force_login(cast.felix)
    assert client.get(address("rows", plan, "lines")).status_code == 404


def test_what_is_taken_away_is_noted(plan, cast, client, django_capture_on_commit_callbacks):
    from foundations.audit.models import AuditEvent

    client.force_login(cast.felix)
    client.get(address("document", plan))
    event = AuditEvent.objects.filter(action="funding.report_taken").get()
    assert event.details["form"] == "document"


def many(plan, number: int) -> None:
    """So many more lines, with a part, an extra, a quote, an allocation and a row of a ledger each."""
    kind = make_item_type()
    for _number in range(number):
        line = make_line(plan.round, None, [(kind, 1, 100, True)])
        contribution = make_contribution(plan.round, pledge=100, commitment=100)
        make_allocation(contribution, line, 50)
        make_quote(line, price=100)
        AssetOrigin.objects.create(asset=make_asset(item_type=kind), line=line, noted_at=timezone.now())


@pytest.mark.parametrize("number", [1, 3])
def test_the_report_asks_the_same_of_few_and_of_many(plan, number, django_assert_num_queries):
    many(plan, number)
    scope = Scope(plan.round, None)
    with django_assert_num_queries(10):
        tables_of(facts_of(scope))


@pytest.mark.parametrize("number", [1, 3])
def test_the_figures_ask_the_same_of_few_and_of_many(plan, number, django_assert_num_queries):
    many(plan, number)
    with django_assert_num_queries(15):
        figures_page(plan.round)
