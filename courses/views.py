"""The programme's public side: workshops, and one's own or one's office's places in them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses import actions
from courses.errors import CourseError
from courses.forms import GiveUpForm, NominationForm, WorkshopFilterForm
from courses.leaving import may_be_left, may_be_named_to, successor_of
from courses.messages import untold_sentence
from courses.models import Enrolment, Workshop
from courses.naming import offices_acted_for
from courses.obstacles import obstacles_of
from courses.panels import OfficeSeats, my_place
from courses.rules import ENROLLING_KINDS
from courses.seating import heir_to
from network.querysets import standing_of

PAST_OF_A_LEAF = 24


@require_safe
def workshop_list(request: HttpRequest) -> HttpResponse:
    """Workshops to come, then the past ones leaf by leaf, narrowed as asked; outsiders see the same outline."""
    form = WorkshopFilterForm(request.GET, visible=Workshop.objects.visible_to(request.user))
    found = form.found.for_lists()
    leaves = Paginator(found.past(), PAST_OF_A_LEAF)
    past = None if form.when_asked in (form.COMING, form.OPEN) else leaves.get_page(request.GET.get("page"))
    upcoming = None if form.when_asked == form.PAST else list(found.upcoming())
    context = {
        "form": form,
        "is_narrowed": form.is_narrowed,
        "count": len(upcoming or []) + (leaves.count if past is not None else 0),
        "upcoming": upcoming,
        "past": past,
    }
    return render(request, "courses/workshop_list.html", context)


@require_safe
def workshop(request: HttpRequest, slug: str) -> HttpResponse:
    """One workshop: the outline for outsiders; for the network its timetable, my place and my office's seats."""
    found = get_object_or_404(Workshop.objects.visible_to(request.user).for_cards(), slug=slug)
    standing = standing_of(request.user)
    context = {"workshop": found, "is_network": standing.is_network}
    if standing.is_network:
        may_enrol = found.is_open and standing.office_id is not None and standing.kind in ENROLLING_KINDS
        place = my_place(found, standing.person_id)
        context |= {
            "place": place,
            "may_enrol": may_enrol,
            "obstacles": _my_obstacles(request, found) if may_enrol and place is None else [],
            "may_leave": may_be_left(found, timezone.now()),
            "enrolment_closed": timezone.now() >= found.nominations_close_at,
            "boards": _boards(request, found),
        }
    return render(request, "courses/workshop.html", context)


def _my_obstacles(request: HttpRequest, workshop: Workshop) -> list[str]:
    """What I should know before I enrol."""
    me = request.user.person
    return obstacles_of(workshop, [me])[me.pk].sentences(workshop)


def _boards(request: HttpRequest, workshop: Workshop) -> list[OfficeSeats]:
    """The seats that the reader fills: of the own offices; to the Secretariat, of the one it asks for."""
    standing = standing_of(request.user)
    if workshop.is_open or not (standing.is_secretariat or standing.holds("contact_point")):
        return []
    offices = offices_acted_for(request.user).in_order()
    if standing.is_secretariat:
        asked = request.GET.get("office")
        offices = offices.filter(code=asked) if asked else offices.none()
    return [OfficeSeats(workshop, office, on_behalf=standing.is_secretariat) for office in offices]


def _answer(request: HttpRequest, workshop: Workshop, sentence: str = "", *, refusal: CourseError | None = None):
    """Back to the workshop with one sentence: what happened, or why not."""
    if refusal is not None:
        messages.error(request, str(refusal))
    elif sentence:
        messages.success(request, sentence)
    return redirect("courses:workshop", slug=workshop.slug)


PLACE_SENTENCES = {
    Enrolment.State.CONFIRMED: lambda: _("Your seat is confirmed."),
    Enrolment.State.NOMINATED: lambda: _("The seat is held and the person was told."),
    Enrolment.State.OFFERED: lambda: _("A seat is offered already: it waits for an answer."),
    Enrolment.State.WAITING: lambda: _("No seat is free: a place on the waiting list was given."),
}


def _named_sentence(enrolment: Enrolment) -> str:
    """What came of naming somebody; nobody writes to who has no account that works."""
    sentence, untold = PLACE_SENTENCES[enrolment.state](), untold_sentence(enrolment.person)
    if untold and enrolment.state == Enrolment.State.NOMINATED:
        sentence = _("The seat is held.")
    return f"{sentence} {untold}".strip()


@require_POST
@login_required
def workshop_enrol(request: HttpRequest, slug: str) -> HttpResponse:
    """Enrol myself in an open workshop."""
    found = get_object_or_404(Workshop.objects.visible_to(request.user), slug=slug)
    try:
        enrolment = actions.enrol_person(found, request.user.person, by=request.user)
    except CourseError as refusal:
        return _answer(request, found, refusal=refusal)
    return _answer(request, found, PLACE_SENTENCES[enrolment.state]())


@require_POST
@login_required
def workshop_nominate(request: HttpRequest, slug: str, office: str) -> HttpResponse:
    """Name a person of an office that I am contact point of."""
    found = get_object_or_404(Workshop.objects.visible_to(request.user), slug=slug)
    for_office = get_object_or_404(offices_acted_for(request.user), code=office)
    form = NominationForm(request.POST, workshop=found, office=for_office)
    if not form.is_valid():
        unlisted = _("Choose a person of your office from the list. Whoever has a place already is not on it.")
        return _answer(request, found, refusal=CourseError(unlisted))
    try:
        enrolment = actions.nominate_person(found, form.cleaned_data["person"], by=request.user)
    except CourseError as refusal:
        return _answer(request, found, refusal=refusal)
    return _answer(request, found, _named_sentence(enrolment))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def enrolment_accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then accept my seat, or say that its new days suit; or for somebody of my office who cannot sign in.

    A letter leads here: following its link shows two buttons and answers nothing.
    """
    enrolments = Enrolment.objects.acceptable_by(request.user).select_related("workshop", "person__user")
    enrolment = get_object_or_404(enrolments, pk=pk)
    asked_again = enrolment.state == Enrolment.State.CONFIRMED and enrolment.asked_again_at is not None
    if request.method != "POST":
        if enrolment.state in Enrolment.TO_ACCEPT or asked_again:
            return render(request, "courses/accept.html", {"enrolment": enrolment, "workshop": enrolment.workshop})
        return redirect("courses:workshop", slug=enrolment.workshop.slug)
    try:
        if asked_again:
            actions.reconfirm_seat(enrolment, by=request.user)
        else:
            actions.accept_seat(enrolment, by=request.user)
    except CourseError as refusal:
        return _answer(request, enrolment.workshop, refusal=refusal)
    if enrolment.person_id != request.user.person_id:
        confirmed = _("The seat of %(name)s is confirmed.") % {"name": enrolment.person.full_name}
        return _answer(request, enrolment.workshop, confirmed)
    return _answer(request, enrolment.workshop, _("Your seat is confirmed."))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def enrolment_give_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then decline or withdraw: mine, or one of my office. What has ended already leads to the workshop."""
    enrolments = Enrolment.objects.changeable_by(request.user).select_related("workshop", "person")
    enrolment = get_object_or_404(enrolments, pk=pk)
    if enrolment.state not in Enrolment.LIVE:
        messages.info(request, _("This place was given up or ended already."))
        return redirect("courses:workshop", slug=enrolment.workshop.slug)
    form = GiveUpForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        heir = heir_to(enrolment, timezone.now())
        context = {"enrolment": enrolment, "form": form, "heir": heir if may_be_named_to(request.user, heir) else None}
        return render(request, "courses/give_up.html", context)
    try:
        ended = actions.give_up_seat(enrolment, by=request.user, reason=form.cleaned_data["reason"])
    except CourseError as refusal:
        return _answer(request, enrolment.workshop, refusal=refusal)
    return _answer(request, enrolment.workshop, _given_up_sentence(request, ended))


def _given_up_sentence(request: HttpRequest, ended: Enrolment) -> str:
    """What came of giving a place up; who got the seat, to whoever may read that name."""
    successor = successor_of(ended)
    if successor is None or not may_be_named_to(request.user, successor):
        return _("The place was given up.")
    return _("The place was given up. The seat was offered to %(name)s.") % {"name": successor.person.full_name}
