"""How far one item went through the network: which offices passed it on, and how many people that reached (R83)."""

from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

from network.models import Office


@dataclass(frozen=True)
class Spread:
    """Every office asked about, each with ``reached``: the people it passed the item on to, ``None`` for not marked."""

    offices: list[Office]

    @property
    def marked(self) -> list[Office]:
        """Those that passed it on."""
        return [office for office in self.offices if office.reached is not None]

    @property
    def missing(self) -> list[Office]:
        """Those that have not said so."""
        return [office for office in self.offices if office.reached is None]

    @property
    def people(self) -> int:
        """All whom it reached."""
        return sum(office.reached for office in self.marked)


def spread_of(marks: QuerySet, offices: QuerySet | None = None) -> Spread:
    """Of one item, whose ``marks`` are given (rows of a :class:`network.models.PassedOn`), over ``offices`` or all.

    One question, whatever the number of offices.
    """
    reached = marks.filter(office=OuterRef("pk")).order_by().values("people")[:1]
    asked = Office.objects.all() if offices is None else offices
    return Spread(list(asked.in_order().annotate(reached=Subquery(reached))))
