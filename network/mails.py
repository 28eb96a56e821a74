"""How the network's people are written to."""

from foundations.outbox.letters import Recipient
from network.models import Person


def recipient_of(person: Person) -> Recipient | None:
    """Whom to write to for ``person``; ``None`` when there is no account that could be read."""
    user = getattr(person, "user", None)
    if user is None or not user.is_active:
        return None
    return Recipient(
        uuid=person.pk,
        address=user.email,
        language=user.language,
        time_zone=person.time_zone,
        name=person.given_names,
    )
