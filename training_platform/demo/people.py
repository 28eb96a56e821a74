"""The invented people of the demonstration who have an account: accounts, appointments, the rooms that custodians keep."""

from datetime import UTC, datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.text import slugify

from network.actions import appoint_person, open_account, register_person
from network.models import Appointment, Institution, Office, OfficeRoom, Person, School, User
from training_platform.demo.accounts import PASSWORD, demo_accounts
from training_platform.demo.names import SCHOOL, SECRETARIAT, STAFF_OF_OFFICES, TRAINERS

SINCE = datetime(2011, 3, 1, 14, tzinfo=UTC)
Role = Appointment.Role

# Funders, each with its institution; both are invented and say so.
FUNDERS = {
    "Erik Lund": ("donante-a.example", "Donante Bilateral A (ficticio)", "Bilateral Donor A (fictional)"),
    "Marguerite Faye": ("fondo-b.example", "Fondo Regional B (ficticio)", "Regional Fund B (fictional)"),
}
# Offices with a room for video, and how many people it seats; the rooms are invented and say so.
ROOMS = {"SV": 24, "CR": 16, "MX": 20, "CO": 16, "PA": 14, "GT": 14, "HN": 12, "DO": 12, "NI": 10, "BZ": 8}


@transaction.atomic
def settle_people() -> None:
    """Everybody of the demonstration, with accounts and appointments. Again is harmless."""
    for office in Office.objects.in_order():
        _staff_office(office)
    lead = School.objects.get(leads_programme=True).office
    secretariat = Institution.objects.get(kind=Institution.Kind.SECRETARIAT)
    for names, role, domain, fields in (
        (SCHOOL, Role.SCHOOL_EDITOR, "escuela.fgr.sv.example", {"office": lead, "kind": "staff"}),
        (TRAINERS, Role.TRAINER, "escuela.fgr.sv.example", {"kind": "trainer"}),
        (SECRETARIAT, Role.SECRETARIAT, "secretaria.refco.example", {"institution": secretariat, "kind": "staff"}),
    ):
        for name in names:
            appoint_person(_seat_person(name, domain=domain, **fields), role=role, by=None, at=SINCE)
    _settle_funders()
    _settle_administrator(secretariat)
    _hand_out_password()


def address_of(name: str, domain: str) -> str:
    """The e-mail address of an invented person."""
    words = slugify(name).split("-")
    return f"{words[0]}.{words[1]}@{domain}"


def _seat_person(name: str, *, domain: str, language: str = "es", **fields) -> Person:
    """A person with an account that is already theirs."""
    given, _space, family = name.partition(" ")
    email = address_of(name, domain)
    if existing := User.objects.filter(email=email).first():
        return existing.person
    person = register_person(given_names=given, family_names=family, by=None, at=SINCE, **fields)
    open_account(person, email=email, language=language, activated_at=SINCE, by=None, at=SINCE)
    return person


def _staff_office(office: Office) -> None:
    staff = STAFF_OF_OFFICES[office.code]
    fields = {"domain": staff.domain, "language": "en" if office.code == "BZ" else "es", "office": office}
    unit = office.units.first()
    for name in staff.contact_points:
        person = _seat_person(name, **fields)
        appoint_person(person, role=Role.CONTACT_POINT, office=office, unit=unit, by=None, at=SINCE)
    for name in staff.prosecutors:
        _seat_person(name, **fields)
    editor, custodian = (_seat_person(name, **fields) for name in (staff.editor, staff.custodian))
    appoint_person(editor, role=Role.NATIONAL_EDITOR, office=office, by=None, at=SINCE)
    appoint_person(custodian, role=Role.CUSTODIAN, office=office, by=None, at=SINCE)
    if office.code in ROOMS:
        room = {"place": office.city, "capacity": ROOMS[office.code], "custodian": custodian}
        OfficeRoom.objects.get_or_create(office=office, name="Sala de videoconferencias (ficticia)", defaults=room)


def _settle_funders() -> None:
    for name, (domain, spanish, english) in FUNDERS.items():
        funder, _created = Institution.objects.get_or_create(
            kind=Institution.Kind.FUNDER, name_es=spanish, name_en=english
        )
        person = _seat_person(name, domain=domain, kind="guest", institution=funder)
        appoint_person(person, role=Role.FUNDER, by=None, at=SINCE)


def _settle_administrator(secretariat: Institution) -> None:
    email = "admin@secretaria.refco.example"
    if User.objects.filter(email=email).exists():
        return
    person = register_person(
        given_names="Administración", family_names="técnica", kind="staff", institution=secretariat, by=None, at=SINCE
    )
    account = open_account(person, email=email, activated_at=SINCE, by=None, at=SINCE)
    User.objects.filter(pk=account.pk).update(is_staff=True, is_superuser=True)
    appoint_person(person, role=Role.ADMINISTRATOR, by=None, at=SINCE)


def _hand_out_password() -> None:
    """The printed password to the accounts that the sign-in page offers: hashed once, for it is the same for all."""
    offered = User.objects.filter(email__in=[account.email for account in demo_accounts()])
    if without := [user.pk for user in offered if not user.has_usable_password()]:
        User.objects.filter(pk__in=without).update(password=make_password(PASSWORD))


def account_of(email: str) -> User:
    """The account with this address."""
    return User.objects.get(email=email)


def contact_point_of(office: Office) -> User:
    """The first contact point that the office had."""
    appointment = office.appointments.filter(role=Role.CONTACT_POINT).earliest("pk")
    return User.objects.get(person=appointment.person_id)


def prosecutors_of(office: Office) -> list[Person]:
    """The office's prosecutors with an account and without a role of their own, in the order of the list."""
    appointed = Appointment.objects.principals().values("person")
    mine = office.people.filter(kind="prosecutor", user__activated_at__isnull=False).exclude(pk__in=appointed)
    return list(mine.filter(user__is_active=True).select_related("user", "office").order_by("user__pk"))


def colleagues_of(office: Office) -> list[Person]:
    """Everybody of the office who enrols: prosecutors first, then contact points, editor and custodian."""
    appointed = office.people.filter(appointments__isnull=False, kind="prosecutor", user__isnull=False).distinct()
    return [*prosecutors_of(office), *appointed.select_related("user", "office").order_by("user__pk")]
