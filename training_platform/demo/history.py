"""The first workshop of the programme, on extortion: San Salvador, 5 to 9 March 2012 (R21, R22), replayed."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from courses.actions import (
    accept_seat,
    announce_workshop,
    approve_workshop,
    draft_workshop,
    give_up_seat,
    nominate_person,
)
from courses.models import CrimeTopic, TrainingArea, Workshop
from network.models import Office, School, Unit
from sessions.actions import schedule_session, settle_session, tick_roster
from training_platform.demo.papers import award_and_print
from training_platform.demo.people import account_of, contact_point_of, prosecutors_of

ZONE = ZoneInfo("America/El_Salvador")
SLUG = "taller-sobre-extorsion-2012"
MONDAY = date(2012, 3, 5)
MORNING, AFTERNOON = (time(8, 30), time(12, 0)), (time(13, 30), time(17, 0))

# Morning and afternoon of each day, Spanish and English.
TIMETABLE = [
    ("Apertura; la extorsión en la región", "Opening; extortion in the region"),
    ("Marco legal comparado", "Comparative law"),
    ("Recepción de la denuncia y atención a la víctima", "Complaint and victim care"),
    ("Análisis de comunicaciones", "Communications analysis"),
    ("Entrega controlada y negociación", "Controlled delivery and negotiation"),
    ("Extorsión desde centros penales", "Extortion from prisons"),
    ("Seguimiento del dinero", "Following the money"),
    ("Protección de testigos", "Witness protection"),
    ("Cooperación regional: puntos de contacto", "Regional cooperation: contact points"),
    ("Juicio simulado, evaluación, clausura", "Mock trial, assessment, closing"),
]


def _at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), ZONE)


def replay_extortion_workshop() -> None:
    """Draft, approve, announce, nominate, hold and certify the workshop of March 2012. Again is harmless."""
    if Workshop.objects.filter(slug=SLUG).exists():
        return
    workshop = _announce()
    _fill_seats(workshop)
    _hold(workshop)
    award_and_print(workshop, by=account_of("ines.rivas@escuela.fgr.sv.example"), at=_at(date(2012, 3, 9), 18))


def _announce() -> Workshop:
    school = account_of("ines.rivas@escuela.fgr.sv.example")
    secretariat = account_of("teresa.aguilar@secretaria.refco.example")
    lead = School.objects.get(leads_programme=True)
    drafted = _at(date(2012, 2, 6), 9)
    workshop = draft_workshop(
        by=school,
        at=drafted,
        slug=SLUG,
        title_es="Taller sobre extorsión",
        title_en="Workshop on extortion",
        summary_es="Primer taller del programa: dos fiscales de cada oficina, cinco días en San Salvador.",
        summary_en="First workshop of the programme: two prosecutors of each office, five days in San Salvador.",
        area=TrainingArea.objects.get(code="other"),
        topics=CrimeTopic.objects.filter(code="extortion"),
        host_office=lead.office,
        units=Unit.objects.filter(office=lead.office),
        schools=[lead],
        modality=Workshop.Modality.IN_PERSON,
        city="San Salvador",
        time_zone=str(ZONE),
        starts_on=MONDAY,
        ends_on=MONDAY + timedelta(days=4),
        seats_per_office=2,
        stated_hours=35,
        nominations_close_at=_at(date(2012, 3, 2), 17),
    )
    approve_workshop(workshop, side="school", by=school, at=drafted + timedelta(days=1))
    approve_workshop(workshop, side="secretariat", by=secretariat, at=drafted + timedelta(days=2))
    return announce_workshop(workshop, by=secretariat, at=drafted + timedelta(days=2, hours=1))


def _fill_seats(workshop: Workshop) -> None:
    """Two of each office; Mexico substitutes one of them on 1 March."""
    for office in Office.objects.in_order():
        contact_point, named = contact_point_of(office), _at(date(2012, 2, 15), 10)
        people = prosecutors_of(office)
        first, second = (nominate_person(workshop, person, by=contact_point, at=named) for person in people[:2])
        if office.code == "MX":
            give_up_seat(second, by=contact_point, reason="Audiencia impostergable", at=_at(date(2012, 3, 1), 9))
            second = nominate_person(workshop, people[2], by=contact_point, at=_at(date(2012, 3, 1), 10))
        for enrolment in (first, second):
            accept_seat(enrolment, by=enrolment.person.user, at=_at(date(2012, 3, 1), 12))


def _hold(workshop: Workshop) -> None:
    """Ten half-days; the School ticks who sat in the room and settles each one."""
    school = account_of("ines.rivas@escuela.fgr.sv.example")
    people = [enrolment.person for enrolment in workshop.enrolments.confirmed().select_related("person")]
    for number, (spanish, english) in enumerate(TIMETABLE):
        day = MONDAY + timedelta(days=number // 2)
        begins, ends = (datetime.combine(day, hour, ZONE) for hour in (MORNING, AFTERNOON)[number % 2])
        session = schedule_session(
            workshop,
            title_es=spanish,
            title_en=english,
            starts_at=begins,
            ends_at=ends,
            by=school,
            at=_at(date(2012, 2, 9), 10),
        )
        tick_roster(session, people, by=school, at=ends)
        settle_session(session, by=school, at=ends + timedelta(minutes=30))
