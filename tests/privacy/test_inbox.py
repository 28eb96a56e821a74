"""What the Secretariat owes about personal data, with its dates; nobody else is told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from privacy.inbox import breaches_on_the_clock, corrections_to_answer
from tests.makers.privacy import make_breach, make_correction


def test_correction_is_due_on_its_day(cast):
    late = make_correction(cast.office, due_at=timezone.now() - timedelta(days=1))
    make_correction(cast.office, state="done", answered_at=timezone.now())
    (due,) = corrections_to_answer(cast.sara, timezone.now())
    assert due.due_at == late.due_at
    assert due.is_late(timezone.now())


def test_breach_runs_its_72_hours_until_the_authority_was_told(cast):
    breach = make_breach()
    (due,) = breaches_on_the_clock(cast.sara, timezone.now())
    assert due.due_at == breach.discovered_at + timedelta(hours=72)
    breach.authority_told_at = timezone.now()
    breach.save()
    assert breaches_on_the_clock(cast.sara, timezone.now()) == []


@pytest.mark.parametrize("who", ["ana", "carla", "elsa", "dora", "felix"])
def test_others_are_told_nothing_and_cost_nothing(cast, who, django_assert_num_queries):
    make_breach()
    make_correction(cast.office)
    user = getattr(cast, who)
    user.standing  # noqa: B018 - read once per request
    with django_assert_num_queries(0):
        assert corrections_to_answer(user, timezone.now()) == breaches_on_the_clock(user, timezone.now()) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_one_question_each(cast, rows, django_assert_num_queries):
    for _row in range(rows):
        make_breach()
        make_correction(cast.office)
    cast.sara.standing  # noqa: B018 - read once per request
    with django_assert_num_queries(2):
        assert len(corrections_to_answer(cast.sara, timezone.now())) == rows
        assert len(breaches_on_the_clock(cast.sara, timezone.now())) == rows
