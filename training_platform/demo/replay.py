"""How a workshop of the past is brought about again: the actions that people took, at the hours at which they took them."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from courses.actions import accept_seat, announce_workshop, approve_workshop, draft_workshop, nominate_person
from courses.models import Enrolment, Workshop
from network.models import Person, User
from sessions.actions import schedule_session, settle_session, tick_roster
from sessions.models import TrainingSession
from training_platform.demo.people import account_of

SCHOOL = "ines.rivas@escuela.fgr.sv.example"
SECRETARIAT = "teresa.aguilar@secretaria.refco.example"
SAN_SALVADOR = ZoneInfo("America/El_Salvador")


def on_clock(day: date, hour: int, minute: int = 0, *, zone: ZoneInfo = SAN_SALVADOR) -> datetime:
    """The instant at which the clocks of ``zone`` show that hour."""
    return datetime.combine(day, time(hour, minute), zone)


def announced(*, drafted_at: datetime, **fields) -> Workshop:
    """A workshop drafted by the School, approved by both sides and announced two days later."""
    workshop = draft_workshop(by=account_of(SCHOOL), at=drafted_at, **fields)
    return approve_and_announce(workshop, drafted_at=drafted_at, within=timedelta(days=2))


def approve_and_announce(workshop: Workshop, *, drafted_at: datetime, within: timedelta) -> Workshop:
    """Both sides approve and the Secretariat announces, all ``within`` that time after the draft."""
    school, secretariat = account_of(SCHOOL), account_of(SECRETARIAT)
    approve_workshop(workshop, side="school", by=school, at=drafted_at + within / 3)
    approve_workshop(workshop, side="secretariat", by=secretariat, at=drafted_at + within / 2)
    return announce_workshop(workshop, by=secretariat, at=drafted_at + within)


def name_people(
    workshop: Workshop, people: Iterable[Person], *, by: User, at: datetime, accepted_at: datetime
) -> list[Enrolment]:
    """A contact point names ``people`` and each accepts; for whoever has no account the contact point says so."""
    places = [nominate_person(workshop, person, by=by, at=at) for person in people]
    for place in places:
        accept_seat(place, by=getattr(place.person, "user", by), at=accepted_at)
    return places


def schedule(
    workshop: Workshop, titles: tuple[str, str], begins: datetime, ends: datetime, *, at: datetime
) -> TrainingSession:
    """A session of ``workshop``, Spanish and English title, put into the timetable by the School."""
    return schedule_session(
        workshop,
        title_es=titles[0],
        title_en=titles[1],
        starts_at=begins,
        ends_at=ends,
        by=account_of(SCHOOL),
        at=at,
    )


def sit(session: TrainingSession, people: Iterable[Person]) -> None:
    """The School ticks who sat in the room, and settles the session half an hour after its end."""
    school = account_of(SCHOOL)
    tick_roster(session, people, by=school, at=session.ends_at)
    settle_session(session, by=school, at=session.ends_at + timedelta(minutes=30))
