"""A contact point says to how many people the office passed a workshop on; on the workshop's own page."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from courses import actions
from courses.errors import CourseError
from courses.models import Workshop
from network.models import MOST_REACHED, Office
from network.querysets import standing_of


class PassedOnForm(forms.Form):
    """One number."""

    people = forms.IntegerField(min_value=1, max_value=MOST_REACHED)


@require_POST
@login_required
def workshop_pass_on(request: HttpRequest, slug: str, office: str) -> HttpResponse:
    """Mark it for an office that I am contact point of; another one is not there (404)."""
    found = get_object_or_404(Workshop.objects.visible_to(request.user), slug=slug)
    mine = standing_of(request.user).offices_as("contact_point")
    of_office = get_object_or_404(Office.objects.filter(pk__in=mine), code=office)
    form = PassedOnForm(request.POST)
    if not form.is_valid():
        asked = _("Write how many people of your office it reached: a number from 1 to %(most)s.")
        messages.error(request, asked % {"most": MOST_REACHED})
        return redirect("courses:workshop", slug=found.slug)
    try:
        mark = actions.mark_passed_on(found, of_office, people=form.cleaned_data["people"], by=request.user)
    except CourseError as refusal:
        messages.error(request, str(refusal))
    else:
        done = ngettext("Noted: passed on to %(number)s person.", "Noted: passed on to %(number)s people.", mark.people)
        messages.success(request, done % {"number": mark.people})
    return redirect("courses:workshop", slug=found.slug)
