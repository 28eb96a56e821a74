"""Registers the staff side of sessions."""

from wagtail import hooks

from sessions.viewsets import SessionsGroup


@hooks.register("register_admin_viewset")
def register_sessions() -> SessionsGroup:
    return SessionsGroup()
