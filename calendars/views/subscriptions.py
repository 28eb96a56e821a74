"""One's subscriptions to calendars: begun, changed, given another address, ended."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from calendars import actions
from calendars.errors import CalendarError
from calendars.feeds import name_of
from calendars.forms import FeedForm
from calendars.models import Feed, Quiet
from calendars.ways import how_late, public_ways, ways_to


@require_safe
def subscribe(request: HttpRequest) -> HttpResponse:
    """How to have the calendar in one's own program: what is public, and one's own subscriptions."""
    context = {"public": public_ways((get_language() or "es")[:2]), "how_late": how_late()}
    if request.user.is_authenticated:
        context["is_quiet"] = Quiet.objects.filter(person=request.user.person_id).exists()
        context["feeds"] = Feed.objects.visible_to(request.user).live().with_tokens()
    return render(request, "calendars/subscribe.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def feed_open(request: HttpRequest) -> HttpResponse:
    """A form for a new subscription; its address is on the page that answers, and on no other."""
    asked = request.GET.get("content", "")
    initial = {"name": _("my training"), **({"content": asked} if asked else {})}
    form = FeedForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            feed, token = actions.open_feed(by=request.user, **form.cleaned_data)
        except CalendarError as refusal:
            form.add_error(None, str(refusal))
        else:
            return _shown(request, feed, token)
    return render(request, "calendars/feed_form.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def feed_revise(request: HttpRequest, pk: int) -> HttpResponse:
    """What a subscription holds and how it is told; its address stays as it is."""
    feed = get_object_or_404(Feed.objects.visible_to(request.user).live(), pk=pk)
    form = FeedForm(request.POST or None, feed=feed)
    if form.is_valid():
        try:
            actions.revise_feed(feed, by=request.user, **form.cleaned_data)
        except CalendarError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The subscription is changed: your program shows it at its next visit."))
        return redirect("calendars:subscribe")
    return render(request, "calendars/feed_form.html", {"form": form, "feed": feed})


@never_cache
@require_POST
@login_required
def feed_renew(request: HttpRequest, pk: int) -> HttpResponse:
    """Another address for a subscription; the former one empties what was subscribed to at it."""
    feed = get_object_or_404(Feed.objects.visible_to(request.user).live(), pk=pk)
    try:
        token = actions.renew_token(feed, by=request.user)
    except CalendarError as refusal:
        messages.error(request, str(refusal))
        return redirect("calendars:subscribe")
    return _shown(request, feed, token)


@require_POST
@login_required
def feed_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """End a subscription."""
    feed = get_object_or_404(Feed.objects.visible_to(request.user), pk=pk)
    actions.revoke_feed(feed, by=request.user)
    messages.success(request, _("The subscription is revoked: your program empties it at its next visit."))
    return redirect("calendars:subscribe")


@require_POST
@login_required
def invitations(request: HttpRequest) -> HttpResponse:
    """Whether invitations come along with e-mails."""
    wanted = request.POST.get("wanted") == "on"
    actions.want_invitations(wanted, by=request.user)
    if wanted:
        messages.success(request, _("Sessions now come as invitations by e-mail."))
    else:
        messages.success(request, _("No more invitations by e-mail. E-mails about changes still come."))
    return redirect("calendars:subscribe")


def _shown(request: HttpRequest, feed: Feed, token: str) -> HttpResponse:
    context = {"feed": feed, "ways": ways_to(token, name_of(feed.name, feed.language)), "how_late": how_late()}
    return render(request, "calendars/feed_shown.html", context)
