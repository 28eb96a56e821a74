"""Registers the staff side of calendars."""

from wagtail import hooks

from calendars.viewsets import HolidayViewSet


@hooks.register("register_admin_viewset")
def register_holidays() -> HolidayViewSet:
    return HolidayViewSet("holidays")
