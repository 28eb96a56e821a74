"""What certificates come to: hours by area and by year, people and hours of offices. Added up, never typed (R5)."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from certificates.models import Certificate
from network.models import Office, Person

Subject = Person | Office
LEARNED = (Certificate.Kind.ATTENDANCE, Certificate.Kind.ACHIEVEMENT)
"""Hours of those who taught, hosted or coordinated are no training of theirs."""


@dataclass(frozen=True)
class Grid:
    """Hours of each area in each year. ``rows`` holds (area, hours in the order of ``years``, their sum)."""

    years: Sequence[int]
    rows: Sequence[tuple[str, Sequence[Decimal], Decimal]]
    by_year: Sequence[Decimal]
    total: Decimal


@dataclass(frozen=True)
class Line:
    """A person, or an office with its people, and what its valid certificates come to."""

    subject: Subject
    people: int
    papers: Sequence[Certificate]
    hours: Decimal

    @property
    def certificates(self) -> int:
        return len(self.papers)


def counted(papers: Iterable[Certificate]) -> list[Certificate]:
    """Valid ones of who learned, of each workshop one for each person: who also passed its test sat there once."""
    learned = (paper for paper in papers if paper.state == Certificate.State.VALID and paper.kind in LEARNED)
    return list({(paper.person_id, paper.workshop_id): paper for paper in learned}.values())


def hours_of(paper: Certificate) -> Decimal:
    """Those that stand on the paper."""
    return Decimal(paper.facts["hours"])


def year_of(paper: Certificate) -> int:
    """That in which the workshop ended."""
    return date.fromisoformat(paper.facts["ends_on"]).year


def hours_by_area(papers: Iterable[Certificate]) -> list[tuple[str, Decimal]]:
    """Hours certified in each training area, the most first."""
    hours: dict[str, Decimal] = defaultdict(Decimal)
    for paper in counted(papers):
        hours[paper.workshop.area.name] += hours_of(paper)
    return sorted(hours.items(), key=lambda entry: (-entry[1], entry[0]))


def grid_of(papers: Collection[Certificate]) -> Grid:
    """Hours by area and year; areas with the most hours first, years from the first to the last."""
    cells: dict[tuple[str, int], Decimal] = defaultdict(Decimal)
    for paper in counted(papers):
        cells[paper.workshop.area.name, year_of(paper)] += hours_of(paper)
    years = sorted({year for _area, year in cells})
    none = Decimal(0)
    rows = [(area, [cells.get((area, year), none) for year in years], total) for area, total in hours_by_area(papers)]
    by_year = [sum((hours[at] for _area, hours, _total in rows), none) for at in range(len(years))]
    return Grid(years, rows, by_year, sum(by_year, none))


def lines_by_office(papers: Iterable[Certificate]) -> list[Line]:
    """By the office under which each was earned, in the order of the countries' names."""
    lines = _lines((paper for paper in papers if paper.office), lambda paper: paper.office)
    return sorted(lines, key=lambda line: line.subject.country.name)


def lines_by_person(papers: Iterable[Certificate]) -> list[Line]:
    """By holder, in the order of family names."""
    lines = _lines(papers, lambda paper: paper.person)
    return sorted(lines, key=lambda line: (line.subject.family_names, line.subject.given_names))


def _lines(papers: Iterable[Certificate], subject_of: Callable[[Certificate], Subject]) -> list[Line]:
    """One for each subject. Certificates are counted as papers, hours once for each workshop and person."""
    valid = [paper for paper in papers if paper.state == Certificate.State.VALID]
    papers: dict[Subject, list[Certificate]] = defaultdict(list)
    for paper in valid:
        papers[subject_of(paper)].append(paper)
    people: dict[Subject, set[uuid.UUID]] = defaultdict(set)
    hours: dict[Subject, Decimal] = defaultdict(Decimal)
    for paper in counted(valid):
        people[subject_of(paper)].add(paper.person_id)
        hours[subject_of(paper)] += hours_of(paper)
    return [Line(subject, len(people[subject]), held, hours[subject]) for subject, held in papers.items()]
