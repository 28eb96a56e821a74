from datetime import UTC, datetime, timedelta

import pytest

from courses.rules import (
    Place,
    Seats,
    answer_until,
    frozen_syllabus,
    latest_reminder,
    missing_for_announcement,
    unnamed_seats,
)

HN, PA, SV = 1, 2, 3


EVERY_OFFICE = (HN, PA, SV)


def seats(per_office, total=None, held=None, **more) -> Seats:
    quotas = None if per_office is None else dict.fromkeys(EVERY_OFFICE, per_office)
    return Seats(quotas=quotas, total=total, held=held or {}, **more)


@pytest.mark.parametrize(
    ("standing", "place"),
    [
        (seats(2), Place.SEAT),
        (seats(2, held={HN: 1, PA: 2}), Place.SEAT),
        (seats(2, held={HN: 2}), Place.OFFICE_FULL),
        (seats(2, 3, {HN: 1, PA: 2}), Place.WORKSHOP_FULL),
        (seats(2, 3, {PA: 2}, kept={SV: 1}), Place.KEPT),
        (seats(2, 3, {PA: 2}, kept={HN: 1}), Place.SEAT),
        (seats(2, held={HN: 2, PA: 1}, released=True), Place.SEAT),
        (seats(2, held={HN: 2, PA: 2, SV: 1}, kept={SV: 1}, released=True), Place.KEPT),
        (seats(2, held={HN: 3, PA: 2, SV: 1}, released=True), Place.WORKSHOP_FULL),
        (seats(None, 60, {HN: 40, PA: 19}), Place.SEAT),
        (seats(None, 60, {HN: 40, PA: 20}), Place.WORKSHOP_FULL),
        (seats(None, held={HN: 4000}), Place.SEAT),
    ],
)
def test_place_for_honduras(standing, place):
    assert standing.place_for(HN) is place


@pytest.mark.parametrize(
    ("standing", "free"),
    [
        (seats(2, held={HN: 1}), 1),
        (seats(2, 3, {HN: 0, PA: 2}), 1),
        (seats(2, 2, {PA: 2}), 0),
        (seats(2, 3, {PA: 1}, kept={SV: 1}), 1),
        (seats(None), None),
        (seats(2, held={HN: 5}), 0),
        (seats(2, held={HN: 5}, released=True), 1),
    ],
)
def test_free_for_honduras(standing, free):
    assert standing.free_for(HN) == free


@pytest.mark.parametrize(
    ("waiting", "standing", "chosen"),
    [
        ([], seats(2, held={HN: 1}), None),
        ([(10, PA), (11, HN)], seats(2, held={HN: 1, PA: 2}), 11),
        ([(10, PA), (11, SV)], seats(2, held={HN: 2, PA: 2}), 11),
        ([(10, PA)], seats(2, held={HN: 1, PA: 2}), None),
        ([(12, HN), (11, HN)], seats(2, held={HN: 1}), 12),
        ([(10, PA), (11, HN)], seats(2, held={PA: 2, SV: 2, HN: 1}, released=True), 10),
        ([(10, PA), (11, HN)], seats(2, held={PA: 2, SV: 2, HN: 1}, kept={HN: 1}, released=True), 11),
    ],
)
def test_free_seat_is_offered_to_its_office_first_then_in_the_order_of_the_list(waiting, standing, chosen):
    assert standing.next_of(waiting) == chosen


@pytest.mark.parametrize(
    ("left", "lasts"),
    [(timedelta(days=9), timedelta(hours=48)), (timedelta(days=2), timedelta(hours=4)), (timedelta(hours=1),) * 2],
)
def test_offer_ends_in_time_and_never_after_the_beginning(left, lasts):
    now = datetime(2012, 5, 2, 8, tzinfo=UTC)
    assert answer_until(now, now + left) == now + lasts


def test_unnamed_seats_are_those_nobody_was_named_for_within_the_limit_in_all():
    assert unnamed_seats(seats(2, held={HN: 1, PA: 3}), {}) == {HN: 1, SV: 1}
    assert unnamed_seats(seats(2, 5, held={HN: 1, PA: 2}), {}) == {HN: 1, SV: 1}
    assert unnamed_seats(seats(2, held={HN: 1, PA: 2}), {SV: 1}) == {HN: 1, SV: 1}


@pytest.mark.parametrize(("days", "reminder"), [(6, 7), (5, 5), (2.5, 5), (2, 2), (0.1, 2)])
def test_last_reminder_that_came_up_is_told(days, reminder):
    assert latest_reminder(timedelta(days=days)) == timedelta(days=reminder)


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        ({}, []),
        ({"units": 0}, ["units"]),
        ({"schools": 0, "has_syllabus": False}, ["schools", "syllabus"]),
        ({"approvals": {"school": "elsa"}}, ["secretariat"]),
        ({"approvals": {"school": "elsa", "secretariat": "elsa"}}, ["different_people"]),
        ({"approvals": {}}, ["school", "secretariat"]),
    ],
)
def test_missing_for_announcement(facts, missing):
    whole = {
        "units": 1,
        "schools": 1,
        "has_syllabus": True,
        "approvals": {"school": "elsa", "secretariat": "sara"},
    }
    assert missing_for_announcement(**whole | facts) == missing


def test_frozen_syllabus_keeps_modules_together_across_languages():
    spanish = [
        {"key": "a", "title": "Conceptos", "kind": "theory", "hours": "4.0", "objectives": ""},
        {"key": "b", "title": "Caso", "kind": "practice", "hours": "4.5", "objectives": ""},
    ]
    english = [{"key": "b", "title": "Case", "kind": "practice", "hours": "4.5", "objectives": ""}]
    frozen = frozen_syllabus(spanish, english, {"es": 7, "en": 8})
    assert [(module["title_es"], module["title_en"]) for module in frozen["modules"]] == [
        ("Conceptos", "Conceptos"),
        ("Caso", "Case"),
    ]
    assert frozen["revisions"] == {"es": 7, "en": 8}
