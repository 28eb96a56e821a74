"""Who holds which role, and what follows from it in the admin."""

import logging
from datetime import datetime

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from foundations.audit.actions import record_event
from network import events, mails
from network.actions.sessions import end_sessions
from network.models import Appointment, Office, Person, Unit, User
from network.rules import COUNTRY_EDITORS, GROUPS_BY_ROLE, group_of_country

log = logging.getLogger("network")


@transaction.atomic
def appoint_person(
    person: Person,
    *,
    role: str,
    by: User | None,
    office: Office | None = None,
    unit: Unit | None = None,
    ends_at: datetime | None = None,
    at: datetime | None = None,
) -> Appointment:
    """Give ``person`` a role from ``at`` on, until ``ends_at`` if given; the same role is not given twice.

    Rights change, so the person's sessions end: the next sign-in asks for what the new role asks for. Raises
    ``ValidationError`` when the role is held for an office and none is named, or is held already until another day.
    """
    now = at or timezone.now()
    # The person's row is the lock: of two at once one would outlive the end of the other.
    Person.objects.select_for_update().get(pk=person.pk)
    held = Appointment.objects.filter(person=person, role=role, office=office)
    if standing := held.principals().valid(now).first():
        if ends_at is not None and ends_at != standing.ends_at:
            raise ValidationError(_("This person holds this role already: end that appointment first."))
        return standing
    appointment = Appointment(person=person, role=role, office=office, unit=unit, starts_at=now, ends_at=ends_at)
    appointment.full_clean()
    appointment.save(force_insert=True)
    for deputy in held.deputies().not_ended(now):  # whoever holds it in their own right stands in for nobody
        end_appointment(deputy, by=by, at=now)
    align_groups(person)
    end_sessions_of(person, by=by, at=now)
    record_event("network.person_appointed", appointment, by=by, at=now, role=role)
    events.person_appointed.send(sender=Appointment, appointment=appointment)
    return appointment


@transaction.atomic
def end_appointment(appointment: Appointment, *, by: User | None, at: datetime | None = None) -> None:
    """End a role now: every right that followed from it is gone with this transaction, every session too.

    One with a day of its own is shortened. One that has not begun ends where it begins, and so never takes effect. Who
    stands in for it ends with it, and is told.
    """
    now = at or timezone.now()
    person = appointment.person
    running = Appointment.objects.filter(pk=appointment.pk).not_ended(now)
    if not running.update(ends_at=Greatest(now, "starts_at")):
        return
    appointment.refresh_from_db()
    align_groups(person)
    end_sessions_of(person, by=by, at=now)
    for deputy in appointment.deputies.not_ended(now):
        end_appointment(deputy, by=by, at=now)
    if appointment.stands_in_for_id is None:
        record_event("network.appointment_ended", appointment, by=by, at=now, role=appointment.role)
    else:
        record_event("network.deputy_ended", appointment, by=by, at=now, role=appointment.role)
        mails.tell_of_ended_deputy(appointment, by=by, at=now)
    events.appointment_ended.send(sender=Appointment, appointment=appointment)


def end_sessions_of(person: Person, *, by: User | None, at: datetime) -> None:
    """Nobody goes on under rights of another hour; whoever has no account has no session either."""
    user = getattr(person, "user", None)
    if user is not None:
        end_sessions(user, by=by, at=at)


def align_groups(person: Person, at: datetime | None = None) -> None:
    """Keep Wagtail's groups of the person's account in step with the appointments valid now. Harmless when repeated."""
    user = User.objects.filter(person=person).first()
    if user is None:
        return
    held = set(person.appointments.valid(at).values_list("role", "office__country"))
    names = {GROUPS_BY_ROLE[role] for role, _country in held if role in GROUPS_BY_ROLE}
    names |= {group_of_country(country) for role, country in held if role in COUNTRY_EDITORS}
    user.groups.set([Group.objects.get_or_create(name=name)[0] for name in sorted(names)])


def align_all_groups(*, at: datetime | None = None) -> None:
    """The chore behind dated appointments: those that begin or end by themselves reach the groups within the hour.

    Each person in a transaction of their own; one that fails is logged and tried again at the next turn.
    """
    for person in Person.objects.filter(user__isnull=False, appointments__isnull=False).distinct():
        try:
            with transaction.atomic():
                align_groups(person, at)
        except Exception:
            log.exception("network.groups_not_aligned %s", person.pk)
