"""Registers the Secretariat's screens of personal data."""

from wagtail import hooks

from privacy.viewsets import PrivacyGroup


@hooks.register("register_admin_viewset")
def register_privacy() -> PrivacyGroup:
    return PrivacyGroup()
