"""What is due in the programme: seats to fill and to accept, drafts to complete, to approve, to announce."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.actions import return_workshop
from courses.announcing import missing_before_announcement
from courses.drafts import drafts
from courses.inbox import drafts_in_hand, seats_kept, seats_to_accept, seats_to_name
from courses.models import Approval, Enrolment
from tests.makers.courses import approve, make_draft, make_enrolment, make_workshop


def test_contact_point_is_told_of_free_seats_until_nominations_close(cast):
    workshop = make_workshop(title_es="Litigación")
    make_enrolment(workshop=workshop, person=cast.ana.person)
    (due,) = seats_to_name(cast.carla, timezone.now())
    assert due.what == "Designar a 1 persona para «Litigación»"
    assert due.due_at == workshop.nominations_close_at
    assert due.url.endswith(f"#seats-{cast.office.code}")
    assert seats_to_name(cast.carla, workshop.nominations_close_at) == []


def test_full_and_open_workshops_ask_for_nobody(cast):
    full = make_workshop()
    for who in (cast.ana, cast.berta):
        make_enrolment(workshop=full, person=who.person)
    make_workshop(seats_per_office=None)
    make_draft()
    assert seats_to_name(cast.carla, timezone.now()) == []
    assert [due.what[:20] for due in seats_to_name(cast.diego, timezone.now())] == ["Designar a 2 persona"]


@pytest.mark.parametrize("who", ["ana", "dora", "elsa", "sara", "felix"])
def test_seats_are_named_by_contact_points_alone(cast, who):
    make_workshop()
    assert seats_to_name(getattr(cast, who), timezone.now()) == []


def test_named_person_is_told_to_accept_and_nobody_else(cast):
    workshop = make_workshop(title_es="Litigación")
    make_enrolment(workshop=workshop, person=cast.ana.person, state=Enrolment.State.NOMINATED)
    make_enrolment(workshop=workshop, person=cast.berta.person)
    (due,) = seats_to_accept(cast.ana, timezone.now())
    assert "Litigación" in due.what
    assert seats_to_accept(cast.berta, timezone.now()) == []
    assert seats_to_accept(cast.dora, timezone.now()) == []
    assert seats_to_accept(cast.ana, timezone.now() + timedelta(days=30)) == []


def told(user) -> list[str]:
    return [due.what for due in drafts_in_hand(user, timezone.now())]


def test_draft_without_its_matter_is_the_schools_to_complete(cast):
    draft = make_draft(title_es="Incompleto", stated_hours=9)
    draft.units.clear()
    assert told(cast.elsa) == ["Completar «Incompleto»"]
    assert told(cast.sara) == []


def test_whole_draft_waits_for_each_sides_word(cast):
    make_draft(title_es="Entero", stated_hours=9)
    assert told(cast.elsa) == told(cast.sara) == ["Aprobar o devolver «Entero»"]


def test_side_that_has_spoken_waits_and_the_secretariat_announces(cast):
    draft = make_draft(title_es="Entero", stated_hours=9)
    Approval.objects.create(
        workshop=draft, side="school", person=cast.elsa.person, decision="approved", decided_at=timezone.now()
    )
    assert told(cast.elsa) == []
    assert told(cast.sara) == ["Aprobar o devolver «Entero»"]
    Approval.objects.all().delete()
    approve(draft, school=cast.elsa.person, secretariat=cast.sara.person)
    assert told(cast.sara) == told(cast.saul) == ["Anunciar «Entero»"]


def test_returned_draft_is_the_schools_to_revise(cast):
    draft = make_draft(title_es="Devuelto", stated_hours=9)
    return_workshop(draft, side="secretariat", reason="Las fechas chocan.", by=cast.sara)
    assert told(cast.elsa) == ["Revisar «Devuelto»"]


@pytest.mark.parametrize("who", ["ana", "carla", "bruno", "felix"])
def test_drafts_are_told_to_staff_alone(cast, who, django_assert_num_queries):
    make_draft()
    getattr(cast, who).standing  # noqa: B018 - read once per request
    with django_assert_num_queries(0):
        assert told(getattr(cast, who)) == []


def test_drafts_at_once_lack_what_each_would_lack_alone(cast):
    whole, bare = make_draft(stated_hours=9), make_draft()
    bare.schools.clear()
    approve(whole, school=cast.elsa.person, secretariat=cast.elsa.person)
    assert {draft.workshop.pk: draft.missing for draft in drafts()} == {
        each.pk: missing_before_announcement(each) for each in (whole, bare)
    }


@pytest.mark.parametrize("rows", [1, 3])
def test_questions_do_not_grow(cast, rows, django_assert_num_queries):
    for _row in range(rows):
        make_workshop()
        make_draft()
    for user in (cast.carla, cast.elsa):
        user.standing  # noqa: B018 - read once per request
    with django_assert_num_queries(4):
        assert len(seats_to_name(cast.carla, timezone.now())) == rows
    with django_assert_num_queries(2):
        drafts_in_hand(cast.elsa, timezone.now())
    with django_assert_num_queries(1):
        seats_to_accept(cast.ana, timezone.now())


# --- Seats on their way ---------------------------------------------------------------------------------------------


def test_offer_is_due_at_its_end_and_new_days_at_the_beginning(cast):
    offer = make_enrolment(person=cast.ana.person, state=Enrolment.State.OFFERED)
    asked = make_enrolment(person=cast.ana.person, asked_again_at=timezone.now())
    offered, again = sorted(seats_to_accept(cast.ana, timezone.now()), key=lambda due: due.due_at)
    assert (offered.due_at, offered.url) == (offer.answer_by, f"/es/inscripciones/{offer.pk}/aceptar/")
    assert (again.due_at, again.what[:25]) == (asked.workshop.beginning, "Indicar si las nuevas fec")


def test_kept_seat_is_due_to_its_office_alone(cast):
    now = timezone.now()
    workshop = make_workshop(seats_released_at=now)
    workshop.freed_seats.create(
        office=cast.office, cause="given_up", freed_at=now, kept_until=now + timedelta(hours=24)
    )
    (due,) = seats_kept(cast.carla, now)
    assert due.due_at == now + timedelta(hours=24)
    assert seats_kept(cast.diego, now) == seats_kept(cast.carla, now + timedelta(hours=25)) == []


def test_office_over_its_seats_is_asked_to_choose(cast):
    workshop = make_workshop(seats_per_office=1, title_es="Litigación")
    for user in (cast.ana, cast.berta):
        make_enrolment(workshop=workshop, person=user.person)
    (due,) = seats_to_name(cast.carla, timezone.now())
    assert due.what == "Elegir quién cede un cupo en «Litigación»"
