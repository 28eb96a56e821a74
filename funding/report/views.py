"""Pages and files of a budget: a funder's report, the Secretariat's figures, what an offer would change."""

import io

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from foundations.audit.actions import record_event
from foundations.spreadsheets.xlsx import MEDIA_TYPE
from funding.errors import FundingError
from funding.iati.check import faults_of
from funding.iati.facts import activity_of
from funding.iati.writing import activity_file
from funding.models import BudgetRound
from funding.rehearsal import rehearse
from funding.report.drawings import cover_plot, waterfall_plot
from funding.report.facts import Facts, facts_of
from funding.report.figures import figures_page
from funding.report.forms import OfferForm
from funding.report.outcomes import outcome_tables
from funding.report.paper import dated, file_name, report_paper
from funding.report.rows import ROWS
from funding.report.scope import funders_of, scope_of
from funding.report.sheet import report_sheet, tables_sheet
from funding.report.tables import label_of, tables_of
from funding.views.leaves import leaf_of
from network.querysets import standing_of


@require_safe
@login_required
def report_list(request: HttpRequest) -> HttpResponse:
    """The budgets of which there is something to read: for the Secretariat and for funders."""
    standing = standing_of(request.user)
    if not (standing.is_secretariat or standing.holds("funder")):
        raise Http404
    rounds = BudgetRound.objects.visible_to(request.user).with_sums()
    context = {"leaf": leaf_of(request, rounds), "is_secretariat": standing.is_secretariat}
    return render(request, "funding/report/list.html", context)


@require_safe
@login_required
def report(request: HttpRequest, pk) -> HttpResponse:
    """The report on the screen. The Secretariat chooses whose; a funder reads its own money and the totals."""
    facts = _facts(request, pk)
    is_secretariat = standing_of(request.user).is_secretariat
    context = {
        "facts": facts,
        "budget": facts.budget,
        "dated": dated(facts),
        "label": label_of(facts),
        "tables": tables_of(facts),
        "plots": {"cover": cover_plot(facts.offices), "steps": waterfall_plot(facts.figures)},
        "is_secretariat": is_secretariat,
        "funders": list(funders_of(facts.budget)) if is_secretariat else [],
        "asked": f"?funder={facts.funder.pk}" if is_secretariat and facts.funder else "",
    }
    return render(request, "funding/report/report.html", context)


@require_safe
@login_required
def report_document(request: HttpRequest, pk) -> HttpResponse:
    """The same on paper."""
    facts = _facts(request, pk)
    _note(request, facts.budget, "document", facts)
    return _file(report_paper(facts), "application/pdf", file_name(facts, "pdf", at=facts.at))


@require_safe
@login_required
def report_workbook(request: HttpRequest, pk) -> HttpResponse:
    """The same as a workbook."""
    facts = _facts(request, pk)
    _note(request, facts.budget, "workbook", facts)
    return _file(report_sheet(facts), MEDIA_TYPE, file_name(facts, "xlsx", at=facts.at))


@require_safe
@login_required
def in_figures(request: HttpRequest, pk) -> HttpResponse:
    """The budget seen: who covers what, how prices spread. For the Secretariat."""
    return render(request, "funding/report/in_figures.html", figures_page(_kept(request, pk)))


@require_safe
@login_required
def rows_workbook(request: HttpRequest, pk, which: str) -> HttpResponse:
    """Lines, ledger or quotations, row by row, as a workbook. For the Secretariat."""
    budget = _kept(request, pk)
    if which not in ROWS:
        raise Http404
    _note(request, budget, which)
    table = ROWS[which](budget)
    name = slugify(f"{table.title} {budget.year} {timezone.localdate():%Y-%m-%d}")
    return _file(tables_sheet([table]), MEDIA_TYPE, f"{name}.xlsx")


@require_safe
@login_required
def offer(request: HttpRequest, pk) -> HttpResponse:
    """What an offer would change, told by its address: nothing is kept. For the Secretariat."""
    budget = _kept(request, pk)
    form = OfferForm(budget, request.GET or None)
    context = {"budget": budget, "form": form}
    if form.is_bound and form.is_valid():
        try:
            outcome = rehearse(budget, form.offer(), by=request.user)
            context |= {"outcome": outcome, "tables": outcome_tables(outcome)}
        except FundingError as error:
            form.add_error(None, str(error))
    return render(request, "funding/report/offer.html", context)


@require_safe
@login_required
def activity_xml(request: HttpRequest, pk) -> HttpResponse:
    """The activity file, once the standard has nothing against it. For the Secretariat."""
    budget = _kept(request, pk)
    content = activity_file(activity_of(budget), at=timezone.now())
    faults = faults_of(content, today=timezone.localdate())
    if faults:
        context = {"budget": budget, "faults": faults}
        return render(request, "funding/report/not_valid.html", context, status=409)
    _note(request, budget, "iati")
    return _file(content, "application/xml", f"iati-{budget.year}-{budget.pk}.xml")


def _facts(request: HttpRequest, pk) -> Facts:
    """What the reader may be told of that budget; 404 for everybody else."""
    budget = get_object_or_404(BudgetRound.objects.visible_to(request.user), pk=pk)
    scope = scope_of(request.user, budget, request.GET.get("funder", ""))
    if scope is None:
        raise Http404
    return facts_of(scope)


def _kept(request: HttpRequest, pk) -> BudgetRound:
    """A budget, for those who keep it; 404 for everybody else."""
    if not standing_of(request.user).is_secretariat:
        raise Http404
    return get_object_or_404(BudgetRound, pk=pk)


def _note(request: HttpRequest, budget: BudgetRound, form: str, facts: Facts | None = None) -> None:
    """Who took what away, in the audit book."""
    funder = facts.funder.pk if facts is not None and facts.funder is not None else None
    record_event("funding.report_taken", budget, by=request.user, form=form, funder=funder)


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = FileResponse(io.BytesIO(content), content_type=media_type, as_attachment=True, filename=name)
    patch_cache_control(response, private=True, no_store=True)
    return response
