"""The living programme: what goes on around the moment at which the demonstration is started.

Each part is made anew, through the same actions, when its time has gone by; what was stays as history.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from conferencing.actions import receive_post
from courses.actions import announce_workshop, approve_workshop, draft_workshop, enrol_person, nominate_person
from courses.models import CoursePage, CrimeTopic, TrainingArea, Workshop
from network.models import Office, Person, School, Unit
from sessions.actions import assign_part, schedule_session, settle_session
from sessions.models import TrainingSession
from training_platform.demo.papers import award_and_print
from training_platform.demo.people import account_of, contact_point_of, prosecutors_of

SCHOOL = "ines.rivas@escuela.fgr.sv.example"
SECRETARIAT = "teresa.aguilar@secretaria.refco.example"
TRAINER = "octavio.mena@escuela.fgr.sv.example"


@dataclass(frozen=True)
class Plan:
    """One workshop of the living programme, in days from today."""

    title_es: str
    title_en: str
    summary_es: str
    summary_en: str
    area: str
    host: str
    first_day: int
    last_day: int
    closes: timedelta
    per_office: int | None = None
    total: int | None = None
    modality: str = "virtual"
    city: str = ""
    hours: int = 6


RUNNING = Plan(
    "Cibercrimen: introducción", "Cybercrime: introduction",
    "Tres sesiones por video, abiertas a toda la red.", "Three video sessions, open to the whole network.",
    "cybercrime", "CR", -1, 1, timedelta(hours=-2), total=60,
)  # fmt: skip
SOON = Plan(
    "Análisis de redes criminales", "Criminal network analysis",
    "Una sesión por video con un caso práctico.", "One video session with a case exercise.",
    "investigation-analysis", "GT", 0, 0, timedelta(hours=-1), hours=2,
)  # fmt: skip
TOMORROW = Plan(
    "Seguimiento del dinero", "Following the money",
    "Introducción a la investigación patrimonial.", "An introduction to financial investigation.",
    "investigation-analysis", "SV", 1, 1, timedelta(hours=20), total=40, hours=2,
)  # fmt: skip
NOMINATIONS = Plan(
    "Litigación oral: interrogatorio y contrainterrogatorio", "Oral litigation: direct and cross-examination",
    "Cinco días en Ciudad de Panamá, dos fiscales por oficina.", "Five days in Panama City, two prosecutors an office.",
    "oral-litigation", "PA", 28, 32, timedelta(days=14), per_office=2, modality="blended", city="Ciudad de Panamá",
    hours=30,
)  # fmt: skip
PAST = Plan(
    "Evidencia digital y cadena de custodia", "Digital evidence and chain of custody",
    "Dos sesiones por video.", "Two video sessions.",
    "cybercrime", "DO", -9, -8, timedelta(days=-10), hours=4,
)  # fmt: skip
DRAFT = Plan(
    "Cooperación con proveedores de servicios", "Working with service providers",
    "En preparación: espera las dos aprobaciones.", "In preparation: waits for both approvals.",
    "cybercrime", "CR", 60, 62, timedelta(days=40), per_office=2, hours=12,
)  # fmt: skip


def bring_to_life(at: datetime | None = None) -> None:
    """Make whatever part of the living programme is missing or has gone by."""
    now = at or timezone.now()
    scheduled = TrainingSession.objects.filter(state="scheduled")
    soon = Q(starts_at__gt=now, starts_at__lte=now + timedelta(hours=1))
    if not scheduled.filter(starts_at__lte=now, ends_at__gt=now + timedelta(minutes=10)).exists():
        _run_now(now)
    if not scheduled.filter(soon).exists():
        _start_soon(now)
    if not scheduled.filter(workshop__title_es=TOMORROW.title_es, starts_at__gt=now + timedelta(hours=3)).exists():
        _hold_tomorrow(now)
    accepting = Workshop.objects.accepting(now).filter(title_es=NOMINATIONS.title_es)
    if not accepting.exists():
        _open_nominations(now)
    if not Workshop.objects.filter(title_es=PAST.title_es, ends_on__gte=now.date() - timedelta(days=30)).exists():
        _hold_last_week(now)
    if not Workshop.objects.filter(title_es=DRAFT.title_es, starts_on__gt=now.date()).exists():
        _draft(DRAFT, now=now, made_at=now - timedelta(days=3))


def _draft(plan: Plan, *, now: datetime, made_at: datetime) -> Workshop:
    office = Office.objects.get(code=plan.host)
    today: date = timezone.localdate(now)
    course = (
        CoursePage.objects.filter(locale__language_code="es", live=True).first() if plan.area == "cybercrime" else None
    )
    return draft_workshop(
        by=account_of(SCHOOL),
        at=made_at,
        title_es=plan.title_es,
        title_en=plan.title_en,
        summary_es=plan.summary_es,
        summary_en=plan.summary_en,
        area=TrainingArea.objects.get(code=plan.area),
        topics=CrimeTopic.objects.filter(code="cybercrime") if plan.area == "cybercrime" else [],
        host_office=office,
        units=Unit.objects.filter(office=office)[:1],
        schools=School.objects.filter(Q(leads_programme=True) | Q(office=office)),
        modality=plan.modality,
        city=plan.city,
        time_zone=office.time_zone,
        starts_on=today + timedelta(days=plan.first_day),
        ends_on=today + timedelta(days=plan.last_day),
        seats_per_office=plan.per_office,
        seats_total=plan.total,
        stated_hours=plan.hours,
        course_key=course.translation_key if course and plan is DRAFT else None,
        nominations_close_at=now + plan.closes,
    )


def _announce(plan: Plan, now: datetime) -> Workshop:
    """Drafted, approved by two people and announced, three weeks before its enrolment closes."""
    made_at = now + plan.closes - timedelta(days=21)
    workshop = _draft(plan, now=now, made_at=made_at)
    school, secretariat = account_of(SCHOOL), account_of(SECRETARIAT)
    approve_workshop(workshop, side="school", by=school, at=made_at + timedelta(hours=1))
    approve_workshop(workshop, side="secretariat", by=secretariat, at=made_at + timedelta(hours=2))
    return announce_workshop(workshop, by=secretariat, at=made_at + timedelta(hours=3))


def _enrol_some(workshop: Workshop, plan: Plan, now: datetime, *, each: int) -> list[Person]:
    """The first ``each`` prosecutors of every office enrol themselves, Lucía Andino of Tegucigalpa among them."""
    asked = now + plan.closes - timedelta(days=7)
    people = [person for office in Office.objects.in_order() for person in prosecutors_of(office)[:each]]
    for minute, person in enumerate(people):
        enrol_person(workshop, person, by=person.user, at=asked + timedelta(minutes=minute))
    return people


def _sit(
    workshop: Workshop, titles: tuple[str, str], starts_at: datetime, minutes: int, *, at: datetime
) -> TrainingSession:
    session = schedule_session(
        workshop,
        title_es=titles[0],
        title_en=titles[1],
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes),
        by=account_of(SCHOOL),
        at=at,
    )
    assign_part(session, account_of(TRAINER).person, role="moderator", by=account_of(SCHOOL), at=at)
    return session


def _quarter(now: datetime) -> datetime:
    """The last full quarter of an hour: sessions begin at round times."""
    return now.replace(minute=now.minute // 15 * 15, second=0, microsecond=0)


def _run_now(now: datetime) -> None:
    workshop = _announce(RUNNING, now)
    _enrol_some(workshop, RUNNING, now, each=1)
    made_at, begins = now - timedelta(days=10), _quarter(now) - timedelta(minutes=15)
    _sit(workshop, ("Conceptos y tipos penales", "Concepts and offences"), begins, 120, at=made_at)
    second = begins + timedelta(days=1)
    _sit(workshop, ("Evidencia digital", "Digital evidence"), second, 120, at=made_at)


def _start_soon(now: datetime) -> None:
    workshop = _announce(SOON, now)
    _enrol_some(workshop, SOON, now, each=2)
    begins = _quarter(now) + timedelta(minutes=45)
    _sit(workshop, ("Redes, vínculos y jerarquías", "Networks, links and hierarchies"), begins, 90, at=now)


def _hold_tomorrow(now: datetime) -> None:
    workshop = _announce(TOMORROW, now)
    _enrol_some(workshop, TOMORROW, now, each=1)
    begins = _quarter(now) + timedelta(days=1)
    _sit(workshop, ("Del delito al patrimonio", "From the offence to the assets"), begins, 120, at=now)


def _open_nominations(now: datetime) -> None:
    """Two seats each; Panama has filled its own, Guatemala has named one, Honduras none yet."""
    workshop = _announce(NOMINATIONS, now)
    for code, named in (("PA", 3), ("GT", 1)):
        office = Office.objects.get(code=code)
        for person in prosecutors_of(office)[:named]:
            nominate_person(workshop, person, by=contact_point_of(office), at=now - timedelta(days=2))
    begins = _quarter(now).replace(minute=0) + timedelta(days=NOMINATIONS.first_day)
    _sit(workshop, ("Teoría del caso", "Theory of the case"), begins, 180, at=now)


def _hold_last_week(now: datetime) -> None:
    """Two sessions with real traces; everyone stays but one, who leaves too early for a certificate."""
    workshop = _announce(PAST, now)
    people = _enrol_some(workshop, PAST, now, each=1)
    begins = _quarter(now) - timedelta(days=9)
    for number, titles in enumerate(
        (("Hallazgo y recolección", "Finding and collecting"), ("Custodia y juicio", "Custody and trial"))
    ):
        starts_at = begins + timedelta(days=number)
        session = _sit(workshop, titles, starts_at, 120, at=starts_at - timedelta(days=5))
        for place, person in enumerate(people):
            _leave_trace(session, person, minutes=50 if place == 0 else 118, place=place)
        settle_session(session, by=account_of(SCHOOL), at=session.ends_at + timedelta(hours=1))
    award_and_print(workshop, by=account_of(SCHOOL), at=begins + timedelta(days=1, hours=4))


def _leave_trace(session: TrainingSession, person: Person, *, minutes: int, place: int) -> None:
    """The post that the video server sends when somebody leaves; it tells of the joining too."""
    joined = int(session.starts_at.timestamp()) + place
    room = session.room.name
    receive_post(
        {
            "event_name": "muc-occupant-left",
            "room_name": room,
            "room_jid": f"{room}@conference.meet.demo",
            "is_breakout": False,
            "active_occupants_count": 1,
            "occupant": {
                "id": str(person.pk),
                "occupant_jid": f"{person.pk}@meet.demo/demo",
                "joined_at": joined,
                "left_at": joined + minutes * 60,
            },
        },
        at=session.ends_at,
    )
