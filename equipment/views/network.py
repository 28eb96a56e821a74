"""The rooms and gaps of the network at a glance: for School, Secretariat, administrators; as sheets."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from equipment.assessing import assess_rooms, rooms_of
from equipment.gaps import gaps_of
from equipment.models import ItemType
from equipment.querysets import offices_of
from equipment.room_panels import Have, haves_of, room_panels, score_a_month_before
from equipment.room_plots import grid_of, ladder_of
from equipment.room_sheets import gaps_sheet, readiness_sheet
from foundations.spreadsheets.xlsx import MEDIA_TYPE
from network.querysets import standing_of


@require_safe
@login_required
def readiness(request: HttpRequest) -> HttpResponse:
    """Every room of the network by its score, with why and what to do first."""
    _refuse_partial(request)
    now = timezone.now()
    panels = sorted(room_panels(rooms_of(None), now), key=lambda panel: -panel.assessed.verdict.score)
    context = {
        "panels": panels,
        "plot": ladder_of([panel.assessed for panel in panels], score_a_month_before(panels, now)),
        "may_export": standing_of(request.user).is_secretariat,
    }
    return render(request, "equipment/readiness.html", context)


@require_safe
@login_required
def gaps(request: HttpRequest) -> HttpResponse:
    """Offices by kinds of items: what each has of what is due to its rooms."""
    _refuse_partial(request)
    kinds, rows = gaps_of(assess_rooms(rooms_of(None)))
    context = {
        "kinds": kinds,
        "rows": [(row.office, _by_kind(kinds, haves_of(kinds, row))) for row in rows],
        "plot": grid_of(kinds, rows),
        "may_export": standing_of(request.user).is_secretariat,
    }
    return render(request, "equipment/gaps.html", context)


@require_safe
@login_required
def readiness_xlsx(request: HttpRequest) -> HttpResponse:
    """The rooms as a sheet."""
    _refuse_others(request)
    return _sheet(readiness_sheet(room_panels(rooms_of(None))), _("Readiness of the rooms"))


@require_safe
@login_required
def gaps_xlsx(request: HttpRequest) -> HttpResponse:
    """The gaps as a sheet."""
    _refuse_others(request)
    kinds, rows = gaps_of(assess_rooms(rooms_of(None)))
    return _sheet(gaps_sheet([(row.office, haves_of(kinds, row)) for row in rows]), _("What offices lack"))


def _by_kind(kinds: list[ItemType], haves: list[Have]) -> list[tuple[ItemType, Have | None]]:
    """One for each column of the table, nothing where none is due."""
    found = {have.kind.pk: have for have in haves}
    return [(kind, found.get(kind.pk)) for kind in kinds]


def _sheet(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=MEDIA_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{slugify(name)}-{timezone.localdate():%Y-%m-%d}.xlsx"'
    return answer


def _refuse_partial(request: HttpRequest) -> None:
    """Whoever reads the equipment of some offices alone does not read the network's."""
    if offices_of(standing_of(request.user)) is not None:
        raise Http404


def _refuse_others(request: HttpRequest) -> None:
    if not standing_of(request.user).is_secretariat:
        raise Http404
