"""A workshop's certificates before they are issued, by person and kind; and how far an issue has come."""

import hashlib
from dataclasses import dataclass, field

from certificates.earning import Merit, merits_of
from certificates.messages import told
from certificates.models import Certificate, IssueRun
from courses.models import Workshop
from network.models import Office, Person

Kind = Certificate.Kind


@dataclass(frozen=True)
class Cell:
    """One kind for one person: issued already, earned, or missed by what; nothing where the kind is not for them."""

    kind: Kind
    merit: Merit | None = None
    certificate: Certificate | None = None

    @property
    def is_due(self) -> bool:
        """Whether it would be issued now."""
        return self.certificate is None and self.merit is not None and self.merit.is_earned

    @property
    def misses(self) -> list[str]:
        return [] if self.certificate or not self.merit else [told(miss) for miss in self.merit.misses]


@dataclass
class Line:
    """One person, with a cell for each kind of the sheet."""

    person: Person
    office: Office | None
    cells: list[Cell] = field(default_factory=list)


@dataclass(frozen=True)
class Column:
    """One kind of the sheet: how many are due, issued and missed."""

    kind: Kind
    due: int
    issued: int
    missed: int


@dataclass
class Sheet:
    """Everybody of a workshop who has something to show, by family name."""

    columns: list[Column]
    lines: list[Line]

    @property
    def chosen(self) -> list[tuple[str, str]]:
        """Kind and person's key of all that would be issued, in the order in which they would be numbered."""
        due = [cell for line in self.lines for cell in line.cells if cell.is_due]
        order = list(Kind)
        return [(cell.kind.value, str(cell.merit.person.pk)) for cell in sorted(due, key=lambda c: order.index(c.kind))]

    @property
    def mark(self) -> str:
        """What was read, as a short hash: confirming asks for the same one."""
        told = "|".join(":".join(pair) for pair in sorted(self.chosen))
        return hashlib.sha256(told.encode()).hexdigest()[:32]


def sheet_of_workshop(workshop: Workshop) -> Sheet:
    """Who would get what if it were issued now: at most seven questions."""
    merits = {(merit.person.pk, merit.kind): merit for merit in merits_of(workshop)}
    issued = {(each.person_id, each.kind): each for each in workshop.certificates.current().select_related("person")}
    kinds = [kind for kind in Kind if any(kind == other for _person, other in (*merits, *issued))]
    people = {each.person.pk: each.person for each in (*issued.values(), *merits.values())}
    offices = {each.person.pk: each.office for each in merits.values() if each.office}
    lines = [
        Line(person, offices.get(pk), [Cell(kind, merits.get((pk, kind)), issued.get((pk, kind))) for kind in kinds])
        for pk, person in sorted(people.items(), key=lambda entry: (entry[1].family_names, entry[1].given_names))
    ]
    cells = [cell for line in lines for cell in line.cells]
    return Sheet([_column(kind, [cell for cell in cells if cell.kind == kind]) for kind in kinds], lines)


def _column(kind: Kind, cells: list[Cell]) -> Column:
    issued = sum(cell.certificate is not None for cell in cells)
    return Column(kind, sum(cell.is_due for cell in cells), issued, sum(bool(cell.misses) for cell in cells))


@dataclass(frozen=True)
class Progress:
    """How many of an issue's certificates there are, how many of them are printed, and how many were refused."""

    number: int
    issued: int
    printed: int
    refused: int

    @property
    def is_done(self) -> bool:
        return self.issued + self.refused >= self.number and self.printed >= self.issued


def progress_of(run: IssueRun) -> Progress:
    """One question."""
    chosen = {tuple(pair) for pair in run.chosen}
    rows = run.workshop.certificates.current().values_list("kind", "person", "document_digest")
    made = [bool(digest) for kind, person, digest in rows if (kind, str(person)) in chosen]
    return Progress(len(chosen), len(made), sum(made), len(run.refused))
