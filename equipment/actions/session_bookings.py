"""Rooms booked for sessions of the network: planned with a site, moved and freed with the session (R20, R75).

Sessions stand above and call these within their own transactions. A session is known here by its UUID alone.
"""

import uuid
from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from equipment.bookings.placing import Wish, end_booking, lock_office, place, stamp
from equipment.bookings.rules import Hours, hand_of, instants
from equipment.errors import EquipmentError
from equipment.models import Booking
from foundations.audit.actions import record_event
from network.models import OfficeRoom, User
from network.querysets import standing_of


@transaction.atomic
def book_for_session(
    room: OfficeRoom,
    session: uuid.UUID,
    *,
    starts_at: datetime,
    ends_at: datetime,
    by: User,
    reason: str = "",
    at: datetime | None = None,
) -> Booking:
    """Take ``room`` for a session, with all that stands in it. Booked again for the same hours it is the same booking.

    By the office's keepers, School and Secretariat. What is booked for national use gives way only to the keepers and
    the Secretariat, with a ``reason``. Raises ``TakenError`` with what is in the way, as far as its reader may know.
    """
    now, hours = at or timezone.now(), instants(starts_at, ends_at)
    office = lock_office(room.office_id)
    hand = hand_of(standing_of(by, at), office.pk)
    if not (hand.keeps or hand.sees_all):
        raise EquipmentError(_("A room is booked for a session by its office, the School and the Secretariat."))
    booked = Booking.objects.standing().filter(room=room, session=session).first()
    if booked is not None:
        return booked if (booked.starts_at, booked.ends_at) == hours else _moved(booked, hours, by=by, now=now)
    wish = Wish(office, Booking.Use.NETWORK, room=room, session=session)
    return place(wish, [hours], hand=hand, reason=reason, by=by, now=now)[0]


@transaction.atomic
def move_session_bookings(
    session: uuid.UUID, *, starts_at: datetime, ends_at: datetime, by: User | None, at: datetime | None = None
) -> list[Booking]:
    """The session has other hours: its rooms are booked for these. Gives the bookings lost, for which there is no room.

    Such a room is free again of the former hours and not booked for the new ones: whoever keeps it is told in the
    inbox, and decides. A session that moves never displaces anybody by itself.
    """
    now, hours = at or timezone.now(), instants(starts_at, ends_at)
    lost: list[Booking] = []
    for booked in _bookings_of([session]):
        if (booked.starts_at, booked.ends_at) == hours:
            continue
        if _moved(booked, hours, by=by, now=now).cancelled_at is not None:
            lost.append(booked)
    return lost


@transaction.atomic
def extend_session_bookings(
    session: uuid.UUID, *, ends_at: datetime, by: User | None, at: datetime | None = None
) -> None:
    """A session under way ends later: its rooms stay booked until then, or as long as they are free."""
    now = at or timezone.now()
    for booked in _bookings_of([session]):
        wish = Wish(booked.office, booked.use, room=booked.room, session=booked.session)
        hours = Hours(booked.starts_at, ends_at)
        following = wish.in_the_way(hours, apart_from=[booked.pk]).filter(starts_at__gte=booked.ends_at).first()
        until = min(ends_at, following.starts_at) if following else ends_at
        if until > booked.ends_at:
            _give_hours(booked, Hours(booked.starts_at, until), by=by, now=now)


@transaction.atomic
def free_session_rooms(
    session: uuid.UUID, *, by: User | None, room: OfficeRoom | None = None, at: datetime | None = None
) -> None:
    """The session will not be, or ``room`` takes no part in it: nothing is booked for it any more. Twice is once."""
    for booked in _bookings_of([session]):
        if room is None or booked.room_id == room.pk:
            end_booking(booked, reason="", by=by, now=at or timezone.now())
            record_event("equipment.booking_cancelled", booked, by=by, at=at)


def _bookings_of(sessions: Collection[uuid.UUID]) -> list[Booking]:
    """Those that stand, under the locks of their offices, taken in one order whoever comes."""
    rows = Booking.objects.standing().filter(session__in=sessions)
    for office_id in sorted(set(rows.values_list("office", flat=True))):
        lock_office(office_id)
    return list(rows.with_things().order_by("office", "pk"))


def _moved(booked: Booking, hours: Hours, *, by: User | None, now: datetime) -> Booking:
    """The booking at its new hours; called off where something is in the way there."""
    wish = Wish(booked.office, booked.use, room=booked.room, session=booked.session)
    if wish.in_the_way(hours, apart_from=[booked.pk]).exists():
        end_booking(booked, reason="", by=by, now=now)
        record_event("equipment.booking_cancelled", booked, by=by, at=now)
        return booked
    _give_hours(booked, hours, by=by, now=now)
    return booked


def _give_hours(booked: Booking, hours: Hours, *, by: User | None, now: datetime) -> None:
    was_at = booked.starts_at
    booked.starts_at, booked.ends_at = hours
    booked.save(update_fields=["starts_at", "ends_at", *stamp(booked, now)])
    record_event("equipment.booking_changed", booked, by=by, at=now, was_at=was_at.isoformat())
