"""Registers the machinery's books and puts the admin's menu into the order of the work."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from training_platform.viewsets import AuditViewSet, JobViewSet, LetterViewSet

# Accounts and rights follow from people and appointments; Wagtail's own screens for them would go around both.
NOT_OURS = ("users", "groups")


@hooks.register("register_admin_viewset")
def register_letters() -> LetterViewSet:
    return LetterViewSet("letters")


@hooks.register("register_admin_viewset")
def register_audit() -> AuditViewSet:
    return AuditViewSet("audit_events")


@hooks.register("register_admin_viewset")
def register_jobs() -> JobViewSet:
    return JobViewSet("jobs")


@hooks.register("construct_main_menu")
def order_menu(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Pages are the programme to those who work here."""
    for item in menu_items:
        if item.name == "explorer":
            item.label = _("Programme")


@hooks.register("construct_settings_menu")
def leave_out_accounts(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """No second door to accounts and groups."""
    menu_items[:] = [item for item in menu_items if item.name not in NOT_OURS]
