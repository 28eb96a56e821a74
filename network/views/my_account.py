"""What readers see and change of themselves."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from network.actions import set_preferences
from network.forms import PreferencesForm


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def my_account(request: HttpRequest) -> HttpResponse:
    """Who I am here, my language and my clock; a new language is spoken from the next page on."""
    form = PreferencesForm(request.POST or None, reader=request.user)
    if form.is_valid():
        set_preferences(request.user, **form.cleaned_data, by=request.user)
        return in_language(request, form.cleaned_data["language"])
    person = request.user.person
    appointments = person.appointments.valid().select_related("office")
    return render(request, "network/my_account.html", {"form": form, "person": person, "appointments": appointments})


def in_language(request: HttpRequest, language: str) -> HttpResponse:
    """Back to the account in the language just chosen, which addresses without a language keep to as well."""
    with translation.override(language):
        messages.success(request, _("Your language and your clock are set."))
        response = redirect(reverse("my_account"))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 60 * 60,
        secure=settings.SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response
