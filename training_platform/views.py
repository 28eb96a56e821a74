"""Pages that bring the floors together: where each role begins, my training, my office, the demo's door."""

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from courses.models import Enrolment, Workshop
from courses.panels import OfficeSeats
from foundations.audit.actions import record_event
from network.models import Office, User
from network.querysets import standing_of
from network.session_marks import DEMO
from sessions.models import Attendance
from sessions.rules import award_percent


@require_safe
def icon(request: HttpRequest) -> HttpResponse:
    """Browsers ask for it unbidden where a page names no icon: answers of machines, documents."""
    return redirect(static("platform/icon.svg"), permanent=True)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The beginning of each role, in the reader's own language; strangers get the public home."""
    if not request.user.is_authenticated:
        return redirect(f"/{translation.get_language()[:2]}/")
    standing = standing_of(request.user)
    with translation.override(request.user.language):
        if standing.is_staff or standing.holds("administrator"):
            return redirect("wagtailadmin_home")
        if standing.holds("contact_point"):
            return redirect("my_office")
        return redirect("my_training" if standing.is_network else f"/{request.user.language}/")


@require_safe
@login_required
def my_training(request: HttpRequest) -> HttpResponse:
    """What is next, my workshops by state, my certificates."""
    if not standing_of(request.user).is_network:
        raise Http404
    mine = Enrolment.objects.filter(person=request.user.person_id).select_related("workshop__host_office__country")
    live = list(mine.live().filter(workshop__state=Workshop.State.ANNOUNCED).order_by("workshop__starts_on"))
    seconds = Attendance.objects.seconds_of(request.user.person_id)
    today = timezone.localdate()
    context = {
        "live": sorted(
            (enrolment for enrolment in live if enrolment.workshop.ends_on >= today),
            key=lambda enrolment: enrolment.state != Enrolment.State.NOMINATED,
        ),
        "past": [
            (enrolment, award_percent([seconds[enrolment.workshop_id]]) if enrolment.workshop_id in seconds else None)
            for enrolment in reversed(live)
            if enrolment.workshop.ends_on < today
        ],
        "ended": mine.exclude(state__in=Enrolment.LIVE).order_by("-asked_at")[:20],
        "open_workshops": Workshop.objects.accepting()
        .filter(seats_per_office__isnull=True)
        .exclude(enrolments__in=mine.live())
        .for_lists()
        .upcoming()[:5],
    }
    return render(request, "training_platform/my_training.html", context)


@require_safe
@login_required
def my_office(request: HttpRequest) -> HttpResponse:
    """For contact points: the seats of each open workshop, the earliest deadline first."""
    offices = list(Office.objects.filter(pk__in=standing_of(request.user).offices_as("contact_point")).in_order())
    if not offices:
        raise Http404
    accepting = Workshop.objects.accepting().filter(seats_per_office__isnull=False).for_cards()
    boards = [
        OfficeSeats(workshop, office) for workshop in accepting.order_by("nominations_close_at") for office in offices
    ]
    return render(request, "training_platform/my_office.html", {"offices": offices, "boards": boards})


@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """One click into a demo account: with ``DEMO=1`` and from this very machine only; the audit book marks it."""
    if not settings.DEMO or not _comes_from_here(request):
        raise Http404
    user = get_object_or_404(User, email__iexact=request.POST.get("email", ""), is_active=True)
    logout(request)  # the means of a session are its own: those of another one are forgotten with it
    record_authentication(request, user, method=DEMO)
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    record_event("training_platform.demo_signed_in", user.person, by=user)
    way = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(way, {request.get_host()}, require_https=request.is_secure())
    return redirect(way if is_ours else "home")


def _comes_from_here(request: HttpRequest) -> bool:
    """Asked by this machine for this machine, and through no proxy, whose own address would be this machine's."""
    host = request.get_host().rsplit(":", 1)[0].strip("[]")
    if any(request.headers.get(name) for name in ("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via")):
        return False
    return host in settings.LOOPBACK_HOSTS and request.META.get("REMOTE_ADDR") in settings.LOOPBACK_HOSTS
