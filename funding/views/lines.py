"""Lines of a budget: added, read, corrected or revised, moved on, linked to what they buy."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from equipment.models import Asset
from funding import actions
from funding.forms.budgets import LineForm, LinkForm, RevisionForm, StepForm, ThingForm
from funding.giving import left_of
from funding.models import Allocation, BudgetLine, BudgetRound
from funding.rules import BOUND, LINE_STEPS, TO_CORRECT
from funding.totals import line_figures
from funding.views.answers import done, of_secretariat, tried, unread
from network.querysets import standing_of

State = BudgetLine.State


@require_http_methods(["GET", "HEAD", "POST"])
@of_secretariat
def line_add(request: HttpRequest, pk: str) -> HttpResponse:
    """First what is to be bought, then how many at which prices; of a kit each kind has its own."""
    budget = get_object_or_404(BudgetRound.objects.visible_to(request.user), pk=pk)
    chosen = ThingForm(request.POST if request.method == "POST" else request.GET or None)
    if not chosen.is_valid():
        return render(request, "funding/line_thing.html", {"budget": budget, "form": chosen})
    form = LineForm(request.POST or None, thing=chosen.cleaned_data["thing"])
    added: list[BudgetLine] = []
    if request.method == "POST" and tried(
        request,
        form,
        lambda: added.append(actions.add_line(budget, form.asked, by=request.user)),
        _("The line stands in the budget as a draft."),
    ):
        return redirect("funding:line", added[0].pk)
    context = {
        "budget": budget,
        "form": form,
        "thing": chosen.cleaned_data["thing"],
        "thing_key": chosen["thing"].value(),
    }
    return render(request, "funding/line_form.html", context)


@require_safe
@login_required
def line(request: HttpRequest, pk: str) -> HttpResponse:
    """What a line costs, row by row; to the Secretariat also quotes, money given to it, assets and history."""
    lines = BudgetLine.objects.visible_to(request.user).with_places().with_cover()
    found = get_object_or_404(lines.select_related("winning_quote__supplier", "revision_of", "revised_as"), pk=pk)
    is_secretariat = standing_of(request.user).is_secretariat
    context = {
        "line": found,
        "figures": line_figures(found),
        "parts": found.parts.select_related("item_type"),
        "extras": found.extras.all(),
        "is_secretariat": is_secretariat,
    }
    if is_secretariat:
        context |= _secretariats(request, found)
    return render(request, "funding/line.html", context)


def _secretariats(request: HttpRequest, found: BudgetLine) -> dict[str, object]:
    """Whatever stands behind the line."""
    quotes = found.quotes.visible_to(request.user).select_related("supplier")
    return {
        "quotes": quotes,
        "good": set(quotes.valid().values_list("pk", flat=True)),
        "allocations": Allocation.objects.visible_to(request.user).filter(line=found).with_places(),
        "left": left_of(found),
        "assets": Asset.objects.filter(origin__line=found).with_places(),
        "steps": found.steps.order_by("-at", "-pk"),
        "may": LINE_STEPS[found.state],
        "is_bound": found.state in BOUND,
        "corrects": found.state in TO_CORRECT and found.since_version == found.round.version,
        "link_form": LinkForm(line=found) if found.is_in_budget else None,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@of_secretariat
def line_change(request: HttpRequest, pk: str) -> HttpResponse:
    """Correct a draft or estimate of this version; anything older is revised, and the old one kept."""
    found = get_object_or_404(BudgetLine.objects.visible_to(request.user).with_places(), pk=pk)
    corrects = found.state in TO_CORRECT and found.since_version == found.round.version
    thing = found.kit_version or found.item_type
    form = (LineForm if corrects else RevisionForm)(request.POST or None, thing=thing, line=found)
    kept: list[BudgetLine] = [found]

    def deed() -> None:
        if corrects:
            actions.change_line(found, form.asked, by=request.user)
        else:
            why = form.cleaned_data["reason"]
            kept.append(actions.revise_line(found, form.asked, reason=why, by=request.user))

    said = _("The line is corrected.") if corrects else _("The line is revised: the old one is kept.")
    if request.method == "POST" and tried(request, form, deed, said):
        return redirect("funding:line", kept[-1].pk)
    context = {"budget": found.round, "line": found, "form": form, "thing": thing, "corrects": corrects}
    return render(request, "funding/line_form.html", context)


@require_POST
@of_secretariat
def line_step(request: HttpRequest, pk: str) -> HttpResponse:
    """One step of a line, by the button that was pressed."""
    found = get_object_or_404(BudgetLine.objects.visible_to(request.user).with_places(), pk=pk)
    form, back = StepForm(request.POST), ("funding:line", found.pk)
    if not form.is_valid():
        return unread(request, back)
    by, why = request.user, form.cleaned_data["reason"]
    deeds = {
        "estimate": (lambda: actions.estimate_line(found, by=by), _("The line is estimated.")),
        "put_off": (lambda: actions.put_off_line(found, reason=why, by=by), _("The line is put off.")),
        "cancel": (lambda: actions.cancel_line(found, reason=why, by=by), _("The line is cancelled.")),
        "take_up": (lambda: actions.take_up_line(found, by=by), _("The line is in the budget again.")),
        "reopen": (lambda: actions.reopen_line(found, reason=why, by=by), _("The choice of a quote is taken back.")),
        "order": (lambda: actions.order_line(found, by=by), _("The line is ordered.")),
        "receive": (lambda: actions.receive_line(found, by=by), _("The line is received.")),
        "pay": (lambda: actions.pay_line(found, by=by), _("The line is paid.")),
        "close": (lambda: actions.close_line(found, by=by), _("The line is closed.")),
    }
    if form.cleaned_data["do"] not in deeds:
        return unread(request, back)
    return done(request, *deeds[form.cleaned_data["do"]], back)


@require_POST
@of_secretariat
def line_link(request: HttpRequest, pk: str) -> HttpResponse:
    """Say which asset the line is to buy."""
    found = get_object_or_404(BudgetLine.objects.visible_to(request.user).with_places(), pk=pk)
    form = LinkForm(request.POST, line=found)
    if not form.is_valid():
        return unread(request, ("funding:line", found.pk))
    asset = form.cleaned_data["asset"]
    said = _("%(asset)s comes of this line.") % {"asset": asset.tag}
    return done(request, lambda: actions.link_asset(found, asset, by=request.user), said, ("funding:line", found.pk))
