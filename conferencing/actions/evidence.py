"""Old evidence let go of."""

from datetime import datetime

from django.db import models, transaction
from django.db.models import QuerySet

from conferencing.models import RoomPost, RosterReading, Stay
from foundations.audit.actions import record_event

PURGED_AT_ONCE = 5000


@transaction.atomic
def purge_evidence(*, before: datetime, at: datetime | None = None) -> int:
    """Delete posts received, rosters read and stays begun before ``before``; verdicts drawn from them stay.

    Gives how many went: at most :data:`PURGED_AT_ONCE` of each in one turn; the next turn of the clock takes the rest.
    """
    posts = _delete_some(RoomPost, RoomPost.objects.received_before(before))
    stays = _delete_some(Stay, Stay.objects.joined_before(before))
    readings = _delete_some(RosterReading, RosterReading.objects.filter(last_at__lt=before))
    gone = posts + stays + readings
    if gone:
        told = before.isoformat()
        record_event("conferencing.evidence_purged", at=at, before=told, posts=posts, stays=stays, readings=readings)
    return gone


def _delete_some(model: type[models.Model], rows: QuerySet) -> int:
    keys = list(rows.order_by("pk").values_list("pk", flat=True)[:PURGED_AT_ONCE])
    return model._default_manager.filter(pk__in=keys).delete()[0]
