"""Leave to record a session, given and taken back, and the consent of those who enter one that is recorded."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundations.audit.actions import record_event
from network.models import User
from network.querysets import standing_of
from sessions.errors import SessionError
from sessions.locks import locked_session
from sessions.models import TrainingSession
from sessions.models.materials import RecordingConsent, RecordingLeave


@transaction.atomic
def allow_recording(session: TrainingSession, *, reason: str, by: User, at: datetime | None = None) -> RecordingLeave:
    """Let those who lead ``session`` record it; whoever enters afterwards is asked to agree. Given twice it is once.

    Raises :class:`SessionError` without a reason, for anybody but the Secretariat, and once the session has begun: who
    is inside then could not be asked any more.
    """
    now = at or timezone.now()
    if not standing_of(by, at).is_secretariat:
        raise SessionError(_("Only the Secretariat lets a session be recorded."))
    if not reason.strip():
        raise SessionError(_("Say why this session is to be recorded: those who enter read it."))
    locked = locked_session(session)
    if locked.state != TrainingSession.State.SCHEDULED or now >= locked.starts_at:
        raise SessionError(_("A session that has begun or was cancelled is not recorded: nobody inside was asked."))
    leave = RecordingLeave.objects.filter(session=locked).first()
    if leave is not None and leave.ended_at is None:
        return leave
    leave = leave or RecordingLeave(session=locked)
    leave.reason, leave.given_by, leave.given_at, leave.ended_at = reason.strip(), by.person, now, None
    leave.save()
    record_event("sessions.recording_allowed", locked, by=by, at=at)
    return leave


@transaction.atomic
def end_recording_leave(session: TrainingSession, *, by: User, at: datetime | None = None) -> None:
    """Take the leave back: tokens given from now on start no recording. Without a leave nothing changes."""
    if not standing_of(by, at).is_secretariat:
        raise SessionError(_("Only the Secretariat lets a session be recorded."))
    live = RecordingLeave.objects.filter(session=session, ended_at__isnull=True)
    if live.update(ended_at=at or timezone.now()):
        record_event("sessions.recording_ended", session, by=by, at=at)


@transaction.atomic
def consent_to_recording(session: TrainingSession, *, by: User, at: datetime | None = None) -> None:
    """Note that ``by`` agreed to be recorded in ``session``. Twice is once."""
    _row, is_new = RecordingConsent.objects.get_or_create(
        session=session, person_id=by.person_id, defaults={"given_at": at or timezone.now()}
    )
    if is_new:
        record_event("sessions.recording_consented", session, by=by, at=at)
