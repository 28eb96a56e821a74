"""How a workshop's seats stand: facts gathered for the rules. Questions only; under the lock where one acts on them."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.db.models import Count

from courses.models import Allotment, Enrolment, FreedSeat, Workshop
from courses.rules import Quotas, Seats
from network.models import Office


def seats_of(
    workshop: Workshop, now: datetime, *, leaving: Enrolment | None = None, every_office: bool = False
) -> Seats:
    """The seats of one workshop; with ``leaving``, once that place is given up; all offices listed where asked for."""
    held = workshop.enrolments.counted()
    if leaving is not None:
        held = held.exclude(pk=leaving.pk)
    return Seats(
        quotas=_quotas_of([workshop], every_office=every_office).get(workshop.pk),
        total=workshop.seats_total,
        held=Counter(dict(held.values_list("office").annotate(Count("pk")).order_by())),
        kept=_kept_in([workshop], now)[workshop.pk],
        released=workshop.seats_released_at is not None,
    )


def seats_of_each(workshops: Sequence[Workshop], now: datetime) -> dict[int, Seats]:
    """The same of many, by workshop. Two questions, two more where seats were released or are limited in all."""
    held: dict[int, Counter[int]] = {workshop.pk: Counter() for workshop in workshops}
    rows = Enrolment.objects.counted().filter(workshop__in=held).values_list("workshop", "office")
    for workshop_id, office, number in rows.annotate(Count("pk")).order_by():
        held[workshop_id][office] = number
    kept, quotas = _kept_in(workshops, now), _quotas_of(workshops)
    return {
        workshop.pk: Seats(
            quotas=quotas.get(workshop.pk),
            total=workshop.seats_total,
            held=held[workshop.pk],
            kept=kept[workshop.pk],
            released=workshop.seats_released_at is not None,
        )
        for workshop in workshops
    }


def _kept_in(workshops: Sequence[Workshop], now: datetime) -> dict[int, Counter[int]]:
    """Freed seats kept for their offices: asked only where somebody else could have them."""
    kept: dict[int, Counter[int]] = {workshop.pk: Counter() for workshop in workshops}
    shared = [row for row in workshops if not row.is_open and (row.seats_released_at or row.seats_total)]
    if shared:
        seats = FreedSeat.objects.kept(now).filter(workshop__in=shared)
        for workshop_id, office in seats.values_list("workshop", "office"):
            kept[workshop_id][office] += 1
    return kept


def _quotas_of(workshops: Sequence[Workshop], *, every_office: bool = False) -> dict[int, Quotas]:
    """Seats by office in each workshop that has them per office; the offices are listed where seats were released."""
    quotas = {workshop.pk: Quotas(every=workshop.seats_per_office) for workshop in workshops if not workshop.is_open}
    if quotas and (every_office or any(row.seats_released_at for row in workshops)):
        for office in Office.objects.in_order().values_list("pk", flat=True):
            for row in quotas.values():
                row[office] = row.every
    allotted = Allotment.objects.filter(workshop__in=quotas).order_by() if quotas else Allotment.objects.none()
    for workshop_id, office, seats in allotted.values_list("workshop", "office", "seats"):
        quotas[workshop_id][office] = seats
    return quotas


def over_quota(workshop: Workshop, now: datetime) -> dict[int, int]:
    """Offices that hold more seats than they have, after a cut, and how many more."""
    seats = seats_of(workshop, now)
    if seats.quotas is None or seats.released:
        return {}
    return {office: seats.beyond(office) for office in seats.held if seats.beyond(office)}


def heir_to(enrolment: Enrolment, now: datetime) -> Enrolment | None:
    """Who would be offered the seat of ``enrolment`` if it were given up now; nobody once the workshop has begun."""
    workshop = enrolment.workshop
    if not enrolment.holds_seat or enrolment.is_exception or workshop.has_begun(now):
        return None
    seats = seats_of(workshop, now, leaving=enrolment)
    own = workshop.enrolments.waiting().of_office(enrolment.office_id).select_related("person").first()
    if own is not None and seats.free_for(enrolment.office_id) != 0:
        return own
    if seats.returns_to_office(enrolment.office_id):
        return None
    chosen = seats.next_of(workshop.enrolments.waiting().values_list("pk", "office_id"))
    return None if chosen is None else Enrolment.objects.select_related("person").get(pk=chosen)
