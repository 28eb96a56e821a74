"""The address that an account signs in with."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundations.audit.actions import record_event
from network.actions.links import Purpose, send_link, withdraw_links
from network.actions.sessions import end_sessions
from network.mails import tell_of_new_address
from network.models import AccountDecision, User
from network.rights import refuse_unless_may


@transaction.atomic
def correct_email(user: User, *, email: str, by: User, at: datetime | None = None) -> None:
    """Give the account another address: sessions and links end, both addresses are told; twice is once.

    An account not yet activated gets its activation letter at the new address instead. allauth keeps addresses of its
    own, and would go on signing in with the former one: they are forgotten. Raises ``ValidationError`` for an address
    that is taken or none, :class:`network.errors.AccountError` when ``by`` may not or it is their own.
    """
    now = at or timezone.now()
    locked = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    refuse_unless_may("correct_email", locked.person, by=by, at=now)
    former, new = locked.email, User.objects.normalize_email(email)
    if former == new:
        return
    _keep(locked, new)
    EmailAddress.objects.filter(user=locked).delete()
    withdraw_links(locked, by=by, at=now)
    AccountDecision.objects.create(user=locked, kind=AccountDecision.Kind.EMAIL_CORRECTED, by=by, at=now)
    record_event("network.email_corrected", locked.person, by=by, at=now)
    if locked.state == User.State.ACTIVE:
        tell_of_new_address(locked, former=former, at=now)
    elif locked.state == User.State.NEW:
        send_link(locked, purpose=Purpose.ACTIVATION, by=by, at=now)
    user.email = new
    end_sessions(user, by=by, at=now)


def _keep(user: User, email: str) -> None:
    user.email = email
    user.full_clean(exclude=["password"])
    try:
        with transaction.atomic():
            user.save(update_fields=["email"])
    except IntegrityError:
        raise ValidationError({"email": _("There is already an account with this e-mail.")}) from None
