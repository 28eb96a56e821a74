"""What a contact point does with the seats of the office: hand one on, order who waits, read the letters beforehand."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses import actions
from courses.errors import CourseError
from courses.forms import SubstituteForm
from courses.messages import untold_sentence
from courses.models import Enrolment, Workshop
from courses.naming import offices_acted_for
from courses.previews import letters_of
from courses.querysets import EnrolmentQuerySet
from network.querysets import standing_of


def _of_my_offices(request: HttpRequest) -> EnrolmentQuerySet:
    """Places whose seats the reader fills."""
    mine = Enrolment.objects.filter(office__in=offices_acted_for(request.user))
    return mine.select_related("workshop__host_office__country", "person", "office__country")


def _back(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    """To the seats of the office; the Secretariat says for which office it acts."""
    answer = redirect("courses:workshop", slug=enrolment.workshop.slug)
    if standing_of(request.user).is_secretariat:
        answer["Location"] += f"?office={enrolment.office.code}"
    answer["Location"] += f"#seats-{enrolment.office.code}"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def enrolment_substitute(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose a colleague, press once: the seat is theirs. What was handed on already says to whom."""
    enrolment = get_object_or_404(_of_my_offices(request), pk=pk)
    form = SubstituteForm(request.POST or None, enrolment=enrolment)
    if request.method == "POST" and form.is_valid():
        try:
            heir = actions.substitute_person(
                enrolment, form.cleaned_data["person"], by=request.user, reason=form.cleaned_data["reason"]
            )
        except CourseError as refusal:
            messages.error(request, str(refusal))
        else:
            handed = _("The seat of %(old)s is now held for %(new)s.")
            handed %= {"old": enrolment.person.full_name, "new": heir.person.full_name}
            messages.success(request, f"{handed} {untold_sentence(heir.person)}".strip())
        return _back(request, enrolment)
    context = {"enrolment": enrolment, "workshop": enrolment.workshop, "form": form}
    return render(request, "courses/substitute.html", context)


@require_POST
@login_required
def enrolment_move_up(request: HttpRequest, pk: int) -> HttpResponse:
    """One step ahead among the office's own people who wait."""
    enrolment = get_object_or_404(_of_my_offices(request), pk=pk)
    try:
        actions.move_up(enrolment, by=request.user)
    except CourseError as refusal:
        messages.error(request, str(refusal))
    return _back(request, enrolment)


@require_safe
@login_required
def workshop_letters(request: HttpRequest, slug: str) -> HttpResponse:
    """The letters that people of a workshop get, as they read them: to contact points, School and Secretariat."""
    found = get_object_or_404(Workshop.objects.visible_to(request.user).for_cards(), slug=slug)
    standing = standing_of(request.user)
    if not (standing.is_staff or standing.holds("contact_point")):
        raise PermissionDenied
    return render(
        request, "courses/workshop_letters.html", {"workshop": found, "letters": letters_of(found, request.user)}
    )
