"""Readiness of rooms on other pages.

``{% session_readiness session user %}`` which offices of a session are not ready, and what is missing;
``{% workshop_readiness workshop user %}`` whether each office can join a workshop on its day, to staff.
"""

from collections.abc import Collection

from django import template
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Workshop
from equipment.querysets import offices_kept_by
from network.querysets import standing_of
from sessions.models import TrainingSession
from sessions.querysets import SITE_ROLES
from sessions.rooms_ready import offices_shown, readiness_for

register = template.Library()

ANSWERS = {
    "yes": (_("can join"), "positive"),
    "risk": (_("can join, with risk"), "warning"),
    "no": (_("cannot join properly"), "danger"),
    "unknown": (_("not known"), "muted"),
}


@register.inclusion_tag("sessions/_readiness.html")
def session_readiness(session: TrainingSession, user) -> dict[str, object]:
    """Until it begins: to who leads it, School and Secretariat of every office, to an office of its own."""
    if session.state != TrainingSession.State.SCHEDULED or session.starts_at <= timezone.now():
        return {"rows": []}
    offices = offices_shown(session, user)
    if offices is not None and not offices:
        return {"rows": []}
    rows = readiness_for(
        session.workshop, starts_at=session.starts_at, ends_at=session.ends_at, sessions=[session.pk], offices=offices
    )
    standing, offices_of_rows = standing_of(user), {row.office.pk for row in rows}
    return {
        "rows": _told(rows),
        "session": session,
        "links": _reads_rooms(user),
        "starts_at": session.starts_at,
        "recorded": _among(offices_of_rows, offices_kept_by(standing)),
        "booked": _among(offices_of_rows, None if standing.is_staff else standing.offices_as(*SITE_ROLES)),
    }


@register.inclusion_tag("sessions/_workshop_readiness.html")
def workshop_readiness(workshop: Workshop, user) -> dict[str, object]:
    """By the first session that is still to come."""
    if not standing_of(user).is_staff:
        return {"rows": []}
    coming = TrainingSession.objects.filter(workshop=workshop, state="scheduled", starts_at__gt=timezone.now())
    sessions = list(coming.order_by("starts_at", "id"))
    if not sessions:
        return {"rows": []}
    first, last = sessions[0], sessions[-1]
    rows = readiness_for(
        workshop, starts_at=first.starts_at, ends_at=last.ends_at, sessions=[each.pk for each in sessions]
    )
    return {"rows": _told(rows), "links": True, "starts_at": first.starts_at}


def _among(offices: set[int], allowed: Collection[int] | None) -> set[int]:
    """Those of ``offices`` that are ``allowed``; ``None`` allows every one."""
    return offices if allowed is None else offices & set(allowed)


def _told(rows) -> list[tuple]:
    return [(row, *ANSWERS[row.answer]) for row in rows]


def _reads_rooms(user) -> bool:
    standing = standing_of(user)
    return standing.is_staff or bool(standing.offices_as("contact_point", "custodian", "national_editor"))
