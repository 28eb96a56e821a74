"""What ``shared/performance.md`` asks for, each beside the figure that answers it, as a table in Markdown."""

import json
from collections.abc import Callable
from typing import NamedTuple

from benchmarks.measure import RESULTS
from benchmarks.page_cost import FLOOR

Rows = list[dict]
# What a bare Django took for one row on the machine that the goals were set on, in milliseconds of CPU.
FLOOR_THERE = 0.65


class Goal(NamedTuple):
    """One figure: where it stands, and the most (or the least) that it may be."""

    what: str
    benchmark: str
    read: Callable[[Rows], float]
    limit: float
    unit: str
    at_least: bool = False
    of_floor: bool = False

    def limit_here(self, rows: Rows) -> float:
        """What the goal comes to on this machine: absolute figures do not travel, multiples of the floor do."""
        return self.limit / FLOOR_THERE * cell(FLOOR, "CPU ms")(rows) if self.of_floor else self.limit

    def is_met(self, figure: float, limit: float) -> bool:
        return figure >= limit if self.at_least else figure <= limit


def cell(row: str, column: str) -> Callable[[Rows], float]:
    """The figure in the row that begins with this word."""
    return lambda rows: next(each[column] for each in rows if row in each.values())


def only(column: str) -> Callable[[Rows], float]:
    """The figure of a measurement that has one row."""
    return lambda rows: rows[0][column]


def worst(column: str, pick: Callable = max) -> Callable[[Rows], float]:
    """The largest figure of a column, or the smallest."""
    return lambda rows: pick(each[column] for each in rows if column in each)


def warm_p95(rows: Rows) -> float:
    """The median of the rounds after the first."""
    return sorted(row["p95 ms"] for row in rows if row["round"] != "cold")[1]


GOALS = [
    Goal("60 workshops, made", "page_cost", cell("60 workshops, anonymous", "CPU ms"), 9, "ms CPU", of_floor=True),
    Goal("60 workshops, made", "page_cost", cell("60 workshops, anonymous", "SQL"), 8, "SQL"),
    Goal("front page, made", "page_cost", cell("front page, anonymous", "SQL"), 8, "SQL"),
    Goal("workshop, signed in", "page_cost", cell("workshop, signed in", "CPU ms"), 5, "ms CPU", of_floor=True),
    Goal("workshop, signed in", "page_cost", cell("workshop, signed in", "SQL"), 6, "SQL"),
    Goal("session, signed in", "page_cost", cell("session, signed in", "CPU ms"), 5, "ms CPU", of_floor=True),
    Goal("session, signed in", "page_cost", cell("session, signed in", "SQL"), 6, "SQL"),
    Goal("register of 200", "page_cost", cell("session, 200 on the roster", "CPU ms"), 12, "ms CPU", of_floor=True),
    Goal("register of 200", "page_cost", cell("session, 200 on the roster", "SQL"), 8, "SQL"),
    Goal("register of 200", "page_cost", cell("session, 200 on the roster", "kB"), 60, "kB"),
    Goal(
        "public page that is kept, clients on the same cores",
        "cached_pages",
        worst("per second", min),
        2000,
        "/s",
        True,
    ),
    Goal("the same by CPU of the server alone", "cached_pages", worst("CPU ms"), 0.8, "ms CPU"),
    Goal("300 join at once, p95", "join_storm", warm_p95, 350, "ms"),
    Goal("3,000 posts of the video server, kept", "post_storm", only("kept"), 3000, "", at_least=True),
    Goal("the same, half of them answered within", "post_storm", only("p50 ms"), 50, "ms"),
    Goal("50 × the people, most CPU of any page", "flatness", worst("ratio"), 1.3, "×"),
    Goal(
        "50 × the people, pages with other SQL",
        "flatness",
        lambda rows: sum(not row["same SQL"] for row in rows),
        0,
        "",
    ),
    Goal("first view, heaviest page", "page_weight", worst("first view kB"), 100, "kB"),
    Goal("next view, heaviest page", "page_weight", worst("next kB"), 30, "kB"),
    Goal(
        "workshop readable at 400 kbit/s, cold", "slow_line", cell("workshop, signed in: readable, cold", "s"), 3, "s"
    ),
    Goal("certificate, the PDF alone", "certificate_rate", cell("the PDF alone", "CPU ms each"), 8, "ms CPU"),
    Goal("certificate, its signature", "certificate_rate", cell("the signature alone", "CPU ms each"), 32, "ms CPU"),
    Goal(
        "fifty budgets of 200 lines: steps with other SQL than one",
        "budget_size",
        lambda rows: sum(not row["same SQL"] for row in rows),
        0,
        "",
    ),
    Goal(
        "20,000 assets: pages with other SQL than of 200",
        "inventory_size",
        lambda rows: sum(row.get("same SQL") is False for row in rows),
        0,
        "",
    ),
    Goal("memory, two workers", "memory", cell("web server, two workers", "MB"), 330, "MB"),
    Goal("memory, task cluster", "memory", cell("task supervisor and cluster", "MB"), 150, "MB"),
]


def results(database: str) -> dict[str, dict]:
    """The last results of each benchmark on this database."""
    found = (json.loads(path.read_text()) for path in sorted(RESULTS.glob(f"*-{database}.json")))
    return {result["benchmark"]: result for result in found}


def markdown(database: str) -> str:
    """Machine and versions, then one line for each goal that was measured."""
    kept = results(database)
    if not kept:
        return ""
    some = next(iter(kept.values()))
    loads = [result["load"][0] for result in kept.values()]
    said = ("processor", "cores", "python", "database", "django", "wagtail", "gunicorn", "commit")
    head = ", ".join(f"{name} {some[name]}" for name in said)
    lines = [f"{head}; {some['measured_at'][:10]}, load {min(loads)}–{max(loads)}", ""]
    lines += ["| what | measured | goal | met |", "|---|---|---|---|"]
    for goal in GOALS:
        if goal.benchmark in kept:
            figure = goal.read(kept[goal.benchmark]["rows"])
            limit = goal.limit_here(kept[goal.benchmark]["rows"])
            bound, answer = "≥" if goal.at_least else "≤", "yes" if goal.is_met(figure, limit) else "**no**"
            asked = f"{goal.limit} {goal.unit}"
            asked += f" at a floor of {FLOOR_THERE}; here {limit:.3g}" if goal.of_floor else ""
            lines.append(f"| {goal.what} | {figure:.4g} {goal.unit} | {bound} {asked} | {answer} |")
    return "\n".join(lines)
