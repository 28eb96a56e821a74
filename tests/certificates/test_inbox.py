"""A new certificate is there to be fetched, for a fortnight and until it was, by its holder."""

from datetime import timedelta

import pytest
from django.utils import timezone

from certificates import actions
from certificates.inbox import certificates_unearned, new_certificates
from foundations.audit.actions import record_event
from sessions.actions import correct_verdict
from sessions.models import Attendance
from tests.makers.certificates import (
    make_attendance,
    make_certificate,
    make_held_session,
    make_held_workshop,
)
from tests.makers.courses import make_enrolment
from tests.makers.jobs import run_queued_jobs

PRINTED = {"document": "certificates/x.pdf", "document_digest": "0" * 64}


def test_new_certificate_is_fetched_by_its_holder_alone(cast):
    make_certificate(cast.ana.person, **PRINTED)
    (due,) = new_certificates(cast.ana, timezone.now())
    assert due.due_at is None
    assert new_certificates(cast.carla, timezone.now()) == []
    assert new_certificates(cast.dora, timezone.now()) == []
    assert new_certificates(cast.ana, timezone.now() + timedelta(days=20)) == []


@pytest.mark.parametrize("fields", [{}, PRINTED | {"state": "revoked"}])
def test_what_is_not_printed_or_not_valid_is_not_fetched(cast, fields):
    make_certificate(cast.ana.person, **fields)
    assert new_certificates(cast.ana, timezone.now()) == []


def test_fetched_certificate_is_not_told_again(cast):
    fetched, other = (make_certificate(cast.ana.person, **PRINTED) for _row in range(2))
    record_event("certificates.document_read", fetched, by=cast.carla)
    assert len(new_certificates(cast.ana, timezone.now())) == 2
    record_event("certificates.document_read", fetched, by=cast.ana)
    (due,) = new_certificates(cast.ana, timezone.now())
    assert str(other.pk) in due.url


@pytest.mark.parametrize("rows", [1, 3])
def test_two_questions(cast, rows, django_assert_num_queries):
    for _row in range(rows):
        make_certificate(cast.ana.person, **PRINTED)
    with django_assert_num_queries(2):
        assert len(new_certificates(cast.ana, timezone.now())) == rows


# --- Attendance corrected after the award (R23) -----------------------------------------------------------------------


def held(person, *, present: int) -> Attendance:
    """A seat in a workshop that is over, with so many seconds of the hour of its one session."""
    workshop = make_held_workshop()
    make_enrolment(workshop=workshop, person=person)
    return make_attendance(make_held_session(workshop), person, present=present)


def correct(row: Attendance, minutes: int, by) -> None:
    correct_verdict(row, present_minutes=minutes, reason="Lista en papel.", by=by)
    run_queued_jobs()


def test_correction_that_reaches_the_rule_earns_the_certificate(cast):
    row = held(cast.ana.person, present=1800)
    actions.award_certificates(row.session.workshop)
    assert not row.session.workshop.certificates.exists()
    correct(row, 60, cast.elsa)
    assert row.session.workshop.certificates.get().person == cast.ana.person


def test_correction_below_the_rule_is_the_secretariats_to_decide_and_withdraws_nothing(cast):
    row = held(cast.ana.person, present=3600)
    [paper] = actions.award_certificates(row.session.workshop)
    correct(row, 55, cast.elsa)
    assert certificates_unearned(cast.sara, timezone.now()) == []
    correct(row, 20, cast.elsa)
    (due,) = certificates_unearned(cast.sara, timezone.now())
    assert str(paper.pk) in due.url
    assert certificates_unearned(cast.elsa, timezone.now()) == []
    paper.refresh_from_db()
    assert paper.state == "valid"
    actions.suspend_certificate(paper, reason="Asistencia corregida.", by=cast.sara)
    assert certificates_unearned(cast.sara, timezone.now()) == []
    actions.lift_suspension(paper, by=cast.sara)
    assert certificates_unearned(cast.sara, timezone.now()) == []
