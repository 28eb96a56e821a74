"""What an event of the audit book keeps beside who, what and when, in words where there are words for it."""

import uuid
from collections.abc import Callable, Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from courses.models import Approval, Enrolment, Workshop
from network.models import Appointment, Person
from network.telling import fetched_with, person_words, words_of
from privacy.models import Correction

LABELS: dict[str, Promise] = {
    "role": _("Role"),
    "side": _("Side"),
    "before": _("Before"),
    "kind": _("Kind"),
    "workshop": _("Workshop"),
    "person": _("Person"),
    "people": _("People"),
    "number": _("Number"),
    "percent": _("Attendance, %"),
    "present": _("Present"),
    "partial": _("Partly present"),
    "absent": _("Absent"),
    "excused": _("Excused"),
    "visitors": _("Visitors"),
    "minutes": _("Minutes"),
    "accepted": _("Accepted"),
    "marks": _("Marks of people"),
    "decisions": _("Decisions on devices"),
    "unidentified": _("Devices without a name"),
    "considered": _("People considered"),
    "certified": _("Certificates awarded"),
    "letters": _("E-mails"),
    "verdicts": _("Verdicts"),
    "posts": _("Posts of the video server"),
    "stays": _("Stays in the room"),
    "exercise": _("It is an exercise"),
    "authority_told": _("The authority was told"),
}


def details_in_words(details: dict[str, object]) -> list[tuple[str, str]]:
    """Label and words of each detail that people can read; keys of rows and fingerprints are left out."""
    told = ((LABELS[name], _told(name, value)) for name, value in details.items() if name in LABELS)
    return [(str(label), words) for label, words in told if words]


def _told(name: str, value: object) -> str:
    if name in CHOICES:
        return _among(CHOICES[name], str(value))
    return WORDED[name](value) if name in WORDED else words_of(value)


def _among(choices: Iterable[tuple[str, object]], code: str) -> str:
    """The code's words in a list of choices; nothing where it is on none."""
    return str(dict(choices).get(code, ""))


def _person(key: object) -> str:
    try:
        person = fetched_with(Person.objects.filter(pk=uuid.UUID(str(key)))).first()
    except ValueError:
        return ""
    return person_words(person) if person else ""


def _people(keys: object) -> str:
    """How many, where the book keeps their keys; the number itself where it keeps that."""
    number = len(keys) if isinstance(keys, list) else keys
    if not isinstance(number, int):
        return ""
    return ngettext("%(number)s person", "%(number)s people", number) % {"number": number}


def _workshop(key: object) -> str:
    workshop = Workshop.objects.filter(pk=key).first() if isinstance(key, int) else None
    return workshop.title if workshop else ""


CHOICES: dict[str, Iterable[tuple[str, object]]] = {
    "role": Appointment.Role.choices,
    "side": Approval.Side.choices,
    "before": Enrolment.State.choices,
    "kind": Correction.Kind.choices,
}
WORDED: dict[str, Callable[[object], str]] = {"person": _person, "people": _people, "workshop": _workshop}
