"""Contributions with their ledgers: the Secretariat's to keep, a funder's own to read."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from funding import actions
from funding.forms.contributions import AgreementForm, DueForm, EntryForm, GiftForm, ReasonForm
from funding.models import Allocation, Contribution, ContributionDue, LedgerEntry
from funding.rules import Figures
from funding.totals import contribution_figures
from funding.traces import assets_of, sessions_of
from funding.views.answers import done, of_secretariat, tried, unread
from funding.views.leaves import leaf_of
from network.querysets import standing_of


@require_safe
@login_required
def contribution_list(request: HttpRequest) -> HttpResponse:
    """All to the Secretariat, a funder's own to the funder; to others it is not there. The sums are of all leaves."""
    standing = standing_of(request.user)
    if not standing.holds("secretariat", "funder"):
        raise Http404
    found = Contribution.objects.visible_to(request.user).with_places().with_sums()
    rows = [contribution_figures(each) for each in found]
    total = sum((row.figures for row in rows), Figures())
    context = {"leaf": leaf_of(request, rows), "total": total, "is_secretariat": standing.is_secretariat}
    return render(request, "funding/contribution_list.html", context)


@require_safe
@login_required
def contribution(request: HttpRequest, pk: str) -> HttpResponse:
    """What an agreement says, its ledger row by row, its dates, the lines it is given to and what it bought."""
    found = get_object_or_404(Contribution.objects.visible_to(request.user).with_places().with_sums(), pk=pk)
    is_secretariat = standing_of(request.user).is_secretariat
    assets = list(assets_of(found))
    sessions = sessions_of(assets)
    ledger = LedgerEntry.objects.visible_to(request.user).filter(contribution=found).select_related("corrects")
    context = {
        "contribution": found,
        "figures": contribution_figures(found),
        "leaf": leaf_of(request, ledger),
        "dues": ContributionDue.objects.visible_to(request.user).filter(contribution=found),
        "allocations": Allocation.objects.visible_to(request.user).filter(contribution=found).with_places(),
        "bought": [(asset, len(sessions.get(asset.pk, ()))) for asset in assets],
        "sessions": set().union(*sessions.values()),
        "is_secretariat": is_secretariat,
        "today": timezone.localdate(),
    }
    if is_secretariat:
        context |= {"due_form": DueForm(auto_id="due-%s")}
    return render(request, "funding/contribution.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@of_secretariat
def contribution_add(request: HttpRequest) -> HttpResponse:
    """Note an agreement; its ledger is empty."""
    form = AgreementForm(request.POST or None)
    noted: list[Contribution] = []
    if request.method == "POST" and tried(
        request,
        form,
        lambda: noted.append(actions.note_contribution(form.agreement, by=request.user)),
        _("The contribution is noted: write its ledger."),
    ):
        return redirect("funding:contribution", noted[0].pk)
    return render(request, "funding/contribution_form.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@of_secretariat
def contribution_change(request: HttpRequest, pk: str) -> HttpResponse:
    """Correct what an agreement says."""
    found = get_object_or_404(Contribution.objects.visible_to(request.user), pk=pk)
    form = AgreementForm(request.POST or None, instance=Contribution.objects.get(pk=found.pk))
    if request.method == "POST" and tried(
        request,
        form,
        lambda: actions.change_contribution(found, form.agreement, by=request.user),
        _("The contribution is corrected."),
    ):
        return redirect("funding:contribution", found.pk)
    return render(request, "funding/contribution_form.html", {"form": form, "contribution": found})


@require_http_methods(["GET", "HEAD", "POST"])
@of_secretariat
def entry_add(request: HttpRequest, pk: str) -> HttpResponse:
    """Add a row to the ledger; none is ever changed."""
    found = get_object_or_404(Contribution.objects.visible_to(request.user).with_places(), pk=pk)
    form = EntryForm(request.POST or None, contribution=found)
    if request.method == "POST" and tried(
        request,
        form,
        lambda: actions.record_entry(found, form.row, by=request.user),
        _("The row stands in the ledger."),
    ):
        return redirect("funding:contribution", found.pk)
    return render(request, "funding/entry_form.html", {"form": form, "contribution": found})


@require_http_methods(["GET", "HEAD", "POST"])
@of_secretariat
def gift_add(request: HttpRequest, pk: str) -> HttpResponse:
    """Note a gift of goods with its assets."""
    found = get_object_or_404(Contribution.objects.visible_to(request.user).with_places(), pk=pk)
    form = GiftForm(request.POST or None)

    def deed() -> None:
        given = form.cleaned_data
        what = {"assets": given["assets"], "reference": given["reference"]}
        actions.receive_in_kind(found, given["value"], given["value_date"], **what, by=request.user)

    if request.method == "POST" and tried(request, form, deed, _("The gift stands in the ledger.")):
        return redirect("funding:contribution", found.pk)
    return render(request, "funding/gift_form.html", {"form": form, "contribution": found})


@require_http_methods(["GET", "HEAD", "POST"])
@of_secretariat
def contribution_withdraw(request: HttpRequest, pk: str) -> HttpResponse:
    """Ask, then write that the funder withdraws."""
    found = get_object_or_404(Contribution.objects.visible_to(request.user).with_places().with_sums(), pk=pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and tried(
        request,
        form,
        lambda: actions.withdraw_contribution(found, reason=form.cleaned_data["reason"], by=request.user),
        _("The withdrawal stands in the ledger; the lines lack that money again."),
    ):
        return redirect("funding:contribution", found.pk)
    context = {"form": form, "contribution": found, "figures": contribution_figures(found)}
    return render(request, "funding/contribution_withdraw.html", context)


@require_POST
@of_secretariat
def due_add(request: HttpRequest, pk: str) -> HttpResponse:
    """Note a day of the agreement."""
    found = get_object_or_404(Contribution.objects.visible_to(request.user), pk=pk)
    form = DueForm(request.POST)
    if not form.is_valid():
        return unread(request, ("funding:contribution", found.pk))
    given = form.cleaned_data
    told = {"amount": given["amount"], "note": given["note"], "by": request.user}
    return done(
        request,
        lambda: actions.note_due(found, given["kind"], given["due_on"], **told),
        _("The date is noted."),
        ("funding:contribution", found.pk),
    )


@require_POST
@of_secretariat
def due_met(request: HttpRequest, pk: int) -> HttpResponse:
    """It was met today."""
    due = get_object_or_404(ContributionDue.objects.visible_to(request.user).select_related("contribution"), pk=pk)
    return done(
        request,
        lambda: actions.meet_due(due, met_on=timezone.localdate(), by=request.user),
        _("Noted as met today."),
        ("funding:contribution", due.contribution_id),
    )
