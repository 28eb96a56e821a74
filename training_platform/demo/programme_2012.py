"""The three workshops of 2012 that follow a syllabus: Guatemala in May, Costa Rica in July, Panama in October, replayed.

Hosts, dates and areas are those of the network's plan; who came, and who could not, is invented.
"""

from dataclasses import dataclass
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from courses.actions import give_up_seat, nominate_person
from courses.models import CrimeTopic, Enrolment, TrainingArea, Workshop
from network.models import Office, Person, School, Unit
from sessions.actions import assign_part
from training_platform.demo import syllabus_cybercrime, syllabus_investigation, syllabus_litigation
from training_platform.demo.curriculum import course_page
from training_platform.demo.papers import award_and_print
from training_platform.demo.people import account_of, contact_point_of, prosecutors_of
from training_platform.demo.replay import SCHOOL, announced, name_people, on_clock, schedule, sit
from training_platform.demo.syllabus_entries import CourseEntry

SPELLED_MONTHS = {5: ("mayo", "May"), 7: ("julio", "July"), 10: ("octubre", "October")}


@dataclass(frozen=True)
class Edition:
    """One of the three: a week, Monday to Friday, in which each module of the syllabus is one session.

    ``beginnings`` holds (day of the week from 0, hour) of each module; ``trainer`` the one who leads.
    ``seats`` says which two of each office's prosecutors come; ``missing`` who (by office and seat) stays away, from
    which session on.
    """

    slug: str
    course: CourseEntry
    host: str
    city: str
    monday: date
    beginnings: tuple[tuple[int, time], ...]
    seats: slice
    trainer: str
    topics: tuple[str, ...] = ()
    missing: tuple[tuple[str, int, int], ...] = ()
    declining: str = ""


MORNINGS = ((0, time(8)), (1, time(8)), (2, time(8)), (3, time(8)))
GUATEMALA = Edition(
    "investigacion-y-analisis-2012",
    syllabus_investigation.COURSE,
    "GT",
    "Ciudad de Guatemala",
    date(2012, 5, 21),
    (*MORNINGS, (3, time(13, 30)), (4, time(8))),
    slice(2, 4),
    "lorena.figueroa@escuela.fgr.sv.example",
    topics=("extortion", "laundering"),
    missing=(("NI", 1, 4),),  # called back to a hearing on the fourth day: 17 of 24 hours, no certificate
)
COSTA_RICA = Edition(
    "cibercrimen-2012",
    syllabus_cybercrime.COURSE,
    "CR",
    "San José",
    date(2012, 7, 16),
    (*MORNINGS, (3, time(13, 30)), (4, time(8))),
    slice(4, 6),
    "ismael.barahona@escuela.fgr.sv.example",
    topics=("cybercrime",),
    declining="GT",
)
PANAMA = Edition(
    "litigacion-oral-2012",
    syllabus_litigation.COURSE,
    "PA",
    "Ciudad de Panamá",
    date(2012, 10, 15),
    (*MORNINGS, (4, time(8)), (4, time(13))),
    slice(6, 8),
    "octavio.mena@escuela.fgr.sv.example",
    missing=(("DO", 1, 0),),  # fell ill the day before
)


@transaction.atomic
def replay_edition(edition: Edition) -> None:
    """Announce, fill, hold and certify one of the three. Again is harmless."""
    if Workshop.objects.filter(slug=edition.slug).exists():
        return
    workshop = _announce(edition)
    _fill_seats(workshop, edition)
    _hold(workshop, edition)
    friday = edition.monday + timedelta(days=4)
    award_and_print(workshop, by=account_of(SCHOOL), at=on_clock(friday, 19, zone=ZoneInfo(workshop.time_zone)))


def _announce(edition: Edition) -> Workshop:
    host = Office.objects.get(code=edition.host)
    zone, friday = ZoneInfo(host.time_zone), edition.monday + timedelta(days=4)
    spanish, english = (edition.course.words(language) for language in ("es", "en"))
    month_es, month_en = SPELLED_MONTHS[edition.monday.month]
    area, page = TrainingArea.objects.get(code=edition.course.area), course_page(edition.course, "es")
    return announced(
        drafted_at=on_clock(edition.monday - timedelta(days=60), 9, zone=zone),
        slug=edition.slug,
        title_es=f"Taller de {area.name_es[0].lower()}{area.name_es[1:]}",
        title_en=f"Workshop on {area.name_en[0].lower()}{area.name_en[1:]}",
        summary_es=f"Malla «{spanish.title}», del {edition.monday.day} al {friday.day} de {month_es} de 2012.",
        summary_en=f"Curriculum “{english.title}”, {edition.monday.day} to {friday.day} {month_en} 2012.",
        area=area,
        topics=CrimeTopic.objects.filter(code__in=edition.topics),
        course_key=page.translation_key if page else None,
        host_office=host,
        units=Unit.objects.filter(office=host),
        schools=[*School.objects.filter(leads_programme=True), *School.objects.filter(office=host)],
        modality=Workshop.Modality.IN_PERSON,
        city=edition.city,
        time_zone=str(zone),
        starts_on=edition.monday,
        ends_on=friday,
        seats_per_office=2,
        nominations_close_at=on_clock(edition.monday - timedelta(days=10), 17, zone=zone),
    )


def _fill_seats(workshop: Workshop, edition: Edition) -> None:
    for office in Office.objects.in_order():
        contact_point, people = contact_point_of(office), prosecutors_of(office)
        named = on_clock(edition.monday - timedelta(days=30), 10)
        if office.code == edition.declining:
            _decline(workshop, people[0], edition)
        name_people(
            workshop, people[edition.seats], by=contact_point, at=named, accepted_at=named + timedelta(days=3, hours=2)
        )


def _decline(workshop: Workshop, person: Person, edition: Edition) -> None:
    """Named first, and said no the next day."""
    named = on_clock(edition.monday - timedelta(days=35), 10)
    place = nominate_person(workshop, person, by=contact_point_of(person.office), at=named)
    give_up_seat(
        place, by=person.user, reason="Tengo debate señalado para esa semana.", at=named + timedelta(days=1, hours=3)
    )


def _hold(workshop: Workshop, edition: Edition) -> None:
    """A session for each module; whoever stayed away is not ticked."""
    zone, made_at = ZoneInfo(workshop.time_zone), on_clock(edition.monday - timedelta(days=50), 9)
    trainer, school = account_of(edition.trainer).person, account_of(SCHOOL)
    for number, ((day, hour), module) in enumerate(zip(edition.beginnings, edition.course.modules, strict=True)):
        begins = on_clock(edition.monday + timedelta(days=day), hour.hour, hour.minute, zone=zone)
        titles = module.title("es", at_first=True), module.title("en", at_first=True)
        session = schedule(workshop, titles, begins, begins + timedelta(hours=module.hours), at=made_at)
        assign_part(session, trainer, role="trainer", by=school, at=made_at)
        sit(session, _present(workshop, edition, number))


def _present(workshop: Workshop, edition: Edition, session: int) -> list[Person]:
    away = {(office, seat) for office, seat, since in edition.missing if session >= since}
    seats: dict[str, list[Enrolment]] = {}
    for place in workshop.enrolments.confirmed().select_related("person", "office"):
        seats.setdefault(place.office.code, []).append(place)
    return [
        place.person
        for office, places in seats.items()
        for seat, place in enumerate(places)
        if (office, seat) not in away
    ]
