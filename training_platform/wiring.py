"""Because something happened: every event that somebody listens to, and who. Nothing else is plugged anywhere.

A receiver writes rows and queues work in the transaction of its event; an event without a line here has no listener.
"""

from collections.abc import Callable

from django.dispatch import Signal

from certificates.receivers import award_when_settled
from courses.events import workshop_cancelled
from sessions.events import session_settled
from sessions.receivers import cancel_with_workshop

WIRES: list[tuple[Signal, Callable]] = [
    (workshop_cancelled, cancel_with_workshop),
    (session_settled, award_when_settled),
]


def plug() -> None:
    """Connect every wire; again is harmless."""
    for event, receiver in WIRES:
        event.connect(receiver, dispatch_uid=f"{receiver.__module__}.{receiver.__qualname__}")
