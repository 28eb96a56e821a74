"""Who holds which role, and what follows from it in the admin."""

from datetime import datetime

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from foundations.audit.actions import record_event
from network import events
from network.models import Appointment, Office, Person, Unit, User
from network.rules import GROUPS_BY_ROLE


@transaction.atomic
def appoint_person(
    person: Person,
    *,
    role: str,
    by: User | None,
    office: Office | None = None,
    unit: Unit | None = None,
    at: datetime | None = None,
) -> Appointment:
    """Give ``person`` a role from ``at`` on; the same role for the same office is not given twice.

    Raises ``ValidationError`` when the role is held for an office and none is named.
    """
    now = at or timezone.now()
    # The person's row is the lock: of two at once one would outlive the end of the other.
    Person.objects.select_for_update().get(pk=person.pk)
    held = Appointment.objects.filter(person=person, role=role, office=office)
    if standing := held.valid(now).first():
        return standing
    appointment = Appointment(person=person, role=role, office=office, unit=unit, starts_at=now)
    appointment.full_clean()
    appointment.save(force_insert=True)
    align_groups(person)
    record_event("network.person_appointed", appointment, by=by, at=now, role=role)
    events.person_appointed.send(sender=Appointment, appointment=appointment)
    return appointment


@transaction.atomic
def end_appointment(appointment: Appointment, *, by: User | None, at: datetime | None = None) -> None:
    """End a role now: every right that followed from it is gone with this transaction."""
    now = at or timezone.now()
    ended = Appointment.objects.filter(pk=appointment.pk, ends_at__isnull=True).update(ends_at=now)
    if not ended:
        return
    appointment.refresh_from_db()
    align_groups(appointment.person)
    record_event("network.appointment_ended", appointment, by=by, at=now, role=appointment.role)
    events.appointment_ended.send(sender=Appointment, appointment=appointment)


def align_groups(person: Person, at: datetime | None = None) -> None:
    """Keep Wagtail's groups of the person's account in step with the appointments valid now. Harmless when repeated."""
    user = User.objects.filter(person=person).first()
    if user is None:
        return
    roles = set(person.appointments.valid(at).values_list("role", flat=True))
    names = {name for role, name in GROUPS_BY_ROLE.items() if role in roles}
    user.groups.set([Group.objects.get_or_create(name=name)[0] for name in sorted(names)])


def align_all_groups(*, at: datetime | None = None) -> None:
    """The chore behind dated appointments: those that begin or end by themselves reach the groups within the hour."""
    for person in Person.objects.filter(user__isnull=False, appointments__isnull=False).distinct():
        with transaction.atomic():
            align_groups(person, at)
