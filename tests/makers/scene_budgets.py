"""Things of the scene: a budget that a funder of the scene gives to, with every kind of row that can be taken away."""

from funding.models import Contribution
from tests.makers.budgets import make_allocation, make_plan_budget, make_quote
from tests.makers.things import Scene, Thing
from training_platform.access import Role


def budgets(scene: Scene) -> dict[str, list[Thing]]:
    """The plan's rough budget; its first funder is the one that felix reads for."""
    plan = make_plan_budget()
    contribution: Contribution = plan.contributions["A"]
    felix = scene.people[Role.FUNDER].person
    felix.institution = contribution.funder
    felix.save()
    make_allocation(contribution, plan.lines["AHN"], 12000)
    make_quote(plan.lines["AHN"], price=13000)
    key = plan.round.pk
    return {
        "budget": [Thing("the plan's", (key,), about=plan.round)],
        "budget_rows": [Thing(which, (key, which)) for which in ("lines", "ledger", "quotes")],
    }
