"""What the table of addresses says of one of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from training_platform.access.roles import Deed


class Refusal(Enum):
    """What a signed-in reader gets who may not."""

    ABSENT = "404: to a stranger it is not there"
    FORBIDDEN = "403 with the reason, where it is known that the thing is there"
    SENTENCE = "back to the page with a sentence; nothing is changed"
    CLOSED = "401, 404 or 503: a door for machines"


@dataclass(frozen=True)
class Address:
    """One URL name. ``methods`` maps GET and POST to the deed's letter; HEAD goes with GET, others are not there.

    ``resource`` is its row in the table; empty where the object of the path tells (a page has a tier). ``thing`` names
    the kind of that object, ``""`` for none. ``sign_in`` tells whether a signed-out reader is sent to the sign-in.
    ``is_book`` marks screens of the administration, which show every record: only a right to everything opens them,
    unless the screen ``is_narrowed`` to the records that its reader keeps.
    ``is_offered`` is false where the screen is closed to everybody. ``invites`` marks pages some of which are public: a
    signed-out reader of another is sent to the sign-in.
    """

    name: str
    resource: str = ""
    methods: Mapping[str, str] = field(default_factory=lambda: {"GET": "R"})
    thing: str = ""
    sign_in: bool = True
    refusal: Refusal = Refusal.ABSENT
    is_book: bool = False
    is_narrowed: bool = False
    is_offered: bool = True
    invites: bool = False

    def deed(self, method: str) -> Deed | None:
        """What ``method`` does; ``None`` where the address does not take it."""
        letter = self.methods.get("GET" if method == "HEAD" else method)
        return Deed(letter) if letter else None


READ = {"GET": "R"}
POST_CHANGES = {"POST": "U"}
ASK_THEN_CHANGE = {"GET": "U", "POST": "U"}
SEE_AND_CHANGE = {"GET": "R", "POST": "U"}
