"""Changes to the people of the network."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from foundations.audit.actions import record_event
from network.actions.appointments import end_appointment
from network.models import Person, User
from network.querysets import standing_of


@transaction.atomic
def register_person(*, by: User | None, at: datetime | None = None, **fields) -> Person:
    """Add somebody whom records will speak of; ``fields`` are those of :class:`network.models.Person`.

    Raises ``ValidationError`` on a name that cannot be printed.
    """
    person = Person(**fields)
    person.full_clean()
    person.save(force_insert=True)
    record_event("network.person_registered", person, by=by, at=at)
    return person


@transaction.atomic
def correct_name(
    person: Person, *, given_names: str, family_names: str, by: User | None, at: datetime | None = None
) -> Person:
    """Write a person's name as it is right; the same name again changes nothing. Certificates keep what they say.

    Neither name goes into the audit book. Raises ``ValidationError`` on a name that cannot be printed, and for anybody
    but the Secretariat.
    """
    locked = Person.objects.select_for_update().get(pk=person.pk)
    if (locked.given_names, locked.family_names) == (given_names, family_names):
        return locked
    if by is not None and not standing_of(by, at).is_secretariat:
        raise ValidationError(_("Only the Secretariat corrects a name."))
    locked.given_names, locked.family_names = given_names, family_names
    locked.full_clean()
    locked.save(update_fields=["given_names", "family_names"])
    record_event("network.name_corrected", locked, by=by, at=at)
    return locked


@transaction.atomic
def revise_person(person: Person, *, by: User | None, at: datetime | None = None, **changes) -> Person:
    """Write what else changed of a person: kind, gender, office, unit, institution. Nothing new changes nothing.

    Records already made keep the office under which they were made. Whoever leaves an office stands in for nobody
    there. Raises ``ValidationError`` on what cannot be.
    """
    locked = Person.objects.select_for_update().get(pk=person.pk)
    new = {name: value for name, value in changes.items() if getattr(locked, name) != value}
    if not new:
        return locked
    for name, value in new.items():
        setattr(locked, name, value)
    locked.full_clean()
    locked.save(update_fields=list(new))
    if "office" in new:
        for deputy in locked.appointments.deputies().not_ended(at).exclude(office=locked.office):
            end_appointment(deputy, by=by, at=at)
    record_event("network.person_revised", locked, by=by, at=at, fields=sorted(new))
    return locked


@transaction.atomic
def withdraw_person(person: Person, *, by: User | None, at: datetime | None = None) -> None:
    """Take back a registration that was none: while nothing speaks of the person and there is no account.

    Raises ``ValidationError`` where something does.
    """
    locked = Person.objects.select_for_update().get(pk=person.pk)
    record_event("network.person_withdrawn", locked, by=by, at=at)
    try:
        locked.delete()
    except ProtectedError:
        told = _("%(name)s has an account or records by now.") % {"name": locked.full_name}
        raise ValidationError(told) from None
