import pytest

from courses.rules import Place, Seats, frozen_syllabus, missing_for_announcement, next_to_promote

HN, PA, SV = 1, 2, 3


@pytest.mark.parametrize(
    ("per_office", "total", "held", "place"),
    [
        (2, None, {}, Place.SEAT),
        (2, None, {HN: 1, PA: 2}, Place.SEAT),
        (2, None, {HN: 2}, Place.OFFICE_FULL),
        (2, 3, {HN: 1, PA: 2}, Place.WORKSHOP_FULL),
        (None, 60, {HN: 40, PA: 19}, Place.SEAT),
        (None, 60, {HN: 40, PA: 20}, Place.WORKSHOP_FULL),
        (None, None, {HN: 4000}, Place.SEAT),
    ],
)
def test_place_for_honduras(per_office, total, held, place):
    assert Seats(per_office, total).place_for(HN, held) is place


@pytest.mark.parametrize(
    ("per_office", "total", "held", "free"),
    [
        (2, None, {HN: 1}, 1),
        (2, 3, {HN: 0, PA: 2}, 1),
        (2, 2, {PA: 2}, 0),
        (None, None, {}, None),
        (2, None, {HN: 5}, 0),
    ],
)
def test_free_for_honduras(per_office, total, held, free):
    assert Seats(per_office, total).free_for(HN, held) == free


@pytest.mark.parametrize(
    ("waiting", "held", "chosen"),
    [
        ([], {HN: 1}, None),
        ([(10, PA), (11, HN)], {HN: 1, PA: 1}, 11),
        ([(10, PA), (11, SV)], {HN: 1, PA: 2}, 11),
        ([(10, PA)], {HN: 1, PA: 2}, None),
        ([(12, HN), (11, HN)], {HN: 1}, 12),
    ],
)
def test_freed_seat_goes_to_the_same_office_first_then_to_whoever_has_room(waiting, held, chosen):
    assert next_to_promote(waiting, freed_office=HN, seats=Seats(2, None), held=held) == chosen


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
