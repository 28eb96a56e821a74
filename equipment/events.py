"""What the inventory announces. Events are sent inside the transaction that caused them, and only by actions.

One of them asks.
"""

from django.dispatch import Signal

asset_changed = Signal()
"""Something of an asset changed: its state, place, custodian or condition. Carries ``asset``, ``before`` and ``after``
(dicts of the fields that changed)."""

ordering_asked = Signal()
"""An asset is about to be ordered: whoever keeps the budget and knows no line for it raises ``EquipmentError``.

Carries ``asset`` and ``at``.
"""

readiness_changed = Signal()
"""The band of a room is another than at its last reading. Carries ``room`` and ``reading``."""
