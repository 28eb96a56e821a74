"""What lies beside the living sessions: a handout, a guest, an interpreter."""

from datetime import datetime, timedelta
from pathlib import Path

from django.db.models import QuerySet

from content.uploads.pdf import clean_pdf
from foundations.printing.pdf import typeset
from network.models import Person
from sessions.actions import add_material, assign_part, invite_guest
from sessions.models import TrainingSession
from training_platform.demo.people import account_of

TEMPLATE = Path(__file__).parent / "handout.typ"
HANDOUTS = (
    (
        "Guía de trabajo de la sesión",
        "everybody",
        "Lea el caso antes de la sesión. Todo lo que aquí se narra es ficticio.",
    ),
    (
        "Solución comentada del caso",
        "after",
        "Se muestra cuando la sesión terminó. Todo lo que aquí se narra es ficticio.",
    ),
    ("Guion para quien modera", "leaders", "Apertura, tres preguntas y cierre. Todo lo que aquí se narra es ficticio."),
)


def furnish(session: TrainingSession, *, trainer: str, school: str, at: datetime) -> None:
    """Three handouts, one for each tier; an expert invited as a guest; somebody who interprets."""
    leads = account_of(trainer)
    for minute, (title, tier, body) in enumerate(HANDOUTS):
        content = clean_pdf(typeset(TEMPLATE, {"title": title, "body": body}, at=at)).content
        added_at = at + timedelta(minutes=minute)
        add_material(session, title=title, tier=tier, content=content, of_workshop=False, by=leads, at=added_at)
    guest = {"name": "Dra. Irene Castellanos", "email": "irene.castellanos@peritajes.example", "kind": "expert"}
    invite_guest(session, **guest, language="es", shows_title=True, by=leads, at=at + timedelta(minutes=5))
    for interpreter in _without_a_seat(session)[:1]:
        assign_part(session, interpreter, role="interpreter", by=account_of(school), at=at)


def _without_a_seat(session: TrainingSession) -> QuerySet[Person]:
    """Colleagues with an account who take no part in the workshop otherwise."""
    seated = session.workshop.enrolments.values("person")
    return Person.objects.current().filter(user__is_active=True, kind="staff").exclude(pk__in=seated).in_order()
