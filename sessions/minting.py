"""The link of a guest's letter: what the outbox puts in place of ``{{ secret }}`` when it is delivered."""

from foundations.outbox.minting import minter
from sessions import actions


@minter("sessions.guest")
def guest_link(key: str) -> str | None:
    """The address that opens the guest's page; none once the invitation leads nowhere any more."""
    return actions.mint_guest_link(key)
