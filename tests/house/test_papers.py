"""The papers on security tell the truth: every proof that they name exists, every requirement has a state."""

import ast
import csv
import re
from collections import Counter
from functools import cache

import pytest

from tools.tree import TOP

TABLE = TOP / "docs" / "asvs.csv"
PAPERS = ("SECURITY.md", "SECURITY.es.md", "docs/threat-model.md", "docs/operations.md", "README.md")
COLUMNS = ["requirement", "level", "in our words", "state", "proof", "remark"]
STATES = {"met", "partly", "not met", "not applicable"}
IDENTITY = re.compile(r"V([1-9]|1[1-6])\.[1-9]\.[1-9][0-9]?")
TEST = re.compile(r"tests/[\w/]+\.py(?:::test_\w+)?")
LINK = re.compile(r"\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)")
# How many requirements of levels 1 and 2 each chapter of ASVS 5.0.0 has, so that none is passed over in silence.
LEVELS_1_AND_2 = {
    1: 27,
    2: 11,
    3: 19,
    4: 10,
    5: 9,
    6: 35,
    7: 18,
    8: 7,
    9: 7,
    11: 14,
    12: 9,
    13: 13,
    14: 9,
    15: 13,
    16: 16,
}


def rows() -> list[dict[str, str]]:
    with TABLE.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@cache
def names_in(name: str) -> set[str]:
    """The tests of one file, by name; parameters and marks are of no account."""
    tree = ast.parse((TOP / name).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


def fault_of(proof: str) -> str:
    """What is wrong with a proof: a test, ``path: NAME`` for a line of the settings, or a document with its heading."""
    path, _colon, test = proof.partition("::")
    if test:
        return "" if (TOP / path).exists() and test in names_in(path) else f"no such test: {proof}"
    path, _colon, name = proof.partition(": ")
    if name:
        there = (TOP / path).exists() and re.search(rf"\b{re.escape(name)}\b", (TOP / path).read_text(encoding="utf-8"))
        return "" if there else f"no such line: {proof}"
    path, _hash, heading = proof.partition("#")
    return "" if (TOP / path).exists() and (not heading or heading in headings(path)) else f"no such document: {proof}"


@cache
def headings(name: str) -> set[str]:
    """The anchors of a document's headings, as they are made of the words."""
    text = (TOP / name).read_text(encoding="utf-8")
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def test_table_has_its_columns():
    with TABLE.open(newline="", encoding="utf-8") as file:
        assert next(csv.reader(file)) == COLUMNS


def test_requirements_are_well_formed_and_stand_once_in_order():
    identities = [row["requirement"] for row in rows()]
    assert [each for each in identities if not IDENTITY.fullmatch(each)] == []
    assert [each for each, times in Counter(identities).items() if times > 1] == []
    numbers = [tuple(int(part) for part in each[1:].split(".")) for each in identities]
    assert numbers == sorted(numbers)


def test_no_requirement_of_levels_1_and_2_is_passed_over():
    counted = Counter(int(row["requirement"][1:].split(".")[0]) for row in rows() if row["level"] in {"1", "2"})
    assert dict(counted) == LEVELS_1_AND_2
    assert {row["level"] for row in rows()} <= {"1", "2", "3"}


def test_every_state_is_one_of_the_words():
    assert {row["state"] for row in rows()} <= STATES


def test_what_is_met_is_proven_and_what_is_not_says_why():
    assert [row["requirement"] for row in rows() if row["state"] in {"met", "partly"} and not row["proof"]] == []
    assert [row["requirement"] for row in rows() if row["state"] != "met" and not row["remark"]] == []
    assert [row["requirement"] for row in rows() if len(row["in our words"]) < 8] == []


def test_every_proof_of_the_table_exists():
    proofs = [(row["requirement"], proof) for row in rows() for proof in row["proof"].split(" · ") if proof]
    assert [f"{requirement}: {fault}" for requirement, proof in proofs if (fault := fault_of(proof))] == []


@pytest.mark.parametrize("paper", PAPERS)
def test_every_test_named_in_a_paper_exists(paper):
    named = TEST.findall((TOP / paper).read_text(encoding="utf-8"))
    assert [fault for each in named if (fault := fault_of(each))] == []


@pytest.mark.parametrize("paper", PAPERS)
def test_every_link_of_a_paper_leads_somewhere(paper):
    folder = (TOP / paper).parent
    broken = []
    for path, heading in LINK.findall((TOP / paper).read_text(encoding="utf-8")):
        target = (folder / path).resolve() if path else TOP / paper
        if not target.exists() or (heading and heading not in headings(str(target.relative_to(TOP)))):
            broken.append(f"{path}#{heading}")
    assert broken == []


def test_both_languages_promise_the_same():
    promises = [TEST.findall((TOP / paper).read_text(encoding="utf-8")) for paper in ("SECURITY.md", "SECURITY.es.md")]
    assert promises[0] == promises[1]
    assert promises[0]


@pytest.mark.parametrize(
    "proof",
    [
        "tests/house/test_papers.py::test_nothing_of_the_kind",
        "tests/house/test_nothing.py::test_a",
        "tests/house/test_nothing.py",
        "training_platform/settings.py: NO_SUCH_SETTING",
        "docs/nothing.md",
        "SECURITY.md#no-such-heading",
    ],
)
def test_proof_that_is_none_is_seen(proof):
    assert fault_of(proof)


@pytest.mark.parametrize(
    "proof",
    [
        "tests/house/test_papers.py::test_proof_that_is_none_is_seen",
        "training_platform/settings.py: SECRET_KEY",
        "SECURITY.md#7-duties-of-a-deployment",
    ],
)
def test_proof_that_is_one_is_believed(proof):
    assert not fault_of(proof)
