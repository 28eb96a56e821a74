"""What the network announces. Every event is sent inside the transaction that caused it."""

from django.dispatch import Signal

person_appointed = Signal()
"""Somebody was given a role. Carries ``appointment``."""

appointment_ended = Signal()
"""A role ended, at once. Carries ``appointment``."""
