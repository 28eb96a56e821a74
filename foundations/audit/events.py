"""What the book announces. The event is sent inside the transaction that caused it."""

from django.dispatch import Signal

chain_broken = Signal()
"""A check found a seal that no longer fits its rows, or a chain that was cut short. Carries ``check``."""
