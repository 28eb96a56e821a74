"""Who stands in for a contact point or a custodian who is away, with an account of their own."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from foundations.audit.actions import record_event
from network import events, mails
from network.actions.appointments import align_groups, end_appointment, end_sessions_of
from network.errors import AccountError
from network.messages import FAULTS_OF_ABSENCE, FAULTS_OF_DEPUTY, NOT_YOUR_DEPUTY
from network.models import Appointment, Person, User
from network.rules import LONGEST_ABSENCE, fault_of_absence
from network.wall_time import instant_of


@transaction.atomic
def appoint_deputy(
    principal: Appointment,
    person: Person,
    *,
    first_day: date,
    last_day: date,
    by: User | None,
    at: datetime | None = None,
) -> Appointment:
    """``person`` holds the role of ``principal`` too, from the first to the last of these days on the office's clock.

    Named by whoever is away or by the Secretariat; nobody hands a password to anybody. The deputy gets a letter, and so
    does whoever is away, if somebody else decided it. A role that begins now ends the deputy's sessions: the next
    sign-in asks for the second factor. The same deputy for the same days is named once. Raises ``AccountError`` for
    whoever may not, ``ValidationError`` with the field for days or a person that cannot be.
    """
    now = at or timezone.now()
    # The principal's row is the lock: of two deputies named at once, the second one finds the first.
    principal = Appointment.objects.select_for_update().get(pk=principal.pk)
    if by is not None and not Appointment.objects.deputised_by(by, at).filter(pk=principal.pk).exists():
        raise AccountError(str(NOT_YOUR_DEPUTY))
    starts_at, ends_at = _span_of(principal, first_day, last_day, now)
    same_days = principal.deputies.overlapping(starts_at, ends_at)
    if named := same_days.filter(person=person, ends_at=ends_at).first():
        return named
    if same_days.exists():
        raise ValidationError({"first_day": str(FAULTS_OF_DEPUTY["taken"])})
    _refuse_person(principal, person, starts_at, ends_at)
    held = {"role": principal.role, "office": principal.office, "unit": principal.unit}
    deputy = Appointment(person=person, starts_at=starts_at, ends_at=ends_at, stands_in_for=principal, **held)
    deputy.full_clean()
    deputy.save(force_insert=True)
    align_groups(person)
    if starts_at <= now:
        end_sessions_of(person, by=by, at=now)
    record_event("network.deputy_appointed", deputy, by=by, at=now, role=deputy.role)
    mails.tell_of_deputy(deputy, by=by, at=now)
    events.person_appointed.send(sender=Appointment, appointment=deputy)
    return deputy


@transaction.atomic
def end_deputy(deputy: Appointment, *, by: User | None, at: datetime | None = None) -> None:
    """End a deputy's time early: whoever is back does so, the deputy, or the Secretariat. Twice is once.

    The other ones concerned get a letter. Raises ``AccountError`` for anybody else.
    """
    now = at or timezone.now()
    if deputy.is_over(now):
        return
    if by is not None and not Appointment.objects.deputies_ended_by(by, at).filter(pk=deputy.pk).exists():
        raise AccountError(str(NOT_YOUR_DEPUTY))
    end_appointment(deputy, by=by, at=now)


def _span_of(principal: Appointment, first: date, last: date, now: datetime) -> tuple[datetime, datetime]:
    """From the first day's beginning, or from now on, to the last day's end, as the office's clock has them."""
    zone = principal.time_zone
    today = timezone.localdate(now, ZoneInfo(zone))
    field, fault = fault_of_absence(first, last, today=today, begins_on=principal.first_day, ends_on=principal.last_day)
    if fault:
        raise ValidationError({field: str(FAULTS_OF_ABSENCE[fault] % {"days": LONGEST_ABSENCE})})
    begins = instant_of(datetime.combine(first, time.min), zone)
    ends = instant_of(datetime.combine(last + timedelta(days=1), time.min), zone)
    return max(begins, now, principal.starts_at), min(ends, principal.ends_at or ends)


def _refuse_person(principal: Appointment, person: Person, starts_at: datetime, ends_at: datetime) -> None:
    """A colleague who can sign in, and who does not hold the role then already, also not as somebody else's deputy."""
    if not Person.objects.free_to_stand_in_for(principal, starts_at).filter(pk=person.pk).exists():
        raise ValidationError({"person": str(FAULTS_OF_DEPUTY["foreign"])})
    held = person.appointments.holding(principal.role).filter(office=principal.office)
    if held.overlapping(starts_at, ends_at).exists():
        raise ValidationError({"person": str(FAULTS_OF_DEPUTY["holder"])})
