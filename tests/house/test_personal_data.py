"""Every field of every model that points to a person is told to that person, or left out for a reason that is given."""

import inspect

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from network.models import Person, User
from privacy.sources import sources
from tools import tree
from training_platform.personal import LEFT_OUT


def fields_that_point_to_people(chosen: list[type[models.Model]]) -> set[str]:
    """``app.Model.field`` of each relation to a person or to an account."""
    return {
        f"{model._meta.label}.{field.name}"
        for model in chosen
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]
        if field.related_model in {Person, User}
    }


def covered() -> set[str]:
    return {field for source in sources() for field in getattr(source, "covers", ())}


def is_left_out(field: str) -> bool:
    return field in LEFT_OUT or field.rpartition(".")[0] in LEFT_OUT


def test_every_field_that_points_to_people_is_told_or_left_out():
    pointing = fields_that_point_to_people(apps.get_models())
    assert sorted(field for field in pointing - covered() if not is_left_out(field)) == []


def test_every_source_says_which_fields_it_speaks_for():
    assert [source.__name__ for source in sources() if not getattr(source, "covers", ())] == []


def test_what_is_covered_or_left_out_exists():
    for name in covered() | {name for name in LEFT_OUT if name.count(".") == 2}:
        label, _dot, field = name.rpartition(".")
        try:
            apps.get_model(label)._meta.get_field(field)
        except (LookupError, FieldDoesNotExist):
            raise AssertionError(f"{name} is no field of ours") from None
    for name in LEFT_OUT:
        assert apps.get_model(".".join(name.split(".")[:2])), name


def test_every_reason_is_a_sentence():
    assert [name for name, reason in LEFT_OUT.items() if len(reason) < 15] == []


def test_every_source_is_listed():
    import importlib

    written = {
        function
        for app in tree.apps()
        if (app / "personal.py").exists()
        for _name, function in inspect.getmembers(
            importlib.import_module(tree.dotted(app / "personal.py")), inspect.isfunction
        )
        if hasattr(function, "covers")
    }
    assert written == set(sources())


def test_field_that_nobody_tells_would_be_seen():
    class Sighting:
        class _meta:  # noqa: N801 - stands for a model's own
            label = "courses.Sighting"
            local_fields = [models.ForeignKey(Person, on_delete=models.CASCADE, name="person")]
            local_many_to_many: list = []

    assert fields_that_point_to_people([Sighting]) - covered() == {"courses.Sighting.person"}
    assert not is_left_out("courses.Sighting.person")
