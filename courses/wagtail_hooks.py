"""Registers the staff side of the programme."""

from wagtail import hooks

from courses.viewsets import WorkshopsGroup


@hooks.register("register_admin_viewset")
def register_workshops() -> WorkshopsGroup:
    return WorkshopsGroup()
