"""Guests: invited one by one, let as far as the lobby by the one browser that took the invitation, forgotten."""

import secrets
import uuid
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from conferencing import jitsi
from foundations.audit.actions import record_event
from network.mails import address_in
from network.models import User
from network.rules import TOKEN_BYTES, token_digest
from sessions import mails
from sessions.door import guest_refusal_of, opening
from sessions.errors import SessionError
from sessions.locks import locked_session
from sessions.models import TrainingSession
from sessions.models.guests import GuestInvitation, GuestLink
from sessions.naming import guest_name
from sessions.rules import Refusal

MOST_GUESTS = 30


@transaction.atomic
def invite_guest(
    session: TrainingSession,
    *,
    name: str,
    email: str,
    kind: str,
    language: str,
    shows_title: bool,
    by: User,
    at: datetime | None = None,
) -> GuestInvitation:
    """Invite one person without an account by letter. The same address again is the same invitation.

    Raises :class:`SessionError` for whoever does not lead the session, once nobody can enter it any more, and past
    thirty guests.
    """
    now = at or timezone.now()
    _refuse_stranger(session, by, at)
    locked = locked_session(session)
    if locked.state != TrainingSession.State.SCHEDULED or now >= opening(locked).closes_at:
        raise SessionError(_("This session is over or was cancelled: nobody can enter its room any more."))
    address = email.strip().lower()
    invited = locked.guests.standing()
    if known := invited.filter(email=address).first():
        return known
    if invited.count() >= MOST_GUESTS:
        raise SessionError(_("Thirty guests are invited already: revoke an invitation first."))
    facts = {"kind": kind, "language": language, "shows_title": shows_title}
    guest = GuestInvitation(session=locked, name=name.strip(), email=address, **facts)
    guest.invited_by, guest.invited_at = by.person, now
    guest.full_clean()
    guest.save(force_insert=True)
    mails.invite_guest(guest, at=now)
    record_event("sessions.guest_invited", locked, by=by, at=at, guest=str(guest.pk))
    return guest


@transaction.atomic
def revoke_guest(guest: GuestInvitation, *, by: User, at: datetime | None = None) -> None:
    """End an invitation: its links lead nowhere. Who is inside already is sent out in the room. Twice is once."""
    _refuse_stranger(guest.session, by, at)
    if GuestInvitation.objects.standing().filter(pk=guest.pk).update(revoked_at=at or timezone.now()):
        record_event("sessions.guest_revoked", guest.session, by=by, at=at, guest=str(guest.pk))


@transaction.atomic
def mint_guest_link(key: uuid.UUID | str, *, at: datetime | None = None) -> str | None:
    """The address for the letter that is being delivered now; ``None`` once its invitation leads nowhere any more."""
    now = at or timezone.now()
    guest = GuestInvitation.objects.select_related("session").filter(pk=key).first()
    if guest is None or guest_refusal_of(guest, browser="", at=now) not in (None, Refusal.NOT_YET, Refusal.NO_VIDEO):
        return None
    token = secrets.token_urlsafe(TOKEN_BYTES)
    GuestLink.objects.create(invitation=guest, token_hash=token_digest(token), made_at=now)
    return address_in(guest.language, "sessions:guest_link", token)


@transaction.atomic
def take_invitation(guest: GuestInvitation, *, browser: str, consents: bool, at: datetime | None = None) -> None:
    """Tie an invitation to one browser, which holds the secret ``browser``; the same browser again changes nothing.

    ``consents``: the guest agreed to be recorded. Raises :class:`SessionError` with the reason, also for every other
    browser.
    """
    now = at or timezone.now()
    locked = GuestInvitation.objects.select_for_update(of=("self",)).select_related("session").get(pk=guest.pk)
    if refusal := guest_refusal_of(locked, browser=browser, at=now):
        raise SessionError(reason=refusal)
    if consents and locked.consented_at is None:
        locked.consented_at = now
    if not locked.browser_hash:
        locked.browser_hash, locked.taken_at = token_digest(browser), now
        record_event("sessions.guest_taken", locked.session, at=at, guest=str(locked.pk))
    locked.save(update_fields=["browser_hash", "taken_at", "consented_at"])


def admit_guest(guest: GuestInvitation, *, browser: str, at: datetime | None = None) -> str:
    """The way to the room's lobby for the browser that took the invitation: never a moderator, never past the lobby.

    Raises :class:`SessionError` with the reason.
    """
    now = at or timezone.now()
    asked = GuestInvitation.objects.select_related("session__workshop", "session__room")
    found = asked.get(pk=guest.pk)
    refusal = guest_refusal_of(found, browser=browser, at=now)
    if refusal is None and not found.browser_hash:
        refusal = Refusal.NOT_TAKEN
    if refusal:
        raise SessionError(reason=refusal)
    session, title = found.session, found.session.title if found.shows_title else _("Video session")
    record_event("sessions.guest_admitted", session, at=at, guest=str(found.pk))
    token = jitsi.sign_token(
        room=session.room.name,
        identity=found.pk,
        name=guest_name(session.workshop, found.name),
        is_moderator=False,
        passes_lobby=False,
        expires_at=opening(session).closes_at,
        at=now,
    )
    return jitsi.join_url(
        room=session.room.name,
        token=token,
        title=title,
        language=found.language,
        return_path=reverse("sessions:guest"),
    )


def forget_guests(*, before: datetime, at: datetime | None = None) -> int:
    """Empty names and addresses of guests whose session ended before then; how many. That they were there stays."""
    forgotten = GuestInvitation.objects.to_forget(before).update(name="", email="")
    GuestLink.objects.filter(invitation__session__ends_at__lt=before).delete()
    if forgotten:
        record_event("sessions.guests_forgotten", at=at, before=before.isoformat(), guests=forgotten)
    return forgotten


def _refuse_stranger(session: TrainingSession, by: User, at: datetime | None) -> None:
    if not TrainingSession.objects.led_by(by, at).filter(pk=session.pk).exists():
        raise SessionError(_("Only who leads a session invites guests to it."))
