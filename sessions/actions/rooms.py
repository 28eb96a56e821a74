"""Another room for a session whose room leaked, in one step (C1)."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from conferencing.actions import close_room, open_room
from foundations.audit.actions import record_event
from network.models import User
from sessions import events, mails
from sessions.door import opening
from sessions.errors import SessionError
from sessions.locks import locked_session
from sessions.models import TrainingSession


@transaction.atomic
def replace_room(session: TrainingSession, *, leaving: int, by: User, at: datetime | None = None) -> TrainingSession:
    """Give ``session`` a new room, close the one it had and write to everybody who may enter it.

    ``leaving`` is the key of the room that is given up: where it was given up meanwhile, nothing changes, so that two
    who press at once make one new room. Whoever sat in the old one until then keeps those minutes. Raises
    :class:`SessionError` for a session that is cancelled, settled or closed, and for whoever does not lead it.
    """
    now = at or timezone.now()
    if not TrainingSession.objects.led_by(by, at).filter(pk=session.pk).exists():
        raise SessionError(_("Only who leads a session gives it another room."))
    locked = locked_session(session)
    if locked.state != TrainingSession.State.SCHEDULED or now >= opening(locked).closes_at:
        raise SessionError(_("This session is over or was cancelled: nobody can enter its room any more."))
    if locked.room_id != leaving:
        return locked
    given_up = locked.room
    locked.room = open_room(subject=locked.pk, by=by, at=at)
    locked.save(update_fields=["room"])
    close_room(given_up, by=by, at=at)
    record_event("sessions.room_replaced", locked, by=by, at=at)
    events.room_replaced.send(sender=TrainingSession, session=locked, given_up=given_up)
    mails.tell_of_new_room(locked, given_up, at=now)
    return locked
