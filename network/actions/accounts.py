"""The life of an account: opened, activated, closed, opened again."""

from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundations.audit.actions import record_event
from network.actions.appointments import align_groups
from network.actions.links import Purpose, send_link, take_link, withdraw_links
from network.actions.people import register_person
from network.actions.sessions import end_sessions
from network.errors import AccountError
from network.models import AccountDecision, FactorReset, Office, Person, SecretLink, User
from network.rights import doer_of, refuse_unless_may
from network.rules import PURPOSE_NOTICE

Kind = AccountDecision.Kind


@transaction.atomic
def open_account(
    person: Person,
    *,
    email: str,
    by: User | None,
    language: str = "es",
    password: str | None = None,
    activated_at: datetime | None = None,
    at: datetime | None = None,
) -> User:
    """Give ``person`` an account and send the letter that activates it; asked again, the one there is is returned.

    A set-up that hands the account over itself gives ``activated_at`` and perhaps ``password``: no letter is written.
    Raises ``ValidationError`` when the address is taken or is none, :class:`AccountError` when ``by`` may not.
    """
    now = at or timezone.now()
    Person.objects.select_for_update().get(pk=person.pk)
    refuse_unless_may("open", person, by=by, at=now)
    if existing := User.objects.filter(person=person).first():
        return existing
    if person.merged_into_id:
        raise AccountError(_("This record was merged into another one: open the account there."))
    user = User(person=person, email=User.objects.normalize_email(email), language=language, activated_at=activated_at)
    user.date_joined = now
    user.set_password(password)
    _save_new(user)
    align_groups(person)
    record_event("network.account_opened", person, by=by, at=now)
    if activated_at is None:
        send_link(user, purpose=Purpose.ACTIVATION, by=by, at=now)
    return user


def _save_new(user: User) -> None:
    """Keep a new account; an address that somebody else took in this very moment is refused like any other taken."""
    user.full_clean(exclude=["password"])
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError:
        raise ValidationError({"email": _("There is already an account with this e-mail.")}) from None


@transaction.atomic
def admit_person(
    *, office: Office, by: User, email: str = "", language: str = "es", at: datetime | None = None, **fields
) -> Person:
    """Add a person of ``office`` to the network, with an account when ``email`` is given; all of it or nothing.

    For the office's contact points and the Secretariat: anybody else is refused with :class:`AccountError`, a name or
    an address that cannot be taken with ``ValidationError``.
    """
    standing = doer_of(by, at)
    if not standing.is_secretariat and office.pk not in standing.offices_as("contact_point"):
        raise AccountError(_("You do not look after this office: its contact point does, or the Secretariat."))
    person = register_person(by=by, at=at, office=office, **fields)
    if email:
        open_account(person, email=email, language=language, by=by, at=at)
    return person


@transaction.atomic
def send_activation_again(user: User, *, by: User, at: datetime | None = None) -> None:
    """Send the letter with the activation link once more; earlier links stay good for their own seven days.

    Does nothing for an account that is activated. Raises :class:`AccountError` when ``by`` may not, the account is
    closed, or three letters went out within the hour.
    """
    now = at or timezone.now()
    user = _locked(user)
    refuse_unless_may("open", user.person, by=by, at=now)
    if user.state == User.State.CLOSED:
        raise AccountError(_("This account is closed: reopen it first."))
    if user.state == User.State.NEW:
        send_link(user, purpose=Purpose.ACTIVATION, by=by, at=now)


def activate_account(link: SecretLink, *, password: str, time_zone: str, by: User, at: datetime | None = None) -> None:
    """Put the account into its person's hands: a password of their own, their clock, the purpose acknowledged.

    ``by`` is the account itself. The link is used up and every other one of its kind closed. Raises
    :class:`LinkError` when the link is not good any more; then nothing is changed.
    """
    now = at or timezone.now()
    hashed = make_password(password)  # a quarter of a second: before the lock, not under it
    with transaction.atomic():
        user = take_link(link, at=now)
        user.password, user.time_zone, user.activated_at = hashed, time_zone, now
        user.full_clean(exclude=["password"])
        user.save(update_fields=["password", "time_zone", "activated_at"])
        record_event("network.account_activated", user.person, by=by, at=now, purpose_notice=PURPOSE_NOTICE)


@transaction.atomic
def close_account(user: User, *, by: User | None, reason: str, at: datetime | None = None) -> None:
    """Close the account at once: sessions, links and a pending reset of its second factor end with this transaction.

    Closed already, nothing is changed. Raises :class:`AccountError` without a reason or when ``by`` may not.
    """
    now = at or timezone.now()
    locked = _locked(user)
    refuse_unless_may("close", locked.person, by=by, at=now)
    _demand(reason)
    if not locked.is_active:
        return
    User.objects.filter(pk=locked.pk).update(is_active=False)
    user.is_active = False
    withdraw_links(locked, by=by, at=now)
    FactorReset.objects.filter(user=locked).pending(now).update(refused_at=now, refused_by=by)
    _decide(locked, Kind.CLOSED, reason, by=by, at=now)
    end_sessions(user, by=by, at=now)
    record_event("network.account_closed", locked.person, by=by, at=now)


@transaction.atomic
def reopen_account(user: User, *, by: User | None, reason: str, at: datetime | None = None) -> None:
    """Let the person sign in again, with the password and the second factor of before.

    What the Secretariat or an administrator closed, no contact point reopens. Raises :class:`AccountError`.
    """
    now = at or timezone.now()
    locked = _locked(user)
    refuse_unless_may("reopen", locked.person, by=by, at=now)
    _demand(reason)
    if locked.is_active:
        return
    if by is not None and _is_only_contact_point(by, now) and not _was_closed_by_contact_point(locked):
        raise AccountError(_("The Secretariat closed this account: only the Secretariat reopens it."))
    User.objects.filter(pk=locked.pk).update(is_active=True)
    user.is_active = True
    align_groups(locked.person)
    _decide(locked, Kind.REOPENED, reason, by=by, at=now)
    record_event("network.account_reopened", locked.person, by=by, at=now)


@transaction.atomic
def sign_out_everywhere(user: User, *, by: User, reason: str, at: datetime | None = None) -> None:
    """End every session of somebody else's account, say when a device was lost. Raises :class:`AccountError`."""
    now = at or timezone.now()
    locked = _locked(user)
    refuse_unless_may("sign_out", locked.person, by=by, at=now)
    _demand(reason)
    _decide(locked, Kind.SIGNED_OUT, reason, by=by, at=now)
    end_sessions(user, by=by, at=now)


@transaction.atomic
def set_preferences(user: User, *, language: str, time_zone: str, by: User, at: datetime | None = None) -> None:
    """Keep the reader's language and time zone (empty zone: that of the office)."""
    user.language, user.time_zone = language, time_zone
    user.full_clean(exclude=["password"])
    user.save(update_fields=["language", "time_zone"])
    record_event("network.preferences_set", user.person, by=by, at=at, language=language)


@transaction.atomic
def hide_first_steps(user: User, *, by: User, at: datetime | None = None) -> None:
    """Put the first steps of a new account away; again changes nothing. They come back to nobody."""
    account = _locked(user)
    if account.first_steps_hidden_at is not None:
        return
    account.first_steps_hidden_at = at or timezone.now()
    account.save(update_fields=["first_steps_hidden_at"])
    record_event("network.first_steps_hidden", account.person, by=by, at=at)


def _locked(user: User) -> User:
    return User.objects.select_for_update(of=("self",)).get(pk=user.pk)


def _demand(reason: str) -> None:
    if not reason.strip():
        raise AccountError(_("Write the reason: whoever looks after the account later will ask for it."))


def _is_only_contact_point(by: User, at: datetime) -> bool:
    return not doer_of(by, at).holds("secretariat", "administrator")


def _was_closed_by_contact_point(user: User) -> bool:
    last = user.decisions.filter(kind=Kind.CLOSED).first()
    return last is not None and last.by_contact_point


def _decide(user: User, kind: str, reason: str, *, by: User | None, at: datetime) -> None:
    AccountDecision.objects.create(
        user=user,
        kind=kind,
        reason=reason.strip(),
        by=by,
        at=at,
        by_contact_point=by is not None and _is_only_contact_point(by, at),
    )
