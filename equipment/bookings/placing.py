"""How a booking is placed: what is in its way is asked for under the lock of the office, and gives way or refuses it.

What a booked room takes along is decided here (docs/decisions/0078-what-a-booking-takes.md).
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from calendars.rules import next_stamp
from equipment.bookings import mails
from equipment.bookings.rules import Hand, Hours, yields_to
from equipment.bookings.words import taken
from equipment.models import Asset, Booking
from equipment.querysets import BookingQuerySet
from foundations.audit.actions import record_event
from network.models import Office, OfficeRoom, User

Use = Booking.Use


@dataclass(frozen=True)
class Wish:
    """What is to be booked, and for what. A room for the network is needed with all that stands in it."""

    office: Office
    use: str
    room: OfficeRoom | None = None
    asset: Asset | None = None
    purpose: str = ""
    session: uuid.UUID | None = None

    def in_the_way(self, hours: Hours, *, apart_from: Sequence[uuid.UUID] = ()) -> BookingQuerySet:
        """Standing bookings that overlap these hours, of the thing itself and of what it takes along."""
        found = Booking.objects.overlapping(*hours).exclude(pk__in=apart_from)
        if self.room is not None:
            found = found.in_the_way_of_room(self.room.pk, with_contents=self.use == Use.NETWORK)
        else:
            found = found.in_the_way_of_asset(self.asset)
        return found.with_things().order_by("starts_at", "pk")


def lock_office(office_id: int) -> Office:
    """The office's row under its lock, in the caller's transaction; whoever merely points to it need not wait.

    PostgreSQL holds the row by ``FOR NO KEY UPDATE``; SQLite holds the whole database by ``BEGIN IMMEDIATE``.
    """
    return Office.objects.select_for_update(of=("self",), no_key=True).select_related("country").get(pk=office_id)


def place(
    wish: Wish, wanted: Sequence[Hours], *, hand: Hand, reason: str, by: User | None, now: datetime
) -> list[Booking]:
    """Write the bookings down, and call off what gives way to them. Under the office's lock; all of them or none."""
    doer = by.person if by is not None else None
    clashes = {hours: list(wish.in_the_way(hours)) for hours in wanted}
    in_the_way = {booking.pk: booking for found in clashes.values() for booking in found}.values()
    gives_way = all(yields_to(booking.use, wish.use) for booking in in_the_way) and hand.displaces
    if in_the_way and not (gives_way and reason.strip()):
        raise taken(in_the_way, hand, doer and doer.pk, may_displace=gives_way)
    made, series = [], uuid.uuid4() if len(wanted) > 1 else None
    for hours in wanted:
        booking = Booking(
            office=wish.office, room=wish.room, asset=wish.asset, use=wish.use, purpose=wish.purpose,
            session=wish.session, series=series, starts_at=hours.starts_at, ends_at=hours.ends_at,
            booked_by=doer, booked_at=now, calendar_stamped_at=next_stamp(None, now),
        )  # fmt: skip
        booking.save(force_insert=True)
        record_event("equipment.booking_made", booking, by=by, at=now, use=wish.use)
        for displaced in clashes[hours]:
            _displace(displaced, booking, reason=reason, by=by, now=now)
        made.append(booking)
    return made


def _displace(displaced: Booking, booking: Booking, *, reason: str, by: User | None, now: datetime) -> None:
    """The one loses its hours to the other; it stays in the record, and those whom it concerns are told.

    One that two of the same wish would displace went with the first.
    """
    if Booking.objects.filter(pk=displaced.pk, cancelled_at__isnull=False).exists():
        return
    displaced.displaced_by = booking
    end_booking(displaced, reason=reason, by=by, now=now)
    record_event("equipment.booking_displaced", displaced, by=by, at=now, displaced_by=str(booking.pk))
    mails.tell_of_displacement(displaced, by=by, at=now)


def end_booking(booking: Booking, *, reason: str, by: User | None, now: datetime) -> None:
    """Note that it no longer holds its hours."""
    booking.cancelled_at, booking.cancelled_by = now, by.person if by is not None else None
    booking.cancel_reason = reason.strip()[:200]
    booking.save(update_fields=["cancelled_at", "cancelled_by", "cancel_reason", "displaced_by", *stamp(booking, now)])


def stamp(booking: Booking, now: datetime) -> tuple[str, str]:
    """Say to calendars that hours or state changed; gives the fields to save."""
    booking.sequence += 1
    booking.calendar_stamped_at = next_stamp(booking.calendar_stamped_at, now)
    return "sequence", "calendar_stamped_at"
