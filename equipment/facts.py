"""What an asset is, as plain JSON: what its history keeps before and after each change."""

from equipment.models import Asset

LEFT_OUT = frozenset({"id", "row_version", "created_at"})


def facts_of(asset: Asset) -> dict[str, object]:
    """Every fact of it by the name of its field: keys of rows, ISO days, decimals as text."""
    return {field.name: _plain(field, asset) for field in Asset._meta.concrete_fields if field.name not in LEFT_OUT}


def _plain(field, asset: Asset) -> object:  # noqa: ANN001 - a field of the model
    if field.name == "spec":
        return dict(asset.spec)
    value = field.value_from_object(asset)
    return value if value is None or isinstance(value, int) else field.value_to_string(asset)


def changes_between(before: dict[str, object], after: dict[str, object]) -> tuple[dict, dict]:
    """What differs, as it was and as it is."""
    changed = [name for name in after if before.get(name) != after[name]]
    return {name: before[name] for name in changed if name in before}, {name: after[name] for name in changed}
