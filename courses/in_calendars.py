"""What courses tell calendars: until when somebody has something to do about seats (:mod:`calendars.sources`).

Nobody else's calendar holds it: it is told only of the reader's own, and only where the reader wants it.
"""

from datetime import timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from calendars.sources import Ask, Entry, Kind, Source, Words, mark_of_entry
from courses.models import Enrolment, Workshop
from network.querysets import standing_of

SHOWN_AS = timedelta(minutes=30)  # a deadline has no length: programs show what has one


def deadline_marks(ask: Ask) -> list[str]:
    """One for each hour. One question, and one more for a contact point."""
    return [mark_of_entry(entry) for entry in deadline_entries(ask)]


def deadline_entries(ask: Ask) -> list[Entry]:
    """The half hour before seats can no longer be accepted, or named. One question, and one more as above."""
    return [_entry(kind, workshop) for kind, found in _workshops(ask).items() for workshop in found]


def _workshops(ask: Ask) -> dict[str, QuerySet[Workshop]]:
    """Workshops by what is to be done in them until enrolment closes."""
    if not (ask.with_deadlines and ask.mine and ask.user is not None):
        return {}
    closing = Workshop.objects.announced().select_related("area", "host_office__country").order_by()
    closing = closing.filter(nominations_close_at__gte=ask.window.start, nominations_close_at__lt=ask.window.end)
    mine = Enrolment.objects.filter(person=ask.user.person_id, state__in=Enrolment.TO_ACCEPT)
    found = {"accept": closing.filter(pk__in=mine.values("workshop"))}
    if standing_of(ask.user).holds("contact_point"):
        found["nominate"] = closing.filter(seats_per_office__isnull=False)
    return found


def _entry(kind: str, workshop: Workshop) -> Entry:
    titles, addresses = [], []
    for language, title in (("es", workshop.title_es), ("en", workshop.title_en)):
        with translation.override(language):
            said = (
                _("Accept or decline your seat: %(title)s") if kind == "accept" else _("Nominations close: %(title)s")
            )
            titles.append(said % {"title": title or workshop.title_es or workshop.title_en})
            addresses.append(settings.BASE_URL + reverse("courses:workshop", args=[workshop.slug]))
    return Entry(
        uid=f"{kind}-{workshop.pk}@{settings.CALENDAR_DOMAIN}",
        sequence=0,
        stamped_at=workshop.announced_at or workshop.nominations_close_at,
        starts_at=workshop.nominations_close_at - SHOWN_AS,
        ends_at=workshop.nominations_close_at,
        zone=workshop.time_zone,
        kind=Kind.DEADLINE,
        title=Words(*titles),
        addresses=Words(*addresses),
        area=Words(workshop.area.name_es, workshop.area.name_en),
        area_code=workshop.area.code,
        country=Words(workshop.host_office.country.name_es, workshop.host_office.country.name_en),
        country_code=workshop.host_office.country_id,
        modality=workshop.modality,
    )


deadlines_source = Source(deadline_marks, deadline_entries)
