"""Requests to correct: asked by the person, answered by the Secretariat."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundations.audit.actions import record_event
from network.models import Person, User
from network.querysets import standing_of
from privacy.errors import PrivacyError
from privacy.mails import tell_of_answer, tell_secretariat_of_request
from privacy.models import Correction
from privacy.rules import correction_due_at

State = Correction.State
MOST_OPEN = 5


@transaction.atomic
def ask_correction(*, kind: str, wrong: str, right: str, by: User, at: datetime | None = None) -> Correction:
    """Keep a request on the asker's own data and tell the Secretariat by letter that there is one.

    The same words again while the first request is open give that request. Raises :class:`PrivacyError` when five are
    open already, ``ValidationError`` on an unknown kind.
    """
    now = at or timezone.now()
    # The person's row is the lock: a form sent twice at once is one request.
    person = Person.objects.select_for_update().get(pk=by.person_id)
    mine = Correction.objects.open().filter(person=person)
    if asked := mine.filter(kind=kind, wrong=wrong, right=right).first():
        return asked
    if mine.count() >= MOST_OPEN:
        raise PrivacyError(_("You have five requests without an answer yet: please wait for those."))
    correction = Correction(
        person=person,
        office_id=person.office_id,
        kind=kind,
        wrong=wrong,
        right=right,
        asked_at=now,
        due_at=correction_due_at(now, settings.CORRECTION_DAYS),
    )
    correction.full_clean()
    correction.save(force_insert=True)
    record_event("privacy.correction_asked", correction, by=by, at=at, kind=kind)
    tell_secretariat_of_request(correction, at=now)
    return correction


def complete_correction(
    correction: Correction, *, remark: str = "", by: User, at: datetime | None = None
) -> Correction:
    """Say that the record was corrected; the person is told by letter. Twice is once.

    The correction itself is made on the record (:func:`network.actions.correct_name` for a name). Raises
    :class:`PrivacyError` when it was declined, when ``by`` is not of the Secretariat, and when a name is as it was at
    the request, unless a ``remark``, which the person is told, says how that can be.
    """
    if correction.state == State.OPEN and correction.is_unchanged and not remark.strip():
        raise PrivacyError(
            _("Nothing has changed in the record since the request: correct the name first, or say why it is right.")
        )
    return _answer(correction, State.DONE, answer=remark.strip(), by=by, at=at)


def decline_correction(correction: Correction, *, reason: str, by: User, at: datetime | None = None) -> Correction:
    """Say that nothing will be corrected, and why; the person is told by letter. Twice is once.

    Raises :class:`PrivacyError` without a reason, when it was corrected, or when ``by`` is not of the Secretariat.
    """
    if not reason.strip():
        raise PrivacyError(_("Say why: the person is told the reasons."))
    return _answer(correction, State.DECLINED, answer=reason.strip(), by=by, at=at)


@transaction.atomic
def _answer(correction: Correction, state: State, *, answer: str, by: User, at: datetime | None) -> Correction:
    now = at or timezone.now()
    if not standing_of(by, at).is_secretariat:
        raise PrivacyError(_("Only the Secretariat answers requests to correct."))
    locked = Correction.objects.select_for_update(of=("self",)).select_related("person__user").get(pk=correction.pk)
    if locked.state == state:
        return locked
    if locked.state != State.OPEN:
        raise PrivacyError(_("This request was answered already: %(state)s.") % {"state": locked.get_state_display()})
    locked.state, locked.answer, locked.answered_at, locked.answered_by_id = state, answer, now, by.person_id
    locked.save(update_fields=["state", "answer", "answered_at", "answered_by"])
    record_event(f"privacy.correction_{locked.state}", locked, by=by, at=at, kind=locked.kind)
    tell_of_answer(locked, at=now)
    return locked
