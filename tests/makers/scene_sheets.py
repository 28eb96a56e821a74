"""Things of the scene: spreadsheets that go out and in, and files that somebody sent."""

from foundations.spreadsheets.models import ImportBatch
from tests.makers.sheets import make_batch
from tests.makers.things import Scene, Thing
from training_platform.access import Reach, Role

EVERYONES = frozenset(Reach)
SENDERS = (Role.CONTACT_POINT, Role.SECRETARIAT)


def sheets(scene: Scene) -> dict[str, list[Thing]]:
    """Each contract, which opens by role; a batch in each state that a page asks for, of everybody who sends one."""
    workshop = scene.things["nominating"][0].about
    budget = str(scene.things["budget"][0].about.pk)
    return {
        "sheet": [
            Thing("inventory", ("inventory",), "asset_sheet", always=EVERYONES),
            Thing("people", ("people",), "people_sheet", always=EVERYONES),
            Thing("nominations", ("nominations", workshop.slug), "nomination_sheet", always=EVERYONES),
            *(Thing(name, (name, budget), "budget_sheet") for name in ("budget-lines", "quotations", "ledger")),
            Thing("places", ("places", workshop.slug), "place_sheet", always=EVERYONES),
        ],
        **{f"import_{state}": _batches(scene, state) for state in ("read", "checked", "applied")},
    }


def _batches(scene: Scene, state: str) -> list[Thing]:
    senders = [*(scene.people[role] for role in SENDERS), scene.diego]
    return [_batch(make_batch(user, state=state), user) for user in senders]


def _batch(batch: ImportBatch, user) -> Thing:
    return Thing(f"{batch.state} of {user}", (batch.pk,), owner=user.person, about=batch)
