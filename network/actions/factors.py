"""A lost second factor, taken off by two people of the Secretariat."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundations.audit.actions import record_event
from network.actions.sessions import end_sessions
from network.errors import AccountError
from network.mails import tell_of_factor_reset, tell_of_lost_factors
from network.models import FactorReset, User
from network.rights import refuse_unless_may


@transaction.atomic
def ask_factor_reset(user: User, *, by: User, reason: str, at: datetime | None = None) -> FactorReset:
    """Ask that the second factor be taken off ``user``; ``reason`` says how the person was recognised.

    The person is told at once. While one is pending it is returned and nobody is told again; after 24 hours it has
    lapsed. Raises :class:`AccountError` when ``by`` is not of the Secretariat or is the person, or without a reason.
    """
    now = at or timezone.now()
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    refuse_unless_may("reset_factor", user.person, by=by, at=now)
    if not user.may_sign_in:
        raise AccountError(_("Nobody signs in with this account: there is no second factor to reset."))
    if not reason.strip():
        raise AccountError(_("Write how you made sure that it is this person who asks."))
    if pending := user.factor_resets.pending(now).first():
        return pending
    reset = FactorReset(user=user, asked_by=by, asked_at=now, reason=reason.strip())
    reset.full_clean()
    reset.save(force_insert=True)
    tell_of_factor_reset(reset, at=now)
    record_event("network.factor_reset_asked", user.person, by=by, at=now, reset=reset.pk)
    return reset


@transaction.atomic
def grant_factor_reset(reset: FactorReset, *, by: User, at: datetime | None = None) -> None:
    """Take every second factor off the account and end its sessions; the person is told. Granted already: nothing.

    Raises :class:`AccountError` when ``by`` asked for it or is the person, or when it was refused or has lapsed.
    """
    now = at or timezone.now()
    reset = _locked(reset)
    refuse_unless_may("reset_factor", reset.user.person, by=by, at=now)
    if reset.granted_at is not None:
        return
    if reset.asked_by_id == by.pk:
        raise AccountError(_("You asked for this reset: another person of the Secretariat grants it."))
    if not reset.is_pending(now):
        raise AccountError(_("This reset was refused or has lapsed: ask for it anew."))
    reset.granted_by, reset.granted_at = by, now
    reset.full_clean()
    reset.save(update_fields=["granted_by", "granted_at"])
    Authenticator.objects.filter(user=reset.user_id).delete()
    end_sessions(reset.user, by=by, at=now)
    tell_of_lost_factors(reset, at=now)
    asked_by = str(reset.asked_by.actor_uuid)
    record_event("network.factor_reset_granted", reset.user.person, by=by, at=now, reset=reset.pk, asked_by=asked_by)


@transaction.atomic
def refuse_factor_reset(reset: FactorReset, *, by: User, reason: str, at: datetime | None = None) -> None:
    """Refuse it, or take back what one asked oneself. Refused already: nothing. Raises :class:`AccountError`."""
    now = at or timezone.now()
    reset = _locked(reset)
    refuse_unless_may("reset_factor", reset.user.person, by=by, at=now)
    if reset.refused_at is not None:
        return
    if not reset.is_pending(now):
        raise AccountError(_("This reset was granted or has lapsed."))
    reset.refused_by, reset.refused_at, reset.refusal = by, now, reason.strip()
    reset.save(update_fields=["refused_by", "refused_at", "refusal"])
    record_event("network.factor_reset_refused", reset.user.person, by=by, at=now, reset=reset.pk)


def _locked(reset: FactorReset) -> FactorReset:
    """The request as it stands now, locked together with the account it is about."""
    User.objects.select_for_update(of=("self",)).get(pk=reset.user_id)
    return FactorReset.objects.select_for_update(of=("self",)).select_related("user", "asked_by").get(pk=reset.pk)
