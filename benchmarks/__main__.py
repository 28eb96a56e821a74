"""Every measurement, one after the other, each in a process of its own."""

import subprocess
import sys

NAMES = (
    "enrolment_storm",
    "join_storm",
    "page_cost",
    "sign_in_timing",
    "certificate_rate",
    "task_storm",
    "mail_outage",
)


def main() -> int:
    """The number of measurements that failed."""
    return sum(
        subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False).returncode != 0 for name in NAMES
    )


if __name__ == "__main__":
    sys.exit(main())
