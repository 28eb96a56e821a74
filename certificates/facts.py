"""All that a certificate says, gathered once and frozen: what changes later changes no paper."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import ROUND_DOWN, Decimal

from django.conf import settings
from django.utils import timezone, translation

from certificates.models import Certificate
from certificates.rules import RULE_VERSION, plain_number
from courses.models import Enrolment, Workshop
from network.models import Institution, School

LANGUAGES = ("es", "en")


def certified_day(at: datetime) -> date:
    """The day, and with it the year of the number, on which something done at ``at`` is dated: the network's own."""
    return timezone.localdate(at, timezone.get_default_timezone())


def facts_of(enrolment: Enrolment, *, number: str, percent: Decimal, counted_seconds: int, at: datetime) -> dict:
    """What the paper for ``enrolment`` says, as JSON values; names of institutions as they were on that day."""
    workshop, day = enrolment.workshop, certified_day(at)
    return {
        "rule": RULE_VERSION,
        "kind": Certificate.Kind.ATTENDANCE.value,
        "network": settings.NETWORK_NAME,
        "number": number,
        "name": enrolment.person.full_name,
        "language": enrolment.person.language,
        "office": _said(lambda: f"{enrolment.office.name_on(day)}, {enrolment.office.country.name}"),
        "workshop": _said(lambda: workshop.title),
        "area": _said(lambda: workshop.area.name),
        "host": {"country": _said(lambda: workshop.host_office.country.name), "city": workshop.city},
        "modality": workshop.modality,
        "starts_on": workshop.starts_on.isoformat(),
        "ends_on": workshop.ends_on.isoformat(),
        "hours": plain_number(_hours(workshop, counted_seconds)),
        "threshold": plain_number(workshop.attendance_threshold),
        "percent": plain_number(percent),
        "issuers": _issuers(day),
        "awarded_on": day.isoformat(),
    }


def _said(read: Callable[[], str]) -> dict[str, str]:
    """The same in each language."""
    words = {}
    for language in LANGUAGES:
        with translation.override(language):
            words[language] = read()
    return words


def _hours(workshop: Workshop, counted_seconds: int) -> Decimal:
    """Those of the syllabus; without one, those of the sessions, in tenths."""
    return workshop.hours or (Decimal(counted_seconds) / 3600).quantize(Decimal("0.1"), ROUND_DOWN)


def _issuers(day: date) -> list[dict[str, str]]:
    """The two that answer for the programme: the school that leads it, and the Secretariat."""
    school = School.objects.filter(leads_programme=True).first()
    secretariat = Institution.objects.filter(kind=Institution.Kind.SECRETARIAT).order_by("pk").first()
    issuers = []
    if school:
        issuers.append({"role": "school", **_said(lambda: school.name_on(day))})
    if secretariat:
        issuers.append({"role": "secretariat", **_said(lambda: secretariat.name)})
    return issuers
