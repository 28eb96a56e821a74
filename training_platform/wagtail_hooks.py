"""Registers the machinery's books; puts the admin's menu and its first page into the order of the work."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import DismissibleMenuItemMixin, MenuItem
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import WorkflowObjectsToModeratePanel

from training_platform.admin_menu import arrange
from training_platform.audit_book.viewsets import AuditViewSet
from training_platform.dashboards import panels_for
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


@hooks.register("insert_global_admin_css")
def wear_our_colours() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("platform/admin.css"))


@hooks.register("register_admin_menu_item")
def register_today() -> MenuItem:
    return MenuItem(_("Today"), reverse("wagtailadmin_home"), name="today", icon_name="calendar-check", order=0)


@hooks.register("construct_main_menu")
def order_menu(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """What is done together stands together."""
    arrange(request, menu_items)


@hooks.register("register_help_menu_item")
def register_help() -> MenuItem:
    return MenuItem(_("What do I do now?"), reverse("help"), name="our-help", icon_name="help", order=1)


@hooks.register("construct_help_menu")
def leave_out_news(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """What is new in Wagtail, with a badge for whoever has not looked, is for developers and on another host."""
    menu_items[:] = [item for item in menu_items if not isinstance(item, DismissibleMenuItemMixin)]


@hooks.register("construct_homepage_panels")
def begin_with_what_is_due(request: HttpRequest, panels: list[Component]) -> None:
    """The dashboards of School, Secretariat and technical administrators, before Wagtail's own panels.

    Whoever has them finds the pages that wait for a review among what is due, and not a second time below.
    """
    if ours := panels_for(request):
        panels[:] = [panel for panel in panels if not isinstance(panel, WorkflowObjectsToModeratePanel)]
        panels += ours


@hooks.register("construct_homepage_summary_items", order=1000)
def leave_out_counts(request: HttpRequest, items: list[SummaryItem]) -> None:
    """How many pages and pictures there are tells nobody what to do."""
    items.clear()


@hooks.register("construct_settings_menu")
def leave_out_accounts(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """No second door to accounts and groups."""
    menu_items[:] = [item for item in menu_items if item.name not in NOT_OURS]


@hooks.register("register_admin_urls")
def register_state() -> list[URLPattern]:
    return [path("platform/", platform_state, name="platform_state")]


@hooks.register("register_admin_menu_item")
def register_state_entry() -> MenuItem:
    screen = reverse("platform_state")
    return StateEntry(_("State of the platform"), screen, name="platform-state", icon_name="view", order=170)
