"""*Contactos*: whom to reach in the network. Whoever is signed out reads mailboxes, and nobody's name."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from network.directory import directory_for
from network.models import Institution
from network.querysets import standing_of
from network.rules import may_see_vacancies, reads_names_of_some


@require_safe
def contacts(request: HttpRequest) -> HttpResponse:
    """Offices in their order, the Secretariat first; people, and offices that lack some, for those it concerns."""
    standing = standing_of(request.user)
    entries = directory_for(request.user)
    context = {
        "directory": entries,
        "secretariat": Institution.objects.filter(kind=Institution.Kind.SECRETARIAT).first(),
        "secretariat_email": settings.SECRETARIAT_EMAIL,
        "secretariat_address": settings.SECRETARIAT_ADDRESS,
        "sees_people": reads_names_of_some(standing),
        "sees_vacancies": may_see_vacancies(standing),
        "complete": sum(not entry.missing for entry in entries),
    }
    return render(request, "network/contacts.html", context)
