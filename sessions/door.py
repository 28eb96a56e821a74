"""Whether somebody may enter a session now: asked alike by its page, by the cards and by joining."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from conferencing import jitsi
from courses.rules import Place
from courses.seating import seats_of
from network.models import User
from network.querysets import standing_of
from network.rules import Standing, token_digest
from sessions.errors import SENTENCES
from sessions.models import TrainingSession
from sessions.models.guests import GuestInvitation
from sessions.querysets import LEADING_ROLES
from sessions.rules import Opening, Refusal, guest_refusal, joining_refusal, opening_of


@dataclass(frozen=True)
class Door:
    """What one person finds at the door of one session at one instant."""

    opening: Opening
    leads: bool
    refusal: Refusal | None

    @property
    def is_open(self) -> bool:
        return self.refusal is None

    @property
    def sentence(self) -> str:
        """Why not, in the reader's language; empty when the door is open."""
        return str(SENTENCES[self.refusal]) if self.refusal else ""

    @property
    def opens_at(self) -> datetime:
        """When it opens for this person."""
        return self.opening.leaders_from if self.leads else self.opening.opens_at

    @property
    def is_mine(self) -> bool:
        """Whether the hour is all that can be missing."""
        return self.refusal not in (Refusal.NOT_ENROLLED, Refusal.WAITING, Refusal.FULL)


def opening(session: TrainingSession) -> Opening:
    """When the room of ``session`` can be entered."""
    return opening_of(
        session.starts_at,
        session.ends_at,
        before=settings.JOIN_OPENS_MINUTES_BEFORE,
        after=settings.JOIN_CLOSES_MINUTES_AFTER,
    )


def door_of(session: TrainingSession, standing: Standing, *, at: datetime | None = None) -> Door:
    """The door for whoever ``session`` was fetched ``with_place_of``; asks the database nothing."""
    leads, hours = standing.is_staff or session.part in LEADING_ROLES, opening(session)
    refusal = joining_refusal(
        state=session.state,
        seat=session.seat,
        takes_part=bool(session.part),
        leads=leads,
        has_video=jitsi.is_configured(),
        opening=hours,
        at=at or timezone.now(),
    )
    return Door(hours, leads, refusal)


def door_for(session: TrainingSession, user: User, *, at: datetime | None = None) -> Door:
    """The same for a signed-in ``user``; without ``at`` by the standing of this request."""
    return door_of(session, standing_of(user, at), at=at)


def door_explained(session: TrainingSession, user: User, *, at: datetime | None = None) -> Door:
    """The same for a page that says why: whoever has no seat is told where there is none to be had.

    Asks for the seats of the workshop in that case alone.
    """
    door, now = door_for(session, user, at=at), at or timezone.now()
    if door.refusal is not Refusal.NOT_ENROLLED or not session.workshop.announced_at:
        return door
    seats, office = seats_of(session.workshop, now), user.person.office_id
    is_full = seats.place_for(office) is Place.WORKSHOP_FULL if office else seats.room is not None and seats.room <= 0
    return replace(door, refusal=Refusal.FULL) if is_full else door


def guest_refusal_of(guest: GuestInvitation, *, browser: str, at: datetime) -> Refusal | None:
    """Why a guest is not let in; ``browser`` is the secret that this browser holds, empty for none.

    A guest is told of the workshop's rules by whoever invited them: what is over is over, settled or not.
    """
    is_elsewhere = bool(guest.browser_hash) and not (browser and token_digest(browser) == guest.browser_hash)
    return guest_refusal(
        state=guest.session.state,
        is_revoked=guest.revoked_at is not None,
        is_elsewhere=is_elsewhere,
        has_video=jitsi.is_configured(),
        opening=opening(guest.session),
        at=at,
    )
