"""How a range of events is sealed."""

import hashlib
import json
from collections.abc import Iterable, Mapping


def seal_digest(previous: str, rows: Iterable[Mapping[str, object]]) -> str:
    """SHA-256 (hex) over the previous seal and each row as canonical JSON, in order."""
    digest = hashlib.sha256(previous.encode())
    for row in rows:
        digest.update(json.dumps(row, sort_keys=True, separators=(",", ":"), default=str).encode())
    return digest.hexdigest()
