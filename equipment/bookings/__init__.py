"""Bookings of rooms and equipment (R75): by whom and when, the week of an office, what the rooms were used for."""
