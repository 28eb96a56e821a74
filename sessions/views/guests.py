"""Guests: invited by those who lead, and their own page, which a letter's link opens.

The link's address is left at once, as with the links of accounts: the invitation's key goes into the session of this
browser. Taking the invitation into use ties it to a secret that this session alone holds. Entering is an address of its
own, for a form that ends at another host is refused by our content security policy.
"""

import secrets
import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.rules import TOKEN_BYTES, token_digest
from sessions import actions
from sessions.door import guest_refusal_of, opening
from sessions.errors import SENTENCES, SessionError
from sessions.forms import GuestForm
from sessions.models import TrainingSession
from sessions.models.guests import GuestInvitation
from sessions.rules import Refusal
from sessions.views.fetching import fetch_led

IN_HAND, BROWSER = "sessions.guest", "sessions.guest.browser"
GONE = 410


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def guests(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Who is invited, and a form to invite one more. For those who lead the session; others get 404."""
    found = fetch_led(request, session_id)
    form = GuestForm(request.POST or None, initial={"language": found.workshop.language, "shows_title": True})
    if form.is_valid():
        try:
            guest = actions.invite_guest(found, **form.cleaned_data, by=request.user)
        except SessionError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("%(name)s is invited by e-mail.") % {"name": guest.name})
            return redirect("sessions:guests", session_id=found.pk)
    context = {"session": found, "workshop": found.workshop, "form": form, "guests": found.guests.all()}
    return render(request, "sessions/guests.html", context)


@require_POST
@login_required
def revoke_guest(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Take one invitation back; one that is revoked already is no fault."""
    found = fetch_led(request, session_id)
    for guest in found.guests.filter(pk__in=_keys(request.POST.get("guest", ""))):
        actions.revoke_guest(guest, by=request.user)
        messages.success(request, _("The invitation is revoked: its address leads nowhere any more."))
    return redirect("sessions:guests", session_id=found.pk)


@never_cache
@require_safe
def guest_link(request: HttpRequest, token: str) -> HttpResponse:
    """From the letter to the guest's page, whose address carries no secret."""
    found = GuestInvitation.objects.filter(links__token_hash=token_digest(token)).values_list("pk", flat=True).first()
    if found is not None:
        request.session[IN_HAND] = str(found)
    response = redirect("sessions:guest")
    response["Referrer-Policy"] = "no-referrer"
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def guest(request: HttpRequest) -> HttpResponse:
    """When it is, whether one can enter, and the button; POST takes the invitation into use in this browser."""
    invited = _in_hand(request)
    if invited is None:
        return render(request, "sessions/guest_gone.html", status=GONE)
    if request.method == "POST":
        return _taken(request, invited)
    refusal = guest_refusal_of(invited, browser=request.session.get(BROWSER, ""), at=timezone.now())
    hours = opening(invited.session)
    context = {
        "guest": invited,
        "session": invited.session,
        "workshop": invited.session.workshop,
        "leave": _leave(invited.session),
        "refusal": refusal,
        "sentence": SENTENCES[refusal] if refusal else "",
        "opens_at": hours.opens_at,
        "is_taken": bool(invited.browser_hash),
    }
    return render(request, "sessions/guest.html", context)


def _taken(request: HttpRequest, invited: GuestInvitation) -> HttpResponse:
    browser = request.session.get(BROWSER) or secrets.token_urlsafe(TOKEN_BYTES)
    leave = _leave(invited.session)
    if leave and not request.POST.get("consents"):
        messages.error(request, str(SENTENCES[Refusal.CONSENT]))
        return redirect("sessions:guest")
    try:
        actions.take_invitation(invited, browser=browser, consents=bool(leave))
    except SessionError as refusal:
        messages.error(request, str(refusal))
    else:
        request.session[BROWSER] = browser
    return redirect("sessions:guest")


@never_cache
@require_safe
def guest_enter(request: HttpRequest) -> HttpResponse:
    """To the room's lobby, with a token of the guest's in the fragment; refused, back to the page, which says why."""
    invited = _in_hand(request)
    if invited is None:
        return render(request, "sessions/guest_gone.html", status=GONE)
    try:
        room = actions.admit_guest(invited, browser=request.session.get(BROWSER, ""))
    except SessionError as refusal:
        messages.error(request, str(refusal))
        return redirect("sessions:guest")
    answer = HttpResponse(status=302, headers={"Location": room})
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def _in_hand(request: HttpRequest) -> GuestInvitation | None:
    """The invitation that this browser came by."""
    asked = GuestInvitation.objects.select_related("session__workshop__host_office", "session__recording_leave")
    return asked.filter(pk__in=_keys(request.session.get(IN_HAND, ""))).first()


def invited_here(request: HttpRequest) -> GuestInvitation | None:
    """The invitation that this browser came by, while it still leads somewhere: neither revoked nor of the past."""
    invited = _in_hand(request)
    is_live = invited and invited.revoked_at is None and timezone.now() < opening(invited.session).closes_at
    return invited if is_live else None


def _leave(session: TrainingSession):
    leave = getattr(session, "recording_leave", None)
    return leave if leave and leave.ended_at is None else None


def _keys(text: str) -> list[uuid.UUID]:
    try:
        return [uuid.UUID(text)]
    except ValueError:
        return []
