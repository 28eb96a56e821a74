"""What conferencing announces."""

from django.dispatch import Signal

presence_changed = Signal()
"""Somebody's stay in a room began, ended or became better known. Sent by ``receive_post`` with ``room`` (VideoRoom),
inside its transaction. Nobody needs to listen for attendance to be right: stays are read when they are needed."""

device_checked = Signal()
"""Somebody kept what their device and line could do. Carries ``check`` (DeviceCheck), ``by`` and ``room``: the room of
an office from which it was tried, ``None`` where nobody said so."""
