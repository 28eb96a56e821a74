"""What of bookings is said to whom: faults by their codes, and who holds what is taken."""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from equipment.bookings.rules import FARTHEST, LONGEST, MOST_WEEKS, Hand
from equipment.errors import EquipmentError, TakenError
from equipment.models import Booking
from network.places import city_of
from network.templatetags.clocks import clock_in

FAULTS_OF_HOURS: dict[str, Promise] = {
    "past": gettext_lazy("These hours have begun already."),
    "far": gettext_lazy("Bookings are made up to %(days)s days ahead."),
    "backwards": gettext_lazy("The end must come after the beginning."),
    "long": gettext_lazy("A booking lasts %(longest)s days at the most."),
    "many": gettext_lazy("A booking is repeated for up to %(weeks)s weeks."),
    "itself": gettext_lazy("What lasts longer than a week cannot be repeated every week."),
}
FAULTS_OF_WALL: dict[str, Promise] = {
    "gap": gettext_lazy("This hour does not exist at the office: the clocks go forward then."),
    "fold": gettext_lazy("This hour comes twice at the office: the clocks go back then. Please choose another one."),
}
LIMITS = {"days": FARTHEST.days, "longest": LONGEST.days, "weeks": MOST_WEEKS}


def fault_sentence(code: str) -> str:
    """Why hours cannot be booked."""
    return str(FAULTS_OF_HOURS[code] % LIMITS)


def wrong_clock(days: Iterable[date]) -> EquipmentError:
    """The refusal of a series that falls on days on which the clocks skip or repeat an hour."""
    told = ", ".join(date_format(day) for day in days)
    sentence = _("On these days the clocks of the office skip or repeat an hour: %(days)s. Nothing was booked.")
    return EquipmentError(sentence % {"days": told}, field="weeks")


def hours_said(booking: Booking) -> str:
    """*lunes 5 de marzo de 2012, 09:00–11:00*, on the office's clock."""
    return clock_in(booking.office.time_zone, booking.starts_at, booking.ends_at, "").hours(date=True)


def thing_said(booking: Booking) -> str:
    """*Sala de audiencias*, or *HN-0012 · Cámara*."""
    return booking.room.name if booking.room else f"{booking.asset.tag} · {booking.asset.item_type.name}"


def holder_said(booking: Booking, hand: Hand, reader_id: object) -> str:
    """Who holds it, as far as the reader may know: the office's keepers and the booker all of it, others little."""
    if booking.is_network:
        if not (hand.keeps or hand.sees_all or booking.booked_by_id == reader_id):
            return _("taken")
        return _("a session of the network") if booking.session else _("for the network")
    if booking.booked_by_id == reader_id:
        return _("your own booking")
    if hand.keeps and booking.booked_by:
        return _("for national use, %(person)s") % {"person": booking.booked_by.full_name}
    return _("for national use") if hand.keeps or hand.sees_all else _("taken")


def taken(clashes: Iterable[Booking], hand: Hand, reader_id: object, *, may_displace: bool) -> TakenError:
    """The refusal that names every clash at once, with its day and, as far as the reader may know, who holds it."""
    lines = [
        f"{thing_said(booking)}, {hours_said(booking)} ({holder_said(booking, hand, reader_id)})" for booking in clashes
    ]
    told = {"taken": "; ".join(lines)}
    return TakenError(_("Not free: %(taken)s. Nothing was booked.") % told, may_displace=may_displace)


def place_said(booking: Booking) -> str:
    """The office's city as the reader calls it."""
    return city_of(booking.office.city)


def is_other_clock(zone: str, at: datetime) -> bool:
    """Whether the reader's clock shows another hour than clocks in ``zone``."""
    return timezone.localtime(at).utcoffset() != at.astimezone(ZoneInfo(zone)).utcoffset()
