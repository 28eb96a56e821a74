"""What bookings tell calendars: to whoever booked, that a room or an item is theirs for some hours.

Nobody else's calendar holds it, and what it is for stands in none: a calendar is read by programs and on telephones.
"""

from functools import lru_cache

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from calendars.marks import Mark
from calendars.sources import Ask, Entry, Kind, Source, Words
from equipment.models import Booking
from equipment.querysets import BookingQuerySet

KEPT = 1024  # of one process
OFFICE = (
    "office__time_zone",
    "office__city",
    "office__country__name_es",
    "office__country__name_en",
    "office__country",
)
THING = ("room__name", "asset__tag", "asset__item_type__name_es", "asset__item_type__name_en")
SHOWN = ("pk", "sequence", "calendar_stamped_at", "starts_at", "ends_at", "cancelled_at", *THING, *OFFICE)


def booking_marks(ask: Ask) -> list[str]:
    """One for each booking of the reader. One question, of whoever asks for the own calendar."""
    return [mark for (mark,) in _bookings(ask).values_list(Mark(*SHOWN))] if _concerns(ask) else []


def booking_entries(ask: Ask) -> list[Entry]:
    """The bookings themselves. As many questions."""
    return [_entry(row) for row in _bookings(ask).values_list(Mark(*SHOWN), *SHOWN)] if _concerns(ask) else []


def _concerns(ask: Ask) -> bool:
    """The own calendar, whole: what is narrowed by area or workshop is about training."""
    narrowed = any((ask.area, ask.country, ask.workshop, ask.modality))
    return ask.mine and ask.user is not None and not narrowed


def _bookings(ask: Ask) -> BookingQuerySet:
    """Those made by hand: what was booked for a session stands there as the session."""
    mine = Booking.objects.filter(booked_by=ask.user.person_id, session__isnull=True)
    stands = Q(cancelled_at__isnull=True)
    if ask.cancelled_since is not None:
        stands |= Q(calendar_stamped_at__gte=ask.cancelled_since)
    return mine.between(ask.window.start, ask.window.end).filter(stands).order_by()


@lru_cache(KEPT)
def _entry(row: tuple) -> Entry:
    mark, key, sequence, stamped_at, starts_at, ends_at, cancelled_at, room, tag, *row = row
    kind_es, kind_en, zone, city, country_es, country_en, country = row
    kinds, titles, addresses = {"es": kind_es, "en": kind_en}, [], []
    for language, kind in kinds.items():
        with translation.override(language):
            titles.append(_("Booked: %(thing)s") % {"thing": room or f"{tag} · {kind or kind_es}"})
            addresses.append(settings.BASE_URL + reverse("bookings:booking", args=[key]))
    return Entry(
        mark=mark,
        uid=f"booking-{key}@{settings.CALENDAR_DOMAIN}",
        sequence=sequence,
        stamped_at=stamped_at,
        starts_at=starts_at,
        ends_at=ends_at,
        zone=zone,
        kind=Kind.BOOKING,
        title=Words(*titles),
        addresses=Words(*addresses),
        country=Words(country_es, country_en),
        country_code=country,
        host_city=city,
        city=city,
        is_cancelled=cancelled_at is not None,
    )


bookings_source = Source(booking_marks, booking_entries)
