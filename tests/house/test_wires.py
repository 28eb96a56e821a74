"""What happens by itself stands on two pages: ``wiring.py`` and ``clock.py``; both tell the truth."""

import importlib
import inspect

import pytest
from django.dispatch import Signal

from foundations.jobs.registry import task_names
from tools import tree
from training_platform.clock import CHORES
from training_platform.wiring import CONNECTION_WIRES, DOOR_WIRES, EDITOR_WIRES, SILENCED, WIRES


def modules(name: str) -> list:
    """The modules called ``name`` of our apps, in order of floors."""
    return [
        importlib.import_module(tree.dotted(app / f"{name}.py")) for app in tree.apps() if (app / f"{name}.py").exists()
    ]


def events() -> dict[int, tuple[str, Signal]]:
    """Every event of the house by identity, with its address."""
    return {
        id(value): (f"{module.__name__}.{name}", value)
        for module in modules("events")
        for name, value in vars(module).items()
        if isinstance(value, Signal)
    }


def listeners(event: Signal) -> list:
    """Whoever is connected to ``event``."""
    live = event._live_receivers(sender=None)
    return [each for group in live for each in group] if isinstance(live, tuple) else live


def test_every_wire_begins_at_an_event_of_the_house():
    assert [receiver.__qualname__ for event, receiver in WIRES if id(event) not in events()] == []


def test_every_wire_ends_at_a_receiver_above_its_event_or_beside_it():
    """A neighbour on the same floor may listen: it imports nothing of it and takes what the event carries."""
    for event, receiver in WIRES:
        address, _event = events()[id(event)]
        below, above = (
            tree.app_of(tree.TOP / f"{name.replace('.', '/')}.py") for name in (address, receiver.__module__)
        )
        assert receiver.__module__.endswith(".receivers"), receiver
        assert tree.FLOORS[tree.name_of(below)] <= tree.FLOORS[tree.name_of(above)], (address, receiver.__module__)
        assert below != above, (address, receiver.__module__)


def test_every_wire_is_plugged_and_nothing_else_is():
    plugged = {(address, receiver) for address, event in events().values() for receiver in listeners(event)}
    assert plugged == {(events()[id(event)][0], receiver) for event, receiver in WIRES}


def test_every_receiver_is_on_the_page_of_wires():
    listed = {receiver for _event, receiver in (*WIRES, *DOOR_WIRES, *EDITOR_WIRES, *CONNECTION_WIRES)}
    written = {
        function
        for module in modules("receivers")
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
    }
    assert written - listed == set()


@pytest.mark.parametrize("wires", [DOOR_WIRES, EDITOR_WIRES])
def test_every_wire_of_a_library_is_plugged(wires):
    assert [receiver.__name__ for event, receiver in wires if receiver not in listeners(event)] == []


def test_letters_of_the_library_are_silenced():
    left = [listener for event, _sender, _name in SILENCED for listener in event._live_receivers(sender=None)[0]]
    assert [each for each in left if type(each).__module__.startswith("wagtail.")] == []
    assert {name for event, _sender, name in SILENCED for key in event.receivers if name in str(key)} == set()


def test_no_wire_is_listed_twice():
    assert len(WIRES) == len({(id(event), receiver) for event, receiver in WIRES})


@pytest.mark.parametrize("chore", CHORES, ids=lambda chore: chore.name)
def test_chore_names_a_task_that_exists(chore):
    assert chore.name in task_names()
    assert chore.minutes > 0


def test_chores_are_named_once():
    assert len({chore.name for chore in CHORES}) == len(CHORES)
