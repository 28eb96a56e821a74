"""A field that a form does not offer is as good as not sent, whatever its name (OWASP ASVS 15.3.3).

Each address is posted to without and, several times, with more fields, at the same instant; what then stands in
the tables written to, and which these are, is the same but for keys drawn at random.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
import time_machine
from django.apps import apps
from django.core.cache import cache
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.house.bodies import body_for, fields_of, names_on
from tests.house.canaries import our_models
from tests.house.stage import Stage
from tests.makers.things import Thing
from training_platform.access import ALL_OURS, Address, Answer, Role, expected_answer

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db,
    # Willow leaves a picture's file to the garbage collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

DRAWN = re.compile(r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}|[0-9a-f]{32,64}|[\w-]{40,}")
# Tables whose rows are stamps, sealed parcels, counts of attempts, secrets with how they begin, or drawn by lot.
ASIDE = {
    *("django_session", "django_q_ormq", "cache_entries", "usersessions_usersession", "calendars_feedtoken"),
    "certificates_badge",
}
VALUES = (
    "1",
    "2",
    "on",
    "true",
    "secretariat",
    "administrator",
    "confirmed",
    "announced",
    "settled",
    "",
    "x@mp.example",
)
COMMONLY_TRIED = {
    *("is_staff", "is_superuser", "is_active", "role", "roles", "state", "office", "office_id", "person", "person_id"),
    *("user", "user_id", "pk", "id", "by", "at", "nominated_by", "groups", "user_permissions", "owner", "live"),
    *("password", "email", "verdict", "present_seconds", "decision", "side", "stands", "code", "settled_at", "kind"),
}


def names_of_all_fields() -> list[str]:
    """Every name under which any model of ours keeps anything, and what attackers try besides."""
    found = set(COMMONLY_TRIED)
    for model in [*our_models(), *apps.get_app_config("auth").get_models()]:
        for field in model._meta.get_fields():
            found |= {field.name, getattr(field, "attname", field.name)}
    return sorted(found)


ALL_NAMES = names_of_all_fields()


def posting() -> list[Address]:
    return [each for each in ALL_OURS if "POST" in each.methods and each.methods["POST"] != "R" and each.is_offered]


def readers(stage: Stage, address: Address) -> Iterator[tuple[Role, Thing]]:
    """The first role and thing for which the matrix says yes."""
    for role in (Role.PROSECUTOR, Role.CONTACT_POINT, Role.TRAINER, Role.REGIONAL_SCHOOL, Role.SECRETARIAT):
        for thing in stage.scene.things_of(address.thing):
            relations = thing.relations(stage.scene.people[role])
            answer = expected_answer(address, "POST", role, relations=relations, seen_as=thing.seen_as)
            if answer is Answer.OPEN:
                yield role, thing
                break


def contents(tables: set[str]) -> dict[str, list[str]]:
    """Every row of these tables, without what is drawn at random."""
    found = {}
    with connection.cursor() as cursor:
        for name in tables - ASIDE:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")  # noqa: S608 - a table's own name
            found[name] = sorted(DRAWN.sub("*", repr(row)) for row in cursor.fetchall())
    return found


def after(stage: Stage, role: Role, url: str, body: dict) -> tuple[int, dict[str, list[str]]]:
    """The status, and what then stands in the tables that were written to; it is undone."""
    mark = transaction.savepoint()
    try:
        cache.clear()
        browser = stage.browsers[role]
        browser.cookies.load(stage.jars[role])
        with stage.witness.watching():
            status = browser.post(url, body).status_code
        return status, contents(stage.witness.written & set(stage.witness.tables))
    finally:
        transaction.savepoint_rollback(mark)


@pytest.mark.parametrize("address", posting(), ids=lambda address: address.name)
def test_fields_not_offered_change_nothing(stage, address):
    role, thing = next(readers(stage, address), (None, None))
    if role is None:
        return
    url = reverse(address.name, args=thing.args)
    with time_machine.travel(timezone.now(), tick=False):
        page = stage.ask(role, "GET", url)[0].text if address.name.endswith(":edit") else ""
        body = fields_of(page) if page else body_for(address.name, stage.scene, thing)
        offered = offered_by(stage, role, url, body) if "GET" in address.methods else set(body)
        others = [name for name in ALL_NAMES if name not in offered]
        plain = after(stage, role, url, body)

        @settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
        @given(
            names=st.one_of(st.just(others), st.lists(st.sampled_from(others), unique=True, min_size=1)),
            value=st.sampled_from(VALUES),
        )
        def more_fields_change_nothing(names, value):
            assert after(stage, role, url, dict.fromkeys(names, value) | body) == plain

        more_fields_change_nothing()


def offered_by(stage: Stage, role: Role, url: str, body: dict) -> set[str]:
    """The fields on the page of the form, as it opens and as the choices of the body open it, and those of the body."""
    choices = {name: value for name, value in body.items() if isinstance(value, str | list)}
    pages = (url, f"{url}?{urlencode(choices, doseq=True)}")
    return set(body).union(*(names_on(stage.ask(role, "GET", page)[0].text) for page in pages))


def test_every_model_of_ours_lends_its_names():
    assert {"state", "is_superuser", "nominated_by_id", "present_seconds", "sessions_epoch"} <= set(ALL_NAMES)
