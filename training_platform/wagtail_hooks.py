"""Registers the machinery's books and puts the admin's menu into the order of the work."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from network.querysets import standing_of
from training_platform.audit_book.viewsets import AuditViewSet
from training_platform.inline_free import script
from training_platform.viewsets import JobViewSet, LetterViewSet
from training_platform.vital_signs.page import StateEntry, platform_state

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


@hooks.register("insert_global_admin_js", order=-1)
def start_without_inline_scripts() -> SafeString:
    return script()


@hooks.register("construct_main_menu")
def order_menu(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Pages are the programme to the School, and to those who write for a country that country's."""
    standing = standing_of(request.user)
    label = _("Programme") if standing.is_school else _("Pages")
    if standing.writes_for_country and not standing.is_staff:
        label = _("My country's pages")
    for item in menu_items:
        if item.name == "explorer":
            item.label = label


@hooks.register("construct_settings_menu")
def leave_out_accounts(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """No second door to accounts and groups."""
    menu_items[:] = [item for item in menu_items if item.name not in NOT_OURS]


@hooks.register("register_admin_urls")
def register_state() -> list[URLPattern]:
    return [path("platform/", platform_state, name="platform_state")]


@hooks.register("register_admin_menu_item")
def register_state_entry() -> MenuItem:
    return StateEntry(_("State of the platform"), reverse("platform_state"), icon_name="view", order=170)
