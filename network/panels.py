"""What pages show of people and their accounts."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from foundations.audit.models import AuditEvent
from network.models import AccountDecision, Appointment, Person, User
from network.querysets import PersonQuerySet
from network.rights import deeds_open_to

SIGN_INS_SHOWN = 10
STATE_LOOKS = {User.State.NEW: "warning", User.State.ACTIVE: "positive", User.State.CLOSED: "danger"}


@dataclass(frozen=True)
class PersonCard:
    """One person of an office, as its contact point sees them: the account's state, and whether they ever came."""

    person: Person
    is_trusted: bool

    @property
    def account(self) -> User | None:
        return getattr(self.person, "user", None)

    @property
    def look(self) -> str:
        """The colour of the state's badge."""
        return STATE_LOOKS[self.account.state] if self.account else "muted"


def cards_of(people: PersonQuerySet) -> list[PersonCard]:
    """A card for each, in order of names; three questions to the database whatever their number."""
    rows = list(people.select_related("office", "unit", "user").in_order())
    trusted = set(
        Appointment.objects.not_ended().trusted().filter(person__in=rows).order_by().values_list("person_id", flat=True)
    )
    return [PersonCard(row, row.pk in trusted) for row in rows]


def card_of(person: Person, reader: User) -> dict:
    """One person's page: the card, what this reader may do now, and what was decided so far (without the reasons)."""
    account = getattr(person, "user", None)
    allowed = deeds_open_to(reader, person)
    return {
        "card": PersonCard(person, person.appointments.not_ended().trusted().exists()),
        "account": account,
        "deeds": dict.fromkeys(allowed & deeds_of_state(account), True),
        "decisions": AccountDecision.objects.filter(user=account) if account else [],
    }


def deeds_of_state(account: User | None) -> frozenset[str]:
    """What makes sense in the account's state, whoever asks."""
    if account is None:
        return frozenset({"open"})
    return {
        User.State.NEW: frozenset({"open", "close"}),
        User.State.ACTIVE: frozenset({"close", "sign_out"}),
        User.State.CLOSED: frozenset({"reopen"}),
    }[account.state]


@dataclass(frozen=True)
class SignIn:
    """One time that somebody got in, or tried: when and how, never from where."""

    at: datetime
    how: str


WAYS = {
    "password": _("with the password"),
    "code": _("with a code by e-mail"),
    "webauthn": _("with a passkey"),
    "passkey": _("with a passkey"),
    "totp": _("with the code of an application"),
    "recovery_codes": _("with a recovery code"),
    "mfa": _("with the second factor"),
}


def recent_sign_ins(person: Person) -> list[SignIn]:
    """The last ten, newest first, from the audit book."""
    events = AuditEvent.objects.sign_ins_of(person).order_by("-id")[:SIGN_INS_SHOWN]
    return [SignIn(event.at, _how(event)) for event in events]


def _how(event: AuditEvent) -> str:
    if event.action.endswith("refused"):
        return gettext("Refused: nobody got in.")
    if event.action.endswith("demo_signed_in"):
        return gettext("With one click (demonstration).")
    ways = event.details.get("how", event.details.get("method", []))
    said = [str(WAYS[way]) for way in ([ways] if isinstance(ways, str) else ways) if way in WAYS]
    return gettext("Signed in %(ways)s.") % {"ways": ", ".join(said)} if said else gettext("Signed in.")
