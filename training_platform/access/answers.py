"""What the matrix answers: whether a role may do something at an address, and what it gets otherwise."""

from enum import Enum

from training_platform.access.address import Address, Refusal
from training_platform.access.resources import Resource
from training_platform.access.roles import Deed, Reach, Role
from training_platform.access.table import RESOURCES


class Answer(Enum):
    """The class of an answer."""

    OPEN = "done or shown"
    SIGN_IN = "sent to the sign-in"
    ABSENT = "404"
    FORBIDDEN = "403"
    SENTENCE = "back with a sentence, nothing changed"
    CLOSED = "closed to people"
    NO_METHOD = "405"


REFUSALS = {
    Refusal.ABSENT: Answer.ABSENT,
    Refusal.FORBIDDEN: Answer.FORBIDDEN,
    Refusal.SENTENCE: Answer.SENTENCE,
    Refusal.CLOSED: Answer.CLOSED,
}


def expected_answer(
    address: Address, method: str, role: Role, *, relations: frozenset[Reach] = frozenset(Reach), seen_as: str = ""
) -> Answer:
    """What ``role`` gets at ``address`` with ``method``.

    ``relations`` say how the role stands to the object of the path (to no object in particular: in every way);
    ``seen_as`` is the resource as which that object is read before anything is done to it.
    """
    deed = address.deed(method)
    if deed is None:
        return Answer.NO_METHOD
    if role is Role.ANONYMOUS and address.sign_in:
        return Answer.SIGN_IN
    if seen_as and not RESOURCES[seen_as].allows(role, Deed.READ, relations):
        return Answer.SIGN_IN if role is Role.ANONYMOUS and address.invites else Answer.ABSENT
    resource = RESOURCES[address.resource or seen_as]
    if address.is_offered and _allows(resource, address, role, deed, relations):
        return Answer.OPEN
    return REFUSALS[address.refusal]


def _allows(resource: Resource, address: Address, role: Role, deed: Deed, relations: frozenset[Reach]) -> bool:
    return resource.allows(role, deed, frozenset() if address.is_book and not address.is_narrowed else relations)
