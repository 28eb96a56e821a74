from datetime import datetime

import pytest

from foundations.jobs.retention import kept_since


@pytest.mark.parametrize(
    ("at", "months", "since"),
    [
        ("2026-03-31", 24, "2024-03-28"),
        ("2026-01-15", 1, "2025-12-15"),
        ("2026-12-15", 12, "2025-12-15"),
    ],
)
def test_things_are_kept_by_calendar_months(at, months, since):
    kept = kept_since(datetime.fromisoformat(f"{at}T00:00:00+00:00"), months)
    assert f"{kept:%Y-%m-%d}" == since
