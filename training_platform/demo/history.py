"""The first workshop of the programme, on extortion: San Salvador, 5 to 9 March 2012 (R21, R22), replayed."""

from datetime import date, datetime, time, timedelta

from django.db import transaction

from courses.actions import give_up_seat
from courses.models import CrimeTopic, TrainingArea, Workshop
from network.models import Office, School, Unit
from training_platform.demo.papers import award_and_print
from training_platform.demo.people import account_of, contact_point_of, prosecutors_of
from training_platform.demo.replay import SAN_SALVADOR, SCHOOL, announced, name_people, on_clock, schedule, sit

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


@transaction.atomic
def replay_extortion_workshop() -> None:
    """Draft, approve, announce, nominate, hold and certify the workshop of March 2012. Again is harmless."""
    if Workshop.objects.filter(slug=SLUG).exists():
        return
    workshop = _announce()
    _fill_seats(workshop)
    _hold(workshop)
    award_and_print(workshop, by=account_of(SCHOOL), at=on_clock(date(2012, 3, 9), 18))


def _announce() -> Workshop:
    lead = School.objects.get(leads_programme=True)
    return announced(
        drafted_at=on_clock(date(2012, 2, 6), 9),
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
        time_zone=str(SAN_SALVADOR),
        starts_on=MONDAY,
        ends_on=MONDAY + timedelta(days=4),
        seats_per_office=2,
        stated_hours=35,
        nominations_close_at=on_clock(date(2012, 3, 2), 17),
    )


def _fill_seats(workshop: Workshop) -> None:
    """Two of each office; Mexico substitutes one of them on 1 March."""
    first_of_march = date(2012, 3, 1)
    times = {"at": on_clock(date(2012, 2, 15), 10), "accepted_at": on_clock(date(2012, 2, 16), 12)}
    for office in Office.objects.in_order():
        contact_point, people = contact_point_of(office), prosecutors_of(office)
        _first, second = name_people(workshop, people[:2], by=contact_point, **times)
        if office.code == "MX":
            give_up_seat(second, by=contact_point, reason="Audiencia impostergable", at=on_clock(first_of_march, 9))
            times_of_march = {"at": on_clock(first_of_march, 10), "accepted_at": on_clock(first_of_march, 12)}
            name_people(workshop, people[2:3], by=contact_point, **times_of_march)


def _hold(workshop: Workshop) -> None:
    """Ten half-days; the School ticks who sat in the room and settles each one."""
    people = [enrolment.person for enrolment in workshop.enrolments.confirmed().select_related("person")]
    for number, titles in enumerate(TIMETABLE):
        day = MONDAY + timedelta(days=number // 2)
        begins, ends = (datetime.combine(day, hour, SAN_SALVADOR) for hour in (MORNING, AFTERNOON)[number % 2])
        sit(schedule(workshop, titles, begins, ends, at=on_clock(date(2012, 2, 9), 10)), people)
