"""How the network's people are written to, and every letter about an account."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from foundations.outbox.actions import write_letter
from foundations.outbox.letters import Recipient
from network.models import Appointment, FactorReset, Person, SecretLink, User
from network.rules import LOGIN_CODE_LIFE


def recipient_of(person: Person) -> Recipient | None:
    """Whom to write to for ``person``; ``None`` when there is no account that could be read.

    An account that was never activated gets nothing but the letter with its link: until somebody has followed it, the
    address may be a stranger's by a slip of the keyboard, and a letter about training would tell them too much (N1).
    """
    user = getattr(person, "user", None)
    return _recipient(user) if user is not None and user.may_sign_in else None


def _recipient(user: User, address: str = "") -> Recipient:
    return Recipient(
        uuid=user.person_id,
        address=address or user.email,
        language=user.language,
        time_zone=user.person.time_zone,
        name=user.person.given_names,
    )


def send_activation(link: SecretLink, *, at: datetime) -> None:
    """To the person of a new account: the link that activates it, minted when the letter is delivered."""
    _send_link("network.activation", link, at=at)


def send_password_reset(link: SecretLink, *, at: datetime) -> None:
    """To whoever forgot the password: the link that sets another one."""
    _send_link("network.password_reset", link, at=at)


def _send_link(kind: str, link: SecretLink, *, at: datetime) -> None:
    user = link.user
    write_letter(
        kind,
        to=_recipient(user),
        context={"person": user.person, "address": address_in(user.language, "network:forgotten_password")},
        secret=(kind, str(link.pk)),
        once_key=f"{kind}:{link.pk}",
        at=at,
    )


def tell_of_new_password(user: User, *, at: datetime) -> None:
    """To the person, after a new password was set by a letter's link."""
    _tell(user, "network.password_changed", at=at)


def tell_of_new_address(user: User, *, former: str, at: datetime) -> None:
    """To the former address and to the new one: the account signs in with another address from now on.

    Neither letter names the other address: either reader may be a stranger.
    """
    write_letter(
        "network.email_left", to=_recipient(user, former), context={"support_email": settings.SUPPORT_EMAIL}, at=at
    )
    _tell(user, "network.email_new", at=at)


def tell_of_factor_reset(reset: FactorReset, *, at: datetime) -> None:
    """To the person: somebody asked to take the second factor off the account. Whoever did not ask must say so now."""
    _tell(reset.user, "network.factor_reset_asked", at=at, reset=reset)


def tell_of_lost_factors(reset: FactorReset, *, at: datetime) -> None:
    """To the person: the second factor is off, every session ended, a new one is to be set up."""
    _tell(reset.user, "network.factor_reset_done", at=at, reset=reset)


def tell_of_own_password(user: User, *, at: datetime) -> None:
    """To the person, who has just changed the password in a session."""
    _tell(user, "network.password_renewed", at=at)


def tell_of_deputy(deputy: Appointment, *, by: User | None, at: datetime) -> None:
    """To the deputy: for whom, as what, from when until when. And to whoever is away, unless she named the deputy."""
    _tell_of_absence("network.deputy", deputy, by=by, at=at)


def tell_of_ended_deputy(deputy: Appointment, *, by: User | None, at: datetime) -> None:
    """To the deputy and to whoever was away: the role is held by the latter alone again. Not to whoever ended it."""
    _tell_of_absence("network.deputy_ended", deputy, by=by, at=at)


def _tell_of_absence(kind: str, deputy: Appointment, *, by: User | None, at: datetime) -> None:
    if deputy.stands_in_for is None:
        return
    principal = deputy.stands_in_for.person
    for person in (deputy.person, principal):
        to = recipient_of(person)
        if to is None or (by is not None and by.person_id == person.pk):
            continue
        context = {
            "deputy": deputy,
            "principal": principal,
            "is_deputy": person == deputy.person,
            "address": address_in(to.language, "my_office"),
        }
        write_letter(kind, to=to, context=context, once_key=f"{kind}:{deputy.pk}:{person.pk}", at=at)


def send_login_code(user: User, *, nonce: str, at: datetime) -> None:
    """To whoever asked to sign in by letter: a code that the outbox makes out of ``nonce`` when the letter leaves."""
    kind = "network.login_code"
    context = {"minutes": int(LOGIN_CODE_LIFE.total_seconds() // 60), "support_email": settings.SUPPORT_EMAIL}
    write_letter(kind, to=_recipient(user), context=context, secret=(kind, nonce), once_key=f"{kind}:{nonce}", at=at)


def tell_of_added_factor(user: User, *, kind: str, at: datetime) -> None:
    """To the person: a second factor was enrolled."""
    _tell(user, "network.factor_added", at=at, factor=kind, moment=at)


def tell_of_removed_factor(user: User, *, kind: str, at: datetime) -> None:
    """To the person: a second factor was taken off."""
    _tell(user, "network.factor_removed", at=at, factor=kind, moment=at)


def tell_of_renewed_codes(user: User, *, at: datetime) -> None:
    """To the person: new recovery codes were made, the former ones are void."""
    _tell(user, "network.codes_renewed", at=at, moment=at)


def tell_of_used_code(user: User, *, left: int, at: datetime) -> None:
    """To the person: somebody signed in with a recovery code."""
    _tell(user, "network.code_used", at=at, left=left, moment=at)


def _tell(user: User, kind: str, *, at: datetime, **context) -> None:
    address = address_in(user.language, "account_login")
    context |= {"address": address, "support_email": settings.SUPPORT_EMAIL}
    write_letter(kind, to=_recipient(user), context=context, at=at)


def address_in(language: str, name: str, *args: str) -> str:
    """The full address of a named page, in the words of ``language``."""
    with translation.override(language):
        return settings.BASE_URL + reverse(name, args=args)
