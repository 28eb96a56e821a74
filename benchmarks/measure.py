"""Reading what was used, and telling it."""

import json
import os
import platform
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

RESULTS = Path(__file__).resolve().parent / "results"
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
LIBRARIES = ("django", "wagtail", "gunicorn", "psycopg", "typst")


def _stat(pid: int) -> list[str]:
    """The fields of ``/proc/<pid>/stat`` after the name, see proc(5): ``[1]`` parent, ``[11:15]`` CPU ticks."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def descendants(pid: int) -> list[int]:
    """``pid`` and every process below it, as they are now."""
    children: dict[int, list[int]] = {}
    for each in Path("/proc").iterdir():
        if each.name.isdigit():
            try:
                children.setdefault(int(_stat(int(each.name))[1]), []).append(int(each.name))
            except (FileNotFoundError, ProcessLookupError):
                continue
    tree = [pid]
    for parent in tree:
        tree += children.get(parent, [])
    return tree


def children(pid: int) -> list[int]:
    """The processes right below ``pid``, as they are now."""
    return [each for each in descendants(pid) if each != pid and _parent(each) == pid]


def _parent(pid: int) -> int | None:
    try:
        return int(_stat(pid)[1])
    except (FileNotFoundError, ProcessLookupError):
        return None


def cpu_ms(*roots: int) -> float:
    """CPU milliseconds used so far by the trees of processes under ``roots``, ended children included."""
    ticks = 0
    for pid in {pid for root in roots for pid in descendants(root)}:
        try:
            ticks += sum(int(field) for field in _stat(pid)[11:15])
        except (FileNotFoundError, ProcessLookupError):
            continue
    return ticks * 1000 / TICKS_PER_SECOND


def memory_mb(root: int) -> float:
    """Memory of a tree of processes in MB, shared pages counted once (proportional set size)."""
    total = 0
    for pid in descendants(root):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1])
    return total / 1024


def database_roots() -> list[int]:
    """The process of the database server, when it is one and runs here; none for SQLite."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    try:
        return [int(_stat(backend)[1])]
    except FileNotFoundError:
        return []  # on another machine: its share is not counted


def percentile(values: list[float], percent: float) -> float:
    """The smallest value that is not exceeded by ``percent`` of ``values``."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * percent // 100).__trunc__() - 1)]


def report(name: str, rows: list[dict[str, object]]) -> Path:
    """Print ``rows`` as a table and keep them as JSON with the machine, the versions and the commit."""
    from django.db import connection

    vendor = connection.vendor
    print(f"\n{name} on {vendor}")
    print_table(rows)
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{name}-{vendor}.json"
    path.write_text(
        json.dumps({"benchmark": name, **_circumstances(), "rows": rows}, indent=2, ensure_ascii=False) + "\n"
    )
    return path


def print_table(rows: list[dict[str, object]]) -> None:
    """Columns as wide as their widest word."""
    heads = list(rows[0])
    cells = [[_cell(row.get(head, "")) for head in heads] for row in rows]
    widths = [max(len(head), *(len(line[column]) for line in cells)) for column, head in enumerate(heads)]
    for line in [heads, ["-" * width for width in widths], *cells]:
        print("  ".join(word.ljust(width) for word, width in zip(line, widths, strict=True)).rstrip())


def _cell(value: object) -> str:
    return f"{value:.2f}" if isinstance(value, float) else str(value)


def _circumstances() -> dict[str, object]:
    from django.db import connection

    connection.ensure_connection()
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": commit.stdout.strip(),
        "cores": os.cpu_count(),
        "load": [round(each, 1) for each in os.getloadavg()],
        "processor": _processor(),
        "python": platform.python_version(),
        "database": f"{connection.vendor} {'.'.join(map(str, connection.get_database_version()))}",
        **{name: version(name) for name in LIBRARIES},
    }


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()
