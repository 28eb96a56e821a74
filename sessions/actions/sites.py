"""Rooms of offices that take part on one connection: planned, opened with a token of their own, withdrawn (C2).

With the site its room is booked for the session, and freed when it does not take part (R75).
"""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from conferencing import jitsi
from equipment.actions import book_for_session, free_session_rooms
from equipment.errors import EquipmentError, TakenError
from equipment.models import Booking
from foundations.audit.actions import record_event
from network.models import OfficeRoom, Person, User
from network.querysets import standing_of
from sessions.door import opening
from sessions.errors import SENTENCES, RoomTakenError, SessionError
from sessions.locks import locked_session
from sessions.models import ConnectedSite, TrainingSession
from sessions.querysets import SITE_ROLES
from sessions.rules import Refusal

State = TrainingSession.State


@transaction.atomic
def plan_site(
    session: TrainingSession,
    room: OfficeRoom,
    *,
    by: User,
    operator: Person | None = None,
    reason: str = "",
    at: datetime | None = None,
) -> ConnectedSite:
    """Have ``room`` take part in ``session`` on one connection. Planned again it is the same site, with that operator.

    By School and Secretariat for any office, by custodians and contact points for their own; the operator is of the
    room's office. The room is booked for the session; what is booked for national use then gives way if the office or
    the Secretariat gives a ``reason``. Raises :class:`SessionError`, ``RoomTakenError`` where the room is not free.
    """
    now = at or timezone.now()
    locked = locked_session(session)
    standing = standing_of(by, at)
    if not (standing.is_staff or room.office_id in standing.offices_as(*SITE_ROLES)):
        raise SessionError(_("An office plans its own rooms; the School and the Secretariat any."))
    if locked.state != State.SCHEDULED or now >= locked.ends_at:
        raise SessionError(_("Sites are planned until the session ends."))
    if operator is not None and operator.office_id != room.office_id:
        raise SessionError(_("Whoever opens the connection is of the office of the room."))
    _book(locked, room, reason=reason, by=by, at=at)
    site = ConnectedSite.objects.filter(session=locked, room=room).first()
    if site is not None and site.withdrawn_at is None and site.operator == operator:
        return site
    site = site or ConnectedSite(session=locked, room=room)
    site.operator, site.planned_by, site.planned_at, site.withdrawn_at = operator, by.person, now, None
    site.save()
    record_event("sessions.site_planned", locked, by=by, at=at, site=str(site.pk), room=room.pk)
    return site


def _book(session: TrainingSession, room: OfficeRoom, *, reason: str, by: User, at: datetime | None) -> Booking:
    """The room for the hours of the session; what is in the way is told with what can be done about it."""
    hours = {"starts_at": session.starts_at, "ends_at": session.ends_at}
    try:
        return book_for_session(room, session.pk, **hours, reason=reason, by=by, at=at)
    except TakenError as refusal:
        advice = (
            _("If the session needs it, write why below: the booking gives way, and whoever made it is told.")
            if refusal.may_displace
            else _("Choose another room, or agree on the hours with the office that keeps it.")
        )
        raise RoomTakenError(f"{refusal} {advice}", may_displace=refusal.may_displace) from refusal
    except EquipmentError as refusal:
        raise SessionError(str(refusal)) from refusal


@transaction.atomic
def withdraw_site(site: ConnectedSite, *, by: User, at: datetime | None = None) -> ConnectedSite:
    """A room does not take part after all, before it was ever connected or ticked. Withdrawn twice is once."""
    locked = locked_session(site.session)
    if not ConnectedSite.objects.kept_by(by, at).filter(pk=site.pk).exists():
        raise SessionError(_("An office plans its own rooms; the School and the Secretariat any."))
    site = ConnectedSite.objects.select_for_update().get(pk=site.pk)
    if site.withdrawn_at is not None:
        return site
    if site.entries.exists():
        raise SessionError(_("People are marked at this site already: it stays in the record."))
    site.withdrawn_at = at or timezone.now()
    site.save(update_fields=["withdrawn_at"])
    free_session_rooms(locked.pk, room=site.room, by=by, at=at)
    record_event("sessions.site_withdrawn", locked, by=by, at=at, site=str(site.pk))
    return site


def join_as_site(site: ConnectedSite, *, by: User, at: datetime | None = None) -> str:
    """Open the connection of a site: gives the address of the room with a token of the site's own in its fragment.

    The name shown is the room's and its country's; nobody's. Raises :class:`SessionError`.
    """
    now = at or timezone.now()
    planned = ConnectedSite.objects.planned().kept_by(by, at).select_related("session__room", "room__office__country")
    found = planned.filter(pk=site.pk).first()
    if found is None:
        raise SessionError(_("Only those who keep a site open its connection."))
    session = found.session
    _refuse_hour(session, now)
    record_event("sessions.site_joined", session, by=by, at=at, site=str(found.pk))
    token = jitsi.sign_token(
        room=session.room.name,
        identity=found.pk,
        name=f"{found.room.office.country.name} · {found.room.name}",
        is_moderator=False,
        expires_at=opening(session).closes_at,
        at=now,
    )
    return jitsi.join_url(
        room=session.room.name,
        token=token,
        title=session.title,
        language=(get_language() or by.language)[:2],
        return_path=reverse("sessions:site", args=[found.pk]),
    )


def _refuse_hour(session: TrainingSession, now: datetime) -> None:
    """As for a person's own way in; a site may enter as early as whoever leads, to set its camera right."""
    hours = opening(session)
    reasons = [
        (Refusal.CANCELLED, session.state == State.CANCELLED),
        (Refusal.SETTLED, session.state == State.SETTLED),
        (Refusal.OVER, now >= hours.closes_at),
        (Refusal.NOT_YET, now < hours.leaders_from),
        (Refusal.NO_VIDEO, not jitsi.is_configured()),
    ]
    for reason, holds in reasons:
        if holds:
            raise SessionError(str(SENTENCES[reason]), reason=reason)
