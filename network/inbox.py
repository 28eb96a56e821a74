"""The inbox (*bandeja*): what is due to one person, told by each app and gathered at the roof (R84).

A source is a function in an app's ``inbox.py``: it takes a signed-in user and an instant and gives what that user has
to do, worded in the active language. It asks the standing first and the database a fixed number of questions, whatever
the number of rows; to whom it has nothing to say it asks none. ``training_platform/wiring.py`` lists the sources.
Nothing is stored: what was done is no longer told. The standing is the reader's of now, read once for a request; the
instant decides what is late and what is near.

Below the contract stand this app's own sources.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.models import FactorReset, Office, Person, User
from network.querysets import standing_of
from network.silence import allowed_silence, silent_offices

NAMED_AT_MOST = 3


class Kind(Enum):
    """What a thing that is due is about."""

    SESSION = "session"
    SEAT = "seat"
    WORKSHOP = "workshop"
    PAGE = "page"
    PEOPLE = "people"
    DATA = "data"
    CERTIFICATE = "certificate"
    EQUIPMENT = "equipment"
    MONEY = "money"
    MACHINERY = "machinery"


@dataclass(frozen=True)
class Due:
    """One thing to do: ``what`` in a sentence that begins with its verb, where, until when, and why or what lacks.

    ``due_at`` is missing where nothing happens at a certain instant; such things come after those with a date.
    ``since`` is given where the hour to begin has come and only the end is told: what is on stands before what comes.
    """

    what: str
    url: str
    kind: Kind
    due_at: datetime | None = None
    why: str = ""
    since: datetime | None = None

    def is_late(self, at: datetime) -> bool:
        """Whether it should have been done by then."""
        return self.due_at is not None and self.due_at < at


Source = Callable[[User, datetime], list[Due]]


def vacant_contact_points(user: User, at: datetime) -> list[Due]:
    """Offices with fewer contact points than are due (R81), to the Secretariat. One question."""
    if not standing_of(user).is_secretariat:
        return []
    return [
        Due(
            what=_("Have a contact point appointed: %(country)s") % {"country": office.country.name},
            url=reverse("offices:inspect", args=[office.pk]),
            kind=Kind.PEOPLE,
            why=_("%(held)s of %(due)s are appointed.")
            % {"held": office.contact_points, "due": office.contact_points_due},
        )
        for office in Office.objects.vacant(at).in_order()
    ]


def silent_contact_points(user: User, at: datetime) -> list[Due]:
    """Offices of which the Secretariat has not heard for too long (R82), to the Secretariat. One question."""
    if not standing_of(user).is_secretariat:
        return []
    return [
        Due(
            what=_("Get in touch with an office: %(country)s") % {"country": row.office.country.name},
            url=reverse("offices:inspect", args=[row.office.pk]),
            kind=Kind.PEOPLE,
            due_at=row.heard_at + allowed_silence(),
            why=_("Nobody there was heard of for %(days)s days. A contact was due:")
            % {"days": (at - row.heard_at).days},
        )
        for row in silent_offices(at)
    ]


def factor_resets(user: User, at: datetime) -> list[Due]:
    """Resets of a second factor that await another person of the Secretariat. One question."""
    if not standing_of(user).is_secretariat:
        return []
    pending = FactorReset.objects.pending(at).exclude(asked_by=user).exclude(user=user)
    return [
        Due(
            what=_("Grant or refuse a reset of a second factor: %(person)s") % {"person": reset.user.person.full_name},
            url=reverse("accounts:inspect", args=[reset.user_id]),
            kind=Kind.PEOPLE,
            due_at=reset.expires_at,
            why=_("One person asked for it; another one decides within 24 hours. It lapses:"),
        )
        for reset in pending.select_related("user__person").order_by("asked_at")
    ]


def accounts_not_activated(user: User, at: datetime) -> list[Due]:
    """People of an office whose letter was sent and not followed yet, to its contact points. One question."""
    if not standing_of(user).offices_as("contact_point"):
        return []
    people = Person.objects.looked_after_by(user).filter(user__is_active=True, user__activated_at__isnull=True)
    waiting = list(people.in_order())
    if not waiting:
        return []
    names = [person.full_name for person in waiting]
    shown = ", ".join(names[:NAMED_AT_MOST]) + ("…" if len(names) > NAMED_AT_MOST else "")
    what = ngettext(
        "Help %(number)s person of your office to activate the account",
        "Help %(number)s people of your office to activate the account",
        len(names),
    )
    everybody = f"{reverse('network:office_people')}?account={User.State.NEW}"
    where = everybody if len(waiting) > 1 else reverse("network:office_person", args=[waiting[0].pk])
    return [Due(what % {"number": len(names)}, where, Kind.PEOPLE, why=shown)]
