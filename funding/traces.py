"""From a promise to the thing it bought, and back: funder, contribution, line, asset, the sessions that it served.

Of a session the key alone is known here: what it is called is known beside.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from equipment.models import Asset, Booking, TestCall
from funding.models import Allocation, AssetOrigin, BudgetLine, Contribution, LedgerEntry
from funding.rules import FIRM, MAY_ORDER


@dataclass(frozen=True)
class Trace:
    """Where an asset came from: the line that bought it, the firm allocations of that line, the row that paid or gave.

    ``contributions`` are those behind it, each once.
    """

    asset: Asset
    line: BudgetLine | None
    entry: LedgerEntry | None
    allocations: list[Allocation]

    @property
    def contributions(self) -> list[Contribution]:
        found = {given.contribution_id: given.contribution for given in self.allocations}
        if self.entry is not None:
            found.setdefault(self.entry.contribution_id, self.entry.contribution)
        return list(found.values())


def traces_of(assets: Iterable[Asset]) -> dict[object, Trace]:
    """By the key of the asset; those whose origin nobody noted are left out. Three questions for any number."""
    wanted = {asset.pk: asset for asset in assets}
    origins = list(
        AssetOrigin.objects.filter(asset__in=wanted).select_related(
            *("line__round", "line__office__country", "line__item_type", "line__kit_version__kit"),
            "entry__contribution__funder",
        )
    )
    given: dict[object, list[Allocation]] = {}
    lines = {origin.line_id for origin in origins if origin.line_id}
    for allocation in Allocation.objects.filter(line__in=lines, state__in=FIRM).with_places():
        given.setdefault(allocation.line_id, []).append(allocation)
    return {
        origin.asset_id: Trace(wanted[origin.asset_id], origin.line, origin.entry, given.get(origin.line_id, []))
        for origin in origins
    }


def assets_of(contribution: Contribution) -> QuerySet[Asset]:
    """What a contribution bought or gave: through the lines it has firm allocations to, and through its own rows."""
    through_lines = BudgetLine.objects.filter(allocations__contribution=contribution, allocations__state__in=FIRM)
    bought = AssetOrigin.objects.filter(line__in=through_lines).values("asset")
    given = AssetOrigin.objects.filter(entry__contribution=contribution).values("asset")
    found = Asset.objects.filter(pk__in=bought) | Asset.objects.filter(pk__in=given)
    return found.with_places().order_by("tag")


def sessions_of(assets: Iterable[Asset]) -> dict[object, set[uuid.UUID]]:
    """By the key of the asset, the sessions of the network for which its room was taken or tried, since the day on
    which it was put into service where that is told. One that stands in no room served none. Two questions.
    """
    by_room: dict[int, list[Asset]] = defaultdict(list)
    for asset in assets:
        if asset.room_id is not None:
            by_room[asset.room_id].append(asset)
    taken = Booking.objects.standing().filter(room__in=by_room, session__isnull=False)
    tried = TestCall.objects.counting().filter(room__in=by_room, session__isnull=False)
    found: dict[object, set[uuid.UUID]] = defaultdict(set)
    for room, session, at in (
        *taken.values_list("room", "session", "starts_at"),
        *tried.values_list("room", "session", "at"),
    ):
        for asset in by_room[room]:
            if asset.in_service_on is None or timezone.localdate(at) >= asset.in_service_on:
                found[asset.pk].add(session)
    return found


def fault_of_order(asset: Asset) -> str:
    """Why ``asset`` may not be ordered: empty when a line that is funded, or further, is to buy it."""
    line = BudgetLine.objects.filter(asset_origins__asset=asset).first()
    if line is None:
        return _("No budget line buys this asset: the Secretariat links it to one first.")
    if line.state not in MAY_ORDER:
        return _("The budget line that buys this asset is not funded yet.")
    return ""
