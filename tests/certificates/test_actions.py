import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone

from certificates.actions import award_certificate, award_certificates, awarding, print_certificate, printing
from certificates.errors import CertificateError
from certificates.events import certificate_awarded, certificate_printed
from certificates.models import AwardRound, Certificate, CertificateCounter
from certificates.paper import certificate_pdf
from certificates.receivers import award_when_settled
from certificates.rules import facts_digest
from certificates.tasks import award_due, print_missing
from courses.models import Enrolment
from foundations.audit.models import AuditEvent
from foundations.outbox.models import Letter
from sessions.models import TrainingSession
from tests.makers.certificates import (
    make_attendance,
    make_certificate,
    make_earned_seat,
    make_held_session,
    make_held_workshop,
)
from tests.makers.courses import make_enrolment
from tests.makers.jobs import queued_names, run_queued_jobs
from tests.makers.network import make_person, make_school, make_user


@pytest.fixture
def heard():
    """Names of the events that were announced, in order."""
    names = []

    def awarded(**kwargs):
        names.append("awarded")

    def printed(**kwargs):
        names.append("printed")

    certificate_awarded.connect(awarded)
    certificate_printed.connect(printed)
    yield names
    certificate_awarded.disconnect(awarded)
    certificate_printed.disconnect(printed)


def audited(action: str) -> int:
    return AuditEvent.objects.filter(action=f"certificates.{action}").count()


def stored() -> list[str]:
    storage = storages["private"]
    return storage.listdir("certificates")[1] if storage.exists("certificates") else []


def test_award_freezes_what_the_paper_says(cast):
    school = make_school(office=cast.salvador, name_es="Escuela", name_en="School", leads_programme=True)
    workshop = make_held_workshop(
        title_es="Extorsión", title_en="Extortion", stated_hours=12, host_office=cast.salvador
    )
    seat = make_earned_seat(cast.ana.person, workshop=workshop, present=3240)
    [certificate] = award_certificates(workshop, by=cast.elsa)
    school.name_es = "Otra"
    school.save()
    certificate.refresh_from_db()
    facts = certificate.facts
    assert facts["name"] == "Ana María López"
    assert facts["workshop"] == {"es": "Extorsión", "en": "Extortion"}
    assert facts["office"]["es"] == f"Ministerio Público de Honduras, {cast.office.country.name_es}"
    assert facts["issuers"] == [
        {"role": "school", "es": "Escuela", "en": "School"},
        {"role": "secretariat", "es": "Secretaría", "en": "Secretariat"},
    ]
    assert (facts["hours"], facts["threshold"], facts["percent"]) == ("12", "80", "90")
    assert certificate.facts_digest == facts_digest(facts)
    assert certificate.office == seat.office
    assert len(certificate.code) == 32


def test_award_names_the_office_as_it_was_on_that_day(cast):
    cast.office.former_names.create(name_es="Fiscalía antigua", name_en="Old", valid_to=timezone.localdate())
    seat = make_earned_seat(cast.ana.person)
    assert award_certificate(seat).facts["office"]["es"] == f"Fiscalía antigua, {cast.office.country.name_es}"


def test_award_is_numbered_audited_announced_and_queued(cast, heard):
    workshop = make_held_workshop()
    for person in (cast.ana.person, cast.berta.person):
        make_earned_seat(person, workshop=workshop)
    at = datetime(2026, 1, 1, 5, 30, tzinfo=UTC) + timedelta(days=3650)  # still 31 December in San Salvador
    certificates = award_certificates(workshop, at=at)
    assert [certificate.number for certificate in certificates] == ["REFCO-2035-00001", "REFCO-2035-00002"]
    assert heard == ["awarded", "awarded"]
    assert queued_names() == ["certificates.print_document"] * 2
    assert (audited("certificate_awarded"), audited("round_concluded")) == (2, 1)
    assert "López" not in str(list(AuditEvent.objects.values_list("details", flat=True)))


def test_awarding_twice_is_once(cast, heard):
    seat = make_earned_seat(cast.ana.person)
    first = award_certificates(seat.workshop)
    assert award_certificates(seat.workshop) == first
    assert award_certificate(seat) == first[0]
    assert heard == ["awarded"]
    assert CertificateCounter.objects.get().last == 1


@pytest.mark.parametrize(("present", "earned"), [(2879, 0), (2880, 1)])
def test_four_fifths_earn_and_a_second_less_does_not(db, present, earned):
    seat = make_earned_seat(present=present)
    assert len(award_certificates(seat.workshop)) == earned


def test_session_that_was_missed_altogether_counts_against(db):
    workshop, person = make_held_workshop(), make_person()
    make_attendance(make_held_session(workshop), person)
    other = make_held_session(workshop)
    make_attendance(other, make_person(), 10)
    make_enrolment(workshop=workshop, person=person)
    assert award_certificates(workshop) == []


def test_session_that_does_not_count_changes_nothing(db):
    seat = make_earned_seat()
    make_held_session(seat.workshop, counts=False)
    make_held_session(seat.workshop, state=TrainingSession.State.CANCELLED)
    assert len(award_certificates(seat.workshop)) == 1


@pytest.mark.parametrize("state", ["waiting", "declined", "expired", "withdrawn", "replaced", "cancelled"])
def test_without_a_seat_nothing_is_earned(db, state):
    seat = make_earned_seat()
    Enrolment.objects.update(state=state, queued_at=seat.asked_at)
    assert award_certificates(seat.workshop) == []
    assert not Certificate.objects.exists()


def test_workshop_that_is_not_settled_is_refused(db):
    seat = make_earned_seat()
    make_held_session(seat.workshop, state=TrainingSession.State.SCHEDULED, settled_at=None)
    with pytest.raises(CertificateError):
        award_certificates(seat.workshop)
    assert not AwardRound.objects.exists()


@pytest.mark.parametrize("change", [{"state": "cancelled"}, {"state": "draft"}, {"days": 2}])
def test_workshop_that_was_not_held_or_is_not_over_is_refused(db, change):
    seat = make_earned_seat()
    workshop = seat.workshop
    workshop.state = change.get("state", workshop.state)
    workshop.ends_on = timezone.localdate() + timedelta(days=change.get("days", -1))
    with pytest.raises(CertificateError):
        award_certificates(workshop)


def test_workshop_without_counting_sessions_is_refused(db):
    with pytest.raises(CertificateError):
        award_certificates(make_held_workshop())


def test_one_failure_does_not_cost_the_others_theirs(db, monkeypatch):
    workshop = make_held_workshop()
    bad, _good = [make_earned_seat(workshop=workshop) for _ in range(2)]
    real = awarding.award_certificate

    def award(enrolment, **kwargs):
        if enrolment == bad:
            raise RuntimeError
        return real(enrolment, **kwargs)

    monkeypatch.setattr(awarding, "award_certificate", award)
    with pytest.raises(CertificateError):
        award_certificates(workshop)
    assert Certificate.objects.count() == 1
    monkeypatch.undo()
    award_due()
    run_queued_jobs()
    assert Certificate.objects.count() == 2


def test_award_that_is_rolled_back_takes_no_number(db):
    seat = make_earned_seat()
    with transaction.atomic():
        award_certificate(seat)
        transaction.set_rollback(True)
    assert not CertificateCounter.objects.filter(last__gt=0).exists()
    assert award_certificate(seat).number.endswith("-00001")


def test_settling_the_last_counting_session_awards_and_prints(cast):
    seat = make_earned_seat(cast.ana.person)
    session = seat.workshop.sessions.get()
    award_when_settled(sender=TrainingSession, session=session)
    run_queued_jobs()
    certificate = Certificate.objects.get()
    assert certificate.document_digest
    assert Letter.objects.get(kind="certificates.printed").recipient == cast.ana.person_id


def test_settling_one_of_two_sessions_queues_nothing(db):
    seat = make_earned_seat()
    make_held_session(seat.workshop, state=TrainingSession.State.SCHEDULED)
    award_when_settled(sender=TrainingSession, session=seat.workshop.sessions.first())
    assert queued_names() == []


def test_clock_awards_what_nobody_heard_of_and_only_once(db):
    make_earned_seat()
    award_due()
    run_queued_jobs()
    assert Certificate.objects.count() == 1
    award_due()
    assert queued_names() == []


def test_clock_leaves_workshops_alone_that_are_not_ready(db):
    make_held_session(make_held_workshop(), state=TrainingSession.State.SCHEDULED)
    make_held_session(make_held_workshop(state="cancelled"))
    make_held_workshop()
    award_due()
    assert queued_names() == []


def test_correction_after_the_round_makes_another_due(db):
    seat = make_earned_seat(present=60)
    award_certificates(seat.workshop)
    seat.workshop.sessions.get().attendance.update(present_seconds=3600, settled_at=timezone.now())
    award_due()
    run_queued_jobs()
    assert Certificate.objects.get().person == seat.person


def test_printing_keeps_the_document_and_writes_to_its_holder(cast, heard):
    certificate = print_certificate(make_certificate(cast.ana.person))
    with storages["private"].open(certificate.document) as opened:
        document = opened.read()
    assert document.startswith(b"%PDF-1.7")
    assert hashlib.sha256(document).hexdigest() == certificate.document_digest
    assert certificate.number not in certificate.document
    assert heard == ["printed"]
    assert audited("certificate_printed") == 1
    letter = Letter.objects.get()
    assert letter.address == "ana@mp.hn.example"
    assert f"/es/constancias/{certificate.pk}/documento/" in letter.text


def test_letter_speaks_the_holders_language(cast):
    zoe = make_user("zoe@dpp.bz.example", language="en", given_names="Zoë", office=cast.office)
    certificate = print_certificate(make_certificate(zoe.person))
    letter = Letter.objects.get()
    assert certificate.language == "en"
    assert letter.subject.startswith("Your certificate is ready")
    assert f"/en/certificates/{certificate.pk}/document/" in letter.text


def test_holder_without_account_gets_a_document_and_no_letter(db):
    assert print_certificate(make_certificate()).document_digest
    assert not Letter.objects.exists()


def test_printing_twice_is_once(cast, heard):
    certificate = make_certificate(cast.ana.person)
    stale = Certificate.objects.get(pk=certificate.pk)
    first = print_certificate(certificate)
    files = stored()
    second = print_certificate(stale)
    assert (second.document, second.document_digest) == (first.document, first.document_digest)
    assert stored() == files
    assert heard == ["printed"]
    assert Letter.objects.count() == 1


def test_document_is_the_same_bytes_when_set_again(db):
    certificate = make_certificate()
    assert certificate_pdf(certificate) == certificate_pdf(Certificate.objects.get(pk=certificate.pk))


def test_crash_after_the_file_leaves_one_certificate_to_print(cast, monkeypatch):
    certificate = make_certificate(cast.ana.person, awarded_at=timezone.now() - timedelta(hours=1))

    def crash(*args, **kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr(printing, "_keep_document", crash)
    with pytest.raises(KeyboardInterrupt):
        print_certificate(certificate)
    monkeypatch.undo()
    certificate.refresh_from_db()
    assert not certificate.document
    print_missing()
    run_queued_jobs()
    certificate.refresh_from_db()
    assert certificate.document_digest
    assert Letter.objects.count() == 1


def test_lost_print_job_is_made_good_by_the_clock(cast):
    seat = make_earned_seat(cast.ana.person)
    certificate = award_certificate(seat, at=timezone.now() - timedelta(hours=1))
    from django_q.models import OrmQ

    OrmQ.objects.all().delete()
    print_missing()
    run_queued_jobs()
    certificate.refresh_from_db()
    assert certificate.document_digest
