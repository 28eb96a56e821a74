"""My office: its people and their accounts, for its contact points. A person of another office is not there (404)."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network import actions
from network.errors import AccountError
from network.forms import AccountForm, AdmissionForm, ReasonForm
from network.models import Office, Person, User
from network.panels import card_of, cards_of
from network.querysets import PersonQuerySet, standing_of


@require_safe
@login_required
def office_people(request: HttpRequest) -> HttpResponse:
    """Everybody of my office, with the state of the account; with ``?account=new`` those whose account waits."""
    offices, people = _offices(request), _people(request)
    only_new = request.GET.get("account") == User.State.NEW
    if only_new:
        people = people.filter(user__is_active=True, user__activated_at__isnull=True)
    context = {"offices": offices, "cards": cards_of(people), "only_new": only_new}
    return render(request, "network/office_people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def office_person_add(request: HttpRequest) -> HttpResponse:
    """A new person of my office, with an account if there is an address."""
    form = AdmissionForm(request.POST or None, offices=_offices(request))
    if form.is_valid():
        try:
            person = actions.admit_person(**form.cleaned_data, by=request.user)
        except ValidationError as faults:
            add_faults(form, faults)
        else:
            messages.success(request, _("%(name)s was added.") % {"name": person.full_name})
            return redirect("network:office_person", pk=person.pk)
    return render(request, "network/office_person_add.html", {"form": form})


@require_safe
@login_required
def office_person(request: HttpRequest, pk) -> HttpResponse:
    """One person of my office: the account, and what I may do about it."""
    person = _person(request, pk)
    return render(request, "network/office_person.html", card_of(person, request.user))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def account_open(request: HttpRequest, pk) -> HttpResponse:
    """An account for somebody of my office who has none."""
    person = _person(request, pk)
    form = AccountForm(request.POST or None)
    if form.is_valid():
        try:
            actions.open_account(person, **form.cleaned_data, by=request.user)
        except ValidationError as faults:
            add_faults(form, faults)
        except AccountError as refusal:
            return _back(request, person, refusal=refusal)
        else:
            return _back(request, person, _("The account is open and the e-mail is on its way."))
    return render(request, "network/account_open.html", {"form": form, "person": person})


@require_POST
@login_required
def account_send_letter(request: HttpRequest, pk) -> HttpResponse:
    """The letter with the activation link once more."""
    person = _person(request, pk)
    try:
        actions.send_activation_again(_account(person), by=request.user)
    except AccountError as refusal:
        return _back(request, person, refusal=refusal)
    return _back(request, person, _("The e-mail is on its way."))


@dataclass(frozen=True)
class Decision:
    """Something done to an account for a reason: what the page says before, on the button, and after."""

    act: Callable[..., None]
    title: Promise
    consequence: Promise
    done: Promise


CLOSE = Decision(
    actions.close_account,
    gettext_lazy("Close the account"),
    gettext_lazy(
        "From this moment on nobody signs in with it, and whoever is signed in is signed out. It can be reopened."
    ),
    gettext_lazy("The account is closed."),
)
REOPEN = Decision(
    actions.reopen_account,
    gettext_lazy("Reopen the account"),
    gettext_lazy("The person signs in again with the password and the second factor of before."),
    gettext_lazy("The account is open again."),
)
SIGN_OUT = Decision(
    actions.sign_out_everywhere,
    gettext_lazy("End all sessions"),
    gettext_lazy("Every device is signed out at once. The account stays open; the person can sign in again."),
    gettext_lazy("All sessions have ended."),
)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def account_close(request: HttpRequest, pk) -> HttpResponse:
    """Close the account of somebody of my office."""
    return _decide(request, pk, CLOSE)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def account_reopen(request: HttpRequest, pk) -> HttpResponse:
    """Open again what a contact point closed."""
    return _decide(request, pk, REOPEN)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def account_sign_out(request: HttpRequest, pk) -> HttpResponse:
    """End the sessions of somebody who lost a device, say."""
    return _decide(request, pk, SIGN_OUT)


def _decide(request: HttpRequest, pk, decision: Decision) -> HttpResponse:
    """Ask the reason, act, and back to the person with a sentence."""
    person = _person(request, pk)
    account = _account(person)
    form = ReasonForm(request.POST or None)
    if not form.is_valid():
        context = {"form": form, "person": person, "decision": decision}
        return render(request, "network/account_decision.html", context)
    try:
        decision.act(account, by=request.user, reason=form.cleaned_data["reason"])
    except AccountError as refusal:
        return _back(request, person, refusal=refusal)
    return _back(request, person, str(decision.done))


def _offices(request: HttpRequest) -> list[Office]:
    """The offices that the reader is contact point of; 404 for whoever is none."""
    offices = list(Office.objects.filter(pk__in=standing_of(request.user).offices_as("contact_point")).in_order())
    if not offices:
        raise Http404
    return offices


def _people(request: HttpRequest) -> PersonQuerySet:
    return Person.objects.looked_after_by(request.user)


def _person(request: HttpRequest, pk) -> Person:
    return get_object_or_404(_people(request).select_related("office", "unit", "user"), pk=pk)


def _account(person: Person) -> User:
    if not hasattr(person, "user"):
        raise Http404
    return person.user


def _back(
    request: HttpRequest, person: Person, sentence: str = "", *, refusal: AccountError | None = None
) -> HttpResponse:
    """To the person's page with one sentence: what happened, or why not."""
    if refusal is not None:
        messages.error(request, str(refusal))
    else:
        messages.success(request, sentence)
    return redirect("network:office_person", pk=person.pk)


def add_faults(form: Form, faults: ValidationError) -> None:
    """Each fault at its field; what speaks of no field of this form stands above them all."""
    by_field = faults.error_dict if hasattr(faults, "error_dict") else {"": faults.error_list}
    for name, errors in by_field.items():
        form.add_error(name if name in form.fields else None, errors)
