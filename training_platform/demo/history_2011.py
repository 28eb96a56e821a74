"""The three virtual workshops of 2011, replayed: 224 participations of 211 people (the network's table).

Each office met in one room of its own, so its contact point ticked who was there. The subjects are those of the demonstration.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from courses.models import CrimeTopic, TrainingArea, Workshop
from network.models import School, Unit
from sessions.actions import settle_session, tick_roster
from training_platform.demo.papers import award_and_print
from training_platform.demo.participants import Delegation, gather_delegations
from training_platform.demo.people import account_of, contact_point_of
from training_platform.demo.replay import SAN_SALVADOR, SCHOOL, announced, name_people, on_clock, schedule

SEATS = 12  # an office's room


@dataclass(frozen=True)
class VirtualWorkshop:
    """One of the three: a morning by video."""

    slug: str
    titles: tuple[str, str]
    summaries: tuple[str, str]
    topic: str
    day: date


VIRTUAL_WORKSHOPS = (
    VirtualWorkshop(
        "lavado-de-activos-2011",
        ("Lavado de activos", "Money laundering"),
        (
            "Tipologías que se repiten en la región y la prueba indiciaria del origen ilícito (contenido ficticio).",
            "Typologies that recur in the region, and circumstantial proof of illicit origin (fictional content).",
        ),
        "laundering",
        date(2011, 6, 14),
    ),
    VirtualWorkshop(
        "narcotrafico-2011",
        ("Narcotráfico", "Drug trafficking"),
        (
            "De la incautación a la organización: cadena de custodia entre países y entrega vigilada (contenido ficticio).",
            "From the seizure to the organisation: chain of custody between countries, and controlled delivery (fictional content).",
        ),
        "drugs",
        date(2011, 9, 13),
    ),
    VirtualWorkshop(
        "trata-de-personas-2011",
        ("Trata de personas", "Trafficking in persons"),
        (
            "Identificar a la víctima, protegerla y probar sin depender solo de su testimonio (contenido ficticio).",
            "Identifying the victim, protecting her, and proving the case without resting on her testimony alone (fictional content).",
        ),
        "trafficking-in-persons",
        date(2011, 11, 22),
    ),
)


@transaction.atomic
def replay_virtual_workshops() -> None:
    """Announce, fill, hold and certify the three of 2011. Again is harmless."""
    if Workshop.objects.filter(slug=VIRTUAL_WORKSHOPS[0].slug).exists():
        return
    delegations = gather_delegations()
    for number, plan in enumerate(VIRTUAL_WORKSHOPS):
        workshop = _announce(plan)
        _fill_seats(workshop, plan, number, delegations)
        _hold(workshop, plan, number, delegations)
        award_and_print(workshop, by=account_of(SCHOOL), at=on_clock(plan.day, 15))


def _announce(plan: VirtualWorkshop) -> Workshop:
    lead = School.objects.get(leads_programme=True)
    return announced(
        drafted_at=on_clock(plan.day - timedelta(days=28), 9),
        slug=plan.slug,
        title_es=plan.titles[0],
        title_en=plan.titles[1],
        summary_es=plan.summaries[0],
        summary_en=plan.summaries[1],
        area=TrainingArea.objects.get(code="other"),
        topics=CrimeTopic.objects.filter(code=plan.topic),
        host_office=lead.office,
        units=Unit.objects.filter(office=lead.office)[:1],
        schools=[lead],
        modality=Workshop.Modality.VIRTUAL,
        time_zone=str(SAN_SALVADOR),
        starts_on=plan.day,
        ends_on=plan.day,
        seats_per_office=SEATS,
        stated_hours=3,
        nominations_close_at=on_clock(plan.day - timedelta(days=4), 17),
    )


def _fill_seats(workshop: Workshop, plan: VirtualWorkshop, number: int, delegations: list[Delegation]) -> None:
    named, accepted = plan.day - timedelta(days=15), plan.day - timedelta(days=6)
    for delegation in delegations:
        name_people(
            workshop,
            delegation.workshops[number],
            by=contact_point_of(delegation.office),
            at=on_clock(named, 10),
            accepted_at=on_clock(accepted, 11),
        )


def _hold(workshop: Workshop, plan: VirtualWorkshop, number: int, delegations: list[Delegation]) -> None:
    begins, ends = on_clock(plan.day, 9), on_clock(plan.day, 12)
    session = schedule(workshop, plan.titles, begins, ends, at=begins - timedelta(days=20))
    for delegation in delegations:
        contact_point = contact_point_of(delegation.office)
        tick_roster(session, delegation.workshops[number], by=contact_point, at=begins + timedelta(minutes=25))
    settle_session(session, by=account_of(SCHOOL), at=ends + timedelta(minutes=30))
