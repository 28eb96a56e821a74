"""Workshops drafted, approved by two sides, announced and cancelled (R11, R17, R18)."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from courses import events, mails
from courses.actions.enrolments import end_with_workshop
from courses.announcing import missing_before_announcement, syllabus_of
from courses.errors import CourseError
from courses.locks import locked_workshop
from courses.messages import missing_sentence
from courses.models import Approval, Workshop
from foundations.audit.actions import record_event
from network.models import User
from network.querysets import standing_of

MANY_TO_MANY = ("topics", "units", "schools")


def _store(workshop: Workshop, fields: dict) -> None:
    """Validate and save the given fields, the many-to-many ones last."""
    linked = {name: fields.pop(name) for name in MANY_TO_MANY if name in fields}
    for name, value in fields.items():
        setattr(workshop, name, value)
    workshop.full_clean()
    workshop.save()
    for name, rows in linked.items():
        getattr(workshop, name).set(rows)


def _refuse_writer(by: User | None, at: datetime | None) -> None:
    if by is not None and not standing_of(by, at).is_staff:
        raise CourseError(_("Only the School and the Secretariat write workshops."))


def _free_slug(title: str, year: int) -> str:
    base = slugify(f"{title} {year}")[:90] or str(year)
    taken = set(Workshop.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for slug in [base, *(f"{base}-{n}" for n in range(2, 1000))] if slug not in taken)


@transaction.atomic
def draft_workshop(*, by: User | None, at: datetime | None = None, **fields) -> Workshop:
    """Begin a workshop; ``fields`` are the model's, the address is made from the Spanish title and the year.

    ``None`` is the set-up. Raises :class:`CourseError` when ``by`` may not write workshops, ``ValidationError`` with
    the faults by field.
    """
    _refuse_writer(by, at)
    workshop = Workshop()
    if not fields.get("slug"):
        fields["slug"] = _free_slug(fields["title_es"], fields["starts_on"].year)
    _store(workshop, fields)
    record_event("courses.workshop_drafted", workshop, by=by, at=at)
    return workshop


@transaction.atomic
def revise_workshop(workshop: Workshop, *, by: User | None, at: datetime | None = None, **changes) -> Workshop:
    """Change a draft. Words already given on the older text no longer stand: both sides approve what is announced.

    Raises :class:`CourseError` once the workshop is announced, ``ValidationError`` with the faults by field.
    """
    _refuse_writer(by, at)
    locked = locked_workshop(workshop)
    if locked.state != Workshop.State.DRAFT:
        raise CourseError(
            _(
                "This workshop is announced: its facts can no longer be rewritten. If it must be otherwise, "
                "cancel it and prepare another one."
            )
        )
    _store(locked, changes)
    locked.approvals.filter(stands=True).update(stands=False)
    record_event("courses.workshop_revised", locked, by=by, at=at, fields=sorted(changes))
    return locked


def approve_workshop(workshop: Workshop, *, side: str, by: User, at: datetime | None = None) -> Approval:
    """Say yes for one side (``school`` or ``secretariat``). Saying it again changes nothing.

    Raises :class:`CourseError` when ``by`` does not speak for that side, or already spoke for the other one.
    """
    return _decide(workshop, side=side, decision=Approval.Decision.APPROVED, reason="", by=by, at=at)


def return_workshop(workshop: Workshop, *, side: str, reason: str, by: User, at: datetime | None = None) -> Approval:
    """Send a draft back with reasons, for one side; its earlier yes no longer stands."""
    if not reason.strip():
        raise CourseError(_("Say why the workshop is returned."))
    return _decide(workshop, side=side, decision=Approval.Decision.RETURNED, reason=reason.strip(), by=by, at=at)


@transaction.atomic
def _decide(workshop: Workshop, *, side: str, decision: str, reason: str, by: User, at: datetime | None) -> Approval:
    now = at or timezone.now()
    locked = locked_workshop(workshop)
    _refuse_decision(locked, side=side, decision=decision, by=by, now=at)
    standing = locked.approvals.filter(side=side, stands=True)
    if decision == Approval.Decision.APPROVED and (same := standing.filter(decision=decision).first()):
        return same
    standing.update(stands=False)
    approval = Approval.objects.create(
        workshop=locked, side=side, decision=decision, reason=reason, person=by.person, decided_at=now
    )
    record_event(f"courses.workshop_{decision}", locked, by=by, at=now, side=side)
    return approval


def _refuse_decision(workshop: Workshop, *, side: str, decision: str, by: User, now: datetime | None) -> None:
    role = {"school": "school_editor", "secretariat": "secretariat"}[side]
    if not standing_of(by, now).holds(role):
        raise CourseError(_("You do not speak for this side: somebody of it approves or returns."))
    if workshop.state != Workshop.State.DRAFT:
        raise CourseError(
            _(
                "This workshop is no longer in preparation: it was announced or cancelled, so there is nothing "
                "left to approve."
            )
        )
    other_side = workshop.approvals.filter(stands=True, decision=Approval.Decision.APPROVED).exclude(side=side)
    if decision == Approval.Decision.APPROVED and other_side.filter(person=by.person).exists():
        raise CourseError(
            _(
                "You approved for the other side: the two approvals must come from two people. Ask somebody "
                "else of this side."
            )
        )


@transaction.atomic
def announce_workshop(workshop: Workshop, *, by: User, at: datetime | None = None) -> Workshop:
    """Announce a draft that has both approvals: freeze its syllabus, open its seats, write to the contact points.

    Raises :class:`CourseError` that names everything still missing.
    """
    now = at or timezone.now()
    locked = locked_workshop(workshop)
    if locked.state == Workshop.State.ANNOUNCED:
        return locked
    if not standing_of(by, at).is_staff:
        raise CourseError(_("Only the School and the Secretariat announce a workshop."))
    if locked.state != Workshop.State.DRAFT:
        raise CourseError(_("This workshop was cancelled: prepare another one to announce."))
    if missing := missing_before_announcement(locked):
        raise CourseError(missing_sentence(missing))
    locked.syllabus = syllabus_of(locked)
    locked.state = Workshop.State.ANNOUNCED
    locked.announced_at = now
    locked.save(update_fields=["syllabus", "state", "announced_at"])
    record_event("courses.workshop_announced", locked, by=by, at=now)
    events.workshop_announced.send(sender=Workshop, workshop=locked)
    if now < locked.nominations_close_at:
        mails.tell_contact_points(locked, at=now)
    return locked


def note_beginning(workshop: Workshop, first_session_at: datetime | None) -> None:
    """Keep the instant at which the first session begins, told by whoever holds the timetable; again is harmless."""
    Workshop.objects.filter(pk=workshop.pk).update(first_session_at=first_session_at)
    workshop.first_session_at = first_session_at


@transaction.atomic
def cancel_workshop(workshop: Workshop, *, reason: str, by: User, at: datetime | None = None) -> Workshop:
    """Call a workshop off: every place ends with it and each holder is told why. Nothing is deleted.

    Raises :class:`CourseError` with the reason; one that was held stays as it was.
    """
    now = at or timezone.now()
    locked = locked_workshop(workshop)
    if locked.state == Workshop.State.CANCELLED:
        return locked
    if not standing_of(by, at).is_staff:
        raise CourseError(_("Only the School and the Secretariat cancel a workshop."))
    if not reason.strip():
        raise CourseError(_("Say why the workshop is cancelled."))
    if locked.state == Workshop.State.ANNOUNCED and locked.is_past(now):
        raise CourseError(_("The workshop is over: it can no longer be cancelled."))
    locked.state = Workshop.State.CANCELLED
    locked.save(update_fields=["state"])
    for enrolment in locked.enrolments.live().select_related("person__office"):
        end_with_workshop(enrolment, reason=reason, by=by, now=now)
    record_event("courses.workshop_cancelled", locked, by=by, at=now)
    events.workshop_cancelled.send(sender=Workshop, workshop=locked)
    return locked
