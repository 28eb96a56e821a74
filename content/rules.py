"""Who reads what, over plain values: the tiers of pages, documents and pictures.

The table of roles, tier by tier, each containing the next one:

- *public*: everybody;
- *network*: whoever belongs to the network: people of an office, and whoever holds a role in it (the School, trainers,
  custodians, national editors, administrators) while the appointment lasts. A funder stands outside;
- *contact points*: contact points, the Regional School and the Secretariat;
- *Secretariat*: the Secretariat alone.

A tier is decided from the appointments valid at the instant of reading, never from a group, which may lag behind.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple
from uuid import UUID

from network.rules import Standing

PUBLIC, NETWORK, CONTACT_POINTS, SECRETARIAT = TIERS = ("Público", "Red", "Puntos de contacto", "Secretaría")
"""From the widest to the strictest. The collections below the root bear these names: one for each tier of readers."""

READERS = {
    NETWORK: "Lectores: Red",
    CONTACT_POINTS: "Lectores: Puntos de contacto",
    SECRETARIAT: "Lectores: Secretaría",
}
"""The group by which Wagtail's restriction of a page names its tier. Nobody is ever in it, and it opens nothing."""

STEP = 4  # characters for each level of a page's path (treebeard's ``steplen``)


def may_read(tier: str, standing: Standing) -> bool:
    """Whether what lies in ``tier`` is for somebody of that standing.

    What lies in no tier, such as a file that its editor never filed, is for the School and the Secretariat alone.
    """
    return {
        PUBLIC: True,
        NETWORK: standing.is_network,
        CONTACT_POINTS: standing.is_staff or standing.holds("contact_point"),
        SECRETARIAT: standing.is_secretariat,
    }.get(tier, standing.is_staff)


def strictest(*tiers: str) -> str:
    """The one of ``tiers`` with the fewest readers; public when there is none."""
    return max((PUBLIC, *tiers), key=TIERS.index)


def tier_of_group(restriction_type: str, group: str | None) -> str:
    """The tier that a restriction stands for; one that is none of ours is read by the Secretariat alone."""
    named = {name: tier for tier, name in READERS.items()}
    return named.get(group or "", SECRETARIAT) if restriction_type == "groups" else SECRETARIAT


class Place(NamedTuple):
    """Where a page stands in the trees, whose translation it is, and of which page it is an alias."""

    pk: int
    path: str
    translation_key: UUID
    alias_of: int | None


Trees = Mapping[str, str]
"""The tier of each path that is restricted; it holds for all that lies below, where nothing stricter stands."""


def tier_at(path: str, trees: Trees) -> str:
    """The tier of the page at ``path``: the strictest of its own and of all above it."""
    return strictest(*(trees[path[:end]] for end in range(STEP, len(path) + 1, STEP) if path[:end] in trees))


def restricted_trees(restrictions: Iterable[tuple[str, str]], places: Iterable[Place]) -> dict[str, str]:
    """Every path that begins a restricted tree, with its tier, from ``restrictions`` as (path, tier).

    A restriction also holds for the translations of each page below it, wherever they stand, and for aliases; and for
    what lies below those. So the rule is applied until nothing changes any more.
    """
    trees: dict[str, str] = {}
    for path, tier in restrictions:
        trees[path] = strictest(tier, trees.get(path, PUBLIC))
    places = list(places)
    while spread := _spread(trees, places):
        trees |= spread
    return trees


def _spread(trees: Trees, places: list[Place]) -> dict[str, str]:
    """The paths that become stricter through a translation or the page that they are an alias of."""
    tiers = {place.pk: tier_at(place.path, trees) for place in places}
    by_key: dict[UUID, str] = {}
    for place in places:
        by_key[place.translation_key] = strictest(tiers[place.pk], by_key.get(place.translation_key, PUBLIC))
    wanted = {
        place: strictest(by_key[place.translation_key], tiers.get(place.alias_of or 0, PUBLIC)) for place in places
    }
    return {place.path: tier for place, tier in wanted.items() if tier != tiers[place.pk]}


def closed_paths(trees: Trees, standing: Standing) -> list[str]:
    """The beginnings of all trees that are closed to somebody of that standing, none of them below another."""
    found: list[str] = []
    for path in sorted(path for path, tier in trees.items() if not may_read(tier, standing)):
        if not found or not path.startswith(found[-1]):
            found.append(path)
    return found
