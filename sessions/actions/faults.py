"""What an incident cost comes back to the record of the room at fault."""

from datetime import datetime

from equipment.actions import note_fault
from network.models import User
from sessions.models import Incident


def tell_fault(incident: Incident, *, until: datetime, by: User | None, at: datetime | None = None) -> None:
    """Have the record of the room at fault keep the minutes that an incident cost; of nobody's fault nothing is kept.

    What lies after the end of the session is lost to nobody. Told twice it is once.
    """
    if incident.site is None:
        return
    lost = min(until, incident.session.ends_at) - incident.started_at
    note_fault(
        incident.site.room,
        session=incident.session_id,
        incident=f"incident:{incident.pk}",
        minutes=max(0, round(lost.total_seconds() / 60)),
        reason=incident.reason,
        by=by,
        at=at or incident.started_at,
    )
