"""One scene for the permission matrix: a person for each role, and things of each kind, own and foreign."""

from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from courses.models import CrimeTopic, TrainingArea
from foundations.audit.actions import record_event
from foundations.audit.models import AuditEvent
from foundations.jobs.models import Job
from foundations.outbox.models import Letter
from network.actions import align_groups
from network.models import Institution, Office, OfficeRoom, Person, Unit, User
from tests.makers.calendars import make_holiday
from tests.makers.network import (
    make_appointment,
    make_communication,
    make_deputy,
    make_person,
    make_school,
    make_unit,
    make_user,
)
from tests.makers.privacy import make_breach, make_correction
from tests.makers.scene_bookings import bookings
from tests.makers.scene_budgets import budgets
from tests.makers.scene_content import documents, pages, pictures
from tests.makers.scene_equipment import equipment
from tests.makers.scene_money import money
from tests.makers.scene_rooms import rooms
from tests.makers.scene_sheets import sheets
from tests.makers.scene_training import calendars, certificates, sessions, workshops
from tests.makers.things import Scene, Thing
from training_platform.access import Role
from training_platform.ground import lay_ground


def make_scene() -> Scene:
    """The whole scene, written into the open transaction."""
    lay_ground()
    scene = Scene()
    _people(scene)
    training = (workshops, sessions, rooms, calendars, certificates, equipment)
    shown = (documents, pictures, pages, sheets)
    for kinds in (_accounts, _deputies, *training, bookings, budgets, money, *shown, _devices, _books):
        scene.things |= kinds(scene)
    return scene


def _people(scene: Scene) -> None:
    home, away, leading = (_office(code) for code in ("HN", "PA", "SV"))
    scene.home, scene.away = home, away
    scene.people = {
        Role.ANONYMOUS: None,
        Role.PROSECUTOR: make_user("ana@mp.hn.example", given_names="Ana María", family_names="López", office=home),
        Role.CONTACT_POINT: make_user("carla@mp.hn.example", role="contact_point", given_names="Carla", office=home),
        Role.NATIONAL_SCHOOL: make_user("nora@mp.hn.example", role="national_editor", kind="staff", office=home),
        Role.REGIONAL_SCHOOL: make_user("elsa@escuela.example", role="school_editor", kind="staff", office=leading),
        Role.SECRETARIAT: make_user("sara@secretaria.example", role="secretariat", kind="staff", office=None),
        Role.CUSTODIAN: make_user("ciro@mp.hn.example", role="custodian", kind="staff", office=home),
        Role.TRAINER: make_user("bruno@escuela.example", role="trainer", kind="trainer", office=None),
        Role.FUNDER: make_user("felix@donante.example", role="funder", kind="guest", office=None),
        Role.ADMINISTRATOR: make_user("ada@secretaria.example", role="administrator", kind="staff", office=None),
    }
    scene.berta = make_user("berta@mp.hn.example", given_names="Berta", family_names="Reyes", office=home)
    scene.dora = make_user("dora@pgn.pa.example", given_names="Dora", family_names="Pinto", office=away)
    scene.diego = make_user("diego@pgn.pa.example", role="contact_point", given_names="Diego", office=away)
    scene.saul = make_user("saul@secretaria.example", role="secretariat", kind="staff", office=None)
    scene.candidates = {office: make_person(office=office) for office in (home, away)}
    for user in [*scene.people.values(), scene.diego, scene.saul]:
        if user is not None:
            align_groups(user.person)


def _office(code: str) -> Office:
    """Laid with the ground."""
    return Office.objects.get(code__iexact=code)


def _accounts(scene: Scene) -> dict[str, list[Thing]]:
    """Own and foreign people with an account in each state; and the same accounts as the administration sees them."""
    ours, theirs = scene.berta, scene.dora
    states = {"new": {"activated": False}, "closed": {}, "reset": {}}
    made = {
        (state, office): make_user(office=office, **fields)
        for state, fields in states.items()
        for office in (scene.home, scene.away)
    }
    for office in (scene.home, scene.away):
        closed = made["closed", office]
        User.objects.filter(pk=closed.pk).update(is_active=False)
        closed.decisions.create(kind="closed", at=timezone.now(), by_contact_point=True)
    lost = made["reset", scene.away]
    lost.factor_resets.create(reason="R", asked_by=scene.saul, asked_at=timezone.now())

    def people(*found: Person) -> list[Thing]:
        return [Thing(f"{person.office.code} {person}", (person.pk,), office=person.office) for person in found]

    def account(user: User) -> list[Thing]:
        return [Thing("account", (user.pk,), about=user)]

    return {
        "token": [Thing("no token", ("x" * 43,))],
        "person_of_office": people(ours.person, theirs.person),
        "person_without_account": people(*scene.candidates.values()),
        "person_not_activated": people(*(made["new", office].person for office in (scene.home, scene.away))),
        "person_closed": people(*(made["closed", office].person for office in (scene.home, scene.away))),
        "account_row": account(theirs),
        "account_not_activated": account(made["new", scene.away]),
        "account_closed": account(made["closed", scene.away]),
        "account_with_reset": account(lost),
    }


def _deputies(scene: Scene) -> dict[str, list[Thing]]:
    """Roles of either office for which somebody may stand in, and who stands in for its contact points now."""
    roles, deputies = [], []
    for user in (scene.people[Role.CONTACT_POINT], scene.people[Role.CUSTODIAN], scene.diego):
        own = user.person.appointments.get()
        roles.append(Thing(f"role of {user}", (own.pk,), owner=user.person, office=own.office, about=own))
    for named in roles[::2]:
        deputy = make_deputy(named.about)
        people = (deputy.person, named.owner)
        deputies.append(Thing(f"deputy of {named.owner}", (deputy.pk,), office=named.office, members=people))
    return {"role_to_deputise": roles, "deputy": deputies}


def _devices(scene: Scene) -> dict[str, list[Thing]]:
    """A session elsewhere of everybody, each their own to end."""
    now, rows = timezone.now(), []
    for user in filter(None, scene.people.values()):
        elsewhere = SessionStore()
        elsewhere[SESSION_KEY] = str(user.pk)
        elsewhere[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        elsewhere[HASH_SESSION_KEY] = user.get_session_auth_hash()
        elsewhere.create()
        fields = {"ip": "::", "user_agent": "", "created_at": now, "last_seen_at": now}
        rows.append(UserSession.objects.create(user=user, session_key=elsewhere.session_key, **fields))
    return {"own_session": [Thing(f"session of {row.user}", (row.pk,), owner=row.user.person) for row in rows]}


def _books(scene: Scene) -> dict[str, list[Thing]]:
    """A row for each screen of the administration."""
    person = make_person(office=scene.home)
    letter = Letter.objects.create(
        kind="scene",
        address="x@mp.hn.example",
        language="es",
        subject="S",
        text="T",
        state=Letter.State.FAILED,
        created_at=timezone.now(),
        due_at=timezone.now(),
    )
    record_event("scene.laid", person, by=None)
    rows: dict[str, Callable[[], object]] = {
        "area_row": TrainingArea.objects.first,
        "topic_row": CrimeTopic.objects.first,
        "person_row": lambda: person,
        "appointment_row": lambda: make_appointment(person, "custodian"),
        "contact_point_row": scene.diego.person.appointments.get,
        "communication_row": lambda: make_communication(scene.diego.person),
        "office_row": lambda: scene.away,
        "unit_row": lambda: Unit.objects.first() or make_unit(),
        "school_row": lambda: make_school(office=scene.home),
        "institution_row": Institution.objects.first,
        "office_room_row": lambda: OfficeRoom.objects.create(office=scene.home, name="Sala", capacity=9),
        "letter_row": lambda: letter,
        "correction_row": lambda: make_correction(scene.home),
        "breach_row": make_breach,
        "audit_row": AuditEvent.objects.first,
        "job_row": lambda: Job.objects.create(name="scene", state=Job.State.DEAD, enqueued_at=timezone.now()),
    }
    found = {kind: make() for kind, make in rows.items()}
    books = {kind: [Thing(kind, (row.pk,), about=row)] for kind, row in found.items()}
    books["holiday_row"] = [_holiday(scene.home), _holiday(scene.away), _holiday(None)]
    return books


def _holiday(office: Office | None) -> Thing:
    """Of the country of an office, or of the whole network."""
    row = make_holiday(country=office and office.country)
    return Thing(f"holiday of {office and office.country_id}", (row.pk,), office=office, about=row)
