"""Whether pages stay as they are while everything behind them grows: 1, 10 and 50 times the people, workshops, seats.

What a page shows stays the same, so its statements must be equal and its CPU may be 1.3 times as much at most.
"""

from benchmarks.crowd import grow
from benchmarks.measure import database_roots, report
from benchmarks.page_cost import cost_of, fill, statements
from benchmarks.stage import server, stage

SCALES = (1, 10, 50)


def main() -> None:
    from django.db import connection

    pages = fill()
    rows: dict[str, dict[str, object]] = {name: {"page": name} for name in pages}
    for scale in SCALES:
        people = grow(scale)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # as autovacuum does in its own time
        counts = {name: statements(*page) for name, page in pages.items()}
        with server() as pid:
            roots = [pid, *database_roots()]
            for name, page in pages.items():
                _status, _length, cost = cost_of(*page, roots)
                rows[name] |= {f"SQL {scale}×": counts[name], f"CPU ms {scale}×": cost}
        print(f"{scale}×: {people} people", flush=True)
    first, *_others, last = (f"CPU ms {scale}×" for scale in SCALES)
    for row in rows.values():
        row["ratio"] = row[last] / row[first]
        row["same SQL"] = len({row[f"SQL {scale}×"] for scale in SCALES}) == 1
    report("flatness", list(rows.values()))


if __name__ == "__main__":
    with stage():
        main()
