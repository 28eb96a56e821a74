"""Who somebody is at one instant, as plain values, and what follows from it everywhere."""

import uuid
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Standing:
    """The roles that one person holds at one instant, and the offices they hold for.

    ``office_id`` is the person's own office; ``offices`` maps a role's code to the offices it is held for.
    """

    person_id: uuid.UUID | None = None
    kind: str = ""
    office_id: int | None = None
    roles: frozenset[str] = frozenset()
    offices: dict[str, frozenset[int]] = field(default_factory=dict)

    def holds(self, *roles: str) -> bool:
        """Whether any of ``roles`` is held now."""
        return not self.roles.isdisjoint(roles)

    def offices_as(self, *roles: str) -> frozenset[int]:
        """The offices for which any of ``roles`` is held now."""
        return frozenset().union(*(self.offices.get(role, frozenset()) for role in roles))

    @property
    def is_secretariat(self) -> bool:
        return "secretariat" in self.roles

    @property
    def is_school(self) -> bool:
        """Editor of the Regional School."""
        return "school_editor" in self.roles

    @property
    def is_staff(self) -> bool:
        """School and Secretariat: they see every office's records of training."""
        return self.holds("secretariat", "school_editor")

    @property
    def is_network(self) -> bool:
        """Anyone signed in who belongs to the network; funders and strangers do not."""
        return self.person_id is not None and (self.office_id is not None or bool(self.roles - {"funder"}))


NOBODY = Standing()

# The groups of the Wagtail admin that a role opens.
GROUPS_BY_ROLE = {
    "school_editor": "Escuela regional",
    "secretariat": "Secretaría",
    "national_editor": "Editores nacionales",
    "administrator": "Administración técnica",
}


def initials(*names: str) -> str:
    """``Ana María``, ``López`` → ``A. M. L.``: all that the public is ever shown of a person."""
    return " ".join(f"{word[0].upper()}." for name in names for word in name.split() if word[0].isalpha())
