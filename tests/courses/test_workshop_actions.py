from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from courses.actions import (
    announce_workshop,
    approve_workshop,
    cancel_workshop,
    draft_workshop,
    return_workshop,
    revise_workshop,
)
from courses.errors import CourseError
from courses.models import Enrolment, Workshop
from foundations.audit.models import AuditEvent
from foundations.outbox.models import Letter
from network.models import Appointment
from tests.makers.courses import make_area, make_draft, make_enrolment, make_workshop
from tests.makers.network import make_appointment


def test_draft_gets_a_free_address(cast):
    fields = {
        "title_es": "Taller sobre extorsión",
        "title_en": "Workshop on extortion",
        "area": make_area(),
        "host_office": cast.office,
        "time_zone": "America/Tegucigalpa",
        "starts_on": date(2027, 3, 1),
        "ends_on": date(2027, 3, 5),
        "nominations_close_at": "2027-02-01T00:00:00Z",
    }
    slugs = [draft_workshop(by=cast.sara, **fields).slug for _time in range(2)]
    assert slugs == ["taller-sobre-extorsion-2027", "taller-sobre-extorsion-2027-2"]


def test_draft_that_ends_before_it_begins_is_refused_at_the_field(cast):
    workshop = make_draft()
    with pytest.raises(ValidationError) as refusal:
        revise_workshop(workshop, by=cast.sara, ends_on=date(2000, 1, 1))
    assert set(refusal.value.message_dict) == {"ends_on"}


def test_announcing_needs_both_sides_and_says_what_is_missing(cast):
    workshop = make_draft()
    approve_workshop(workshop, side="school", by=cast.elsa)
    with pytest.raises(CourseError, match="Secretar"):
        announce_workshop(workshop, by=cast.elsa)
    approve_workshop(workshop, side="secretariat", by=cast.sara)
    announced = announce_workshop(workshop, by=cast.elsa)
    assert announced.state == Workshop.State.ANNOUNCED
    assert announced.announced_at
    assert AuditEvent.objects.about(announced).filter(action="courses.workshop_announced").count() == 1


def test_announcing_writes_once_to_every_contact_point(cast):
    workshop = make_draft()
    approve_workshop(workshop, side="school", by=cast.elsa)
    approve_workshop(workshop, side="secretariat", by=cast.sara)
    for _twice in range(2):
        announce_workshop(workshop, by=cast.sara)
    letters = Letter.objects.filter(kind="courses.announced")
    assert set(letters.values_list("recipient", flat=True)) == {cast.carla.person_id, cast.diego.person_id}
    assert letters.count() == 2


def test_one_person_cannot_approve_for_both_sides(cast):
    make_appointment(cast.sara.person, Appointment.Role.SCHOOL_EDITOR)
    workshop = make_draft()
    approve_workshop(workshop, side="school", by=cast.sara)
    with pytest.raises(CourseError, match="two people|dos personas"):
        approve_workshop(workshop, side="secretariat", by=cast.sara)


@pytest.mark.parametrize(("who", "side"), [("ana", "school"), ("carla", "secretariat"), ("elsa", "secretariat")])
def test_nobody_speaks_for_a_side_that_is_not_theirs(cast, who, side):
    with pytest.raises(CourseError):
        approve_workshop(make_draft(), side=side, by=getattr(cast, who))


def test_a_revision_voids_the_words_given_before(cast):
    workshop = make_draft()
    approve_workshop(workshop, side="school", by=cast.elsa)
    revise_workshop(workshop, by=cast.sara, title_es="Otro título")
    assert not workshop.approvals.filter(stands=True).exists()


def test_a_return_needs_reasons_and_undoes_the_yes(cast):
    workshop = make_draft()
    approve_workshop(workshop, side="school", by=cast.elsa)
    with pytest.raises(CourseError):
        return_workshop(workshop, side="school", reason="  ", by=cast.elsa)
    return_workshop(workshop, side="school", reason="Faltan horas de práctica", by=cast.elsa)
    assert [word.decision for word in workshop.approvals.filter(stands=True)] == ["returned"]


def test_an_announced_workshop_is_not_rewritten(cast):
    with pytest.raises(CourseError):
        revise_workshop(make_workshop(), by=cast.sara, title_es="Otro")


def test_a_workshop_that_was_held_is_not_cancelled(cast):
    day = timezone.localdate() - timedelta(days=3)
    workshop = make_workshop(starts_on=day, ends_on=day)
    seat = make_enrolment(workshop=workshop)
    with pytest.raises(CourseError):
        cancel_workshop(workshop, reason="Por error", by=cast.sara)
    seat.refresh_from_db()
    assert seat.state == Enrolment.State.CONFIRMED


def test_cancelling_ends_every_place_and_tells_each_holder_once(cast):
    workshop = make_workshop()
    seat = make_enrolment(workshop=workshop, person=cast.ana.person)
    wait = make_enrolment(workshop=workshop, person=cast.dora.person, state=Enrolment.State.WAITING)
    for _twice in range(2):
        cancel_workshop(workshop, reason="Tormenta", by=cast.sara)
    seat.refresh_from_db()
    wait.refresh_from_db()
    assert {seat.state, wait.state} == {Enrolment.State.CANCELLED}
    assert Letter.objects.filter(kind="courses.workshop_cancelled").count() == 2
    assert "Tormenta" in Letter.objects.filter(recipient=cast.ana.person_id).get().text
