"""A session with all that attendance has to bear, two days ago: three sites with twelve, five and one people.

The line broke for fourteen minutes; somebody of Guatemala went on from her telephone; somebody of Costa Rica left the
room early and contests what was counted; two of Honduras were excused; a police investigator sat with Guatemala. The
session lasts 120 minutes, of which 106 are left to whoever was cut off.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from courses.actions import enrol_person
from courses.models import Workshop
from network.models import Office, Person
from sessions.actions import (
    Visitor,
    ask_excuse,
    assign_part,
    contest_verdict,
    decide_excuse,
    mark_at_site,
    mark_left,
    plan_site,
    settle_session,
    start_incident,
    stop_incident,
)
from sessions.models import ConnectedSite, RosterEntry, TrainingSession
from training_platform.demo.drafts import draft_plan
from training_platform.demo.living_plans import Plan
from training_platform.demo.people import account_of, colleagues_of, contact_point_of, prosecutors_of
from training_platform.demo.replay import SCHOOL, approve_and_announce, schedule
from training_platform.demo.traces import leave_trace

THREE_SITES = Plan(
    ("Extorsión: de la denuncia a la acusación", "Extortion: from the complaint to the charge"),
    ("Una sesión por video, seguida desde salas de tres fiscalías.", "One video session, followed from rooms of three offices."),
    "investigation-analysis", "GT", timedelta(days=-3), total=40, hours=2, topics=("extortion",),
)  # fmt: skip
TRAINER = "octavio.mena@escuela.fgr.sv.example"
TWELVE, FIVE, ONE, EXCUSED = "GT", "CR", "PA", "HN"
LENGTH = timedelta(minutes=120)
BROKE, MENDED = timedelta(minutes=40), timedelta(minutes=54)
LATE = timedelta(minutes=12)
WENT_OUT, ON_THE_TELEPHONE, LEFT_EARLY = timedelta(minutes=70), timedelta(minutes=68), timedelta(minutes=60)


def is_held(now: datetime) -> bool:
    """Whether it was held not long ago."""
    return Workshop.objects.filter(title_es=THREE_SITES.title[0], ends_on__gte=now.date() - timedelta(days=8)).exists()


def hold_three_sites(now: datetime) -> None:
    """Announce, enrol, hold, settle, and contest, through the platform's own actions."""
    begins = now.replace(minute=0, second=0, microsecond=0) - timedelta(days=2)
    made_at = now + THREE_SITES.closes - timedelta(days=21)
    draft = draft_plan(THREE_SITES, now=now, made_at=made_at, begins=begins, ends=begins + LENGTH)
    workshop = approve_and_announce(draft, drafted_at=made_at, within=timedelta(hours=3))
    groups = _enrol(workshop, at=now + THREE_SITES.closes - timedelta(days=7))
    session = schedule(workshop, THREE_SITES.title, begins, begins + LENGTH, at=begins - timedelta(days=9))
    assign_part(session, account_of(TRAINER).person, role="moderator", by=account_of(SCHOOL), at=made_at)
    _ask(session, groups[EXCUSED], at=begins - timedelta(days=1))
    sites = {code: _site(session, code, at=begins - timedelta(days=3)) for code in (TWELVE, FIVE, ONE)}
    _sit(session, sites, groups)
    settle_session(session, by=account_of(TRAINER), at=session.ends_at + timedelta(minutes=30))
    leaver = groups[FIVE][-1]
    contest_verdict(
        session.attendance.get(person=leaver),
        reason="A la hora salí de la sala, pero seguí la sesión desde mi escritorio, junto a una colega.",
        by=leaver.user,
        at=session.ends_at + timedelta(hours=2),
    )


def _enrol(workshop: Workshop, *, at: datetime) -> dict[str, list[Person]]:
    """Twelve, five, one and two, by office."""
    counts = {TWELVE: 12, FIVE: 5, ONE: 1, EXCUSED: 2}
    groups = {code: _people(Office.objects.get(code=code))[:count] for code, count in counts.items()}
    for minute, person in enumerate(person for people in groups.values() for person in people):
        enrol_person(workshop, person, by=person.user, at=at + timedelta(minutes=minute))
    return groups


def _people(office: Office) -> list[Person]:
    return colleagues_of(office) if office.code == TWELVE else prosecutors_of(office)


def _ask(session: TrainingSession, people: Iterable[Person], *, at: datetime) -> None:
    """Both ask, the School accepts."""
    for person in people:
        excuse = ask_excuse(session, person, reason="Audiencia señalada para esa misma hora.", by=person.user, at=at)
        decide_excuse(excuse, accept=True, by=account_of(SCHOOL), at=at + timedelta(hours=3))


def _site(session: TrainingSession, code: str, *, at: datetime) -> ConnectedSite:
    office = Office.objects.get(code=code)
    return plan_site(session, office.rooms.earliest("pk"), by=contact_point_of(office), at=at)


def _sit(session: TrainingSession, sites: dict[str, ConnectedSite], groups: dict[str, list[Person]]) -> None:
    """Who sat where and when; the lines are told by the video server, the people by their contact points."""
    begins, keepers = session.starts_at, {code: contact_point_of(site.room.office) for code, site in sites.items()}
    early, late = begins - timedelta(minutes=5), begins + LATE
    for code, since in ((TWELVE, early), (FIVE, early), (ONE, late)):
        _connect(session, sites[code], since=since)
        mark_at_site(sites[code], groups[code], by=keepers[code], at=since)
    visitor = Visitor("Subinspector R. Coy (ficticio)", RosterEntry.VisitorKind.INVESTIGATOR)
    mark_at_site(sites[TWELVE], [visitor], by=keepers[TWELVE], at=early)
    moderator = account_of(TRAINER)
    at_fault = sites[FIVE]
    broke = {"reason": "Se fue la energía en la sala y cayó la línea.", "site": at_fault, "at": begins + BROKE}
    start_incident(session, by=moderator, **broke)
    stop_incident(session, by=moderator, at=begins + MENDED)
    for code, after in ((TWELVE, WENT_OUT), (FIVE, LEFT_EARLY)):
        entry = sites[code].entries.standing().get(person=groups[code][-1])
        mark_left(entry, by=keepers[code], at=begins + after)
    walker = groups[TWELVE][-1]
    leave_trace(session, walker, joined_at=begins + ON_THE_TELEPHONE, stay=LENGTH - ON_THE_TELEPHONE)


def _connect(session: TrainingSession, site: ConnectedSite, *, since: datetime) -> None:
    """Until the line broke, and again from when it was mended."""
    leave_trace(session, site, joined_at=since, stay=session.starts_at + BROKE - since)
    leave_trace(session, site, joined_at=session.starts_at + MENDED, stay=LENGTH - MENDED + timedelta(minutes=1))
