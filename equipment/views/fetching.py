"""What the pages of the inventory are about, fetched with access: whoever may not see it gets 404."""

import uuid
from collections.abc import Collection

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from equipment.models import Asset, VerificationRound
from equipment.querysets import offices_entered_by, offices_kept_by, offices_of
from network.models import Office
from network.querysets import standing_of


def _offices(found: Collection[int] | None) -> QuerySet[Office]:
    offices = Office.objects.all() if found is None else Office.objects.filter(pk__in=found)
    return offices.in_order()


def read_offices(request: HttpRequest) -> list[Office]:
    """The offices whose equipment the reader reads; 404 for who reads none."""
    offices = list(_offices(offices_of(standing_of(request.user))))
    if not offices:
        raise Http404
    return offices


def kept_offices(request: HttpRequest) -> QuerySet[Office]:
    """The offices whose equipment the reader keeps, perhaps none. No question yet."""
    return _offices(offices_kept_by(standing_of(request.user)))


def entered_offices(request: HttpRequest) -> QuerySet[Office]:
    """Those into whose inventory the reader enters assets, perhaps none. No question yet."""
    return _offices(offices_entered_by(standing_of(request.user)))


def keeps(request: HttpRequest, office_id: int) -> bool:
    """Whether the reader keeps the equipment of that office. No question."""
    kept = offices_kept_by(standing_of(request.user))
    return kept is None or office_id in kept


def fetch_asset(request: HttpRequest, pk: uuid.UUID) -> Asset:
    """An asset that the reader may see."""
    return get_object_or_404(Asset.objects.visible_to(request.user).with_places().select_related("supplier"), pk=pk)


def fetch_kept(request: HttpRequest, pk: uuid.UUID) -> Asset:
    """An asset that the reader may change."""
    return get_object_or_404(Asset.objects.kept_by(request.user).with_places(), pk=pk)


def fetch_round(request: HttpRequest, pk: int, *, kept: bool = False) -> VerificationRound:
    """A verification that the reader may see, or go through."""
    rounds = VerificationRound.objects
    rows = rounds.kept_by(request.user) if kept else rounds.visible_to(request.user)
    return get_object_or_404(rows.select_related("office__country"), pk=pk)


def back_to(request: HttpRequest, asset: Asset, sentence: str = "", *, refusal: Exception | None = None):
    """To the asset's page with one sentence: what happened, or why not."""
    if refusal is not None:
        messages.error(request, str(refusal))
    elif sentence:
        messages.success(request, sentence)
    return _to_asset(asset)


def _to_asset(asset: Asset) -> HttpResponse:
    return redirect("equipment:asset", pk=asset.pk)
