"""What was written of a booking is let go once it was kept long enough; its hours stay for the use of rooms."""

from datetime import datetime

from django.db import transaction

from equipment.models import Booking
from foundations.audit.actions import record_event

FORGOTTEN_AT_ONCE = 5000


@transaction.atomic
def forget_bookings(*, before: datetime, at: datetime | None = None) -> int:
    """Empty purpose and reason of bookings whose hours ended before ``before``; gives how many."""
    keys = list(
        Booking.objects.with_words().filter(ends_at__lt=before).values_list("pk", flat=True)[:FORGOTTEN_AT_ONCE]
    )
    forgotten = Booking.objects.filter(pk__in=keys).update(purpose="", cancel_reason="")
    if forgotten:
        record_event("equipment.bookings_forgotten", at=at, before=before.isoformat(), bookings=forgotten)
    return forgotten
