"""Who took part in a workshop, by office: numbers for the network, and for nobody else."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.utils import timezone, translation

from tests.makers.courses import make_workshop
from tests.makers.network import make_person
from tests.makers.sessions import make_attendance, make_session


@pytest.fixture
def held(cast):
    """Last week, two sessions: of Ana's office Ana twice and a police investigator, of Dora's Dora."""
    long_ago = timezone.localdate() - timedelta(days=7)
    workshop = make_workshop(starts_on=long_ago, ends_on=long_ago)
    first, second = (make_session(workshop=workshop, state="settled") for _number in range(2))
    make_attendance(session=first, person=cast.ana.person)
    make_attendance(session=second, person=cast.ana.person, verdict="partial")
    make_attendance(session=first, person=make_person(office=cast.ana.person.office, kind="investigator"))
    make_attendance(session=first, person=make_person(office=cast.ana.person.office), verdict="absent")
    make_attendance(session=second, person=cast.dora.person)
    return workshop


def turnout(workshop, user) -> list[list[str]]:
    """The cells of each line of the table, as the page shows them."""
    with translation.override("en"):
        html = Template("{% load participation %}{% participation w u %}").render(Context({"w": workshop, "u": user}))
    lines = html.partition("<tbody>")[2].split("<tr>")[1:]
    return [
        [cell.partition("<")[0] for cell in line.replace("</th><td>", "</td><td>").split("<td>")[1:]] for line in lines
    ]


def test_everybody_counts_once_and_police_apart(held, cast):
    rows = turnout(held, cast.dora)
    assert sorted(rows) == sorted([["1", "1", "2"], ["1", "0", "1"], ["2", "1", "3"]])
    assert rows[-1] == ["2", "1", "3"]


def test_names_stay_out(held, cast):
    with translation.override("en"):
        tag = Template("{% load participation %}{% participation w u %}")
        assert cast.ana.person.family_names not in tag.render(Context({"w": held, "u": cast.dora}))


def test_outsiders_are_told_nothing(held, cast):
    for outsider in (cast.felix, AnonymousUser()):
        assert turnout(held, outsider) == []


def test_nothing_is_told_before_the_last_day_is_over(held, cast):
    held.ends_on = timezone.localdate() + timedelta(days=1)
    assert turnout(held, cast.dora) == []


def test_nobody_came_and_nothing_is_shown(cast):
    long_ago = timezone.localdate() - timedelta(days=7)
    assert turnout(make_workshop(starts_on=long_ago, ends_on=long_ago), cast.dora) == []


@pytest.mark.parametrize("more", [0, 2])
def test_it_costs_the_same_for_one_office_and_three(held, cast, more, django_assert_num_queries):
    for _number in range(more):
        make_attendance(session=held.sessions.first())
    cast.dora.standing  # noqa: B018 - read once per request, before the page is drawn
    with django_assert_num_queries(2):
        turnout(held, cast.dora)


def test_bars_tell_the_same_numbers_the_longest_first(held, cast):
    with translation.override("en"):
        html = Template("{% load participation %}{% participation w u %}").render(Context({"w": held, "u": cast.ana}))
    plot, table = html.partition("</figure>")[::2]
    assert 'role="img"' in plot
    assert "From 2 people of one country to 1 of another" in plot
    ours, theirs = cast.office.country.name_en, cast.elsewhere.country.name_en
    assert plot.index(f"{ours} · 2</text>") < plot.index(f"{theirs} · 1</text>")
    assert "<table>" in table
    assert "style=" not in plot


def test_bars_are_drawn_where_nobody_is_of_the_police(held, cast):
    with translation.override("es"):
        html = Template("{% load participation %}{% participation w u %}").render(Context({"w": held, "u": cast.ana}))
    assert html.count('class="plot-tinted"') == 2  # one bar, and the legend
    assert 'width="50.00%"' in html
