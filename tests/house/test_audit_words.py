"""Every action that any code of ours records has a sentence for whoever reads the audit book."""

import ast
import re

from certificates.models import Certificate
from courses.models import Approval, Enrolment
from equipment.models import AssetEvent
from funding.models import Allocation, BudgetLine, BudgetRound, Need
from privacy.models import Correction
from tools import tree
from training_platform.audit_book.words import READINGS, WORDS

# What stands in the holes of names that are put together; a new one is spelled out here.
PUT_TOGETHER = {
    "courses.workshop_{}": Approval.Decision.values,
    "courses.enrolment_{}": Enrolment.State.values,
    "certificates.certificate_{}": [
        Certificate.State.VALID,
        Certificate.State.SUSPENDED,
        Certificate.State.REVOKED,
    ],
    "equipment.asset_{}": AssetEvent.Deed.values,
    "funding.allocation_{}": Allocation.State.values,
    "funding.line_{}": BudgetLine.State.values,
    "funding.need_{}": Need.State.values,
    "funding.round_{}": BudgetRound.State.values,
    "privacy.correction_{}": [Correction.State.DONE, Correction.State.DECLINED],
}
# Calls whose action is looked up in a table of their module.
PASSED_ON: dict[str, list[str]] = {}
NAME = re.compile(r"^[a-z_]+\.[a-z_]+$")


def recorded(module: ast.Module) -> list[ast.expr]:
    """The first argument of every call of ``record_event``."""
    calls = (node for node in ast.walk(module) if isinstance(node, ast.Call))
    return [call.args[0] for call in calls if ast.unparse(call.func).split(".")[-1] == "record_event" and call.args]


def names_of(expression: ast.expr, where: str) -> list[str]:
    """The actions that an expression can be; one that cannot be told is named as it stands."""
    if isinstance(expression, ast.Constant):
        return [expression.value]
    if isinstance(expression, ast.IfExp):
        return [*names_of(expression.body, where), *names_of(expression.orelse, where)]
    if isinstance(expression, ast.JoinedStr):
        pattern = "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in expression.values)
        return [pattern.format(word) for word in PUT_TOGETHER.get(pattern, [])] or [f"{where}: {pattern}"]
    return PASSED_ON.get(where, [f"{where}: {ast.unparse(expression)}"])


def actions_recorded() -> set[str]:
    """Every action of the whole tree."""
    return {
        name
        for path in tree.sources()
        for expression in recorded(ast.parse(path.read_text(encoding="utf-8")))
        for name in names_of(expression, tree.name_of(path))
    }


def test_every_action_has_words():
    assert sorted(actions_recorded() - set(WORDS)) == []


def test_readings_are_actions():
    assert set(WORDS) >= READINGS


def test_action_without_words_would_be_seen():
    module = ast.parse(
        'record_event("a.b_done", x)\naudit.record_event(f"courses.workshop_{word}")\nrecord_event(name)'
    )
    found = [name for each in recorded(module) for name in names_of(each, "here.py")]
    assert found == ["a.b_done", "courses.workshop_approved", "courses.workshop_returned", "here.py: name"]
