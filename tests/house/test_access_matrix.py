"""The permission matrix holds: every address, every role, own and foreign things, every method.

The expected answer follows from the rows of :mod:`training_platform.access` alone. What is refused changes nothing, and
neither does a GET.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.http import HttpResponse
from django.urls import resolve, reverse
from django.utils import translation

from tests.house.addresses import names_and_routes
from tests.house.bodies import body_for, fields_of
from tests.house.stage import Stage, is_a_door
from tests.makers.things import Thing
from training_platform.access import (
    ALL_OURS,
    LIBRARIES,
    UNNAMED,
    Address,
    Answer,
    Refusal,
    Role,
    address_of,
    expected_answer,
    library_of,
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db,
    # Willow leaves a picture's file to the garbage collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

REFUSING = {Answer.ABSENT, Answer.SIGN_IN, Answer.FORBIDDEN, Answer.CLOSED, Answer.NO_METHOD}
OTHER_METHODS = ("PUT", "DELETE", "OPTIONS")
# Who stands outside the administration meets its one door at every screen of it: fewer knocks tell the same.
OUTSIDE = {Role.PROSECUTOR, Role.CUSTODIAN, Role.TRAINER, Role.FUNDER}


# --- Every address is listed -----------------------------------------------------------------------------------------


def unlisted(found: list[tuple[str, str]]) -> list[str]:
    """A sentence for each address that stands in no row."""
    return [
        f"{name or route}: add a row for it to training_platform/access/addresses.py (its resource, what each method "
        "does, the kind of object in its path), and a thing of that kind to tests/makers/scene.py."
        for name, route in found
        if not (address_of(name) or library_of(name) if name else route.removeprefix("en/") in UNNAMED)
    ]


def test_every_address_has_its_row():
    assert unlisted(names_and_routes()) == []


def test_address_without_a_row_is_told_with_what_to_add():
    assert "add a row" in unlisted([("reports:index", "reports/")])[0]
    assert "add a row" in unlisted([("", "reports/")])[0]


def test_every_row_has_its_address():
    there = {name for name, _route in names_and_routes()}
    routes = {route.removeprefix("en/") for name, route in names_and_routes() if not name}
    assert [address.name for address in ALL_OURS if address.name not in there] == []
    assert [route for route in UNNAMED if route not in routes] == []
    used = {library_of(name) for name in there if name and not address_of(name)}
    assert [row.pattern for row in LIBRARIES if row not in used] == []


# --- The walk --------------------------------------------------------------------------------------------------------


def answer_of(response: HttpResponse, address: Address, role: Role) -> Answer | int:
    """The class of an answer; a fault of the machine is its status."""
    status, is_machine_door = response.status_code, address.refusal is Refusal.CLOSED
    if is_machine_door and status in {401, 404, 503}:
        return Answer.CLOSED
    if status == 503 and address.resource == "health":  # no cluster runs here, and the page says so
        return Answer.OPEN
    if status == 302:
        return _answer_of_redirect(response["Location"], address, role)
    plain = {404: Answer.ABSENT, 403: Answer.FORBIDDEN, 405: Answer.NO_METHOD}
    return plain.get(status, status if status >= 500 else Answer.OPEN)


def _answer_of_redirect(location: str, address: Address, role: Role) -> Answer:
    """To a door, or in the administration back to its front: refused. Anywhere else: done."""
    if is_a_door(location):
        return Answer.ABSENT if address.is_book and role is not Role.ANONYMOUS else Answer.SIGN_IN
    if address.is_book and location == reverse("wagtailadmin_home"):
        return Answer.ABSENT
    return Answer.OPEN


@dataclass
class Case:
    """One role before one thing at one address."""

    stage: Stage
    address: Address
    role: Role
    thing: Thing
    is_first: bool = True  # of the things at its address: with it every method is tried

    def __post_init__(self) -> None:
        self.url = reverse(self.address.name, args=self.thing.args)
        self.page = ""

    def __str__(self) -> str:
        return f"{self.address.name} [{self.thing.label}] {self.role.value}"

    def expected(self, method: str) -> Answer:
        """What the matrix says."""
        relations = self.thing.relations(self.stage.scene.people[self.role])
        return expected_answer(self.address, method, self.role, relations=relations, seen_as=self.thing.seen_as)

    def faults(self) -> Iterator[str]:
        """Where the answers differ from the matrix."""
        is_at_the_door = self.address.is_book and self.role in OUTSIDE
        for method in ("GET", "HEAD") if self.is_first and not self.address.is_book else ("GET",):
            yield from self.faults_of_reading(method)
        self.stage.scene.reader = self.stage.scene.people[self.role]
        edits = self.page and self.address.name.endswith(":edit")
        plausible = fields_of(self.page) if edits else body_for(self.address.name, self.stage.scene, self.thing)
        for body in (plausible,) if is_at_the_door else ({}, plausible):
            yield from self.faults_of_posting(body)
        for method in OTHER_METHODS if self.is_first and not is_at_the_door else ("DELETE",):
            response, changed = self.stage.ask(self.role, method, self.url)
            if changed or response.status_code >= 500:
                yield f"{self} {method}: {response.status_code}, changed {changed}"
            if answer_of(response, self.address, self.role) is Answer.OPEN and self.expected("GET") is not Answer.OPEN:
                yield f"{self} {method}: open, and GET is not"

    def faults_of_reading(self, method: str) -> Iterator[str]:
        """As the matrix says, and nothing changed."""
        response, changed = self.stage.ask(self.role, method, self.url)
        answer = answer_of(response, self.address, self.role)
        if not is_as_expected(answer, self.expected(method)):
            yield f"{self} {method}: {answer}, expected {self.expected(method)}"
        if changed:
            yield f"{self} {method}: changed {changed}"
        if method == "GET" and answer is Answer.OPEN and not response.streaming:
            self.page = response.content.decode(errors="replace")

    def faults_of_posting(self, body: dict) -> Iterator[str]:
        """As the matrix says; what is refused changes nothing, what is allowed something."""
        response, changed = self.stage.ask(self.role, "POST", self.url, body)
        answer, wanted = answer_of(response, self.address, self.role), self.expected("POST")
        if answer is Answer.OPEN and wanted is Answer.SENTENCE and response.status_code == 302:
            answer = Answer.SENTENCE
        where = f"{self} POST {body!r}"
        if not is_as_expected(answer, wanted):
            yield f"{where}: {answer} ({response.status_code}), expected {wanted}"
        if changed and wanted is not Answer.OPEN:
            yield f"{where}: refused, and changed {changed}"
        if any(body.values()) and wanted is Answer.OPEN and not changed and self.address.methods["POST"] not in "RX":
            yield f"{where}: allowed, and changed nothing ({response.status_code}, {told_by(response)})"


def is_as_expected(answer: Answer | int, wanted: Answer) -> bool:
    """An address that does not take the method may refuse the reader before it says so."""
    return answer == wanted or (wanted is Answer.NO_METHOD and answer in REFUSING)


def told_by(response: HttpResponse) -> str:
    """What a page or a redirect says, for the fault's sentence."""
    if response.streaming or response.status_code == 302:
        return str(response.cookies.get("messages", ""))[:200]
    return " ".join(response.text.split("error-message")[1:3])[:300]


@pytest.mark.parametrize("address", ALL_OURS, ids=lambda address: address.name)
def test_address_answers_as_the_matrix_says(stage, address):
    things = stage.scene.things_of(address.thing)
    assert things, f"{address.name}: make a thing of the kind “{address.thing}” in tests/makers/scene.py"
    found = []
    for role in Role:
        for thing in things:
            found += Case(stage, address, role, thing, is_first=thing is things[0]).faults()
    assert not found, "\n".join(found)


@pytest.mark.parametrize("address", ALL_OURS, ids=lambda address: address.name)
def test_both_languages_resolve_to_one_name(stage, address):
    for thing in stage.scene.things_of(address.thing):
        for language in ("es", "en"):
            with translation.override(language):
                if address.name == "wagtail_serve":
                    continue
                match = resolve(reverse(address.name, args=thing.args))
                assert match.view_name == address.name
