"""All that a certificate says, gathered once and frozen: what changes later changes no paper."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import ROUND_DOWN, Decimal

from django.conf import settings
from django.utils import timezone, translation

from certificates.earning import PARTS as LED
from certificates.earning import Merit
from certificates.models import Signatory, Wording
from certificates.phrases import LANGUAGES, TEXTS, house_wording
from certificates.rules import RULES, plain_number
from courses.models import Workshop
from network.models import Institution, School


def certified_day(at: datetime) -> date:
    """The day, and with it the year of the number, on which something done at ``at`` is dated: the network's own."""
    return timezone.localdate(at, timezone.get_default_timezone())


def facts_of(merit: Merit, workshop: Workshop, *, number: str, at: datetime) -> dict:
    """What the paper for ``merit`` says, as JSON values: institutions by their names of that day, the words in use."""
    day, office = certified_day(at), merit.office
    facts = {
        "rule": RULES[merit.kind],
        "kind": merit.kind.value,
        "network": settings.NETWORK_NAME,
        "number": number,
        "name": merit.person.full_name,
        "language": merit.person.language,
        "office": _said(lambda: f"{office.name_on(day)}, {office.country.name}" if office else ""),
        "workshop": _said(lambda: workshop.title),
        "area": _said(lambda: workshop.area.name),
        "host": {"country": _said(lambda: workshop.host_office.country.name), "city": workshop.city},
        "modality": workshop.modality,
        "starts_on": workshop.starts_on.isoformat(),
        "ends_on": workshop.ends_on.isoformat(),
        "hours": plain_number(_hours(merit, workshop)),
        "issuers": _issuers(day),
        "signers": signers_on(day),
        "wording": wording_in_use(merit.kind),
        "awarded_on": day.isoformat(),
    }
    return facts | _figures(merit, workshop)


def _figures(merit: Merit, workshop: Workshop) -> dict:
    """The figures that the rule of this kind looked at."""
    if merit.kind in LED:
        return {"sessions": merit.sessions}
    if merit.percent is None:
        return {}
    figures = {"threshold": workshop.attendance_threshold, "percent": merit.percent}
    if merit.mark is not None:
        figures |= {"mark": merit.mark, "needed": merit.needed}
    return {name: plain_number(figure) for name, figure in figures.items()}


def wording_in_use(kind: str) -> dict:
    """The words of the version in use, both languages, with its number and pictures; the house's own are version 0."""
    version = Wording.objects.in_use(kind).first()
    return as_facts(version) if version else house_wording(kind)


def as_facts(wording: Wording) -> dict:
    """A version, or a draft, as it is frozen on a certificate."""
    texts = {language: {text: getattr(wording, f"{text}_{language}") for text in TEXTS} for language in LANGUAGES}
    return {"version": wording.number or 0, "logo": wording.logo, "seal": wording.seal, **texts}


def signers_on(day: date) -> list[dict[str, str]]:
    """Who signs on that day, from left to right."""
    return [
        {"name": each.name, "es": each.post_es, "en": each.post_en, "image": each.image}
        for each in Signatory.objects.signing(day, day)
    ]


def _said(read: Callable[[], str]) -> dict[str, str]:
    """The same in each language."""
    words = {}
    for language in LANGUAGES:
        with translation.override(language):
            words[language] = read()
    return words


def _hours(merit: Merit, workshop: Workshop) -> Decimal:
    """Of who led sessions, theirs; of others those of the syllabus, without one those of the sessions. In tenths."""
    of_sessions = (Decimal(merit.seconds) / 3600).quantize(Decimal("0.1"), ROUND_DOWN)
    return of_sessions if merit.kind in LED else workshop.hours or of_sessions


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
