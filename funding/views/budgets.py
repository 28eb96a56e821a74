"""Budgets: the list, one of them with its lines and what is missing, its versions beside each other."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from funding import actions
from funding.forms.budgets import RoundForm, StepForm
from funding.models import BudgetLine, BudgetRound, Contribution
from funding.report.scope import scope_of
from funding.totals import by_office, contribution_figures, costs_by_kind, figures_of, round_figures
from funding.versions import compared
from funding.views.answers import done, of_secretariat, tried, unread
from funding.views.leaves import leaf_of
from network.querysets import standing_of


@require_safe
@login_required
def round_list(request: HttpRequest) -> HttpResponse:
    """Budgets with their totals: all to the Secretariat, those that were submitted to funders."""
    rounds = BudgetRound.objects.visible_to(request.user).with_sums()
    standing = standing_of(request.user)
    if not standing.holds("secretariat", "administrator", "funder"):
        raise Http404
    leaf = leaf_of(request, rounds)
    rows = [(each, figures_of(each)) for each in leaf]
    context = {"leaf": leaf, "rows": rows, "is_secretariat": standing.is_secretariat}
    return render(request, "funding/round_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@of_secretariat
def round_open(request: HttpRequest) -> HttpResponse:
    """Begin a budget."""
    form = RoundForm(request.POST or None)
    opened: list[BudgetRound] = []
    if request.method == "POST" and tried(
        request,
        form,
        lambda: opened.append(actions.open_round(**form.cleaned_data, by=request.user)),
        _("The budget is begun: add its lines."),
    ):
        return redirect("funding:round", opened[0].pk)
    return render(request, "funding/round_open.html", {"form": form})


@require_safe
@login_required
def budget_round(request: HttpRequest, pk: str) -> HttpResponse:
    """One budget: totals, lines by office, contributions. A funder reads of it what its report says, and its own."""
    budget = get_object_or_404(BudgetRound.objects.visible_to(request.user), pk=pk)
    standing = standing_of(request.user)
    is_staff = standing.holds("secretariat", "administrator")
    lines = BudgetLine.objects.visible_to(request.user).filter(round=budget)
    scope = None if is_staff else scope_of(request.user, budget)
    told = lines.in_budget() if scope is None else scope.lines()
    offices = by_office(told.with_places().with_cover())
    given = Contribution.objects.visible_to(request.user).filter(round=budget).with_places().with_sums()
    context = {
        "budget": budget,
        "figures": round_figures(budget),
        "is_secretariat": standing.is_secretariat,
        "reads_report": standing.holds("secretariat", "funder"),
        "opens_lines": is_staff,
        "only_own": scope is not None and not scope.tells_every_line(),
        "offices": offices,
        "kinds": _kinds(costs_by_kind(BudgetLine.objects.filter(round=budget).in_budget())),
        "contributions": [contribution_figures(each) for each in given],
    }
    if is_staff:
        context |= {"gone": lines.out_of_budget().with_places(), "versions": budget.versions.order_by("number")}
    if standing.is_secretariat:
        context |= {"steps": budget.steps.order_by("-at", "-pk")[:12]}
    return render(request, "funding/round.html", context)


def _kinds(costs: dict) -> list[tuple[str, object]]:
    words = {"parts": _("Goods and services"), **dict(BudgetLine.extras.rel.related_model.Kind.choices)}
    return [(words[kind], amount) for kind, amount in costs.items()]


@require_POST
@of_secretariat
def round_step(request: HttpRequest, pk: str) -> HttpResponse:
    """One step of a budget, by the button that was pressed."""
    budget = get_object_or_404(BudgetRound.objects.visible_to(request.user), pk=pk)
    form, back = StepForm(request.POST), ("funding:round", budget.pk)
    if not form.is_valid():
        return unread(request, back)
    by, why = request.user, form.cleaned_data["reason"]
    deeds = {
        "review": (lambda: actions.review_round(budget, by=by), _("The budget is reviewed.")),
        "submit": (lambda: actions.submit_round(budget, by=by), _("The budget is submitted.")),
        "return": (lambda: actions.return_round(budget, reason=why, by=by), _("The budget is rough again.")),
        "version": (lambda: actions.begin_version(budget, reason=why, by=by), _("A new version is begun.")),
        "close": (lambda: actions.close_round(budget, reason=why, by=by), _("The budget is closed.")),
    }
    if form.cleaned_data["do"] not in deeds:
        return unread(request, back)
    return done(request, *deeds[form.cleaned_data["do"]], back)


@require_safe
@login_required
def round_compare(request: HttpRequest, pk: str) -> HttpResponse:
    """Two versions side by side; the last two unless others are asked for."""
    if not standing_of(request.user).holds("secretariat", "administrator"):
        raise Http404
    budget = get_object_or_404(BudgetRound.objects.visible_to(request.user), pk=pk)
    older, newer = _asked(request, "older", budget.version - 1), _asked(request, "newer", budget.version)
    if not 1 <= older <= newer <= budget.version:
        older, newer = max(1, budget.version - 1), budget.version
    context = {"budget": budget, "comparison": compared(budget, older, newer), "versions": budget.versions.all()}
    return render(request, "funding/round_compare.html", context)


def _asked(request: HttpRequest, name: str, otherwise: int) -> int:
    asked = request.GET.get(name, "")
    return int(asked) if asked.isdecimal() and len(asked) < 5 else otherwise
