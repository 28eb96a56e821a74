"""What is known of a room, as plain values, and what follows from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Band(StrEnum):
    """How ready a room is; the values are those of :class:`equipment.models.ReadinessReading.Band`."""

    READY = "ready"
    AT_RISK = "at_risk"
    NOT_READY = "not_ready"
    NOT_REPORTED = "not_reported"

    @property
    def height(self) -> int:
        """How far up: a room that is not reported stands lowest, for nobody knows."""
        return {"ready": 3, "at_risk": 2, "not_ready": 1, "not_reported": 0}[self.value]


@dataclass(frozen=True)
class Item:
    """Assets of a room that are alike: the code of their kind, the needs it serves, their three states, what is told.

    ``count`` is how many they are.
    """

    kind: str
    serves: frozenset[str]
    status: str = "in_service"
    condition: str = "good"
    verification: str = "never"
    spec: Mapping[str, object] = field(default_factory=dict)
    count: int = 1


@dataclass(frozen=True)
class KitNeed:
    """One line of the kit due to a room. ``least`` is what each item must be able to do; ``scales`` orders choices."""

    kind: str
    serves: frozenset[str]
    quantity: int
    least: Mapping[str, object] = field(default_factory=dict)
    scales: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Call:
    """The last test call of a room."""

    at: datetime
    video: bool
    audio: bool
    sharing: bool

    @property
    def went_well(self) -> bool:
        """In every respect."""
        return self.video and self.audio and self.sharing


@dataclass(frozen=True)
class Figure:
    """One figure of a line with the instant at which it was measured."""

    value: float
    at: datetime


@dataclass(frozen=True)
class RoomFacts:
    """All that readiness follows from.

    ``is_reported``: the office said that its inventory of the room is complete. ``was_entered``: an asset of it was
    entered at some time. ``told_none`` are the kinds of which the office said that the room has none. ``line`` holds
    the newest figure of each: ``down`` and ``up`` in kbit/s, ``loss`` in per cent, ``jitter`` in milliseconds.
    """

    is_reported: bool = False
    was_entered: bool = False
    told_none: frozenset[str] = frozenset()
    items: tuple[Item, ...] = ()
    kit: tuple[KitNeed, ...] = ()
    call: Call | None = None
    line: Mapping[str, Figure] = field(default_factory=dict)
    has_custodian: bool = False
    has_technical_contact: bool = False


@dataclass(frozen=True)
class Lack:
    """One need that the room does not meet, and the cause: a code of :data:`equipment.readiness.rules.CAUSES`."""

    need: str
    cause: str


@dataclass(frozen=True)
class Points:
    """Points got for one part, of so many."""

    part: str
    got: int
    most: int


@dataclass(frozen=True)
class Verdict:
    """How ready a room is and why.

    ``call_days`` is the age of the last test call in days, ``None`` where there is none; ``is_stale`` that it, or its
    absence, says nothing of today any more.
    """

    band: Band
    score: int
    points: tuple[Points, ...]
    lacks: tuple[Lack, ...]
    call_days: int | None
    is_stale: bool


@dataclass(frozen=True)
class Step:
    """Something to do for a room. ``subject`` is the need or the kind of item at stake, empty where it is neither."""

    deed: str
    subject: str = ""


@dataclass(frozen=True)
class StepUp:
    """The cheapest way to a higher band: what is to be done, and where that leads."""

    steps: tuple[Step, ...]
    band: Band
    score: int
