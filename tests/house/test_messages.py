"""Everything the reader is told is there in Spanish, whole, and the tool that sees to it can tell what is not."""

import re

import polib
import pytest

from tools import messages, tree
from tools.messages import Sentence, faults_of_catalogue, faults_of_entry, marks, merged

SPANISH = re.compile("[áéíóúüñÁÉÍÓÚÜÑ¿¡]")


@pytest.mark.parametrize("app", tree.FLOORS)
def test_app_speaks_whole_spanish(app):
    assert messages.faults_of_app(tree.TOP / app) == []


def test_sentences_in_the_code_are_english():
    said = [sentence for app in tree.apps() for sentence in messages.sentences_of(app)]
    assert [sentence.msgid for sentence in said if SPANISH.search(sentence.msgid + sentence.plural)] == []


def test_sentence_has_one_translation_in_the_whole_house():
    """Django lays all catalogues over each other: where two differ, one app would speak with the other's words."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for app in tree.apps():
        for entry in messages.catalogue_of(app):
            words = entry.msgstr or "|".join(entry.msgstr_plural.values())
            if entry.translated():
                found.setdefault(messages.key_of(entry), {})[words] = tree.name_of(app)
    assert {key: words for key, words in found.items() if len(words) > 1} == {}


def entry(msgid="Seats", msgstr="", **fields) -> polib.POEntry:
    return polib.POEntry(msgid=msgid, msgstr=msgstr, **fields)


@pytest.mark.parametrize(
    "wrong",
    [
        entry(),
        entry(msgstr="Asientos", flags=["fuzzy"]),
        entry(msgstr="Asientos", obsolete=True),
        entry("%(seats)s seats", "%(asientos)s asientos"),
        entry("{seats} seats", "asientos"),
        entry("<b>Seats</b>", "Asientos"),
        entry("Seats ", "Asientos"),
        entry("workshops/<slug:slug>/", "talleres/<slug:titulo>/"),
        entry("workshops/", "talleres"),
        entry("enrol/", "inscripción/"),
        entry(msgid_plural="%(n)s seats", msgstr_plural={0: "%(n)s asiento", 1: ""}),
        entry(msgid_plural="%(n)s seats", msgstr_plural={0: "%(n)s asiento", 1: "asientos"}),
        entry(msgid_plural="%(n)s seats", msgstr_plural={0: "a", 1: "%(n)s b", 2: "%(n)s c"}),
    ],
    ids=lambda wrong: f"{wrong.msgid} → {wrong.msgstr or wrong.msgstr_plural}",
)
def test_wrong_entry_is_refused(wrong):
    assert list(faults_of_entry(wrong))


@pytest.mark.parametrize(
    "right",
    [
        entry(msgstr="Asientos"),
        entry("%(seats)s seats of {total}", "{total}: %(seats)s asientos"),
        entry("workshops/<slug:slug>/enrol/", "talleres/<slug:slug>/inscribirse/"),
        entry("One seat", msgid_plural="%(n)s seats", msgstr_plural={0: "Un asiento", 1: "%(n)s asientos"}),
    ],
    ids=lambda right: right.msgid,
)
def test_right_entry_is_accepted(right):
    assert list(faults_of_entry(right)) == []


def test_catalogue_and_code_must_say_the_same():
    catalogue = polib.POFile()
    catalogue.append(entry("Rooms", "Salas"))
    faults = faults_of_catalogue([Sentence("Seats", "", "")], catalogue)
    assert len(faults) == 2
    assert "Seats" in faults[0]
    assert "no longer said" in faults[1]


def test_plural_must_be_the_same_in_code_and_catalogue():
    catalogue = polib.POFile()
    catalogue.append(entry(msgstr="Asientos"))
    assert faults_of_catalogue([Sentence("Seats", "", "many seats")], catalogue)


def test_merging_keeps_translations_and_drops_what_is_no_longer_said():
    known = polib.POFile()
    known.extend([entry(msgstr="Asientos"), entry("Rooms", "Salas")])
    result = merged([Sentence("Seats", "", ""), Sentence("Offices", "", "")], known, {("Offices", ""): "Oficinas"})
    assert [(each.msgid, each.msgstr) for each in result] == [("Seats", "Asientos"), ("Offices", "Oficinas")]


def test_sentences_are_found_in_python_and_templates(tmp_path, monkeypatch):
    monkeypatch.setattr(tree, "TOP", tmp_path)
    app = tmp_path / "courses"
    (app / "templates" / "courses").mkdir(parents=True)
    (app / "views.py").write_text(
        "from django.utils.translation import gettext as _, ngettext, pgettext\n"
        '_("Seats")\nngettext("%(n)s seat", "%(n)s seats", n)\npgettext("verb", "Seat")\n'
    )
    (app / "templates" / "courses" / "seat.html").write_text(
        '    <p>{% translate "Office" %}\n  {% blocktranslate count n=seats trimmed %}\n one %(x)s\n{% plural %}\n'
        '   {{ n }} here\n{% endblocktranslate %}<a title="{% translate "Room" context "place" %}">it\'s (</a>'
    )
    found = [(each.msgid, each.context, each.plural) for each in messages.sentences_of(app)]
    assert found == [
        ("%(n)s seat", "", "%(n)s seats"),
        ("Office", "", ""),
        ("Room", "place", ""),
        ("Seat", "verb", ""),
        ("Seats", "", ""),
        ("one %%(x)s", "", "%(n)s here"),
    ]


def test_marks_of_a_sentence():
    assert marks("{a} of %(b)s, 100 %% of <slug:c>") == ["%%", "%(b)s", "<slug:c>", "{a}"]
