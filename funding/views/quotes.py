"""Quotes: recorded with their paper, opened, withdrawn, chosen; and money given to a line."""

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundations.audit.actions import record_event
from funding import actions
from funding.forms.budgets import ApprovalForm, CorrectQuoteForm, QuoteForm, StepForm
from funding.forms.contributions import AllocationForm
from funding.giving import Check, check_of, left_of
from funding.models import Allocation, BudgetLine, Contribution, Quote
from funding.rules import quotes_missing
from funding.totals import contribution_figures
from funding.views.answers import done, of_secretariat, tried, unread

INERT = "default-src 'none'; sandbox"


def _line(request: HttpRequest, pk: str) -> BudgetLine:
    return get_object_or_404(BudgetLine.objects.visible_to(request.user).with_places(), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@of_secretariat
def quote_add(request: HttpRequest, pk: str) -> HttpResponse:
    """Record a quote for a line, and for others of the same thing."""
    line = _line(request, pk)
    form = QuoteForm(request.POST or None, request.FILES or None, line=line)

    def deed() -> None:
        given = form.cleaned_data
        supplier = given["supplier"] or actions.name_supplier(given["new_supplier"], by=request.user)
        lines = [line, *given.get("also", ())]
        actions.record_quote(lines, form.offer(supplier), file=given["file"], by=request.user)

    if request.method == "POST" and tried(request, form, deed, _("The quote is recorded.")):
        return redirect("funding:line", line.pk)
    return render(request, "funding/quote_form.html", {"line": line, "form": form})


@require_safe
@of_secretariat
def quote_file(request: HttpRequest, pk: str) -> HttpResponse:
    """The supplier's paper, as it was taken in; each opening stands in the audit book."""
    quote = get_object_or_404(Quote.objects.visible_to(request.user), pk=pk)
    if not quote.file:
        raise Http404
    try:
        opened = quote.file.storage.open(quote.file.name)
    except FileNotFoundError as gone:
        raise Http404 from gone
    named = slugify(" ".join([_("quotation"), str(quote.supplier), quote.number]))
    name = f"{named}.{quote.file.name.rpartition('.')[2]}"
    response = FileResponse(opened, as_attachment=True, filename=name, content_type="application/octet-stream")
    response["Content-Security-Policy"] = INERT
    response["X-Content-Type-Options"] = "nosniff"
    if request.method == "GET":
        record_event("funding.quote_read", quote, by=request.user)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@of_secretariat
def quote_correct(request: HttpRequest, pk: str) -> HttpResponse:
    """Its number as the paper has it, or a later day until which the supplier holds the price."""
    quote = get_object_or_404(Quote.objects.visible_to(request.user).select_related("supplier", "round"), pk=pk)
    form = CorrectQuoteForm(request.POST or None, quote=quote)

    def deed() -> None:
        actions.correct_quote(quote, **form.cleaned_data, by=request.user)

    if request.method == "POST" and tried(request, form, deed, _("The quote is corrected.")):
        return redirect(*_place_of(quote))
    context = {"quote": quote, "form": form, "back": resolve_url(*_place_of(quote))}
    return render(request, "funding/quote_correct.html", context)


@require_POST
@of_secretariat
def quote_withdraw(request: HttpRequest, pk: str) -> HttpResponse:
    """It counts no more."""
    quote = get_object_or_404(Quote.objects.visible_to(request.user), pk=pk)
    why = request.POST.get("reason", "")[:300]

    def deed() -> None:
        actions.withdraw_quote(quote, reason=why, by=request.user)

    return done(request, deed, _("The quote is withdrawn."), _place_of(quote))


def _place_of(quote: Quote) -> tuple[str, UUID]:
    """Where it is read: on the first of its lines."""
    line = quote.lines.first()
    return ("funding:line", line.pk) if line is not None else ("funding:round", quote.round_id)


@require_http_methods(["GET", "HEAD", "POST"])
@of_secretariat
def line_approve(request: HttpRequest, pk: str) -> HttpResponse:
    """Choose one of the valid quotes, with the reason."""
    line = _line(request, pk)
    valid = line.quotes.valid().count()
    missing = quotes_missing(valid, line.round.quotes_wanted)
    form = ApprovalForm(request.POST or None, line=line, missing=missing)

    def deed() -> None:
        given = form.cleaned_data
        why = {"reason": given["reason"], "why_fewer": given.get("why_fewer", "")}
        actions.approve_line(line, given["quote"], **why, by=request.user)

    if request.method == "POST" and tried(request, form, deed, _("The line is approved.")):
        return redirect("funding:line", line.pk)
    context = {"line": line, "form": form, "valid": valid, "missing": missing}
    return render(request, "funding/line_approve.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@of_secretariat
def line_allocate(request: HttpRequest, pk: str) -> HttpResponse:
    """Give money to a line in two presses: the first tells what stops it or what to know, the second does it."""
    line = _line(request, pk)
    form = AllocationForm(request.POST or None, line=line)
    check: Check | None = None
    if form.is_valid():
        given = form.cleaned_data
        check = check_of(given["contribution"], line, given["amount"])
        if not check.faults and request.POST.get("told"):
            said = _("Proposed: confirm it once the money is committed.")
            deed = lambda: actions.propose_allocation(  # noqa: E731 - done in one place with its refusal
                given["contribution"], line, given["amount"], note=given["note"], by=request.user
            )
            if tried(request, form, deed, said):
                return redirect("funding:line", line.pk)
    giving = Contribution.objects.visible_to(request.user).filter(round=line.round_id).with_places().with_sums()
    context = {
        "line": line,
        "form": form,
        "check": check,
        "left": left_of(line),
        "contributions": [contribution_figures(each) for each in giving],
    }
    return render(request, "funding/line_allocate.html", context)


@require_POST
@of_secretariat
def allocation_step(request: HttpRequest, pk: str) -> HttpResponse:
    """Confirm, release or settle."""
    found = get_object_or_404(Allocation.objects.visible_to(request.user).with_places(), pk=pk)
    form, back = StepForm(request.POST), ("funding:line", found.line_id)
    if not form.is_valid():
        return unread(request, back)
    by, why = request.user, form.cleaned_data["reason"]
    deeds = {
        "confirm": (lambda: actions.confirm_allocation(found, by=by), _("The allocation is confirmed.")),
        "release": (lambda: actions.release_allocation(found, reason=why, by=by), _("The money is free again.")),
        "settle": (lambda: actions.settle_allocation(found, by=by), _("The allocation is settled.")),
    }
    if form.cleaned_data["do"] not in deeds:
        return unread(request, back)
    return done(request, *deeds[form.cleaned_data["do"]], back)
