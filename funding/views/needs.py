"""What offices need: an office's own page with its needs and lines, and the review of the Secretariat."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from equipment.models import ItemType
from funding import actions
from funding.forms.contributions import AnswerForm, NeedForm
from funding.lacking import lacks_of
from funding.models import BudgetLine, Need
from funding.totals import line_figures
from funding.views.answers import done, of_secretariat, tried, unread
from funding.views.leaves import leaf_of
from network.models import Office, OfficeRoom
from network.querysets import standing_of


def _my_offices(request: HttpRequest):
    """Those whose needs the reader tells."""
    return Office.objects.filter(pk__in=standing_of(request.user).offices_as("contact_point", "custodian")).in_order()


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def office_needs(request: HttpRequest) -> HttpResponse:
    """To contact points and custodians: what the rooms lack, what was asked for and answered; a form for more."""
    offices = _my_offices(request)
    if not offices:
        raise Http404
    form = NeedForm(request.POST or None, offices=offices)

    def deed() -> None:
        given = form.cleaned_data
        what = {"reason": given["reason"], "room": given["room"]}
        actions.state_need(given["office"], given["item_type"], given["quantity"], **what, by=request.user)

    if request.method == "POST" and tried(request, form, deed, _("Noted as a draft: send it when it is ready.")):
        return redirect("funding:office_needs")
    needs = Need.objects.visible_to(request.user).filter(office__in=offices).with_places()
    lines = BudgetLine.objects.visible_to(request.user).filter(office__in=offices).in_budget()
    context = {
        "offices": offices,
        "rooms": lacks_of(OfficeRoom.objects.filter(office__in=offices).select_related("office__country")),
        "leaf": leaf_of(request, needs),
        "lines": [(line, line_figures(line)) for line in lines.with_places().with_cover()],
        "form": form,
    }
    return render(request, "funding/office_needs.html", context)


@require_POST
@login_required
def needs_draw(request: HttpRequest, office: str) -> HttpResponse:
    """Count what the rooms of an office lack, as drafts."""
    mine = get_object_or_404(_my_offices(request), code=office)
    said = _("What the rooms lack stands below as drafts.")
    return done(request, lambda: actions.draw_needs(mine, by=request.user), said, ("funding:office_needs",))


@require_POST
@login_required
def need_send(request: HttpRequest, pk: str) -> HttpResponse:
    """To the Secretariat."""
    need = get_object_or_404(Need.objects.visible_to(request.user).filter(office__in=_my_offices(request)), pk=pk)
    said = _("Sent to the Secretariat.")
    return done(request, lambda: actions.send_need(need, by=request.user), said, ("funding:office_needs",))


@require_POST
@login_required
def need_withdraw(request: HttpRequest, pk: str) -> HttpResponse:
    """The office takes it back."""
    need = get_object_or_404(Need.objects.visible_to(request.user).filter(office__in=_my_offices(request)), pk=pk)
    why = request.POST.get("reason", "")[:500]
    return done(
        request,
        lambda: actions.withdraw_need(need, reason=why, by=request.user),
        _("The need is withdrawn."),
        ("funding:office_needs",),
    )


@require_safe
@login_required
def need_list(request: HttpRequest) -> HttpResponse:
    """To the Secretariat: what awaits its answer, and everything rolled up to quantities by kind and office."""
    standing = standing_of(request.user)
    if not standing.holds("secretariat", "administrator"):
        raise Http404
    needs = Need.objects.visible_to(request.user)
    rolled = list(needs.rolled_up())
    kinds = ItemType.objects.in_bulk({row["item_type"] for row in rolled})
    offices = Office.objects.select_related("country").in_bulk({row["office"] for row in rolled})
    rows = [(kinds[row["item_type"]], offices[row["office"]], row) for row in rolled]
    context = {
        "leaf": leaf_of(request, needs.to_review().with_places()),
        "rolled": sorted(rows, key=lambda row: (row[0].name, row[1].country.name)),
        "is_secretariat": standing.is_secretariat,
    }
    return render(request, "funding/need_list.html", context)


@require_POST
@of_secretariat
def need_answer(request: HttpRequest, pk: str) -> HttpResponse:
    """Accept, all of it or a part, or decline with the reason."""
    need = get_object_or_404(Need.objects.visible_to(request.user), pk=pk)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return unread(request, ("funding:need_list",))
    given = form.cleaned_data
    if given["decision"] == "accept":
        what = {"granted": given["granted"], "answer": given["answer"]}
        return done(
            request,
            lambda: actions.accept_need(need, **what, by=request.user),
            _("The need is accepted."),
            ("funding:need_list",),
        )
    return done(
        request,
        lambda: actions.decline_need(need, answer=given["answer"], by=request.user),
        _("The need is declined."),
        ("funding:need_list",),
    )
