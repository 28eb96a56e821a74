"""Who somebody is at one instant, as plain values, and what follows from it everywhere."""

import hashlib
import unicodedata
import uuid
from dataclasses import dataclass, field
from datetime import date, timedelta


@dataclass(frozen=True)
class Standing:
    """The roles that one person holds at one instant, and the offices they hold for.

    ``office_id`` is the person's own office; ``offices`` maps a role's code to the offices it is held for.
    """

    person_id: uuid.UUID | None = None
    kind: str = ""
    office_id: int | None = None
    roles: frozenset[str] = frozenset()
    offices: dict[str, frozenset[int]] = field(default_factory=dict)

    def holds(self, *roles: str) -> bool:
        """Whether any of ``roles`` is held now."""
        return not self.roles.isdisjoint(roles)

    def offices_as(self, *roles: str) -> frozenset[int]:
        """The offices for which any of ``roles`` is held now."""
        return frozenset().union(*(self.offices.get(role, frozenset()) for role in roles))

    @property
    def is_secretariat(self) -> bool:
        return "secretariat" in self.roles

    @property
    def is_school(self) -> bool:
        """Editor of the Regional School."""
        return "school_editor" in self.roles

    @property
    def is_staff(self) -> bool:
        """School and Secretariat: they see every office's records of training."""
        return self.holds("secretariat", "school_editor")

    @property
    def writes_for_country(self) -> bool:
        """Contact point or national editor: they draft the pages of their country."""
        return self.holds(*COUNTRY_EDITORS)

    @property
    def is_network(self) -> bool:
        """Anyone signed in who belongs to the network; funders and strangers do not."""
        return self.person_id is not None and (self.office_id is not None or bool(self.roles - {"funder"}))


NOBODY = Standing()

# Roles held for an office: whoever holds one has "My office".
OFFICE_ROLES = ("contact_point", "national_editor", "custodian")

# The groups of the Wagtail admin that a role opens.
GROUPS_BY_ROLE = {
    "school_editor": "Escuela regional",
    "secretariat": "Secretaría",
    "national_editor": "Editores nacionales",
    "administrator": "Administración técnica",
}
# Who writes the pages of a country: its contact points and the editors of its school.
COUNTRY_EDITORS = ("contact_point", "national_editor")


def group_of_country(code: str) -> str:
    """The group of those who write the pages of a country; what it may do is granted above this floor."""
    return f"País: {code}"


def full_name(given_names: str, family_names: str) -> str:
    """How a person is called in lists and letters."""
    return f"{given_names} {family_names}".strip()


def plain_name(name: str) -> str:
    """``  María  LÓPEZ`` → ``maria lopez``: by which two spellings of one name are found to be the same."""
    letters = (letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    return " ".join("".join(letters).casefold().split())


def initials(*names: str) -> str:
    """``Ana María``, ``López`` → ``A. M. L.``: all that the public is ever shown of a person."""
    return " ".join(f"{word[0].upper()}." for name in names for word in name.split() if word[0].isalpha())


# --- The directory ----------------------------------------------------------------------------------------------------


def reads_all_names(standing: Standing) -> bool:
    """Whether somebody reads who speaks for every office: who speaks or writes for one, School, Secretariat."""
    return standing.is_staff or standing.writes_for_country


def reads_names_of_some(standing: Standing) -> bool:
    """The same, and the people of an office, who read who speaks for their own."""
    return reads_all_names(standing) or standing.office_id is not None


def reads_addresses_of(office_id: int | None, standing: Standing) -> bool:
    """Whether somebody reads the e-mail addresses of that office's contact points."""
    if standing.is_staff or standing.holds("contact_point"):
        return True
    return office_id is not None and standing.office_id == office_id


def may_see_vacancies(standing: Standing) -> bool:
    """Whether somebody is told which offices still have contact points to appoint."""
    return standing.is_secretariat or standing.holds("contact_point")


# --- Deputies --------------------------------------------------------------------------------------------------------

# Roles for which a colleague may stand in, and for how many days at the most: a quarter of a year.
DEPUTISED_ROLES = ("contact_point", "custodian")
LONGEST_ABSENCE = 92


def fault_of_absence(
    first: date, last: date, *, today: date, begins_on: date, ends_on: date | None = None
) -> tuple[str, str]:
    """Why nobody stands in from ``first`` to ``last`` day: the day at fault and the reason; empty when it may be.

    ``begins_on`` and ``ends_on`` are the days of the appointment that is deputised. Reasons: ``past``, ``early``,
    ``backwards``, ``long``, ``beyond``.
    """
    if first < today:
        return "first_day", "past"
    if first < begins_on:
        return "first_day", "early"
    if last < first:
        return "last_day", "backwards"
    if (last - first).days >= LONGEST_ABSENCE:
        return "last_day", "long"
    if ends_on is not None and last > ends_on:
        return "last_day", "beyond"
    return "", ""


# --- The life of an account ----------------------------------------------------------------------------------------

# How long the link of a letter is good, from its delivery on.
LINK_LIFE = {"activation": timedelta(days=7), "password_reset": timedelta(hours=1)}
TOKEN_BYTES = 32  # 256 bits (OWASP ASVS 11.5.1)
# Letters with a link that one account is sent: no more than three within an hour.
MOST_LETTERS, LETTERS_WITHIN = 3, timedelta(hours=1)
LINKS_KEPT = timedelta(days=30)
# How long a reset of the second factor awaits its second person.
FACTOR_RESET_LIFE = timedelta(hours=24)
# Which wording of the purpose notice was acknowledged; raised whenever the page says something else.
PURPOSE_NOTICE = 1

# Roles that open other people's records, pages or rights: only the Secretariat looks after these accounts.
TRUSTED_ROLES = frozenset({"secretariat", "school_editor", "contact_point", "administrator"})

# What a contact point does to the accounts of the own office, and what an administrator may at once for anybody.
OFFICE_DEEDS = frozenset({"open", "close", "reopen", "sign_out"})
EMERGENCY_DEEDS = frozenset({"close", "sign_out"})
ADMINISTRATORS_DEEDS = EMERGENCY_DEEDS | {"open", "reopen"}
DEEDS = OFFICE_DEEDS | {"correct_email", "reset_factor"}


def token_digest(token: str) -> str:
    """What is kept of a link's token: SHA-256, hex. A plain hash is enough for 256 random bits."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


@dataclass(frozen=True)
class Holder:
    """The person whose account is acted upon: the own office, and whether a trusted role is held or will be."""

    person_id: uuid.UUID
    office_id: int | None
    is_trusted: bool


def refusal_of(deed: str, doer: Standing, holder: Holder) -> str:
    """Why ``doer`` may not do ``deed`` to the account of ``holder``; empty when it is allowed (domain: user accounts).

    ``deed`` is one of :data:`DEEDS`. The Secretariat does all of them, a contact
    point the first four to people of the own office without a trusted role. A technical administrator opens and
    reopens none of the trusted, and never changes an address or a factor: so that no administrator becomes somebody
    else. Answers ``own``, ``trusted`` or ``foreign``.
    """
    if doer.person_id == holder.person_id:
        return "own"
    if doer.is_secretariat:
        return ""
    if doer.holds("administrator") and deed in ADMINISTRATORS_DEEDS:
        return "trusted" if holder.is_trusted and deed not in EMERGENCY_DEEDS else ""
    if deed not in OFFICE_DEEDS or holder.office_id not in doer.offices_as("contact_point"):
        return "foreign"
    return "trusted" if holder.is_trusted else ""


# --- Signing in, staying in ----------------------------------------------------------------------------------------

# Whoever enters the admin, speaks for an office, keeps its equipment or sees the money: a second factor is required
# of them and their sessions end after half an hour of rest. Everybody else is offered one.
GUARDED_ROLES = frozenset(
    {
        "secretariat",
        "school_editor",
        "national_editor",
        "administrator",
        "contact_point",
        "custodian",
        "funder",
    }
)
REST_OF_GUARDED, REST = timedelta(minutes=30), timedelta(hours=12)
LONGEST_SESSION = timedelta(hours=12)  # since the sign-in, for everybody (OWASP ASVS 7.3.2)
SEEN_EVERY = timedelta(minutes=1)  # how often a session notes that its person is there
# What a session may be ended for; each has its sentence on the sign-in page.
ENDS = ("rest", "length", "standing", "door", "elsewhere")

LOGIN_CODE_LIFE = timedelta(minutes=10)
# RFC 8628 6.1: letters that are not taken for others and spell no word; 8 of them are 34 bits.
LOGIN_CODE_LETTERS, LOGIN_CODE_LENGTH = "BCDFGHJKLMNPQRSTVWXZ", 8


def is_guarded(standing: Standing, *, is_superuser: bool = False) -> bool:
    """Whether a second factor is required of this person, and a short rest ends the session."""
    return is_superuser or standing.holds(*GUARDED_ROLES)


def longest_rest(standing: Standing, *, is_superuser: bool = False) -> timedelta:
    """How long a session of this person may lie idle (OWASP ASVS 7.3.1)."""
    return REST_OF_GUARDED if is_guarded(standing, is_superuser=is_superuser) else REST


def standing_mark(standing: Standing, *, is_superuser: bool = False) -> str:
    """Roles and their offices as one short text: what a session keeps, to be ended when it changes (ASVS 8.3.2)."""
    held = sorted((role, sorted(standing.offices.get(role, ()))) for role in standing.roles)
    return hashlib.sha256(repr((is_superuser, held)).encode()).hexdigest()[:32]


@dataclass(frozen=True)
class SessionMarks:
    """What a session carries: when it began, when its person was last there (both in seconds), the standing then."""

    began: int
    seen: int
    standing: str


def end_of_session(marks: SessionMarks | None, *, now: float, standing: Standing, is_superuser: bool) -> str:
    """Why this session is over: one of :data:`ENDS`, or nothing while it lasts."""
    if marks is None:
        return "door"
    if now - marks.began >= LONGEST_SESSION.total_seconds():
        return "length"
    if now - marks.seen >= longest_rest(standing, is_superuser=is_superuser).total_seconds():
        return "rest"
    return "" if marks.standing == standing_mark(standing, is_superuser=is_superuser) else "standing"
