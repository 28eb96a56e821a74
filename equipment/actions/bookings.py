"""Rooms and equipment booked, given other hours, called off, displaced (R75).

Whoever books in an office comes one after the other: the office's row is the lock, and what is in the way is asked for
under it. A session of the network books through :mod:`equipment.actions.session_bookings`.
"""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from equipment.bookings import mails
from equipment.bookings.placing import Wish, end_booking, lock_office, place, stamp
from equipment.bookings.rules import Hours, fault_of_hours, fault_of_length, fault_of_weeks, hand_of, instants, weekly
from equipment.bookings.words import fault_sentence, taken, wrong_clock
from equipment.errors import EquipmentError
from equipment.models import Asset, Booking
from foundations.audit.actions import record_event
from network.models import OfficeRoom, User
from network.querysets import standing_of


@transaction.atomic
def book_room(
    room: OfficeRoom,
    *,
    starts_at: datetime,
    ends_at: datetime,
    use: str,
    purpose: str,
    by: User,
    weeks: int = 1,
    reason: str = "",
    at: datetime | None = None,
) -> list[Booking]:
    """Take ``room`` for these hours, and for the same ones of the weeks after: all of them or none.

    For national use by the people of the office, for the network by its contact points and custodians and by the
    Secretariat. With a ``reason`` what is booked for national use gives way to the network: it is called off, and its
    booker and the contact points are told why. Booked again it is the same booking. Raises :class:`EquipmentError`,
    with the field at fault; ``TakenError`` names all that is in the way.
    """
    wish = Wish(lock_office(room.office_id), use, room=room, purpose=purpose.strip())
    return _book(wish, instants(starts_at, ends_at), weeks=weeks, reason=reason, by=by, at=at)


@transaction.atomic
def book_asset(
    asset: Asset,
    *,
    starts_at: datetime,
    ends_at: datetime,
    use: str,
    purpose: str,
    by: User,
    weeks: int = 1,
    reason: str = "",
    at: datetime | None = None,
) -> list[Booking]:
    """The same of a single item that is in service: by contact points and custodians of its office alone."""
    office = lock_office(asset.office_id)
    asset = Asset.objects.select_related("item_type", "room").get(pk=asset.pk)
    if not hand_of(standing_of(by, at), office.pk).keeps:
        raise EquipmentError(_("Single items are booked by the contact points and custodians of the office."))
    if not asset.is_usable:
        raise EquipmentError(_("Only what is in service, and in a fair condition, can be booked."), field="thing")
    wish = Wish(office, use, asset=asset, purpose=purpose.strip())
    return _book(wish, instants(starts_at, ends_at), weeks=weeks, reason=reason, by=by, at=at)


@transaction.atomic
def change_hours(
    booking: Booking, *, starts_at: datetime, ends_at: datetime, by: User, at: datetime | None = None
) -> Booking:
    """Give a booking other hours; the same again change nothing. Its booker is told if somebody else did it.

    One that has begun keeps its beginning. Raises :class:`EquipmentError`.
    """
    now, hours = at or timezone.now(), instants(starts_at, ends_at)
    booking = _changeable(booking, by=by, at=at)
    if (booking.starts_at, booking.ends_at) == hours:
        return booking
    if booking.ends_at <= now or (booking.starts_at <= now and (starts_at != booking.starts_at or ends_at <= now)):
        raise EquipmentError(
            _("What has begun keeps its beginning; what is over, all of its hours."), field="starts_at"
        )
    _refuse(fault_of_length(hours) if booking.starts_at <= now else fault_of_hours(hours, at=now))
    wish = Wish(booking.office, booking.use, room=booking.room, asset=booking.asset)
    if clashes := list(wish.in_the_way(hours, apart_from=[booking.pk])):
        hand = hand_of(standing_of(by, at), booking.office_id)
        raise taken(clashes, hand, by.person_id, may_displace=False)
    was_at, booking.starts_at, booking.ends_at = booking.starts_at, *hours
    booking.save(update_fields=["starts_at", "ends_at", *stamp(booking, now)])
    record_event("equipment.booking_changed", booking, by=by, at=at, was_at=was_at.isoformat())
    mails.tell_of_change(booking, by=by, at=now)
    return booking


@transaction.atomic
def cancel_booking(
    booking: Booking, *, by: User, reason: str = "", and_later: bool = False, at: datetime | None = None
) -> Booking:
    """Call a booking off, and with ``and_later`` those of the same series after it. Cancelled twice is once.

    Its booker is told, with the reason, if somebody else did it. Raises :class:`EquipmentError`.
    """
    now = at or timezone.now()
    booking = _changeable(booking, by=by, at=at, or_cancelled=True)
    if booking.cancelled_at is None and booking.ends_at <= now:
        raise EquipmentError(_("These hours are over: what was used stays in the record."))
    chosen = [booking]
    if and_later and booking.series:
        later = Booking.objects.filter(series=booking.series, starts_at__gt=booking.starts_at)
        chosen += later.standing().with_things().order_by("starts_at")
    for each in chosen:
        if each.cancelled_at is None:
            end_booking(each, reason=reason, by=by, now=now)
            record_event("equipment.booking_cancelled", each, by=by, at=at)
            mails.tell_of_cancellation(each, by=by, at=now)
    return booking


def _changeable(booking: Booking, *, by: User, at: datetime | None, or_cancelled: bool = False) -> Booking:
    """The booking as it is under the lock of its office, for whoever may change it."""
    lock_office(booking.office_id)
    mine = Booking.objects.changed_by(by, at).with_things()
    found = mine.filter(pk=booking.pk).first()
    if found is None:
        raise EquipmentError(
            _("A booking is changed by its booker and by the office; that of a session follows the session.")
        )
    if found.cancelled_at is not None and not or_cancelled:
        raise EquipmentError(_("This booking was called off."))
    return found


def _refuse(fault: tuple[str, str]) -> None:
    field, code = fault
    if code:
        raise EquipmentError(fault_sentence(code), field=field)


def _book(wish: Wish, hours: Hours, *, weeks: int, reason: str, by: User, at: datetime | None) -> list[Booking]:
    now, hand = at or timezone.now(), hand_of(standing_of(by, at), wish.office.pk)
    if wish.use not in hand.uses:
        raise EquipmentError(_("This is not booked by you: ask the contact point of the office."), field="use")
    if not wish.purpose:
        raise EquipmentError(_("Please say what it is for."), field="purpose")
    _refuse(fault_of_hours(hours, at=now))
    _refuse(("weeks", fault_of_weeks(hours, weeks)))
    wanted, wrong_days = weekly(hours, weeks, ZoneInfo(wish.office.time_zone))
    if wrong_days:
        raise wrong_clock(wrong_days)
    known = _same(wish, wanted, by)
    return known or place(wish, wanted, hand=hand, reason=reason, by=by, now=now)


def _same(wish: Wish, wanted: Sequence[Hours], by: User) -> list[Booking]:
    """The very bookings that are asked for, if they are all there: a form sent twice books once."""
    mine = Booking.objects.standing().filter(booked_by=by.person_id, use=wish.use, room=wish.room, asset=wish.asset)
    there = {Hours(row.starts_at, row.ends_at): row for row in mine.filter(starts_at__gte=wanted[0].starts_at)}
    return [there[hours] for hours in wanted] if all(hours in there for hours in wanted) else []
