"""The ways from the admin's menu to the pages of money, which are on the public side."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from network.rules import Standing
from network.staff import WayOut


def keeps_money(standing: Standing) -> bool:
    """The Secretariat alone."""
    return standing.is_secretariat


@hooks.register("register_admin_menu_item")
def register_needs() -> MenuItem:
    return WayOut(_("Needs of the offices"), "funding:need_list", name="needs", icon="list-ul", suits=keeps_money)


@hooks.register("register_admin_menu_item")
def register_budgets() -> MenuItem:
    return WayOut(_("Budgets"), "funding:round_list", name="budgets", icon="table", suits=keeps_money)


@hooks.register("register_admin_menu_item")
def register_contributions() -> MenuItem:
    return WayOut(
        _("Contributions"), "funding:contribution_list", name="contributions", icon="decimal", suits=keeps_money
    )


@hooks.register("register_admin_menu_item")
def register_reports() -> MenuItem:
    return WayOut(
        _("Reports to funders"), "funding_report:list", name="funder_reports", icon="doc-full", suits=keeps_money
    )
