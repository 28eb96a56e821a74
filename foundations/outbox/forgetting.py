"""What is let go of letters: those that left the house long ago, and those of a past that is only replayed."""

from datetime import datetime

from django.db import transaction

from foundations.audit.actions import record_event
from foundations.outbox.models import Letter

FORGOTTEN_AT_ONCE = 5000
UNDER_WAY = (Letter.State.QUEUED, Letter.State.SENDING)


@transaction.atomic
def forget_letters(*, before: datetime, at: datetime | None = None) -> int:
    """Empty address, subject and text of letters written before ``before``; kind, state and dates stay. Gives how many.

    Letters still on their way are left alone. At most :data:`FORGOTTEN_AT_ONCE` go in one turn of the clock.
    """
    known = Letter.objects.filter(created_at__lt=before).exclude(address="").exclude(state__in=UNDER_WAY)
    keys = list(known.order_by("created_at").values_list("pk", flat=True)[:FORGOTTEN_AT_ONCE])
    forgotten = Letter.objects.filter(pk__in=keys).update(address="", subject="", text="", html="", calendar="")
    if forgotten:
        record_event("outbox.letters_forgotten", at=at, before=before.isoformat(), letters=forgotten)
    return forgotten


@transaction.atomic
def withdraw_letters(*, before: datetime, at: datetime | None = None) -> int:
    """Keep in the house what was written before ``before`` and is still queued; gives how many.

    Actions replayed at an hour long past write their letters as they would have then: nobody is to get them today.
    """
    withdrawn = Letter.objects.filter(created_at__lt=before, state=Letter.State.QUEUED).update(
        state=Letter.State.WITHDRAWN
    )
    if withdrawn:
        record_event("outbox.letters_withdrawn", at=at, before=before.isoformat(), letters=withdrawn)
    return withdrawn
