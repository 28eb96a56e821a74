"""The invented people of the demonstration: a fixed list, the same at every start."""

from datetime import UTC, datetime

from django.utils.text import slugify

from network.actions import appoint_person, open_account, register_person
from network.models import Appointment, Institution, Office, Person, School, User
from training_platform.demo.accounts import PASSWORD, demo_accounts

SINCE = datetime(2011, 3, 1, 14, tzinfo=UTC)
Role = Appointment.Role

# Per office: contact points first (Belize and Nicaragua have one, so a vacancy shows), then prosecutors,
# then the editor of the national school.
STAFF_OF_OFFICES: dict[str, tuple[int, str, list[str]]] = {
    "BZ": (1, "dpp.bz.example", ["Alden Flowers", "Janelle Usher", "Marcus Bevans", "Shanice Arnold", "Dorian Gill"]),
    "CO": (2, "fgn.co.example", ["Camila Restrepo", "Julián Ospina", "Adriana Quintero", "Felipe Londoño", "Marta Salcedo", "Iván Duarte"]),
    "CR": (2, "mp.cr.example", ["Sofía Quesada", "Esteban Villalobos", "Mariela Chaves", "Randall Solís", "Irene Brenes", "Óscar Fallas"]),
    "DO": (2, "pgr.do.example", ["Yokasta Peralta", "Wilkin Almonte", "Rosanna Féliz", "Ramón Tejeda", "Altagracia Núñez", "Héctor Polanco"]),
    "GT": (2, "mp.gt.example", ["Ixchel Morales", "Byron Castellanos", "Wendy Ajú", "Edgar Pineda", "Rosa Tzoc", "Selvin Barrios"]),
    "HN": (2, "mp.hn.example", ["Karla Mejía", "Nelson Pineda Rosa", "Lucía Andino", "Marvin Zelaya", "Suyapa Cáceres", "Denis Maradiaga", "Ada Funes"]),
    "MX": (2, "fgr.mx.example", ["Fernanda Olvera", "Raúl Ibarra", "Paulina Cervantes", "Gerardo Luna", "Xóchitl Barrera", "Mauricio Treviño"]),
    "NI": (1, "mp.ni.example", ["Jamileth Obando", "Noel Cruz Téllez", "Maryuri Lacayo", "Bayardo Rocha", "Scarleth Mayorga"]),
    "PA": (2, "pgn.pa.example", ["Rolando Batista", "Itzel Caballero", "Edilma Santos", "Abdiel Moreno", "Yarelis Pitti", "Gustavo Him"]),
    "SV": (2, "fgr.sv.example", ["Claudia Portillo", "Mauricio Escalante", "Beatriz Orellana", "Walter Guardado", "Roxana Peñate", "Ernesto Menjívar"]),
}  # fmt: skip
SCHOOL = ["Inés Rivas", "Tomás Alvarenga", "Gloria Zepeda"]
SECRETARIAT = ["Teresa Aguilar", "Daniel Moncada", "Ruth Espino"]
TRAINERS = ["Octavio Mena", "Lorena Figueroa"]
FUNDERS = ["Erik Lund"]


def _address(name: str, domain: str) -> str:
    words = slugify(name).split("-")
    return f"{words[0]}.{words[1] if len(words) > 1 else 'demo'}@{domain}"


def _seat_person(name: str, *, domain: str, language: str = "es", **fields) -> Person:
    """A person with an account; those that the sign-in page offers get the printed password."""
    given, _space, family = name.partition(" ")
    email = _address(name, domain)
    if existing := User.objects.filter(email=email).first():
        return existing.person
    person = register_person(given_names=given, family_names=family, by=None, at=SINCE, **fields)
    password = PASSWORD if email in {account.email for account in demo_accounts()} else None
    open_account(person, email=email, language=language, password=password, activated_at=SINCE, by=None, at=SINCE)
    return person


def _staff_office(office: Office) -> None:
    contact_points, domain, names = STAFF_OF_OFFICES[office.code]
    language = "en" if office.code == "BZ" else "es"
    unit = office.units.first()
    people = [_seat_person(name, domain=domain, language=language, office=office) for name in names]
    for person in people[:contact_points]:
        appoint_person(person, role=Role.CONTACT_POINT, office=office, unit=unit, by=None, at=SINCE)
    appoint_person(people[-1], role=Role.NATIONAL_EDITOR, office=office, by=None, at=SINCE)


def settle_people() -> None:
    """Everybody of the demonstration, with accounts and appointments. Again is harmless."""
    for office in Office.objects.in_order():
        _staff_office(office)
    lead = School.objects.get(leads_programme=True).office
    secretariat = Institution.objects.get(kind=Institution.Kind.SECRETARIAT)
    donor, _created = Institution.objects.get_or_create(
        kind=Institution.Kind.FUNDER, name_es="Donante Bilateral A (ficticio)", name_en="Bilateral Donor A (fictional)"
    )
    for names, role, domain, fields in (
        (SCHOOL, Role.SCHOOL_EDITOR, "escuela.fgr.sv.example", {"office": lead, "kind": "staff"}),
        (TRAINERS, Role.TRAINER, "escuela.fgr.sv.example", {"kind": "trainer"}),
        (SECRETARIAT, Role.SECRETARIAT, "secretaria.refco.example", {"institution": secretariat, "kind": "staff"}),
        (FUNDERS, Role.FUNDER, "donante-a.example", {"institution": donor, "kind": "guest"}),
    ):
        for name in names:
            person = _seat_person(name, domain=domain, **fields)
            appoint_person(person, role=role, by=None, at=SINCE)
    _settle_administrator(secretariat)


def _settle_administrator(secretariat: Institution) -> None:
    email = "admin@secretaria.refco.example"
    if User.objects.filter(email=email).exists():
        return
    person = register_person(
        given_names="Administración", family_names="técnica", kind="staff", institution=secretariat, by=None, at=SINCE
    )
    account = open_account(person, email=email, password=PASSWORD, activated_at=SINCE, by=None, at=SINCE)
    User.objects.filter(pk=account.pk).update(is_staff=True, is_superuser=True)
    appoint_person(person, role=Role.ADMINISTRATOR, by=None, at=SINCE)


def account_of(email: str) -> User:
    """The account with this address."""
    return User.objects.get(email=email)


def contact_point_of(office: Office) -> User:
    """The first contact point of an office."""
    appointment = office.appointments.filter(role=Role.CONTACT_POINT).order_by("pk").first()
    return User.objects.get(person=appointment.person_id)


def prosecutors_of(office: Office) -> list[Person]:
    """The office's prosecutors without a role, in the order of the list."""
    return list(office.people.filter(appointments__isnull=True, kind="prosecutor").order_by("user__pk"))
