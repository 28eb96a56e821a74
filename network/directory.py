"""The directory of the network: offices for everybody, who speaks for them for those it concerns (R52, R81)."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.contrib.auth.models import AnonymousUser

from network.models import Appointment, Office, User
from network.querysets import standing_of
from network.rules import may_see_vacancies, reads_addresses_of


@dataclass(frozen=True)
class Contact:
    """A contact point, as the reader may see one: the address only where it may be read and the account is open.

    A deputy says for whom, and ``until`` when.
    """

    name: str
    unit: str
    since: datetime
    address: str
    stands_in_for: str = ""
    until: date | None = None


@dataclass(frozen=True)
class OfficeContacts:
    """One office with those of its contact points that the reader may see; ``missing`` are still to be appointed."""

    office: Office
    people: list[Contact] = field(default_factory=list)
    missing: int = 0


def directory_for(user: User | AnonymousUser, at: datetime | None = None) -> list[OfficeContacts]:
    """Every office of the network in its order. Two questions to the database, a third for who sees people."""
    standing = standing_of(user, at)
    offices = Office.objects.in_order().with_contact_points(at).prefetch_related("schools")
    people: dict[int, list[Contact]] = {}
    for appointment in Appointment.objects.directory_visible_to(user, at).with_accounts():
        shows_address = reads_addresses_of(appointment.office_id, standing)
        people.setdefault(appointment.office_id, []).append(_contact(appointment, shows_address=shows_address))
    counts = may_see_vacancies(standing)
    return [OfficeContacts(office, people.get(office.pk, []), _missing(office) if counts else 0) for office in offices]


def own_contact_points(user: User | AnonymousUser, at: datetime | None = None) -> list[Contact]:
    """Who speaks for the reader's own office, the reader aside, with their addresses.

    One question; none to who has no office.
    """
    office_id = standing_of(user, at).office_id
    if office_id is None:
        return []
    held = Appointment.objects.directory_visible_to(user, at).filter(office=office_id).with_accounts()
    held = held.exclude(person=standing_of(user, at).person_id)
    return [_contact(appointment, shows_address=True) for appointment in held]


def _contact(appointment: Appointment, *, shows_address: bool) -> Contact:
    account = getattr(appointment.person, "user", None)
    address = account.email if account is not None and shows_address and account.may_sign_in else ""
    unit = appointment.unit.name if appointment.unit else ""
    principal = appointment.stands_in_for
    return Contact(
        name=appointment.person.full_name,
        unit=unit,
        since=appointment.starts_at,
        address=address,
        stands_in_for=principal.person.full_name if principal else "",
        until=appointment.last_day if principal else None,
    )


def _missing(office: Office) -> int:
    return max(0, office.contact_points_due - office.contact_points)
