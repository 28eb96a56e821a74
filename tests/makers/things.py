"""What the scene of the permission matrix is made of: people by role, and things by kind."""

from dataclasses import dataclass, field

from network.models import Office, Person, User
from tests.makers.network import make_user
from training_platform.access import Reach, Role


@dataclass(frozen=True)
class Thing:
    """An object of an address: its arguments, as what it is seen, and whose it is."""

    label: str
    args: tuple = ()
    seen_as: str = ""
    owner: Person | None = None
    office: Office | None = None
    members: tuple[Person, ...] = ()
    leaders: tuple[Person, ...] = ()
    about: object = None
    always: frozenset[Reach] = frozenset()

    def _is_country_of(self, person: Person) -> bool:
        return person.office.country_id == self.office.country_id

    def relations(self, user: User | None) -> frozenset[Reach]:
        """How ``user`` stands to it."""
        if user is None:
            return frozenset({Reach.ALL})
        person = user.person
        stands = {
            Reach.OWN: person == self.owner,
            Reach.MEMBER: person in self.members or person in self.leaders,
            Reach.LED: person in self.leaders,
            Reach.OFFICE: self.office is not None and person.office == self.office,
            Reach.COUNTRY: self.office is not None and person.office is not None and self._is_country_of(person),
        }
        return frozenset({Reach.ALL, *(reach for reach, holds in stands.items() if holds)}) | self.always


@dataclass
class Scene:
    """The people by role, and the things by kind."""

    people: dict[Role, User | None] = field(default_factory=dict)
    reader: User | None = None  # whoever fills in what is asked, where it is asked of that person alone
    things: dict[str, list[Thing]] = field(default_factory=dict)
    home: Office | None = None
    away: Office | None = None
    candidates: dict[Office, Person] = field(default_factory=dict)

    def people_keeping(self, office: Office) -> User:
        """Somebody who keeps the equipment of an office: made, where nobody of the ten roles does."""
        return make_user(role="custodian", kind="staff", office=office)

    def things_of(self, kind: str) -> list[Thing]:
        """Things of one kind; for an address that names none, the reader stands in every relation to it."""
        return self.things[kind] if kind else [Thing("-", always=frozenset(Reach))]
