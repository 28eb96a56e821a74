"""Who was in a room, as the floor above reads it: connections in plain values, what was mended, what is not known.

A stay in a breakout room is a connection to the main room's occasion; whoever adds up somebody's minutes takes the
union of the spans, so nobody is counted twice for two devices or for the instant of moving over.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime

from conferencing.models import Stay, VideoRoom
from conferencing.rules import Repair, repairs_of


@dataclass(frozen=True)
class Connection:
    """One connection, from joining to leaving, in the main room or in a breakout.

    ``identity`` is what the token's ``context.user.id`` said: a person, the connected site of an office, or a guest;
    the floor above knows which. ``None`` is an occupant without a token of ours. ``left_at`` is empty while nothing has
    told of the end; ``left_exactly`` tells an end that was posted from one that was inferred. ``proved_until`` is the
    last instant for which there is a proof that it was inside: what an open connection counts to, when a room is
    settled without its end having been told.
    """

    stay_id: int
    identity: uuid.UUID | None
    occupant_jid: str
    joined_at: datetime
    left_at: datetime | None
    left_exactly: bool
    proved_until: datetime

    @property
    def is_open(self) -> bool:
        """Whether it is inside for all that is known."""
        return self.left_at is None


@dataclass(frozen=True)
class RoomPresence:
    """A room at a glance.

    ``is_alive``: somebody is inside for all that is known. ``polled_at``: when the video server's roster was last read
    (``None``: never). ``ended_at``: when the server last said that the room ended, unless it was begun anew since.
    ``repairs``: what reconciliation mended or could not, in the order of time.
    """

    connections: tuple[Connection, ...]
    is_alive: bool
    polled_at: datetime | None
    ended_at: datetime | None
    repairs: tuple[Repair, ...]

    @property
    def unidentified(self) -> tuple[Connection, ...]:
        """Occupants without a token of ours, for the moderator to resolve."""
        return tuple(connection for connection in self.connections if connection.identity is None)

    @property
    def inside(self) -> tuple[Connection, ...]:
        """Those that are inside for all that is known."""
        return tuple(connection for connection in self.connections if connection.is_open)

    def of(self, identity: uuid.UUID) -> tuple[Connection, ...]:
        """The connections of one identity."""
        return tuple(connection for connection in self.connections if connection.identity == identity)


def presence_in(room: VideoRoom) -> RoomPresence:
    """All that is known of who was in ``room``: two questions to the database, whatever its size."""
    stays = list(room.stays.all())
    readings = [reading.told for reading in room.readings.all()] if stays else []
    connections = tuple(_connection(stay) for stay in stays)
    may_be_alive = room.closed_at is None and room.ended_at is None
    return RoomPresence(
        connections=connections,
        is_alive=may_be_alive and any(connection.is_open for connection in connections),
        polled_at=room.polled_at,
        ended_at=room.ended_at,
        repairs=tuple(repairs_of([stay.told for stay in stays], readings)),
    )


def _connection(stay: Stay) -> Connection:
    return Connection(
        stay_id=stay.pk,
        identity=stay.identity,
        occupant_jid=stay.occupant_jid,
        joined_at=stay.joined_at,
        left_at=stay.left_at,
        left_exactly=stay.left_exactly,
        proved_until=stay.left_at or stay.seen_at or stay.joined_at,
    )
