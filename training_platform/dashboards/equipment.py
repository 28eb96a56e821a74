"""Offices whose room is not ready, by the reason: what stands first on each room's list."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from equipment.assessing import assess_rooms, rooms_of
from equipment.readiness.values import Band
from equipment.room_panels import RoomPanel
from equipment.room_words import told_lack
from network.models import Office, OfficeRoom


def readiness_by_reason(at: datetime) -> dict[str, Any]:
    """By reason, the rooms for which it holds; how many rooms of how many are not ready. Seven questions, and one for
    the offices without a room.
    """
    panels = [RoomPanel(each) for each in assess_rooms(rooms_of(None), at)]
    late = [panel for panel in panels if panel.assessed.verdict.band in {Band.NOT_READY, Band.NOT_REPORTED}]
    reasons: dict[str, list[OfficeRoom]] = defaultdict(list)
    for panel in late:
        for reason in _main_reasons(panel):
            reasons[reason].append(panel.room)
    bare = Office.objects.exclude(rooms__isnull=False).in_order()
    rows = sorted(reasons.items(), key=lambda row: -len(row[1]))
    return {"rows": rows, "bare": list(bare), "late": len(late), "number": len(panels)}


def _main_reasons(panel: RoomPanel) -> list[str]:
    """Nothing known; else what is critical; else that tests, line or kit do not come to enough points."""
    verdict = panel.assessed.verdict
    if verdict.band is Band.NOT_REPORTED:
        return [_("its inventory is not reported")]
    return [told_lack(lack) for lack in verdict.lacks] or panel.reasons or [_("too few points")]
