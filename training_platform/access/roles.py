"""The ten roles of the matrix, and how far a right reaches."""

from dataclasses import dataclass
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


class Role(Enum):
    """Who somebody is to the platform. One person may hold several: their rights add up."""

    ANONYMOUS = "anonymous"
    PROSECUTOR = "prosecutor"
    CONTACT_POINT = "contact_point"
    NATIONAL_SCHOOL = "national_school"
    REGIONAL_SCHOOL = "regional_school"
    SECRETARIAT = "secretariat"
    CUSTODIAN = "custodian"
    TRAINER = "trainer"
    FUNDER = "funder"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> Words:
        """The role in the reader's language."""
        return ROLE_WORDS[self][0]

    @property
    def meaning(self) -> Words:
        """Who that is, in one sentence."""
        return ROLE_WORDS[self][1]


ROLE_WORDS: dict[Role, tuple[Words, Words]] = {
    Role.ANONYMOUS: (_("Anyone, signed out"), _("Whoever opens the address of the platform.")),
    Role.PROSECUTOR: (_("Prosecutor"), _("A person of an office of the network, with an account.")),
    Role.CONTACT_POINT: (_("Contact point"), _("The appointed liaison of an office.")),
    Role.NATIONAL_SCHOOL: (_("National school"), _("An editor of the training school of one office.")),
    Role.REGIONAL_SCHOOL: (_("Regional School"), _("An editor of the school that leads the programme.")),
    Role.SECRETARIAT: (_("Secretariat"), _("Those who coordinate the network.")),
    Role.CUSTODIAN: (_("Equipment custodian"), _("Who keeps the equipment and the rooms of an office.")),
    Role.TRAINER: (_("Trainer"), _("Who teaches or moderates in sessions.")),
    Role.FUNDER: (_("Funder"), _("An organisation that pays for a part of the programme.")),
    Role.ADMINISTRATOR: (_("Technical administrator"), _("Who keeps the platform running, from within it.")),
}


class Reach(Enum):
    """How far a right reaches among the records of one kind."""

    OWN = "own"
    MEMBER = "member"
    LED = "led"
    OFFICE = "office"
    COUNTRY = "country"
    ALL = "all"

    @property
    def label(self) -> Words:
        """The reach in the reader's language."""
        return REACH_WORDS[self]


REACH_WORDS: dict[Reach, Words] = {
    Reach.OWN: _("only what is one's own"),
    Reach.MEMBER: _("only where one takes part"),
    Reach.LED: _("only where one teaches or moderates"),
    Reach.OFFICE: _("only of one's own office"),
    Reach.COUNTRY: _("only of one's own country"),
    Reach.ALL: _("everything"),
}


class Deed(Enum):
    """What is done to a record. The letters are those of the matrix's notation."""

    CREATE = "C"
    READ = "R"
    CHANGE = "U"
    REMOVE = "D"
    APPROVE = "A"
    EXPORT = "X"

    @property
    def label(self) -> Words:
        """The deed in the reader's language."""
        return DEED_WORDS[self]


DEED_WORDS: dict[Deed, Words] = {
    Deed.CREATE: _("adds"),
    Deed.READ: _("reads"),
    Deed.CHANGE: _("changes"),
    Deed.REMOVE: _("removes"),
    Deed.APPROVE: _("approves or decides"),
    Deed.EXPORT: _("exports"),
}


@dataclass(frozen=True)
class Right:
    """Some deeds, as far as they reach."""

    deeds: tuple[Deed, ...]
    reach: Reach


def rights(notation: str) -> tuple[Right, ...]:
    """``"R:all CU:office"`` → reads everything; adds and changes what is of the own office. Empty: nothing.

    Raises ``ValueError`` on a letter or a reach that is none.
    """
    found = []
    for part in notation.split():
        letters, _colon, reach = part.partition(":")
        found.append(Right(tuple(Deed(letter) for letter in letters), Reach(reach)))
    return tuple(found)
