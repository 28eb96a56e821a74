"""What the inventory announces. Events are sent inside the transaction that caused them, and only by actions.

Two of them ask.
"""

from django.dispatch import Signal

asset_changed = Signal()
"""Something of an asset changed: its state, place, custodian or condition. Carries ``asset``, ``before`` and ``after``
(dicts of the fields that changed)."""

ordering_asked = Signal()
"""An asset is about to be ordered: whoever keeps the budget and knows no line for it raises ``EquipmentError``.

Carries ``asset`` and ``at``.
"""

session_of_call_asked = Signal()
"""A test call is to be noted as made for a session: whoever keeps sessions raises ``EquipmentError`` for one that the
actor may not see or in which the office of the room takes no part, and names the field ``session``.

Carries ``room``, ``session`` (its UUID), ``by`` and ``at``.
"""

readiness_changed = Signal()
"""The band of a room is another than at its last reading. Carries ``room`` and ``reading``."""
