"""Who reads which tier, and how far a restriction reaches in the trees: tables."""

import uuid

import pytest

from content.rules import (
    CONTACT_POINTS,
    NETWORK,
    PUBLIC,
    SECRETARIAT,
    Place,
    closed_paths,
    may_read,
    restricted_trees,
    strictest,
    tier_at,
    tier_of_group,
)
from network.rules import NOBODY, Standing

ME = uuid.uuid4()


def holding(*roles: str, office: int | None = None) -> Standing:
    return Standing(person_id=ME, office_id=office, roles=frozenset(roles))


READERS = {
    "nobody": (NOBODY, {PUBLIC}),
    "somebody of no office, without a role": (holding(), {PUBLIC}),
    "funder": (holding("funder"), {PUBLIC}),
    "funder of an office": (holding("funder", office=1), {PUBLIC, NETWORK}),
    "prosecutor": (holding(office=1), {PUBLIC, NETWORK}),
    "trainer": (holding("trainer"), {PUBLIC, NETWORK}),
    "custodian": (holding("custodian", office=1), {PUBLIC, NETWORK}),
    "national editor": (holding("national_editor", office=1), {PUBLIC, NETWORK}),
    "administrator": (holding("administrator"), {PUBLIC, NETWORK}),
    "contact point": (holding("contact_point", office=1), {PUBLIC, NETWORK, CONTACT_POINTS}),
    "school": (holding("school_editor"), {PUBLIC, NETWORK, CONTACT_POINTS, "", "Otra"}),
    "secretariat": (holding("secretariat"), {PUBLIC, NETWORK, CONTACT_POINTS, SECRETARIAT, "", "Otra"}),
}


@pytest.mark.parametrize("reader", READERS)
def test_reader_reads_these_tiers_and_no_others(reader):
    standing, expected = READERS[reader]
    tiers = (PUBLIC, NETWORK, CONTACT_POINTS, SECRETARIAT, "", "Otra")
    assert {tier for tier in tiers if may_read(tier, standing)} == expected


def test_each_tier_has_fewer_readers_than_the_one_before():
    assert strictest() == PUBLIC
    assert strictest(NETWORK, SECRETARIAT, PUBLIC) == SECRETARIAT
    assert strictest(CONTACT_POINTS, NETWORK) == CONTACT_POINTS


@pytest.mark.parametrize(
    ("kind", "group", "tier"),
    [
        ("groups", "Lectores: Red", NETWORK),
        ("groups", "Lectores: Puntos de contacto", CONTACT_POINTS),
        ("groups", "Lectores: Secretaría", SECRETARIAT),
        ("groups", "Escuela regional", SECRETARIAT),
        ("groups", None, SECRETARIAT),
        ("login", None, SECRETARIAT),
        ("password", None, SECRETARIAT),
        ("login", "Lectores: Red", SECRETARIAT),
    ],
)
def test_restriction_that_is_none_of_ours_is_the_strictest(kind, group, tier):
    assert tier_of_group(kind, group) == tier


# The Spanish tree 00010001 and the English one 00010002; "a" is translated as "A", and so on.
KEYS = {letter: uuid.uuid4() for letter in "habcd"}
PLACES = {
    "home": Place(1, "00010001", KEYS["h"], None),
    "a": Place(2, "000100010001", KEYS["a"], None),
    "b below a": Place(3, "0001000100010001", KEYS["b"], None),
    "c": Place(4, "000100010002", KEYS["c"], None),
    "Home": Place(5, "00010002", KEYS["h"], None),
    "A": Place(6, "000100020001", KEYS["a"], None),
    "C below A": Place(7, "0001000200010001", KEYS["c"], None),
    "B beside A": Place(8, "000100020002", KEYS["b"], None),
    "alias of b": Place(9, "000100010003", KEYS["d"], 3),
}


def tiers(**restrictions: str) -> dict[str, str]:
    """The tier of each place that is not public, when those are restricted."""
    trees = restricted_trees([(PLACES[name].path, tier) for name, tier in restrictions.items()], PLACES.values())
    found = {name: tier_at(place.path, trees) for name, place in PLACES.items()}
    return {name: tier for name, tier in found.items() if tier != PUBLIC}


def test_restriction_holds_below_in_translations_in_aliases_and_below_those():
    assert tiers(a=NETWORK) == dict.fromkeys(
        ("a", "b below a", "A", "C below A", "B beside A", "c", "alias of b"), NETWORK
    )


def test_restriction_does_not_climb_nor_reach_what_stands_beside():
    assert tiers(c=NETWORK) == dict.fromkeys(("c", "C below A"), NETWORK)


def test_stricter_one_wins_wherever_it_stands():
    found = tiers(a=NETWORK, c=SECRETARIAT)
    assert (found["a"], found["c"], found["C below A"]) == (NETWORK, SECRETARIAT, SECRETARIAT)
    assert tiers(a=SECRETARIAT, A=NETWORK)["A"] == SECRETARIAT


def test_nothing_restricted_closes_nothing():
    assert tiers() == {}
    assert closed_paths({}, NOBODY) == []


def test_closed_paths_are_named_once():
    trees = {"00010001": SECRETARIAT, "000100010001": SECRETARIAT, "00010002": NETWORK}
    assert closed_paths(trees, NOBODY) == ["00010001", "00010002"]
    assert closed_paths(trees, holding(office=1)) == ["00010001"]
    assert closed_paths(trees, holding("secretariat")) == []
