"""The holder's wallet, and the sums over the people of an office or of all."""

import io
from collections.abc import Sequence

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from certificates.models import Certificate
from certificates.querysets import CertificateQuerySet
from certificates.wallet.papers import careers_of, transcript_of
from certificates.wallet.sums import grid_of, lines_by_office, lines_by_person
from foundations.audit.actions import record_event
from foundations.spreadsheets.xlsx import MEDIA_TYPE
from network.models import Office, Person
from network.querysets import standing_of


@require_safe
@login_required
def wallet(request: HttpRequest) -> HttpResponse:
    """All one's own certificates, of every edition and version, and the hours that they come to."""
    papers = _own(request)
    current = [paper for paper in papers if paper.state != Certificate.State.SUPERSEDED]
    earlier = [paper for paper in papers if paper.state == Certificate.State.SUPERSEDED]
    context = {
        "certificates": current,
        "earlier": earlier,
        "grid": grid_of(current),
        "has_doubtful": any(paper.state != Certificate.State.VALID for paper in current),
    }
    return render(request, "certificates/wallet/wallet.html", context)


@require_safe
@login_required
def transcript(request: HttpRequest) -> HttpResponse:
    """One's own valid certificates on one document, in the language of the page."""
    person = get_object_or_404(Person.objects.select_related("office__country"), pk=request.user.person_id)
    document = transcript_of(person, _own(request), at=timezone.now())
    return _file(document, "application/pdf", slugify(_("transcript of training")) + ".pdf")


def _own(request: HttpRequest) -> Sequence[Certificate]:
    return list(Certificate.objects.of_person(request.user.person_id).select_related("workshop__area"))


@require_safe
@login_required
def certified(request: HttpRequest) -> HttpResponse:
    """What training is certified: of the people of one's office; to School and Secretariat of every office."""
    papers, office = _answered_for(request)
    found = list(papers.valid())
    context = {
        "office": office,
        "is_staff": standing_of(request.user).is_staff,
        "lines": lines_by_person(found) if office else lines_by_office(found),
        "grid": grid_of(found),
    }
    return render(request, "certificates/wallet/certified.html", context)


@require_safe
@login_required
def certified_xlsx(request: HttpRequest) -> HttpResponse:
    """Every certificate as a workbook for the registers of national careers; for School and Secretariat."""
    papers, office = _answered_for(request)
    if not standing_of(request.user).is_staff:
        raise Http404
    record_event("certificates.careers_exported", office, by=request.user, office=office.pk if office else None)
    ending = office.country.code.lower() if office else ""
    what = _("certified training")
    name = slugify(f"{what} {ending} {timezone.localdate():%Y-%m-%d}")
    return _file(careers_of(list(papers.current())), MEDIA_TYPE, f"{name}.xlsx")


def _answered_for(request: HttpRequest) -> tuple[CertificateQuerySet, Office | None]:
    """The certificates that the reader answers for, and the office they are narrowed to; 404 for nobody's.

    School and Secretariat choose one in ``?office=``; whoever answers for several sees the first, or the one chosen.
    """
    standing = standing_of(request.user)
    offices = Office.objects.in_order()
    if not standing.is_staff:
        offices = offices.filter(pk__in=standing.offices_as("contact_point", "national_editor"))
    asked = request.GET.get("office", "")
    office = offices.filter(pk=int(asked)).first() if asked.isdecimal() else None
    if office is None and (asked or not standing.is_staff):
        office = None if asked else offices.first()
        if office is None:
            raise Http404
    papers = Certificate.objects.with_everything()
    return (papers.filter(office=office) if office else papers), office


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = FileResponse(io.BytesIO(content), content_type=media_type, as_attachment=True, filename=name)
    patch_cache_control(response, private=True, no_store=True)
    return response
