"""What sessions announce. Every event is sent inside the transaction that caused it, and only by actions."""

from django.dispatch import Signal

session_scheduled = Signal()
"""A session was added to a workshop. Carries ``session``."""

session_moved = Signal()
"""A session has other hours. Carries ``session``."""

session_cancelled = Signal()
"""A session will not take place. Carries ``session``."""

session_settled = Signal()
"""Every holder of a seat has a verdict for this session, or one of the verdicts was corrected. Carries ``session``."""

room_replaced = Signal()
"""A session has another room. Carries ``session`` and ``given_up``, the room (VideoRoom) that is closed."""
