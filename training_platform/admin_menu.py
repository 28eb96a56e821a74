"""The menu of the administration in the order of the work, not of the models: what belongs together stands together.

Screens keep their addresses and say themselves who sees them; here they are only put into place. What is on no list
here keeps its own place between the programme and the reports.
"""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from content.querysets import own_country_pages
from network.querysets import standing_of


@dataclass(frozen=True)
class Shelf:
    """One entry of the menu with the screens under it, by their names."""

    name: str
    label: Promise
    icon: str
    order: int
    screens: tuple[str, ...]


SHELVES = (
    Shelf(
        "workshops-work",
        _("Workshops"),
        "calendar-alt",
        10,
        ("workshops", "training_sessions", "enrolments", "attendance"),
    ),
    Shelf(
        "papers-work", _("Certificates"), "doc-full", 15, ("certificate_records", "certificate_wordings", "signatories")
    ),
    Shelf("files-work", _("Files"), "image", 25, ("images", "documents")),
    Shelf("people-work", _("People"), "group", 30, ("people", "accounts", "appointments")),
    Shelf("offices-work", _("Offices"), "site", 35, ("offices", "units", "schools", "office_rooms", "institutions")),
    Shelf(
        "equipment-work",
        _("Equipment"),
        "desktop",
        37,
        ("inventory", "readiness", "bookings", "kits", "kit_versions", "item_types", "suppliers", "exchange_rates"),
    ),
    Shelf("money-work", _("Funding"), "decimal", 38, ("needs", "budgets", "contributions", "funder_reports")),
    Shelf("letters-work", _("E-mails"), "mail", 40, ("communications", "letters")),
    Shelf("data-work", _("Privacy"), "lock", 45, ("corrections", "breaches")),
    Shelf("platform-work", _("Platform"), "cogs", 50, ("platform-state", "jobs", "audit_events")),
)
# Wagtail's own entries, and where they stand.
PLACES = {"today": 0, "explorer": 20, "reports": 60, "settings": 70, "help": 80}
# Lists that are written once and then only looked up: their screens put themselves under Wagtail's *Settings*.
SETTINGS = ("training_areas", "crime_topics", "holidays")
ELSE_ORDER = 55


def arrange(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Put the entries that this reader sees into place, in the list as Wagtail hands it over."""
    screens = {item.name: item for item in _screens(request, menu_items)}
    shelved = {name for shelf in SHELVES for name in shelf.screens} | set(SETTINGS)
    entries = [_entry(shelf, [screens[name] for name in shelf.screens if name in screens]) for shelf in SHELVES]
    entries += [_placed(item, request) for item in menu_items if item.name in PLACES]
    kept = {item.name for item in entries if item}
    rest = [item for item in screens.values() if item.name not in shelved | kept]
    for item in rest:
        item.order = ELSE_ORDER
    menu_items[:] = [item for item in (*entries, *rest) if item]


def _placed(item: MenuItem, request: HttpRequest) -> MenuItem:
    """One of Wagtail's own entries in its place, under our word for it."""
    if item.name == "help":  # Wagtail's counts what is new in Wagtail, which is not shown here
        item = SubmenuMenuItem(_("Help"), item.menu, name="help", icon_name="help")
    if item.name == "explorer":
        item = _pages(item, request)
    if item.name == "settings":
        item.label = _("Settings")
    item.order = PLACES[item.name]
    return item


def _pages(item: MenuItem, request: HttpRequest) -> MenuItem:
    """Pages are the programme to the School; whoever writes for one country alone comes straight to its page."""
    standing = standing_of(request.user)
    if standing.writes_for_country and not (standing.is_staff or request.user.is_superuser):
        pages = list(own_country_pages(request.user)[:2])
        if len(pages) == 1:
            page = reverse("wagtailadmin_explore", args=[pages[0].pk])
            return MenuItem(_("My country"), page, name="explorer", icon_name=item.icon_name)
    item.label = _("Programme") if standing.is_school else _("Pages")
    return item


def _screens(request: HttpRequest, menu_items: list[MenuItem]) -> list[MenuItem]:
    """Every screen that the reader may open, taken out of the groups that the apps put them into."""
    found: list[MenuItem] = []
    for item in menu_items:
        if isinstance(item, SubmenuMenuItem) and item.name not in PLACES:
            found += item.menu.menu_items_for_request(request)
        else:
            found.append(item)
    return found


def _entry(shelf: Shelf, items: list[MenuItem]) -> MenuItem | None:
    """The shelf with its screens; nothing where the reader sees none of them."""
    if not items:
        return None
    for order, item in enumerate(items):
        item.order = order
    return SubmenuMenuItem(shelf.label, Menu(items=items), name=shelf.name, icon_name=shelf.icon, order=shelf.order)
