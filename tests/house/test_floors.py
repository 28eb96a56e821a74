"""Imports and relations go down only, neighbours do not know each other, each outside system has one window."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps
from importlinter.api import read_configuration
from importlinter.cli import lint_imports

from network.models import Person
from tools import tree

CONFIGURATION = tree.TOP / "pyproject.toml"


def floor_of(model: type[models.Model]) -> float | None:
    """The floor of one of our models, ``None`` for a library's."""
    return tree.FLOORS.get(apps.get_app_config(model._meta.app_label).name.replace(".", "/"))


def relations_up(*chosen: type[models.Model]) -> list[str]:
    """Every relation of our models that points to a higher floor, or to a neighbour."""
    found = []
    for model in chosen:
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]:
            other = field.related_model
            if other is None or floor_of(model) is None or floor_of(other) is None:
                continue
            if other._meta.app_label != model._meta.app_label and floor_of(other) >= floor_of(model):
                found.append(f"{model._meta.label}.{field.name} → {other._meta.label}")
    return found


def test_relations_point_down():
    assert relations_up(*apps.get_models(include_auto_created=True)) == []


def test_guard_looks_at_every_model_of_ours():
    assert sum(floor_of(model) is not None for model in apps.get_models()) > 20


@isolate_apps("foundations.audit", "network", "courses", "conferencing")
def test_relation_that_points_up_or_sideways_is_seen():
    class Page(models.Model):
        reader = models.ForeignKey(Person, on_delete=models.CASCADE)
        readers = models.ManyToManyField(Person, related_name="+")

        class Meta:
            app_label = "audit"

    class Workshop(models.Model):
        class Meta:
            app_label = "courses"

    class Room(models.Model):
        workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE)
        host = models.ForeignKey(Person, on_delete=models.CASCADE)

        class Meta:
            app_label = "conferencing"

    assert relations_up(Page, Workshop, Room) == [
        "audit.Page.reader → network.Person",
        "audit.Page.readers → network.Person",
        "conferencing.Room.workshop → courses.Workshop",
    ]


def test_import_contracts_are_kept(capsys):
    broken = lint_imports(config_filename=str(CONFIGURATION), no_cache=True)
    assert not broken, capsys.readouterr().out


# One forbidden line for each contract: a copy of the tree that has them all must break them all.
BREAKS = {
    "floors": ("foundations/audit/rules.py", "import network.rules"),
    "rooms": ("network/querysets.py", "import network.actions"),
    "rules": ("courses/rules.py", "from django.utils import timezone"),
    "window-typst": ("certificates/models.py", "import typst"),
    "window-segno": ("certificates/models.py", "import segno"),
    "window-jwt": ("sessions/models/timetable.py", "import jwt"),
    "window-smtplib": ("network/mails.py", "import smtplib"),
    "window-django_q": ("courses/models/__init__.py", "import django_q"),
    "window-requests": ("conferencing/rules.py", "import requests"),
    "window-pyhanko": ("certificates/models.py", "import pyhanko"),
    "window-icalendar": ("sessions/models/timetable.py", "import icalendar"),
    "window-openpyxl": ("sessions/models/timetable.py", "import openpyxl"),
    "window-lxml": ("funding/models/rounds.py", "import lxml"),
}


@pytest.fixture(scope="module")
def broken_copy(tmp_path_factory) -> Path:
    top = tmp_path_factory.mktemp("broken")
    for path in [CONFIGURATION, *tree.sources()]:
        copy = top / path.relative_to(tree.TOP)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
    (top / "foundations" / "__init__.py").touch()
    for name, line in BREAKS.values():
        with (top / name).open("a") as module:
            module.write(f"\n{line}\n")
    return top


def test_every_import_contract_can_break(broken_copy):
    command = [Path(sys.executable).parent / "lint-imports", "--no-cache"]
    told = subprocess.run(command, cwd=broken_copy, capture_output=True, text=True, check=False).stdout
    kept = [line for line in told.splitlines() if " KEPT" in line]
    assert kept == []
    assert told.count(" BROKEN") == len(BREAKS), told


def test_every_import_contract_was_seen_to_break():
    contracts = read_configuration(str(CONFIGURATION))["contracts_options"]
    assert {contract["id"] for contract in contracts} == set(BREAKS)


def test_contracts_and_tree_name_the_same_apps():
    contracts = {each["id"]: each for each in read_configuration(str(CONFIGURATION))["contracts_options"]}
    floors = {name.strip() for layer in contracts["floors"]["layers"] for name in layer.split("|")}
    ours = {name.replace("/", ".") for name in tree.FLOORS}
    assert floors == ours
    assert set(contracts["rooms"]["containers"]) == ours - {"training_platform"}
