"""The open virtual workshop of 13 June 2012: 60 places, 74 applications, a room of twelve, and one tenth of a per cent.

Of the two at the threshold one was there for 79.9 % of the time and has no certificate, the other for 80 % and has one.
"""

from datetime import date, timedelta
from itertools import zip_longest

from django.db import transaction

from courses.actions import enrol_person
from courses.models import CrimeTopic, TrainingArea, Workshop
from network.models import Office, Person, School, Unit
from sessions.actions import assign_part, settle_session, tick_roster
from sessions.models import TrainingSession
from training_platform.demo.papers import award_and_print
from training_platform.demo.people import account_of, colleagues_of, contact_point_of, prosecutors_of
from training_platform.demo.replay import SAN_SALVADOR, SCHOOL, announced, on_clock, schedule
from training_platform.demo.traces import leave_trace

SLUG = "cibercrimen-introduccion-2012"
TITLES = ("Cibercrimen: introducción", "Cybercrime: introduction")
DAY = date(2012, 6, 13)
PLACES, APPLICATIONS = 60, 74
ROOM_OF = "GT"
LENGTH = timedelta(minutes=150)
# By their place among those who joined from a screen of their own: seconds of 9000.
BELOW_THRESHOLD, AT_THRESHOLD = 7191, 7200  # 79.9 % and 80 %
PRESENT_SECONDS = {3: BELOW_THRESHOLD, 4: AT_THRESHOLD, 11: 8640, 17: 3300, 26: 8100, 33: 7650}
ABSENT = {21, 39}


@transaction.atomic
def replay_open_workshop() -> None:
    """Announce, enrol, hold and certify it. Again is harmless."""
    if Workshop.objects.filter(slug=SLUG).exists():
        return
    workshop = _announce()
    for minute, person in enumerate(applicants()):
        asked_at = on_clock(date(2012, 5, 22), 8) + timedelta(minutes=37 * minute)
        enrol_person(workshop, person, by=person.user, at=asked_at)
    _hold(workshop)
    award_and_print(workshop, by=account_of(SCHOOL), at=on_clock(DAY, 15))


def applicants() -> list[Person]:
    """74 in the order in which they asked: Guatemala's twelve together, the other offices by turns."""
    together = colleagues_of(Office.objects.get(code=ROOM_OF))
    others = [prosecutors_of(office) for office in Office.objects.exclude(code=ROOM_OF).in_order()]
    by_turns = [person for turn in zip_longest(*others) for person in turn if person]
    return [*together, *by_turns][:APPLICATIONS]


def _announce() -> Workshop:
    lead = School.objects.get(leads_programme=True)
    return announced(
        drafted_at=on_clock(date(2012, 5, 14), 9),
        slug=SLUG,
        title_es=TITLES[0],
        title_en=TITLES[1],
        summary_es="Una mañana por video, abierta a toda la Red: qué es, qué deja rastro y a quién pedirlo.",
        summary_en="One morning by video, open to the whole network: what it is, what leaves traces, whom to ask for them.",
        area=TrainingArea.objects.get(code="cybercrime"),
        topics=CrimeTopic.objects.filter(code="cybercrime"),
        host_office=lead.office,
        units=Unit.objects.filter(office=lead.office)[:1],
        schools=[lead],
        modality=Workshop.Modality.VIRTUAL,
        time_zone=str(SAN_SALVADOR),
        starts_on=DAY,
        ends_on=DAY,
        seats_total=PLACES,
        stated_hours="2.5",
        nominations_close_at=on_clock(date(2012, 6, 11), 17),
    )


def _hold(workshop: Workshop) -> None:
    """Guatemala sits in one room, connected once and ticked by its contact point; everybody else has a screen."""
    begins, school = on_clock(DAY, 10), account_of(SCHOOL)
    session = schedule(workshop, TITLES, begins, begins + LENGTH, at=begins - timedelta(days=20))
    trainer = account_of("octavio.mena@escuela.fgr.sv.example").person
    assign_part(session, trainer, role="moderator", by=school, at=begins - timedelta(days=20))
    places = list(workshop.enrolments.confirmed().select_related("person", "office"))
    in_room = [place.person for place in places if place.office.code == ROOM_OF]
    host = contact_point_of(Office.objects.get(code=ROOM_OF))
    leave_trace(session, host.person, joined_at=begins - timedelta(minutes=8), stay=LENGTH + timedelta(minutes=10))
    tick_roster(session, in_room, by=host, at=begins + timedelta(minutes=15))
    _connect(session, [place.person for place in places if place.office.code != ROOM_OF])
    settle_session(session, by=school, at=session.ends_at + timedelta(minutes=30))


def _connect(session: TrainingSession, people: list[Person]) -> None:
    for number, person in enumerate(people):
        if number in ABSENT:
            continue
        present = timedelta(seconds=PRESENT_SECONDS.get(number, int(LENGTH.total_seconds())))
        leave_trace(session, person, joined_at=session.starts_at, stay=present)
