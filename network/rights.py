"""Whether somebody may do something to somebody's account: asked again inside every action."""

from dataclasses import replace
from datetime import datetime

from network.errors import AccountError
from network.messages import REFUSALS
from network.models import Person, User
from network.querysets import standing_of
from network.rules import DEEDS, Holder, Standing, refusal_of


def may_do(deed: str, person: Person, *, by: User, at: datetime | None = None) -> bool:
    """Whether ``by`` may do ``deed`` (see :func:`network.rules.refusal_of`) to the account of ``person``."""
    return not refusal_of(deed, doer_of(by, at), holder_of(person, at))


def deeds_open_to(by: User, person: Person, *, at: datetime | None = None) -> frozenset[str]:
    """Everything that ``by`` may do to the account of ``person``."""
    doer, holder = doer_of(by, at), holder_of(person, at)
    return frozenset(deed for deed in DEEDS if not refusal_of(deed, doer, holder))


def refuse_unless_may(deed: str, person: Person, *, by: User | None, at: datetime) -> None:
    """Raise :class:`AccountError` with the reason. ``by=None`` is the set-up, which may everything."""
    if by is not None and (code := refusal_of(deed, doer_of(by, at), holder_of(person, at))):
        raise AccountError(str(REFUSALS[code]))


def doer_of(user: User, at: datetime | None = None) -> Standing:
    """The standing of whoever acts; a superuser of the command line counts as technical administrator."""
    standing = standing_of(user, at)
    return replace(standing, roles=standing.roles | {"administrator"}) if user.is_superuser else standing


def holder_of(person: Person, at: datetime | None = None) -> Holder:
    """What the rules need to know of the person acted upon; a trusted role that begins later counts already."""
    is_trusted = person.appointments.not_ended(at).trusted().exists() or _is_superuser(person)
    return Holder(person_id=person.pk, office_id=person.office_id, is_trusted=is_trusted)


def _is_superuser(person: Person) -> bool:
    return User.objects.filter(person=person, is_superuser=True).exists()
