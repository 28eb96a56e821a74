"""The house's rules for templates hold in every page and letter, and each guard refuses what it is there to refuse."""

import pytest

from tools import page_guards, tree
from tools.page_guards import GUARDS, faults, letters_in_one_language, without_comments

PAGE = "courses/templates/courses/seat.html"

REFUSED = [
    ("scripts_inside", "<script>count()</script>"),
    ("scripts_inside", '<script type="module">count()</script>'),
    ("scripts_inside", '<button class="a" onclick="count()">'),
    ("scripts_inside", '<a href="javascript:count()">'),
    ("styles_inside", "<style>p { margin: 0 }</style>"),
    ("styles_inside", '<p class="a" style="margin: 0">'),
    ("text_trusted", "{{ page.text|safe }}"),
    ("text_trusted", "{% autoescape off %}{{ name }}{% endautoescape %}"),
    ("other_hosts", '<link href="https://fonts.example/lato.css">'),
    ("other_hosts", '<img src="//pictures.example/a.png">'),
    ("pages_within_pages", '<iframe src="{{ room }}"></iframe>'),
    ("forms_without_token", '<form method="post"><button>Enrol</button></form>'),
    ("pages_without_frame", "<h1>Seats</h1>"),
]

ALLOWED = [
    ("scripts_inside", '<script src="{% static "a.js" %}" defer></script>'),
    ("scripts_inside", '<a href="{% url "x" %}">only</a>'),
    ("styles_inside", '<link rel="stylesheet" href="{% static "a.css" %}">'),
    ("text_trusted", "{{ name|safe_name }}"),
    ("other_hosts", '<svg xmlns="http://www.w3.org/2000/svg">'),
    ("forms_without_token", '<form method="get"></form><form method="post">{% csrf_token %}</form>'),
    ("pages_without_frame", '{% extends "frame/page.html" %}'),
]


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.__name__)
def test_pages_keep_rule(guard):
    assert faults(guard) == []


@pytest.mark.parametrize(("guard", "text"), REFUSED)
def test_guard_refuses(guard, text):
    assert list(getattr(page_guards, guard)(PAGE, text))


@pytest.mark.parametrize(("guard", "text"), ALLOWED)
def test_guard_allows(guard, text):
    assert list(getattr(page_guards, guard)(PAGE, text)) == []


def test_every_guard_was_seen_to_refuse():
    assert {guard for guard, _text in REFUSED} == {guard.__name__ for guard in GUARDS}


def test_fragments_need_no_frame():
    assert list(page_guards.pages_without_frame("courses/templates/courses/_card.html", "<p>")) == []


def test_comments_are_not_read_and_lines_stay():
    text = "{# onclick= #}\n{% comment %}\nstyle=\n{% endcomment %}\n<p onclick='x'>"
    assert [fault.split(":")[0] for fault in page_guards.scripts_inside(PAGE, without_comments(text))] == ["5"]


def test_letters_are_written_in_both_languages():
    assert letters_in_one_language() == []


def test_letter_in_one_language_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(tree, "TOP", tmp_path)
    folder = tmp_path / "courses" / "templates" / "courses" / "letters"
    folder.mkdir(parents=True)
    (folder / "nominated.es.txt").write_text("Nominado")
    assert letters_in_one_language(tmp_path / "courses") != []


def test_styles_and_scripts_of_ours_load_from_nowhere_else():
    found = [
        f"{tree.name_of(path)}: {fault}"
        for app in tree.apps()
        for path in sorted(app.glob("static/**/*"))
        if path.suffix in {".css", ".js", ".svg"} and "vendor" not in path.parts
        for fault in page_guards.other_hosts(path.name, path.read_text(encoding="utf-8"))
    ]
    assert found == []
