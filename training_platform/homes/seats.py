"""Seats over the whole programme: an office's boards, and which offices still have seats to fill (R19)."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from courses.models import FreedSeat, Workshop
from courses.panels import OfficeSeats
from courses.seating import seats_of_each
from network.models import Office


def taking_nominations(at: datetime) -> list[Workshop]:
    """Workshops whose seats offices fill now, the earliest deadline first. One question."""
    accepting = Workshop.objects.accepting(at).filter(seats_per_office__isnull=False)
    return list(accepting.for_cards().order_by("nominations_close_at", "pk"))


def boards_of(offices: list[Office], at: datetime) -> list[OfficeSeats]:
    """The seats of each office in each of these workshops, and where a freed seat is kept for one. Three questions."""
    kept = FreedSeat.objects.kept(at).filter(office__in=offices)
    open_or_kept = Q(nominations_close_at__gt=at) | Q(pk__in=kept.values("workshop"))
    workshops = Workshop.objects.announced().filter(open_or_kept, seats_per_office__isnull=False)
    return OfficeSeats.boards(list(workshops.for_cards().order_by("nominations_close_at", "pk")), offices)


@dataclass(frozen=True)
class Unfilled:
    """One workshop with the offices that have seats left, and how many."""

    workshop: Workshop
    offices: list[tuple[Office, int]]

    @property
    def seats(self) -> int:
        return sum(number for _office, number in self.offices)


def unfilled_seats(at: datetime) -> list[Unfilled]:
    """Workshops that take nominations and have seats left, by deadline. Three questions, whatever their number."""
    workshops = taking_nominations(at)
    if not workshops:
        return []
    seats, offices = seats_of_each(workshops, at), list(Office.objects.in_order())
    found = [
        Unfilled(
            workshop,
            [(office, free) for office in offices if (free := seats[workshop.pk].free_for(office.pk))],
        )
        for workshop in workshops
    ]
    return [row for row in found if row.offices]
