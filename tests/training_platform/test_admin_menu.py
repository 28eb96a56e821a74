"""The menu of the administration stands in the order of the work, and shows each only what opens."""

import pytest
from wagtail.admin.menu import admin_menu

from network.actions import align_groups
from tests.makers.network import make_user


@pytest.fixture
def cast(cast_on_ground):
    return cast_on_ground


@pytest.fixture
def staff(cast):
    cast.ada = make_user(role="administrator", kind="staff", office=None)
    align_groups(cast.ada.person)
    cast.nora = make_user(role="national_editor", kind="staff", office=cast.office)
    align_groups(cast.nora.person)
    return cast


def menu_of(rf, user) -> list[tuple[str, list[str]]]:
    request = rf.get("/admin/")
    request.user = user
    items = sorted(admin_menu.menu_items_for_request(request), key=lambda item: item.order)
    return [
        (
            item.name,
            [child.name for child in item.menu.menu_items_for_request(request)] if hasattr(item, "menu") else [],
        )
        for item in items
    ]


def test_secretariat_finds_everything_by_the_work(rf, client, staff):
    client.force_login(staff.sara)
    client.get("/admin/")  # the screens put themselves on the menu when the addresses are first asked for
    menu = dict(menu_of(rf, staff.sara))
    assert [name for name in menu if name.endswith("-work") or name in ("today", "explorer")] == [
        "today",
        "workshops-work",
        "papers-work",
        "explorer",
        "files-work",
        "people-work",
        "offices-work",
        "equipment-work",
        "money-work",
        "letters-work",
        "data-work",
        "platform-work",
    ]
    assert menu["workshops-work"] == ["workshops", "training_sessions", "enrolments", "attendance"]
    assert menu["papers-work"] == ["certificate_records", "certificate_wordings", "signatories"]
    assert menu["equipment-work"][:3] == ["inventory", "readiness", "bookings"]
    assert menu["money-work"] == ["needs", "budgets", "contributions", "funder_reports"]
    assert {"training_areas", "crime_topics"} <= set(menu["settings"])
    assert list(menu)[-1] == "help"


def test_others_find_less(rf, client, staff):
    client.force_login(staff.ada)
    client.get("/admin/")
    ada, nora = dict(menu_of(rf, staff.ada)), dict(menu_of(rf, staff.nora))
    assert {"data-work", "money-work"}.isdisjoint(ada)
    assert ada["platform-work"] == ["platform-state", "jobs", "audit_events"]
    assert [name for name in nora if name.endswith("-work")] == ["files-work", "equipment-work"]
    assert nora["equipment-work"] == ["inventory"]


def test_nothing_that_an_app_registers_is_lost(rf, client, staff):
    client.force_login(staff.sara)
    client.get("/admin/")
    request = rf.get("/admin/")
    request.user = staff.sara
    shown = [item for item in admin_menu.registered_menu_items if item.is_shown(request)]
    every = {
        child.name
        for item in shown
        for child in (item.menu.menu_items_for_request(request) if hasattr(item, "menu") else [item])
        if item.name not in ("help", "settings", "reports")
    }
    menu = menu_of(rf, staff.sara)
    found = {name for name, children in menu for name in (name, *children)}
    assert every - found == set()


@pytest.mark.filterwarnings("ignore::django.core.paginator.UnorderedObjectListWarning")  # a library's
def test_reports_that_are_closed_to_a_role_are_not_on_its_menu(rf, client, staff):
    for user in (staff.elsa, staff.sara):
        client.force_login(user)
        client.get("/admin/")
        request = rf.get("/admin/")
        request.user = user
        (reports,) = [item for item in admin_menu.menu_items_for_request(request) if item.name == "reports"]
        opened = {item.url: client.get(item.url).status_code for item in reports.menu.menu_items_for_request(request)}
        assert set(opened.values()) == {200}, opened
