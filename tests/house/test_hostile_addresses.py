"""No address answers with a fault of the machine, whatever stands in its path or its query (OWASP ASVS 2.2.1)."""

import re
from urllib.parse import quote, urlencode

import pytest

from tests.house.addresses import names_and_routes
from tests.house.test_access_libraries import REGEXES, keys, url_of  # noqa: F401 - a fixture
from training_platform.access import Role, address_of

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::django.core.paginator.UnorderedObjectListWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

PLACEHOLDER = re.compile(r"<(?:(\w+):)?(\w+)>")
HOSTILE_IDS = {
    "int": ("0", "9223372036854775808", "99999999999999999999999999"),
    "uuid": ("00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"),
    "slug": ("x", "-", "0" * 3000),
    "str": ("x", "0", "'\"><script>", "1,2", "\u202e\u0000", "ñ" * 500, "..%2f..%2fetc"),
    "path": ("x", "../../etc/passwd", "a/" * 300),
}
HOSTILE_VALUES = (
    "",
    "x",
    "-1",
    "99999999999999999999",
    "'\"<script>)(",
    "[]",
    "ñ\u202e" * 400,
    "1e999",
    "1,2,x",
    "%",
    "\\' OR 1=1 --",
    "\u0130" * 50,
)
ASKED_OF_EACH = 4
QUERY_WORDS = (
    *("p", "page", "q", "query", "ordering", "order_by", "next", "language", "lang", "locale", "back", "stay", "code"),
    *("role", "state", "office", "workshop", "area", "kind", "person", "actor", "action", "subject_id", "subject_type"),
    *("at_from", "at_to", "at", "export", "tag", "content_type", "user", "id", "ids", "collection_id", "collection"),
    *("page_type", "parent_page_id", "allow_external_link", "created_at_from", "is_checking_usage", "type", "fields"),
    *(
        "child_of",
        "descendant_of",
        "translation_of",
        "limit",
        "offset",
        "search",
        "_w_filter",
        "embed",
        "width",
        "mode",
    ),
    *("verdict", "membership", "model", "object_id", "uuid", "log_action", "timestamp_from", "hide_commenting_actions"),
)


def hostile_paths(name: str, route: str, keys: dict) -> list[str]:  # noqa: F811
    """The route with hostile ids, one kind after the other in every place."""
    depth = max((len(HOSTILE_IDS.get(kind or "str", ("x",))) for kind, _word in PLACEHOLDER.findall(route)), default=0)
    found = []
    for turn in range(depth):

        def hostile(match: re.Match, turn: int = turn) -> str:
            values = HOSTILE_IDS.get(match.group(1) or "str", ("x",))
            return quote(values[turn % len(values)], safe="/%")

        url = PLACEHOLDER.sub(hostile, route)
        for regex, text in REGEXES.items():
            url = url.replace(regex, text)
        found.append(f"/{url}")
    return found


def hostile_queries(first: int) -> list[str]:
    """So many queries, each with every word, and a different value for each word that follows another.

    ``first`` is where the values begin: from address to address they move on, so that what many addresses have in
    common (a list, a filter, a chooser) meets every word with every value.
    """
    values = len(HOSTILE_VALUES)
    return [
        urlencode({word: HOSTILE_VALUES[(first + turn * 3 + place) % values] for place, word in enumerate(QUERY_WORDS)})
        for turn in range(ASKED_OF_EACH)
    ]


def urls_of_ours(stage, name: str) -> list[str]:
    from django.urls import reverse

    address = address_of(name)
    return [reverse(name, args=thing.args) for thing in stage.scene.things_of(address.thing)[:1]]


ALL = [(place, *address) for place, address in enumerate(names_and_routes())]


@pytest.mark.parametrize(
    ("place", "name", "route"), ALL, ids=lambda text: text.partition("<")[0] if isinstance(text, str) else "-"
)
def test_hostile_path_and_query(stage, keys, place, name, route):  # noqa: F811
    plain = urls_of_ours(stage, name) if address_of(name) else [url_of(name, route, keys)]
    found = []
    for role in (Role.ANONYMOUS, Role.SECRETARIAT):
        asked = hostile_paths(name, route, keys)
        for url in plain:
            response, _changed = stage.ask(role, "GET", url)
            if response.status_code in {200, 302, 400}:
                asked += [f"{url}?{query}" for query in hostile_queries(place)]
        for url in asked:
            response, changed = stage.ask(role, "GET", url)
            if response.status_code >= 500 and not (name == "health" and response.status_code == 503):
                fault = getattr(response, "exc_info", None)
                found.append(f"{role.value} {url[:150]}: {fault[1] if fault else response.status_code!r}"[:400])
            if changed:
                found.append(f"{role.value} {url[:150]}: changed {changed}")
    assert not found, "\n".join(found)
