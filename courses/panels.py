"""What the workshop page shows of places: mine with its reason, an office's seats one by one."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from courses.forms import NominationForm
from courses.messages import waiting_sentence
from courses.models import Enrolment, Workshop
from courses.rules import Seats, held_by_office
from network.models import Office, Person


def held_seats(workshops: Sequence[Workshop]) -> dict[int, Counter[int]]:
    """Seats taken in each workshop, by office. One question."""
    held: dict[int, Counter[int]] = {workshop.pk: Counter() for workshop in workshops}
    rows = Enrolment.objects.holding().filter(workshop__in=held).values_list("workshop", "office")
    for workshop, office, number in rows.annotate(Count("pk")).order_by():
        held[workshop][office] = number
    return held


def free_seats(workshop: Workshop, office_id: int, held: Counter[int]) -> int:
    """How many seats an office can still fill, with those of ``held`` taken; nought where there are no quotas."""
    return Seats(workshop.seats_per_office, workshop.seats_total).free_for(office_id, held) or 0


@dataclass(frozen=True)
class MyPlace:
    """My enrolment, with my rank and the reason when I wait."""

    enrolment: Enrolment
    rank: int | None = None
    reason: str = ""


def my_place(workshop: Workshop, person_id: uuid.UUID) -> MyPlace | None:
    """The latest place of one person in the workshop; ``None`` for none. A live one comes before an ended one."""
    mine = list(workshop.enrolments.filter(person=person_id).order_by("-asked_at", "-id"))
    if not mine:
        return None
    enrolment = next((row for row in mine if row.state in Enrolment.LIVE), mine[0])
    if enrolment.state != Enrolment.State.WAITING:
        return MyPlace(enrolment)
    earlier = Q(asked_at__lt=enrolment.asked_at) | Q(asked_at=enrolment.asked_at, pk__lt=enrolment.pk)
    ahead = workshop.enrolments.waiting().filter(earlier)
    if not workshop.is_open:
        ahead = ahead.of_office(enrolment.office_id)
    first = enrolment.transitions.first()
    return MyPlace(enrolment, ahead.count() + 1, waiting_sentence(first.reason if first else ""))


class OfficeSeats:
    """The seats of one office in one workshop, for its contact points: held, free, and who waits."""

    def __init__(self, workshop: Workshop, office: Office) -> None:
        self.workshop, self.office = workshop, office

    @cached_property
    def enrolments(self) -> list[Enrolment]:
        return list(self.workshop.enrolments.live().of_office(self.office).select_related("person__user"))

    @classmethod
    def boards(cls, workshops: Sequence[Workshop], offices: Sequence[Office]) -> "list[OfficeSeats]":
        """The seats of each office in each workshop, workshop by workshop. Two questions, whatever their number."""
        live = Enrolment.objects.live().filter(workshop__in=workshops, office__in=offices).select_related("person")
        places: dict[tuple[int, int], list[Enrolment]] = defaultdict(list)
        for enrolment in live:
            places[enrolment.workshop_id, enrolment.office_id].append(enrolment)
        held = held_seats(workshops)
        boards = [cls(workshop, office) for workshop in workshops for office in offices]
        for board in boards:
            board.enrolments = places[board.workshop.pk, board.office.pk]
            board.free = range(free_seats(board.workshop, board.office.pk, held[board.workshop.pk]))
        return boards

    @property
    def holders(self) -> list[Enrolment]:
        return [row for row in self.enrolments if row.holds_seat]

    @property
    def waiting(self) -> list[Enrolment]:
        return [row for row in self.enrolments if not row.holds_seat]

    @cached_property
    def free(self) -> range:
        """One step for each seat that the office can still fill."""
        if self.workshop.seats_total is None:
            held = held_by_office([self.office.pk] * len(self.holders))
        else:
            held = held_by_office(self.workshop.enrolments.holding().values_list("office_id", flat=True))
        return range(free_seats(self.workshop, self.office.pk, held))

    @property
    def is_accepting(self) -> bool:
        return self.workshop.state == Workshop.State.ANNOUNCED and timezone.now() < self.workshop.nominations_close_at

    @property
    def candidates(self) -> QuerySet[Person]:
        """Whom the office can still name."""
        return NominationForm(workshop=self.workshop, office=self.office).fields["person"].queryset
