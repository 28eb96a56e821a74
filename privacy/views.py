"""What the platform holds on the reader, taking it home, asking to correct it, and the public notice."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.models import Person
from network.querysets import standing_of
from privacy import actions
from privacy.errors import PrivacyError
from privacy.forms import CorrectionForm
from privacy.models import Correction
from privacy.sources import sections_of

SHOWN_ROWS = 10


@require_safe
@login_required
def own_records(request: HttpRequest) -> HttpResponse:
    """Everything that the platform holds on the reader, by section; of long ones the first rows."""
    person = Person.objects.select_related("office", "unit", "institution").get(pk=request.user.person_id)
    return render(request, "privacy/my_data.html", {"sections": sections_of(person), "shown_rows": SHOWN_ROWS})


@require_POST
@login_required
def own_records_download(request: HttpRequest) -> HttpResponse:
    """The same, whole, as a ZIP made on the spot; refused after a few within an hour."""
    try:
        archive = actions.export_personal_records(by=request.user)
    except PrivacyError as refusal:
        messages.error(request, str(refusal))
        return redirect("privacy:my_data")
    response = HttpResponse(archive, content_type="application/zip")
    response["Content-Disposition"] = (
        f'attachment; filename="{settings.NETWORK_NAME.lower()}-{timezone.localdate()}.zip"'
    )
    patch_cache_control(response, private=True, no_store=True)
    return response


@require_safe
@login_required
def correction_list(request: HttpRequest) -> HttpResponse:
    """The reader's requests; to a contact point also those of the office's people about names and units."""
    visible = Correction.objects.visible_to(request.user).select_related("person")
    offices = standing_of(request.user).offices_as("contact_point")
    of_office = visible.filter(office__in=offices).exclude(person=request.user.person_id) if offices else visible.none()
    context = {
        "mine": Correction.objects.of_person(request.user.person_id),
        "of_office": of_office.open(),
        "is_contact_point": bool(offices),
        "now": timezone.now(),
    }
    return render(request, "privacy/correction_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def correction_ask(request: HttpRequest) -> HttpResponse:
    """A form for one request."""
    form = CorrectionForm(request.POST or None)
    if form.is_valid():
        try:
            actions.ask_correction(**form.cleaned_data, by=request.user)
        except PrivacyError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your request is with the Secretariat, which will answer by e-mail."))
            return redirect("privacy:correction_list")
    return render(request, "privacy/correction_ask.html", {"form": form, "days": settings.CORRECTION_DAYS})


@require_safe
def notice(request: HttpRequest) -> HttpResponse:
    """How personal data are treated here, for everybody."""
    months = {
        "letters_months": settings.LETTERS_KEPT_MONTHS,
        "evidence_months": settings.EVIDENCE_KEPT_MONTHS,
        "corrections_months": settings.CORRECTIONS_KEPT_MONTHS,
        "bookings_months": settings.BOOKING_WORDS_KEPT_MONTHS,
        "audit_years": settings.AUDIT_KEPT_YEARS,
        "correction_days": settings.CORRECTION_DAYS,
    }
    return render(request, "privacy/notice.html", months)
