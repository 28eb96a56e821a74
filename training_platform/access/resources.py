"""What a row of the matrix is: one kind of thing that the platform holds, and what each role may do with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from django.utils.translation import gettext_lazy as _

from training_platform.access.roles import Deed, Reach, Right, Role, Words, rights

# The columns of the matrix by their letters, in its order.
COLUMNS: dict[str, Role] = dict(zip(["AN", "PR", "CP", "NS", "RS", "SE", "EC", "TR", "FU", "AD"], Role, strict=True))
EVERYONE = tuple(COLUMNS)
SIGNED_IN = EVERYONE[1:]
NETWORK = tuple(letters for letters in SIGNED_IN if letters != "FU")


class Topic(Enum):
    """The headings under which the rows stand."""

    PAGES = "pages"
    TRAINING = "training"
    EQUIPMENT = "equipment"
    NETWORK = "network"
    MONEY = "money"
    ONESELF = "oneself"
    MACHINERY = "machinery"

    @property
    def label(self) -> Words:
        """The heading in the reader's language."""
        return TOPIC_WORDS[self]


TOPIC_WORDS: dict[Topic, Words] = {
    Topic.PAGES: _("Pages, documents and pictures"),
    Topic.TRAINING: _("Training"),
    Topic.EQUIPMENT: _("Equipment"),
    Topic.NETWORK: _("People and offices"),
    Topic.MONEY: _("Budgets and funders"),
    Topic.ONESELF: _("Oneself"),
    Topic.MACHINERY: _("Books and machinery"),
}


@dataclass(frozen=True)
class Difference:
    """Where a row differs on purpose from the plan's table: for whom, what was planned, and why it is not so here."""

    planned: Mapping[Role, str]
    reason: Words

    def planned_rights(self) -> list[tuple[Role, tuple[Right, ...]]]:
        """Each role with what the plan's table gives it."""
        return [(role, rights(notation)) for role, notation in self.planned.items()]


@dataclass(frozen=True)
class Resource:
    """One row. ``cells`` holds the notation of each role's rights; a role that is missing has none."""

    code: str
    title: Words
    topic: Topic
    cells: Mapping[Role, str]
    notes: tuple[Words, ...] = ()
    differences: tuple[Difference, ...] = field(default=())

    def rights_of(self, role: Role) -> tuple[Right, ...]:
        """What ``role`` may do with records of this kind."""
        return rights(self.cells.get(role, ""))

    def allows(self, role: Role, deed: Deed, relations: frozenset[Reach]) -> bool:
        """Whether ``role`` may do ``deed`` to a record to which it stands in ``relations`` (always also ``ALL``)."""
        within = relations | {Reach.ALL}
        return any(deed in right.deeds and right.reach in within for right in self.rights_of(role))


def columns(*, everyone: str = "", signed_in: str = "", network: str = "", **cells: str) -> dict[Role, str]:
    """Rights by role: those of a whole crowd first, then what single columns (``PR="CRU:own"``) have instead."""
    found: dict[str, str] = {}
    for crowd, notation in ((EVERYONE, everyone), (SIGNED_IN, signed_in), (NETWORK, network)):
        found |= dict.fromkeys(crowd, notation) if notation else {}
    found |= cells
    return {COLUMNS[letters]: notation for letters, notation in found.items() if notation}


def differs(reason: Words, **planned: str) -> Difference:
    """A difference from the plan's table: ``planned`` holds its cells by column."""
    return Difference({COLUMNS[letters]: notation for letters, notation in planned.items()}, reason)
