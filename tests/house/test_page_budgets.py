"""What main pages may take where it does not depend on the machine: statements, and bytes over the wire.

The scene is that of ``benchmarks/page_cost.py``: sixty workshops, sixty sessions, two hundred people. Time is measured
there and never asserted.
"""

import gzip
from pathlib import Path

import pytest
from django.conf import settings as built
from django.contrib.staticfiles import finders
from django.test import Client

from benchmarks.page_cost import fill, statements
from benchmarks.page_weight import needs_of

FIRST_VIEW, NEXT_VIEW = 100_000, 30_000
STATEMENTS = {
    "front page, anonymous": 7,
    "60 workshops, anonymous": 6,
    "60 workshops, signed in": 9,
    "workshop, anonymous": 1,
    "workshop, signed in": 6,
    "workshop, contact point": 8,
    "session, signed in": 6,
    "session, 200 on the roster": 8,
    "join": 6,
    "workshop with seats, contact point": 14,
    "my training": 19,
    "my office": 38,
    "verify, anonymous": 0,
}


@pytest.mark.slow
def test_pages_keep_to_their_budgets(db, within_a_minute):
    pages = fill()
    assert {name: statements(*page) for name, page in pages.items()} == STATEMENTS
    heavy = {}
    for name, (path, user) in pages.items():
        client = Client(headers={"host": "127.0.0.1"})
        if user:
            client.force_login(user)
        page = client.get(path).content
        again = len(gzip.compress(page))
        first = again + sum(weight_of(address) for address in needs_of(page))
        if again > NEXT_VIEW or first > FIRST_VIEW:
            heavy[name] = (first, again)
    assert heavy == {}


def weight_of(address: str) -> int:
    """A static file's bytes over the wire."""
    found = finders.find(address.removeprefix(built.STATIC_URL))
    return len(gzip.compress(Path(found).read_bytes()))


def test_page_that_needs_another_host_is_refused():
    with pytest.raises(RuntimeError, match=r"fonts\.example"):
        needs_of(b'<link rel="stylesheet" href="https://fonts.example/a.css">')
    assert needs_of(b'<link rel="canonical" href="https://refco.example/"><img src="/a.png">') == ["/a.png"]
