"""What assets are, as plain JSON: what their history keeps of each change, and what those of a kind tell."""

from collections import Counter, defaultdict
from datetime import date

from equipment.models import Asset, ItemType

LEFT_OUT = frozenset({"id", "row_version", "created_at"})


NAMES = [(field.name, field.attname) for field in Asset._meta.concrete_fields if field.name not in LEFT_OUT]


def facts_of(asset: Asset) -> dict[str, object]:
    """Every fact of it by the name of its field: keys of rows, ISO days, decimals as text."""
    return {name: _plain(getattr(asset, attribute)) for name, attribute in NAMES}


def _plain(value: object) -> object:
    if value is None or type(value) in {str, int}:
        return value
    if isinstance(value, dict):
        return dict(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def changes_between(before: dict[str, object], after: dict[str, object]) -> tuple[dict, dict]:
    """What differs, as it was and as it is."""
    changed = [name for name in after if before.get(name) != after[name]]
    return {name: before[name] for name in changed if name in before}, {name: after[name] for name in changed}


def values_told(kind: ItemType) -> dict[str, Counter]:
    """By the keys of its schema what its assets tell, each value with how many tell it; none where a kit alone asks."""
    told: defaultdict[str, Counter] = defaultdict(Counter)
    for spec in kind.assets.values_list("spec", flat=True):
        for key, value in spec.items():
            told[key][value] += 1
    for least in kind.kit_lines.values_list("least_spec", flat=True):
        for key, value in least.items():
            told[key][value] += 0
    return dict(told)
