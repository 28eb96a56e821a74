"""The panels of the administration's first page, by role, in order of importance."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from courses.drafts import drafts
from courses.messages import MISSING
from network.models import User
from network.querysets import standing_of
from network.rules import COUNTRY_EDITORS, Standing
from network.silence import allowed_silence, silent_offices
from training_platform.dashboards.country import desks_of
from training_platform.dashboards.equipment import readiness_by_reason
from training_platform.dashboards.figures import (
    machinery_figures,
    network_figures,
    school_figures,
    sessions_today,
)
from training_platform.homes.seats import unfilled_seats
from training_platform.homes.steps import first_steps
from training_platform.inbox import due_to

SHOWN = 12


@dataclass(frozen=True)
class Kind:
    """One kind of panel: its template's name, its heading, whose it is, and the question for its facts."""

    name: str
    heading: Promise
    roles: tuple[str, ...]
    facts: Callable[[User], dict[str, Any]]

    def is_for(self, standing: Standing) -> bool:
        return standing.holds(*self.roles)


class DashboardPanel(Component):
    """One panel; its questions are asked when it is drawn."""

    def __init__(self, kind: Kind, order: int) -> None:
        self.kind, self.name, self.order = kind, f"refco_{kind.name}", order

    @property
    def template_name(self) -> str:
        return f"training_platform/dashboard/_{self.kind.name}.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        request = parent_context["request"]
        told = {"request": request, "csrf_token": parent_context.get("csrf_token"), "heading": self.kind.heading}
        return told | self.kind.facts(request.user)


def _due(user: User) -> dict[str, Any]:
    now = timezone.now()
    dues = [(due, due.is_late(now)) for due in due_to(user, now)]
    return {"dues": dues[:SHOWN], "more": dues[SHOWN:], "number": len(dues)}


def _steps(user: User) -> dict[str, Any]:
    return {"steps": first_steps(user, standing_of(user))}


def _today(_user: User) -> dict[str, Any]:
    now = timezone.now()
    return {"rows": sessions_today(now), "now": now}


def _drafts(_user: User) -> dict[str, Any]:
    return {"rows": [(draft, [MISSING[code] for code in draft.missing]) for draft in drafts()]}


def _seats(_user: User) -> dict[str, Any]:
    return {"rows": unfilled_seats(timezone.now())}


def _silence(_user: User) -> dict[str, Any]:
    return {"rows": silent_offices(timezone.now()), "days": allowed_silence().days}


def _readiness(_user: User) -> dict[str, Any]:
    return readiness_by_reason(timezone.now())


def _figures(user: User) -> dict[str, Any]:
    standing, now = standing_of(user), timezone.now()
    figures = school_figures(now) if standing.is_staff else []
    figures += network_figures(now) if standing.is_secretariat else []
    if standing.holds("secretariat", "administrator"):
        figures += machinery_figures()
    return {"figures": figures}


def _country(user: User) -> dict[str, Any]:
    return {"desks": desks_of(user)}


STAFF = ("secretariat", "school_editor")
EVERYBODY = (*STAFF, "administrator")
KINDS = (
    Kind("due", _("What is due"), EVERYBODY, _due),
    Kind("today", _("Today's sessions"), STAFF, _today),
    Kind("figures", _("How it stands"), EVERYBODY, _figures),
    Kind("drafts", _("Workshops in preparation"), STAFF, _drafts),
    Kind("readiness", _("Offices whose room is not ready"), STAFF, _readiness),
    Kind("seats", _("Seats to fill before nominations close"), STAFF, _seats),
    Kind("silence", _("Offices to get in touch with"), ("secretariat",), _silence),
    Kind("country", _("What you write for your country"), COUNTRY_EDITORS, _country),
    Kind("steps", _("First steps"), EVERYBODY, _steps),
)


def panels_for(request: HttpRequest) -> list[DashboardPanel]:
    """The panels of whoever asks, before all of Wagtail's own. To technical administrators the state comes first."""
    standing = standing_of(request.user)
    kinds = [kind for kind in KINDS if kind.is_for(standing)]
    if not standing.is_staff:
        kinds.sort(key=lambda kind: kind.name != "figures")
    return [DashboardPanel(kind, order) for order, kind in enumerate(kinds, start=1)]
