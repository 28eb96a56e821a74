"""The living programme of the demonstration: something due for every role, at any hour, again and again."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings
from django.utils import timezone
from wagtail.models import TaskState

from certificates.inbox import certificates_unearned
from certificates.models import Certificate
from courses.models import Enrolment, Workshop
from equipment.models import Booking
from foundations.jobs.models import Job
from foundations.outbox.models import Letter
from network.actions import close_account
from network.models import Person, User
from privacy.models import Correction
from sessions.models import Attendance, TrainingSession
from training_platform.demo.living import bring_to_life
from training_platform.demo.living_plans import INVITED, JUST_OVER, LACKS_SCHOOL, LACKS_SECRETARIAT, NOMINATIONS, READY
from training_platform.demo.people import account_of
from training_platform.demo.replay import SCHOOL, SECRETARIAT
from training_platform.demo.rooms import REASON, show_bookings

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


# --- The living programme ---------------------------------------------------------------------------------------------


def place_of(email: str, title: str) -> Enrolment:
    return Enrolment.objects.live().get(person=account_of(email).person_id, workshop__title_es=title)


def test_every_role_has_something_due():
    now = timezone.now()
    scheduled = TrainingSession.objects.filter(state="scheduled", workshop__state="announced")
    running = scheduled.filter(starts_at__lte=now, ends_at__gt=now)
    assert running.filter(parts__person=account_of("octavio.mena@escuela.fgr.sv.example").person_id).exists()
    assert scheduled.filter(starts_at__gt=now, starts_at__lte=now + timedelta(hours=1)).exists()
    assert scheduled.filter(starts_at__gt=now + timedelta(hours=3), starts_at__lte=now + timedelta(hours=40)).exists()
    assert scheduled.filter(ends_at__lte=now, workshop__title_es=JUST_OVER.title[0]).exists()
    for email in ("lucia.andino@mp.hn.example", "olvin.sabillon@mp.hn.example", "ada.funes@mp.hn.example"):
        assert running.filter(workshop__enrolments__person=account_of(email).person_id).exists()
    assert place_of("lucia.andino@mp.hn.example", INVITED.title[0]).state == "nominated"
    assert Certificate.objects.filter(awarded_at__gt=now - timedelta(days=4)).count() == 9


def test_contact_point_of_honduras_has_seats_to_fill_and_an_account_that_waits():
    open_seats = Workshop.objects.accepting().filter(seats_per_office=2, title_es=NOMINATIONS.title[0])
    assert not Enrolment.objects.filter(workshop__in=open_seats, office__code="HN").exists()
    assert User.objects.filter(person__office__code="HN", is_active=True, activated_at=None).exists()


def test_school_and_secretariat_each_find_a_word_that_is_theirs_to_give():
    words = {
        plan.title[0]: set(
            Workshop.objects.get(title_es=plan.title[0], state="draft")
            .approvals.filter(stands=True, decision="approved")
            .values_list("side", flat=True)
        )
        for plan in (LACKS_SCHOOL, LACKS_SECRETARIAT, READY)
    }
    assert list(words.values()) == [{"secretariat"}, {"school"}, {"school", "secretariat"}]
    assert Correction.objects.open().exists()
    assert len(certificates_unearned(account_of(SECRETARIAT), timezone.now())) == 1
    assert account_of("itzel.caballero@pgn.pa.example").factor_resets.pending(timezone.now()).exists()


def test_one_curriculum_awaits_the_school_and_one_the_secretariat_and_a_countrys_page_in_both_languages():
    waiting = TaskState.objects.filter(status="in_progress").values_list("task__name", flat=True)
    countries = ["Revisión de los aportes"] * 2
    assert sorted(waiting) == ["Aprobación de la Secretaría", "Revisión de la Escuela", *countries]


@pytest.mark.parametrize("hour", [1, 23])
def test_living_programme_comes_about_at_any_hour(hour):
    now = timezone.now().replace(hour=hour, minute=52) + timedelta(days=40)
    bring_to_life(now)
    scheduled = TrainingSession.objects.filter(state="scheduled", workshop__state="announced")
    assert scheduled.filter(starts_at__lte=now, ends_at__gt=now).count() == 1
    assert scheduled.filter(starts_at__gt=now, starts_at__lte=now + timedelta(hours=1)).count() == 1
    assert scheduled.filter(ends_at__gt=now - timedelta(minutes=35), ends_at__lte=now).count() == 1
    for session in scheduled.filter(ends_at__gt=now - timedelta(hours=2)).select_related("workshop"):
        days = {session.starts_at.astimezone(ZoneInfo(session.workshop.time_zone)).date()}
        assert session.workshop.starts_on <= min(days) <= max(days) <= session.workshop.ends_on
    begins = Workshop.objects.filter(title_es=NOMINATIONS.title[0], nominations_close_at__gt=now).get().starts_on
    assert begins.weekday() == 0


def test_certificate_of_every_worth_waits_to_be_verified():
    assert set(Certificate.objects.values_list("state", flat=True)) == set(Certificate.State.values)


def test_second_start_changes_nothing():
    models = (Person, User, Workshop, TrainingSession, Enrolment, Attendance, Certificate, Letter, TaskState, Job)
    before = [model.objects.count() for model in models]
    call_command("seed_demo")
    assert [model.objects.count() for model in models] == before


def test_what_a_visitor_changed_does_not_keep_the_demonstration_from_starting():
    teresa, ines = (account_of(email) for email in (SECRETARIAT, SCHOOL))
    close_account(ines, by=teresa, reason="Se va de la institución.")
    later = timezone.now() + timedelta(days=70)
    bring_to_life(later)
    assert not TrainingSession.objects.filter(starts_at__gt=later - timedelta(hours=4)).exists()
    call_command("seed_demo")
    assert not account_of(SCHOOL).is_active


def test_demonstration_is_seeded_in_the_demonstration_alone():
    with override_settings(DEMO=False), pytest.raises(CommandError, match="DEMO=1 only"):
        call_command("seed_demo")


def test_rooms_of_el_salvador_are_booked_and_one_gave_way_with_its_reason():
    bookings = Booking.objects.filter(office__code="SV")
    assert bookings.standing().filter(use="national").count() == 3
    lost = bookings.get(displaced_by__isnull=False)
    assert lost.cancel_reason == REASON
    assert lost.displaced_by.session is not None
    assert Letter.objects.filter(kind="equipment.booking_displaced", recipient=lost.booked_by_id).exists()
    planned = Booking.objects.standing().filter(use="network").values_list("office__code", flat=True)
    assert {"SV", "GT", "CR", "PA", "HN"} <= set(planned)
    before = bookings.count()
    show_bookings()
    assert bookings.count() == before
