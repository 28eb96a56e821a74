"""The house's rules for Python hold in every module, and each guard refuses what it is there to refuse."""

import ast
import importlib

import pytest

from tools import code_guards, tree
from tools.code_guards import GUARDS, NOBODY_ACTS, faults

LONG = "def walk():\n" + "    step = 1\n" * 60

REFUSED = [
    ("long_functions", "courses/views.py", LONG),
    ("long_modules", "courses/views.py", "seat = 1\n" * 401),
    ("empty_names", "courses/utils.py", ""),
    ("empty_names", "courses/seat_helpers.py", ""),
    ("empty_names", "courses/seats.py", "class SeatHandler: ..."),
    ("empty_names", "courses/seats.py", "def process(seat): ..."),
    ("rules_in_save", "courses/models/seats.py", "class Seat(Model):\n    def save(self): ..."),
    ("model_signals", "courses/apps.py", "from django.db.models.signals import post_save"),
    ("model_signals", "courses/apps.py", "signals.m2m_changed.connect(count)"),
    ("hidden_wires", "courses/receivers.py", "@receiver(session_settled)\ndef award(**kwargs): ..."),
    ("hidden_wires", "courses/apps.py", "session_settled.connect(award)"),
    ("hidden_wires", "foundations/audit/apps.py", "session_settled.connect(award)"),
    ("events_without_words", "courses/events.py", "seat_taken = Signal()"),
    ("events_without_words", "courses/events.py", 'seat_taken = Signal()\nseat_lost = Signal()\n"""Lost."""'),
    ("events_without_words", "courses/actions.py", "seat_taken = Signal()"),
    ("deeds_without_doer", "courses/actions.py", "def take_seat(workshop): ..."),
    ("deeds_without_doer", "courses/actions/seats.py", "def take_seat(workshop, by): ..."),
    ("deeds_without_words", "courses/actions/seats.py", "def take_seat(workshop, *, by): ..."),
    ("deeds_without_words", "courses/models.py", "class Seat(Model):\n    number = 1"),
    ("deeds_without_words", "courses/__init__.py", ""),
    ("hours_in_rules", "courses/rules.py", "def is_late(due): return timezone.now() > due"),
    ("set_up_needs_nothing", "launch/prepare.py", "import django"),
    ("set_up_needs_nothing", "launch/prepare.py", "from network import models"),
    ("hosts_believed", "courses/mails.py", "link = request.build_absolute_uri(path)"),
    ("hosts_believed", "courses/views.py", "host = request.get_host()"),
    ("hosts_believed", "courses/views.py", 'host = request.META["HTTP_HOST"]'),
    ("words_out_of_sight", "courses/views.py", "name = f\"{_('seat')} {number}\""),
]

ALLOWED = [
    ("long_functions", "courses/views.py", "def walk():\n" + "    step = 1\n" * 59),
    ("long_modules", "courses/views.py", "seat = 1\n" * 400),
    ("empty_names", "courses/information.py", "def dataset(): ..."),
    ("rules_in_save", "courses/forms.py", "class Seat:\n    def save(self): ..."),
    ("hidden_wires", "training_platform/wiring.py", "event.connect(receiver)"),
    ("hidden_wires", "foundations/audit/apps.py", "post_migrate.connect(lay_triggers)"),
    (
        "events_without_words",
        "courses/events.py",
        'seat_taken = Signal()\n"""Somebody took a seat. Carries ``seat``."""',
    ),
    ("deeds_without_doer", "courses/actions.py", "def take_seat(workshop, *, by): ...\ndef _count(seats): ..."),
    ("deeds_without_doer", "courses/actions.py", "@contextmanager\ndef seats_locked(workshop): ..."),
    ("deeds_without_words", "courses/views.py", "def seat(request): ..."),
    ("hours_in_rules", "courses/actions.py", "def take_seat(): return timezone.now()"),
    ("set_up_needs_nothing", "launch/prepare.py", "import os.path\nfrom launch import demo"),
    ("set_up_needs_nothing", "courses/models.py", "import django"),
    ("hosts_believed", "courses/mails.py", "link = settings.BASE_URL + path"),
    ("words_out_of_sight", "courses/views.py", "seat = _('seat')\nname = f\"{seat} {number}\""),
]


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.__name__)
def test_code_keeps_rule(guard):
    assert faults(guard) == []


@pytest.mark.parametrize(("guard", "name", "text"), REFUSED)
def test_guard_refuses(guard, name, text):
    assert list(getattr(code_guards, guard)(name, ast.parse(text)))


@pytest.mark.parametrize(("guard", "name", "text"), ALLOWED)
def test_guard_allows(guard, name, text):
    assert list(getattr(code_guards, guard)(name, ast.parse(text))) == []


def test_every_guard_was_seen_to_refuse():
    assert {guard for guard, _name, _text in REFUSED} == {guard.__name__ for guard in GUARDS}


def test_exceptions_from_naming_the_doer_are_still_needed():
    for name in NOBODY_ACTS:
        module, function = name.rsplit(".", 1)
        assert callable(getattr(importlib.import_module(module), function)), name


def test_every_app_is_guarded(settings):
    ours = {name.removesuffix(".apps.SessionsConfig").replace(".", "/") for name in settings.OWN_APPS}
    assert ours == set(tree.FLOORS)
