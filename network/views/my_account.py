"""What readers see and change of themselves."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from network.actions import set_preferences
from network.forms import PreferencesForm
from network.models import Person
from network.panels import recent_sign_ins
from network.places import place_of


@dataclass(frozen=True)
class Link:
    """One thing to do with one's account, and where."""

    name: str
    label: Promise
    sentence: Promise

    @property
    def url(self) -> str:
        """Empty where the page is not mounted."""
        try:
            return reverse(self.name)
        except NoReverseMatch:
            return ""


SECTIONS = {
    ("security", gettext_lazy("Security")): (
        Link(
            "account_change_password",
            gettext_lazy("Change my password"),
            gettext_lazy("At least fifteen characters; a sentence is easier to keep in mind than signs."),
        ),
        Link(
            "mfa_index",
            gettext_lazy("Second factor"),
            gettext_lazy("Passkeys, an application that shows codes, and recovery codes for the day you lose it."),
        ),
        Link(
            "usersessions_list",
            gettext_lazy("Devices and sessions"),
            gettext_lazy("Where you are signed in now, and how to end it elsewhere."),
        ),
    ),
    ("privacy", gettext_lazy("My data")): (
        Link(
            "privacy:my_data",
            gettext_lazy("See and download my data"),
            gettext_lazy("Everything that is held on you, in one file."),
        ),
        Link(
            "privacy:correction_list",
            gettext_lazy("Ask for a correction"),
            gettext_lazy("A wrong name, a record that is not yours: ask, and follow the answer."),
        ),
    ),
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def my_account(request: HttpRequest) -> HttpResponse:
    """Who I am here, my language and my clock, and the way to everything else that is mine.

    A new language is spoken from the next page on; the office's clock is confirmed by one button of the same form.
    """
    form = PreferencesForm(request.POST or None, reader=request.user)
    if form.is_valid():
        set_preferences(request.user, **form.cleaned_data, by=request.user)
        return in_language(request, form.cleaned_data["language"])
    person = request.user.person
    context = {
        "form": form,
        "person": person,
        "appointments": person.appointments.valid().select_related("office", "stands_in_for__person"),
        "office_zone_place": _unconfirmed_place(person),
        "sections": _sections(),
        "sign_ins": recent_sign_ins(person),
    }
    return render(request, "network/my_account.html", context)


def _sections() -> list[dict]:
    """What is mounted of :data:`SECTIONS`."""
    sections = [
        {"key": key, "title": title, "links": [link for link in links if link.url]}
        for (key, title), links in SECTIONS.items()
    ]
    return [section for section in sections if section["links"]]


def _unconfirmed_place(person: Person) -> str:
    """The place of the office's clock while the reader has chosen none; else nothing."""
    return place_of(person.office.time_zone) if person.office and not person.user.time_zone else ""


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
