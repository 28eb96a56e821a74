"""The letters of a workshop as people will read them, before one was written. Questions only; nothing is kept."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from courses.mails import place_context
from courses.models import Enrolment, Workshop
from foundations.outbox.letters import Recipient, render_letter
from network.models import User


@dataclass(frozen=True)
class Preview:
    """One letter: who gets it and when, its language, subject and text."""

    occasion: str
    language: str
    subject: str
    text: str


def letters_of(workshop: Workshop, reader: User) -> list[Preview]:
    """Each letter that a place brings, in both languages, with the reader's name and clock in it."""
    now = timezone.now()
    occasions = [
        ("place_nominated", Enrolment.State.NOMINATED, _("To whoever is named for a seat, at once")),
        ("place_confirmed", Enrolment.State.CONFIRMED, _("To whoever enrols and has a seat, at once")),
        ("place_waiting", Enrolment.State.WAITING, _("To whoever is put on the waiting list, at once")),
        ("place_offered", Enrolment.State.OFFERED, _("To whoever waited, when a seat becomes free")),
        ("beginning", Enrolment.State.CONFIRMED, _("To whoever holds a seat, three days before it begins")),
    ]
    left_out = "place_nominated" if workshop.is_open else "place_confirmed"
    previews = []
    for noun, state, occasion in occasions:
        if noun == left_out:
            continue
        place = Enrolment(pk=0, workshop=workshop, person=reader.person, office=reader.person.office, state=state)
        place.answer_by = now + timedelta(hours=48)
        for language in ("es", "en"):
            recipient = Recipient(
                uuid=reader.person_id,
                address=reader.email,
                language=language,
                time_zone=reader.person.time_zone,
                name=reader.person.given_names,
            )
            subject, text, _html = render_letter(f"courses.{noun}", recipient, place_context(place, language))
            previews.append(Preview(occasion, language, subject, text))
    return previews
