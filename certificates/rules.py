"""Who earned a certificate, how it is numbered, and what of it the public may read. Values in, values out."""

import hashlib
import json
import re
import unicodedata
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from network.rules import initials
from sessions.rules import award_percent

# Stamped on every certificate: sums over counting sessions, no rounding up, mandatory sessions attended or excused.
RULE_VERSION = "attendance-2"
RULES = {
    "attendance": RULE_VERSION,
    "achievement": "achievement-1",  # attendance-2, and the mark of the workshop's test
    "trainer": "trainer-1",  # taught a counting session that was held and settled
    "host": "host-1",  # contact point or custodian of the host office on a day of the workshop
    "coordination": "coordination-1",  # moderated a counting session that was held and settled
}
CODE = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")
NUMBER_IN_FILE = re.compile(rb"\b[A-Z]{2,20}-(?:19|20)\d\d-\d{5,7}\b")
NUMBER = re.compile(r"[A-Z]+[\W_]*(?:19|20)\d\d[\W_]*\d{5,7}", re.IGNORECASE)


def award_verdict(attended: Iterable[tuple[int, int]], threshold: Decimal) -> tuple[bool, Decimal]:
    """Whether the seconds present reach ``threshold`` per cent of those that count, and the per cent to show.

    ``attended`` holds (present, counted) of each session. The per cent is cut off, never rounded up: 79.999 % is shown
    as 79.99 and fails at 80; a threshold has two decimals, so the cut changes no verdict.
    """
    percent = award_percent(attended)
    return percent >= threshold, percent


def attended_seconds(
    lengths: Mapping[uuid.UUID, int], verdicts: Mapping[uuid.UUID, tuple[int, int]]
) -> list[tuple[int, int]]:
    """(present, counted) of one person in every session of a workshop that counts.

    ``lengths`` holds the seconds of every such session; ``verdicts`` the person's (present, counted) by session. A
    session without a verdict for the person (who came to the workshop later, say) counts in full, as not attended.
    """
    return [verdicts.get(session, (0, length)) for session, length in lengths.items()]


@dataclass(frozen=True)
class Miss:
    """One thing that is lacking for a certificate: its code, and the figures that tell how much."""

    code: str
    reached: Decimal | None = None
    needed: Decimal | None = None


def attendance_misses(percent: Decimal, threshold: Decimal, mandatory_missed: int) -> tuple[Miss, ...]:
    """What is lacking for attendance: the per cent, and mandatory sessions (as a number) missed without an excuse."""
    short = (Miss("attendance", percent, threshold),) if percent < threshold else ()
    return (*short, *((Miss("mandatory", Decimal(mandatory_missed)),) if mandatory_missed else ()))


def mark_misses(reached: Decimal | None, needed: Decimal | None) -> tuple[Miss, ...]:
    """What is lacking of a test: the test itself, or the mark that passes it."""
    if reached is None or needed is None:
        return (Miss("no_mark"),)
    return (Miss("mark", reached, needed),) if reached < needed else ()


def is_over(last_day: date, time_zone: str, at: datetime) -> bool:
    """Whether the last day of a workshop has come where it is held; that its sessions are over, settling tells."""
    return at.astimezone(ZoneInfo(time_zone)).date() >= last_day


def number_text(network: str, year: int, serial: int) -> str:
    """``REFCO-2012-00001``."""
    return f"{network}-{year}-{serial:05}"


def plain_number(value: Decimal | int) -> str:
    """``12.50`` → ``12.5``, ``80.00`` → ``80``: for JSON, in no language."""
    return f"{Decimal(value).normalize():f}"


def facts_digest(facts: Mapping[str, object]) -> str:
    """SHA-256 (hex) of the facts as canonical JSON: the same whatever order a database keeps keys in."""
    canonical = json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def read_code(typed: str) -> str:
    """The verification code in what somebody typed or pasted; empty when there is none.

    Spaces, dashes and capitals do not matter, and the whole address does as well as the code.
    """
    found = CODE.search(re.sub(r"[\W_]", "", typed).lower())
    return found.group() if found else ""


def looks_like_number(typed: str) -> bool:
    """Whether what somebody typed is shaped like the number of a certificate, which is no secret and opens nothing."""
    return bool(NUMBER.fullmatch(typed.strip()))


LIFE = {
    "valid": {"suspended", "superseded", "revoked"},
    "suspended": {"valid", "revoked"},
    "superseded": set(),
    "revoked": set(),
}


def may_become(state: str, other: str) -> bool:
    """Whether a certificate in ``state`` can be brought to the other. Revoked is for good, and so is replaced.

    Whoever withdraws what was replaced means the certificate, and revokes the version that stands for it.
    """
    return other in LIFE[state]


def grouped_code(code: str) -> str:
    """In groups of four, as on paper."""
    return " ".join(code[i : i + 4] for i in range(0, len(code), 4))


def numbers_in(document: bytes) -> set[str]:
    """Numbers of certificates that a PDF names in its metadata, which stands in clear (ISO 16684-1)."""
    return {found.decode() for found in NUMBER_IN_FILE.findall(document)}


def is_pdf(document: bytes) -> bool:
    """Whether it begins as one (ISO 32000-1 §7.5.2)."""
    return document.startswith(b"%PDF-")


def is_same_name(one: str, other: str) -> bool:
    """Whether two names are the same but for accents, capitals, punctuation and the order of their words."""
    words = _bare_words(one)
    return bool(words) and words == _bare_words(other)


def _bare_words(name: str) -> list[str]:
    letters = (letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    return sorted(re.findall(r"\w+", "".join(letters).casefold()))


@dataclass(frozen=True)
class PublicFacts:
    """All that a stranger with the code may read: nothing here names the person, the office or a venue (C6, N1)."""

    initials: str
    workshop: str
    hours: Decimal
    starts_on: date
    ends_on: date
    issuers: list[str]
    awarded_on: date
    number: str
    version: int
    reissued_on: date | None


def public_facts(facts: Mapping, language: str) -> PublicFacts:
    """What of ``facts`` is public, in ``language``."""
    return PublicFacts(
        initials=initials(facts["name"]),
        workshop=facts["workshop"][language],
        hours=Decimal(facts["hours"]),
        starts_on=date.fromisoformat(facts["starts_on"]),
        ends_on=date.fromisoformat(facts["ends_on"]),
        issuers=[issuer[language] for issuer in facts["issuers"]],
        awarded_on=date.fromisoformat(facts["awarded_on"]),
        number=facts["number"],
        version=facts.get("version", 1),
        reissued_on=date.fromisoformat(facts["reissued_on"]) if "reissued_on" in facts else None,
    )
