"""What the workshop page shows of places: mine with its reason, an office's seats one by one."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Q
from django.utils import timezone

from courses.candidates import Candidate, candidate_of
from courses.forms import NominationForm
from courses.history import Line, lines, seat_stories, steps_of, why_waiting
from courses.models import Enrolment, FreedSeat, Workshop
from courses.obstacles import obstacles_of
from courses.rules import Seats
from courses.seating import seats_of, seats_of_each
from network.models import Office

STEPS_SHOWN = 8
CANDIDATE_COLUMNS = ("given_names", "family_names", "user__language", "user__is_active", "user__activated_at")


@dataclass(frozen=True)
class MyPlace:
    """My enrolment; when I wait, my rank (in the whole list of an open workshop, else in my office's) and why."""

    enrolment: Enrolment
    rank: int | None = None
    reasons: list[str] = field(default_factory=list)


def my_place(workshop: Workshop, person_id: uuid.UUID) -> MyPlace | None:
    """The latest place of one person in the workshop; ``None`` for none. A live one comes before an ended one."""
    mine = list(workshop.enrolments.filter(person=person_id).order_by("-asked_at", "-id"))
    if not mine:
        return None
    enrolment = next((row for row in mine if row.state in Enrolment.LIVE), mine[0])
    if enrolment.state != Enrolment.State.WAITING:
        return MyPlace(enrolment)
    earlier = Q(queued_at__lt=enrolment.queued_at) | Q(queued_at=enrolment.queued_at, pk__lt=enrolment.pk)
    offices = list(workshop.enrolments.waiting().filter(earlier).values_list("office", flat=True))
    colleagues = offices.count(enrolment.office_id)
    rank = 1 + (len(offices) if workshop.is_open else colleagues)
    return MyPlace(enrolment, rank, why_waiting(enrolment, ahead=len(offices), colleagues=colleagues))


class OfficeSeats:
    """The seats of one office in one workshop, for its contact points: held, kept, free, and who waits."""

    def __init__(self, workshop: Workshop, office: Office, *, on_behalf: bool = False) -> None:
        """``on_behalf``: the reader is the Secretariat, which acts for an office that lacks contact points."""
        self.workshop, self.office, self.on_behalf = workshop, office, on_behalf

    @cached_property
    def enrolments(self) -> list[Enrolment]:
        live = self.workshop.enrolments.live().of_office(self.office).select_related("person__user")
        return list(live.in_line())

    @classmethod
    def boards(cls, workshops: Sequence[Workshop], offices: Sequence[Office]) -> "list[OfficeSeats]":
        """The seats of each office in each workshop, workshop by workshop. Five questions, whatever their number."""
        live = Enrolment.objects.live().filter(workshop__in=workshops, office__in=offices).select_related("person")
        places: dict[tuple[int, int], list[Enrolment]] = defaultdict(list)
        for enrolment in live.in_line():
            places[enrolment.workshop_id, enrolment.office_id].append(enrolment)
        seats = seats_of_each(workshops, timezone.now())
        boards = [cls(workshop, office) for workshop in workshops for office in offices]
        for board in boards:
            board.enrolments = places[board.workshop.pk, board.office.pk]
            board.seats = seats[board.workshop.pk]
        return boards

    @cached_property
    def seats(self) -> Seats:
        return seats_of(self.workshop, timezone.now())

    @property
    def holders(self) -> list[Enrolment]:
        return [row for row in self.enrolments if row.holds_seat]

    @property
    def waiting(self) -> list[Enrolment]:
        return [row for row in self.enrolments if not row.holds_seat]

    @cached_property
    def free(self) -> range:
        """One step for each seat that the office can still name somebody for."""
        own = self.seats.free_for(self.office.pk) or 0
        if self.seats.released:
            own = min(own, self.seats.kept.get(self.office.pk, 0))
        return range(own)

    @cached_property
    def kept(self) -> FreedSeat | None:
        """The freed seat that is the office's alone and lapses first."""
        if not self.seats.kept.get(self.office.pk):
            return None
        return self.workshop.freed_seats.kept(timezone.now()).filter(office=self.office).order_by("kept_until").first()

    @property
    def quota(self) -> int:
        return 0 if self.seats.quotas is None else self.seats.quotas[self.office.pk]

    @property
    def over(self) -> int:
        """How many more seats the office holds than it has, after a cut."""
        return 0 if self.seats.released else self.seats.beyond(self.office.pk)

    @property
    def is_accepting(self) -> bool:
        """Whether people can be named now: until nominations close, and later for a seat kept for the office."""
        if self.workshop.state != Workshop.State.ANNOUNCED:
            return False
        now = timezone.now()
        return now < self.workshop.nominations_close_at or (bool(self.free) and not self.workshop.has_begun(now))

    @property
    def may_substitute(self) -> bool:
        return self.workshop.state == Workshop.State.ANNOUNCED and not self.workshop.has_begun()

    @cached_property
    def candidates(self) -> list[Candidate]:
        """Whom the office can still name. Worded here: an office has hundreds of people, and a template is slow."""
        listed = NominationForm(workshop=self.workshop, office=self.office).fields["person"].queryset
        people = list(listed.only(*CANDIDATE_COLUMNS))
        obstacles = obstacles_of(self.workshop, people)
        return [candidate_of(person, obstacles[person.pk]) for person in people]

    @cached_property
    def steps(self) -> list[Line]:
        """What the office's contact points and others did lately: each of them sees what the other did."""
        return lines(steps_of(self.workshop, limit=STEPS_SHOWN, enrolment__office=self.office))

    @cached_property
    def seats_gone(self) -> list[Line]:
        """Where the seats went that the office left, by office and without a name."""
        if self.workshop.seats_released_at is None:
            return []
        return seat_stories(self.workshop, office=self.office)
