"""After the settling: a verdict contested once, corrected with reasons; what stood before is kept (R23)."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundations.audit.actions import record_event
from network.models import User
from sessions import events, mails
from sessions.errors import SessionError
from sessions.locks import locked_session
from sessions.models import Attendance, Contest, Correction, TrainingSession
from sessions.roster import leads
from sessions.rules import verdict_of
from sessions.weighing import read_book, write_verdict


@transaction.atomic
def contest_verdict(attendance: Attendance, *, reason: str, by: User, at: datetime | None = None) -> Contest:
    """The person objects to the own verdict, once; whoever leads and the School are told. Twice is once.

    Raises :class:`SessionError` for anybody else and without reasons.
    """
    now = at or timezone.now()
    row = _locked(attendance)
    if row.person_id != by.person_id:
        raise SessionError(_("One contests the own attendance alone."))
    if contest := Contest.objects.filter(attendance=row).first():
        return contest
    if not reason.strip():
        raise SessionError(_("Please write what is not right."))
    contest = Contest.objects.create(attendance=row, reason=reason.strip(), contested_at=now)
    record_event("sessions.verdict_contested", row.session, by=by, at=at, person=str(row.person_id))
    return contest


@transaction.atomic
def answer_contest(contest: Contest, *, answer: str, by: User, at: datetime | None = None) -> Contest:
    """The verdict stays as it is, and why. Answered already, nothing happens. Raises :class:`SessionError`."""
    row = _locked(contest.attendance)
    _refuse_hand(row, by=by, at=at)
    contest = Contest.objects.get(pk=contest.pk)
    if contest.answered_at is not None:
        return contest
    if not answer.strip():
        raise SessionError(_("Please write the reasons."))
    _close(contest, answer=answer.strip(), is_upheld=False, by=by, at=at or timezone.now())
    record_event("sessions.contest_answered", row.session, by=by, at=at, person=str(row.person_id))
    mails.tell_of_answer(contest, at=at or timezone.now())
    return contest


@transaction.atomic
def correct_verdict(
    attendance: Attendance, *, present_minutes: int, reason: str, by: User, at: datetime | None = None
) -> Attendance:
    """Set the minutes of somebody; the verdict follows from them, and what stood before is kept with ``reason``.

    An objection that waits is answered by it, and the person gets a letter. Another round of certificates is due. The
    same minutes again change nothing. Raises :class:`SessionError` for more minutes than count, without reasons, for
    the own verdict, and for whoever does not lead the session.
    """
    now = at or timezone.now()
    row = _locked(attendance)
    _refuse_hand(row, by=by, at=at)
    if not reason.strip():
        raise SessionError(_("A correction needs its reasons."))
    counted = row.counted_seconds or _length(row)
    present = min(present_minutes * 60, counted) if present_minutes * 60 < counted + 60 else -1
    if not 0 <= present <= counted:
        raise SessionError(_("Not more minutes than the session has."))
    if (present, counted) == (row.present_seconds, row.counted_seconds):
        return row
    was = _as_it_was(row, reason=reason.strip(), by=by, at=now)
    was.save(force_insert=True)
    row.present_seconds, row.counted_seconds = present, counted
    row.verdict, row.settled_at = verdict_of(present, counted, row.session.threshold), now
    row.save(update_fields=["present_seconds", "counted_seconds", "verdict", "settled_at"])
    _announce(row, was, by=by, at=now)
    return row


def reweigh(attendance: Attendance, *, is_excused: bool, reason: str, by: User, at: datetime) -> Attendance:
    """Weigh the same evidence anew, after an excuse was decided; within the caller's transaction."""
    row = _locked(attendance)
    was = _as_it_was(row, reason=reason, by=by, at=at)
    write_verdict(row, read_book(row.session, person=row.person_id), is_excused=is_excused)
    if (was.was_verdict, was.was_present_seconds, was.was_counted_seconds) == (
        row.verdict,
        row.present_seconds,
        row.counted_seconds,
    ):
        return row
    was.save(force_insert=True)
    row.settled_at = at
    row.save()
    _announce(row, was, by=by, at=at)
    return row


def _locked(attendance: Attendance) -> Attendance:
    """The verdict, under the lock of its session."""
    session = locked_session(attendance.session)
    row = Attendance.objects.select_related("person__user").get(pk=attendance.pk)
    row.session = session
    return row


def _refuse_hand(row: Attendance, *, by: User, at: datetime | None) -> None:
    if not leads(row.session, by, at):
        raise SessionError(_("Only those who lead a session correct its attendance."))
    if row.person_id == by.person_id:
        raise SessionError(_("Nobody corrects the own attendance."))


def _length(row: Attendance) -> int:
    """The seconds of the session, for somebody for whom none counted."""
    return max(row.session.attendance.values_list("counted_seconds", flat=True), default=0)


def _as_it_was(row: Attendance, *, reason: str, by: User, at: datetime) -> Correction:
    """Unsaved: what stands before the change."""
    return Correction(
        attendance=row,
        was_verdict=row.verdict,
        was_present_seconds=row.present_seconds,
        was_counted_seconds=row.counted_seconds,
        reason=reason,
        corrected_by=by.person,
        corrected_at=at,
    )


def _announce(row: Attendance, correction: Correction, *, by: User, at: datetime) -> None:
    """In the book, to the person, and to the award of certificates."""
    record_event(
        "sessions.verdict_corrected",
        row.session,
        by=by,
        at=at,
        person=str(row.person_id),
        was=correction.was_verdict,
        now=row.verdict,
        seconds=row.present_seconds,
    )
    contest = Contest.objects.filter(attendance=row, answered_at__isnull=True).first()
    if contest is not None:
        _close(contest, answer=correction.reason, is_upheld=True, by=by, at=at)
    mails.tell_of_correction(row, correction, at=at)
    events.session_settled.send(sender=TrainingSession, session=row.session)


def _close(contest: Contest, *, answer: str, is_upheld: bool, by: User, at: datetime) -> None:
    contest.answer, contest.is_upheld, contest.answered_by, contest.answered_at = answer, is_upheld, by.person, at
    contest.save(update_fields=["answer", "is_upheld", "answered_by", "answered_at"])
