"""The pages of the money at their largest: fifty budgets of two hundred lines, five thousand rows of ledgers.

Each page is asked for with one budget and with fifty: its statements must be equal.
"""

from datetime import timedelta

from benchmarks.budget_size import GIVERS, ROUNDS, counted, large_round
from benchmarks.measure import report
from benchmarks.stage import stage


def main() -> None:
    from django.test import Client
    from django.urls import reverse

    from tests.makers.budgets import make_funder
    from tests.makers.equipment import make_item_type
    from tests.makers.network import make_cast, make_office
    from tests.makers.signing_in import force_login

    cast = make_cast()
    cast.sara.person.appointments.update(starts_at=cast.sara.date_joined - timedelta(days=1))
    offices = [make_office() for _number in range(10)]
    kind, funders = make_item_type(), [make_funder() for _number in range(GIVERS)]
    budget = large_round(offices, kind, funders)
    client = Client(headers={"host": "127.0.0.1"})
    force_login(client, cast.sara)
    pages = {
        "budgets": reverse("funding:round_list"),
        "a budget of 200 lines": reverse("funding:round", args=[budget.pk]),
        "its versions": reverse("funding:round_compare", args=[budget.pk]),
        "a line": reverse("funding:line", args=[budget.lines.first().pk]),
        "money for a line": reverse("funding:line_allocate", args=[budget.lines.last().pk]),
        "contributions": reverse("funding:contribution_list"),
        "a contribution": reverse("funding:contribution", args=[budget.contributions.first().pk]),
        "needs": reverse("funding:need_list"),
    }

    def opened(url: str) -> None:
        assert client.get(url).status_code == 200, url

    alone = {name: counted(lambda url=url: opened(url)) for name, url in pages.items()}
    for _number in range(ROUNDS - 1):
        large_round(offices, kind, funders)
    rows = []
    for name, url in pages.items():
        statements, cost = counted(lambda url=url: opened(url))
        before, cost_before = alone[name]
        row = {"page": name, "SQL alone": before, "SQL among 50": statements, "same SQL": before == statements}
        rows.append(row | {"CPU ms alone": cost_before, "CPU ms among 50": cost})
    report("budget_pages", rows)


if __name__ == "__main__":
    with stage():
        main()
