"""Every measurement, one after the other, each in a process of its own; then the goals, as a table in Markdown.

On SQLite, and on PostgreSQL as well where ``DATABASE_URL`` names a server. ``python -m benchmarks page_cost memory``
measures these alone.
"""

import os
import subprocess
import sys

from benchmarks.goals import markdown

NAMES = (
    "page_cost",
    "cached_pages",
    "calendar_feeds",
    "flatness",
    "page_weight",
    "slow_line",
    "memory",
    "enrolment_storm",
    "join_storm",
    "post_storm",
    "sign_in_timing",
    "certificate_rate",
    "budget_size",
    "sheet_import",
    "budget_pages",
    "inventory_size",
    "issue_killed",
    "task_storm",
    "mail_outage",
)


def main(names: list[str]) -> int:
    """The number of measurements that failed."""
    address = os.environ.get("DATABASE_URL", "")
    places = {"sqlite": ""} | ({"postgresql": address} if address.startswith("postgres") else {})
    failed = 0
    for url in places.values():
        for name in names:
            run = [sys.executable, "-m", f"benchmarks.{name}"]
            failed += subprocess.run(run, check=False, env=os.environ | {"DATABASE_URL": url}).returncode != 0
    for database in places:
        print(f"\n{markdown(database)}")
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or list(NAMES)))
