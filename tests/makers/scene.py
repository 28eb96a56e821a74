"""One scene for the permission matrix: a person for each role, and things of each kind, own and foreign."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import PurePosixPath

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone
from django.utils.text import slugify
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection

from certificates.models import Certificate
from content.actions import lay_tree, restrict_page
from content.models import HomePage, PlatformDocument, PlatformImage, PlatformPage, StandardPage
from content.querysets import tier_of
from content.rules import NETWORK, PUBLIC, TIERS
from courses.models import CrimeTopic, TrainingArea
from foundations.audit.actions import record_event
from foundations.audit.models import AuditEvent
from foundations.jobs.models import Job
from foundations.outbox.models import Letter
from network.actions import align_groups
from network.models import Institution, Office, OfficeRoom, Person, Unit, User
from sessions.codes import code_for
from tests.makers.attendance import make_excuse, make_site
from tests.makers.calendars import make_feed, make_holiday, make_token
from tests.makers.certificates import make_certificate
from tests.makers.conferencing import make_video_key
from tests.makers.courses import approve, make_draft, make_enrolment, make_workshop
from tests.makers.network import (
    make_appointment,
    make_communication,
    make_deputy,
    make_person,
    make_school,
    make_unit,
    make_user,
)
from tests.makers.pages import country_page, make_effort, make_news, news_index
from tests.makers.privacy import make_breach, make_correction
from tests.makers.sessions import make_attendance, make_guest, make_leave, make_material, make_part, make_session
from training_platform.access import Reach, Role
from training_platform.ground import lay_ground


@dataclass(frozen=True)
class Thing:
    """An object of an address: its arguments, as what it is seen, and whose it is."""

    label: str
    args: tuple = ()
    seen_as: str = ""
    owner: Person | None = None
    office: Office | None = None
    members: tuple[Person, ...] = ()
    leaders: tuple[Person, ...] = ()
    about: object = None
    always: frozenset[Reach] = frozenset()

    def _is_country_of(self, person: Person) -> bool:
        return person.office.country_id == self.office.country_id

    def relations(self, user: User | None) -> frozenset[Reach]:
        """How ``user`` stands to it."""
        if user is None:
            return frozenset({Reach.ALL})
        person = user.person
        stands = {
            Reach.OWN: person == self.owner,
            Reach.MEMBER: person in self.members or person in self.leaders,
            Reach.LED: person in self.leaders,
            Reach.OFFICE: self.office is not None and person.office == self.office,
            Reach.COUNTRY: self.office is not None and person.office is not None and self._is_country_of(person),
        }
        return frozenset({Reach.ALL, *(reach for reach, holds in stands.items() if holds)}) | self.always


@dataclass
class Scene:
    """The people by role, and the things by kind."""

    people: dict[Role, User | None] = field(default_factory=dict)
    things: dict[str, list[Thing]] = field(default_factory=dict)
    home: Office | None = None
    away: Office | None = None
    candidates: dict[Office, Person] = field(default_factory=dict)

    def things_of(self, kind: str) -> list[Thing]:
        """Things of one kind; for an address that names none, the reader stands in every relation to it."""
        return self.things[kind] if kind else [Thing("-", always=frozenset(Reach))]


def make_scene() -> Scene:
    """The whole scene, written into the open transaction."""
    lay_ground()
    scene = Scene()
    _people(scene)
    training = (_workshops, _sessions, _calendars, _certificates)
    for kinds in (_accounts, _deputies, *training, _documents, _pictures, _pages, _devices, _books):
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


def _workshops(scene: Scene) -> dict[str, list[Thing]]:
    announced = make_workshop(host_office=scene.away)
    ours, theirs = make_draft(host_office=scene.home), make_draft(host_office=scene.away)
    opened = make_workshop(host_office=scene.away, seats_per_office=None)
    closed = make_draft(host_office=scene.away, seats_per_office=None)
    ready = make_draft(host_office=scene.away, stated_hours=9)
    approve(ready, school=scene.people[Role.REGIONAL_SCHOOL].person, secretariat=scene.saul.person)
    named = make_workshop(host_office=scene.away)
    seats = [
        make_enrolment(workshop=named, person=user.person, state="nominated")
        for user in (scene.people[Role.PROSECUTOR], scene.berta, scene.dora, scene.people[Role.TRAINER])
        if user.person.office
    ]
    unable = [
        make_enrolment(workshop=named, person=make_person(office=office), state="nominated")
        for office in (scene.home, scene.away)
    ]
    waiting = [
        make_enrolment(workshop=named, person=make_person(office=office), state="waiting")
        for office in (scene.home, scene.home, scene.away, scene.away)
    ]
    scene.named = named
    drafts = [
        Thing("our draft", (ours.slug,), "workshop_draft", office=scene.home, about=ours),
        Thing("their draft", (theirs.slug,), "workshop_draft", office=scene.away, about=theirs),
    ]
    return {
        "workshop": [Thing("announced", (announced.slug,), "workshop", about=announced), *drafts],
        "open_workshop": [
            Thing("open", (opened.slug,), "workshop", about=opened, always=frozenset({Reach.OWN})),
            Thing("their open draft", (closed.slug,), "workshop_draft", office=scene.away, about=closed),
        ],
        "office_in_workshop": [
            Thing("our office", (announced.slug, scene.home.code), "workshop", office=scene.home, about=scene.home),
            Thing("their office", (announced.slug, scene.away.code), "workshop", office=scene.away, about=scene.away),
        ],
        "draft": [Thing("draft", (ours.pk,), about=ours)],
        "ready_draft": [Thing("approved draft", (ready.pk,), about=ready)],
        "announced": [Thing("announced", (opened.pk,), about=opened)],
        "enrolment": [
            Thing(f"seat of {seat.person}", (seat.pk,), "enrolment", owner=seat.person, office=seat.office, about=seat)
            for seat in seats
        ],
        "named_seat": [
            Thing(f"{seat_of} {seat.person}", (seat.pk,), seat_of, owner=seat.person, office=seat.office, about=seat)
            for seat_of, found in (("seat_acceptance", seats), ("seat_acceptance_for", unable))
            for seat in found
        ],
        "office_seat": [
            Thing(f"seat of {seat.person}", (seat.pk,), "", owner=None, office=seat.office, about=seat)
            for seat in unable
        ],
        "second_in_line": [
            Thing(f"waiting {seat.person}", (seat.pk,), "", office=seat.office, about=seat) for seat in waiting[1::2]
        ],
        "nominating": [Thing("announced", (announced.pk,), about=announced)],
        "announced_slug": [Thing("announced", (opened.slug,), about=opened)],
        "enrolment_row": [Thing("enrolment", (seats[0].pk,))],
    }


def _sessions(scene: Scene) -> dict[str, list[Thing]]:
    ana, bruno, dora = scene.people[Role.PROSECUTOR].person, scene.people[Role.TRAINER].person, scene.dora.person
    found, rooms = [], []
    for label, person in (("our session", ana), ("their session", dora)):
        session = make_session()
        make_enrolment(workshop=session.workshop, person=person)
        leaders = (bruno,) if person == ana else ()
        for leader in leaders:
            make_part(session, leader)
        fields = {"office": person.office, "members": (person,), "leaders": leaders, "about": session}
        found.append(Thing(label, (session.pk,), "session", **fields))
        rooms.append(Thing(label, (session.room.name,), "session", **fields))
    hidden = make_session(workshop=make_draft(host_office=scene.home))
    found.append(Thing("session of a draft", (hidden.pk,), "timetable", office=scene.home, about=hidden))
    coming = make_session(starts_at=timezone.now() + timedelta(days=2))
    recorded = make_session(starts_at=timezone.now() + timedelta(days=2))
    make_leave(recorded)
    for thing in found:
        make_guest(thing.about)
    make_enrolment(workshop=recorded.workshop, person=ana)
    materials = [
        Thing(thing.label, (make_material(thing.about).pk,), "session_material", members=thing.members,
              leaders=thing.leaders, about=thing.about)
        for thing in found
    ]  # fmt: skip
    return _evidence(scene, found) | {
        "material": materials[:2],
        "recorded_session": [Thing("recorded", (recorded.pk,), "own_consent", members=(ana,), about=recorded)],
        "recorded_row": [Thing("recorded", (recorded.pk,), about=recorded)],
        "session": found,
        "room": rooms,
        "session_row": [Thing("session", (coming.pk,), about=coming)],
        "attendance_row": [Thing("verdict", (make_attendance(person=ana).pk,))],
    }


def _evidence(scene: Scene, sessions: list[Thing]) -> dict[str, list[Thing]]:
    """Sites of our office and of another, the code of a screen, and verdicts of ours and of theirs."""
    ana, bruno = scene.people[Role.PROSECUTOR].person, scene.people[Role.TRAINER].person
    ours, theirs = (thing.about for thing in sessions[:2])
    sites = [make_site(ours, office=scene.home), make_site(theirs, office=scene.away)]
    rows = [make_attendance(person=person) for person in (ana, scene.dora.person)]
    make_part(rows[0].session, bruno)
    planned, asked = make_session(), make_session()
    OfficeRoom.objects.create(office=scene.home, name="Sala de ensayo", capacity=9)
    make_enrolment(workshop=asked.workshop, person=scene.dora.person)
    make_excuse(asked, scene.dora.person)
    make_part(asked, bruno)
    make_part(planned, bruno)
    verdicts = [
        Thing(
            f"verdict on {row.person}",
            (row.session_id, row.pk),
            owner=row.person,
            office=row.office,
            leaders=(bruno,) if row.person == ana else (),
            about=row,
        )
        for row in rows
    ]
    return {
        "site": [
            Thing("our site", (sites[0].pk,), office=scene.home, leaders=(bruno,), about=sites[0]),
            Thing("their site", (sites[1].pk,), office=scene.away, about=sites[1]),
        ],
        "planned_session": [
            Thing("session", (planned.pk,), leaders=(bruno,), about=planned, always=frozenset({Reach.OFFICE}))
        ],
        "excused_session": [
            Thing(
                thing.label,
                thing.args,
                office=thing.office,
                members=thing.members,
                leaders=thing.leaders,
                about=thing.about,
            )
            for thing in sessions[:2]
        ],
        "asked_session": [
            Thing("session with an excuse", (asked.pk,), office=scene.away, leaders=(bruno,), about=asked)
        ],
        "contested_session": [
            Thing(f"verdict on {row.person}", (row.session_id,), owner=row.person, about=row) for row in rows
        ],
        "verdict": verdicts,
        "presence_code": [Thing("code", (code_for(sites[0], at=timezone.now()),), about=sites[0])],
    }


def _calendars(scene: Scene) -> dict[str, list[Thing]]:
    """Own and foreign subscriptions. The secret address is one that was revoked: who has a live one is its owner."""
    feeds = [make_feed(user.person) for user in (scene.people[Role.PROSECUTOR], scene.berta)]
    revoked = make_token(make_feed(scene.dora.person), revoked_at=timezone.now())
    return {
        "feed": [Thing(f"feed of {feed.person}", (feed.pk,), "own_calendar", owner=feed.person) for feed in feeds],
        "feed_token": [Thing("revoked", (revoked,), "calendar_feed")],
        "feed_language": [Thing("public", ("es",), "public_page")],
        "feed_part": [Thing("country", ("es", "country", "GT"), "public_page")],
    }


def _misnamed() -> Certificate:
    """With another name on it than its holder's record has."""
    paper = make_certificate()
    paper.facts["name"] = "Ana Maria Lopes"
    paper.save(update_fields=["facts"])
    return paper


def _certificates(scene: Scene) -> dict[str, list[Thing]]:
    holders = [scene.people[Role.PROSECUTOR], scene.berta, scene.dora]
    papers = []
    for user in holders:
        name = storages["private"].save("certificates/scene.pdf", ContentFile(b"%PDF-"))
        papers.append(make_certificate(user.person, document=name, document_digest="0" * 64))
    scene.papers = papers
    return {
        "certificate": [
            Thing(f"paper of {paper.person}", (paper.pk,), "certificate", owner=paper.person, office=paper.office)
            for paper in papers
        ],
        "code": [Thing("code", (papers[0].code,), "verification")],
        "certificate_row": [Thing("certificate", (papers[0].pk,))],
        "certificate_suspended": [Thing("suspended", (make_certificate(state="suspended").pk,))],
        "certificate_misnamed": [Thing("misnamed", (_misnamed().pk,))],
        "room_post": [Thing("path", ("muc/room-created",))],
        "practice": [Thing("room", ("a-room",))],
        "reservation": [Thing("room", ("room-1",))],
        "video_key": [Thing("key", (make_video_key().file_name.removesuffix(".pem"),))],
    }


DOCUMENTS = dict(
    zip(TIERS, ("public_document", "network_document", "contact_point_document", "secretariat_document"), strict=True)
)


def _documents(scene: Scene) -> dict[str, list[Thing]]:
    lay_tree()
    kept = []
    for tier in (*TIERS, ""):
        collection = Collection.objects.get(name=tier) if tier else Collection.get_first_root_node()
        document = PlatformDocument.objects.create(
            title=f"Acta {tier}", file=ContentFile(b"words", "acta.txt"), collection=collection
        )
        seen_as = DOCUMENTS.get(tier, "unfiled_document")
        kept.append(Thing(tier or "unfiled", (document.pk, document.filename), seen_as, about=document))
    scene.documents = [thing.about for thing in kept]
    return {"document": kept}


def tier_resource(kept: PlatformDocument | PlatformImage) -> str:
    """The row of the matrix that a document or a picture falls under."""
    tiers = kept.collection.get_ancestors(inclusive=True).filter(depth=2)
    return DOCUMENTS.get(tiers.values_list("name", flat=True).first() or "", "unfiled_document")


PAGES = dict(zip(TIERS, ("public_page", "network_page", "contact_point_page", "secretariat_page"), strict=True))


def resource_of_page(page: PlatformPage) -> str:
    """The row of the matrix that a page falls under."""
    return PAGES[tier_of(page)]


def _pages(scene: Scene) -> dict[str, list[Thing]]:
    home = HomePage.objects.get(locale__language_code="es")
    things = [Thing("front page", ("",), "public_page"), Thing("programme", ("programa/",), "curriculum")]
    for tier, resource in PAGES.items():
        page = StandardPage(title=f"Hoja {tier}", slug=slugify(f"hoja {tier}"), locale=home.locale)
        home.add_child(instance=page)
        page.save_revision().publish()
        if tier != PUBLIC:
            restrict_page(page, tier=tier, by=None)
        things.append(Thing(f"page: {tier}", (f"{page.slug}/",), resource, about=page))
    for tier in (PUBLIC, NETWORK):
        for parent in (news_index(), country_page(scene.away.code)):
            news = make_news(parent, tier=tier, introduction="Un resumen.")
            path = news.url_path.split("/", 2)[2]
            things.append(Thing(f"news under {parent}: {tier}", (path,), PAGES[tier], about=news))
    make_effort(country_page(scene.away.code), live=False)
    helped = [
        Thing("public help", ("visitante",), "public_help"),
        Thing("help of a role", ("fiscal",), "role_help"),
    ]
    return {
        "help_page": helped,
        "page": things,
        "page_key": [Thing("page", (things[2].about.pk,), about=things[2].about)],
    }


def _pictures(scene: Scene) -> dict[str, list[Thing]]:
    kept = []
    for tier in (*TIERS, ""):
        collection = Collection.objects.get(name=tier) if tier else Collection.get_first_root_node()
        picture = PlatformImage(title=f"Foto {tier}", file=get_test_image_file(), collection=collection)
        picture.file_size = 0
        picture.save()
        rendition = picture.get_rendition("max-165x165")
        name = PurePosixPath(rendition.file.name).name
        kept.append(Thing(tier or "unfiled", (rendition.pk, name), tier_resource(picture), about=picture))
    return {"picture": kept}


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
        "holiday_row": lambda: make_holiday(country=scene.home.country),
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
    return {kind: [Thing(kind, (row.pk,), about=row)] for kind, row in found.items()}
