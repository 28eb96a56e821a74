"""People and offices for tests. Each maker gives a saved row; whatever is not said is made up and unique."""

from datetime import timedelta
from itertools import count
from types import SimpleNamespace

from django.utils import timezone

from network.models import Appointment, Communication, Country, Institution, Office, Person, School, Unit, User

_number = count(1)
Role = Appointment.Role


def make_office(code: str = "", **overrides) -> Office:
    """An office in a country of its own, in Panama's zone unless told otherwise."""
    number = next(_number)
    country, _created = Country.objects.get_or_create(
        code=(code[:2] or f"{chr(65 + number // 26 % 26)}{chr(65 + number % 26)}").upper(),
        defaults={"name_es": f"País {number}", "name_en": f"Country {number}"},
    )
    fields = {
        "country": country,
        "code": code or f"o{number}",
        "name_es": f"Ministerio Público {number}",
        "name_en": f"Public Prosecutor's Office {number}",
        "time_zone": "America/Panama",
        "city": "Ciudad",
        "currency": "USD",
        "mailbox": f"oficina{number}@mp{number}.example",
    }
    return Office.objects.create(**fields | overrides)


def make_unit(**overrides) -> Unit:
    fields = {"name_es": "Unidad contra el crimen organizado", "name_en": "Organised-crime unit"}
    if "office" not in overrides:
        fields["office"] = make_office()
    return Unit.objects.create(**fields | {"kind": Unit.Kind.ORGANISED_CRIME} | overrides)


def make_school(**overrides) -> School:
    fields = {"name_es": "Escuela de Capacitación Fiscal", "name_en": "Prosecutors' School"}
    if "office" not in overrides:
        fields["office"] = make_office()
    return School.objects.create(**fields | overrides)


def make_person(**overrides) -> Person:
    """A prosecutor; of an office of her own unless ``office`` is given (``None`` for nobody's)."""
    number = next(_number)
    fields = {"given_names": "Nombre", "family_names": f"Apellido{number}"}
    if "office" not in overrides:
        fields["office"] = make_office()
    return Person.objects.create(**fields | overrides)


def make_user(
    email: str = "",
    *,
    password: str | None = None,
    role: str = "",
    language: str = "es",
    activated: bool = True,
    **person,
) -> User:
    """An account with its person, activated yesterday; ``role`` is appointed since then, for the person's office."""
    someone = make_person(**person)
    user = User.objects.create_user(
        email or f"persona{next(_number)}@mp.example",
        password,
        person=someone,
        language=language,
        activated_at=timezone.now() - timedelta(days=1) if activated else None,
    )
    if role:
        make_appointment(someone, role)
    return user


def make_appointment(person: Person, role: str, **overrides) -> Appointment:
    """An appointment since yesterday."""
    fields = {"office": person.office, "starts_at": timezone.now() - timedelta(days=1)}
    return Appointment.objects.create(person=person, role=role, **fields | overrides)


def make_deputy(principal: Appointment, user: User | None = None, **overrides) -> Appointment:
    """A colleague who stands in since yesterday, for a week."""
    person = (user or make_user(office=principal.office)).person
    fields = {"office": principal.office, "unit": principal.unit, "ends_at": timezone.now() + timedelta(days=6)}
    return make_appointment(person, principal.role, **fields | {"stands_in_for": principal} | overrides)


def make_communication(person: Person, **overrides) -> Communication:
    """A call with a contact point an hour ago, noted now."""
    now = timezone.now()
    fields = {"office": person.office, "means": "phone", "had_at": now - timedelta(hours=1), "noted_at": now}
    return Communication.objects.create(person=person, **fields | {"note": "Llamada"} | overrides)


def make_cast() -> SimpleNamespace:
    """The usual people: ana and carla of one office, dora of another, bruno the trainer, elsa of the School, sara and
    saul of the Secretariat, felix the funder."""
    honduras = make_office("HN", name_es="Ministerio Público de Honduras", time_zone="America/Tegucigalpa")
    elsewhere = make_office("PA", name_es="Ministerio Público de Panamá")
    salvador = make_office("SV", name_es="Fiscalía General de la República", time_zone="America/El_Salvador")
    secretariat = Institution.objects.create(
        name_es="Secretaría", name_en="Secretariat", kind=Institution.Kind.SECRETARIAT
    )
    return SimpleNamespace(
        office=honduras,
        elsewhere=elsewhere,
        salvador=salvador,
        ana=make_user("ana@mp.hn.example", given_names="Ana María", family_names="López", office=honduras),
        berta=make_user("berta@mp.hn.example", given_names="Berta", family_names="Reyes", office=honduras),
        ciro=make_user("ciro@mp.hn.example", given_names="Ciro", family_names="Núñez", office=honduras),
        bruno=make_user("bruno@escuela.example", role=Role.TRAINER, kind="trainer", office=None),
        carla=make_user("carla@mp.hn.example", role=Role.CONTACT_POINT, given_names="Carla", office=honduras),
        dora=make_user("dora@pgn.pa.example", given_names="Dora", office=elsewhere),
        diego=make_user("diego@pgn.pa.example", role=Role.CONTACT_POINT, given_names="Diego", office=elsewhere),
        elsa=make_user("elsa@escuela.example", role=Role.SCHOOL_EDITOR, given_names="Elsa", office=salvador),
        sara=make_user(
            "sara@secretaria.example", role=Role.SECRETARIAT, kind="staff", office=None, institution=secretariat
        ),
        saul=make_user(
            "saul@secretaria.example", role=Role.SECRETARIAT, kind="staff", office=None, institution=secretariat
        ),
        felix=make_user("felix@donante.example", role=Role.FUNDER, kind="guest", office=None),
    )
