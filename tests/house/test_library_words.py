"""What the libraries show people is there in Spanish: their own, or ours laid over it."""

import polib
import pytest
from django.utils import translation
from django.utils.translation import gettext, ngettext
from django.views.i18n import JavaScriptCatalog

from tools import library_words, messages, tree


@pytest.mark.parametrize("domain", library_words.DOMAINS)
def test_libraries_leave_nothing_in_english(domain):
    """Fails when an installed Wagtail says something new: ``make messages``, then translate what came in empty."""
    assert library_words.faults(domain) == []


def test_overlay_speaks_in_nobody_elses_place():
    ours = {messages.key_of(entry) for app in tree.apps() for entry in messages.catalogue_of(app)}
    assert ours & {messages.key_of(entry) for entry in library_words.overlay("django")} == set()


def test_overlay_is_heard():
    with translation.override("es"):
        assert gettext("Search all pages…") == "Buscar en todas las páginas…"
        assert ngettext("%(num_pages)d page", "%(num_pages)d pages", 2) == "%(num_pages)d páginas"


def test_overlay_is_heard_in_scripts_too(rf):
    request = rf.get("/admin/jsi18n/")
    with translation.override("es"):
        answer = JavaScriptCatalog.as_view(packages=["wagtail.admin"])(request)
    assert "Los cambios se guardaron" in answer.content.decode()


def test_missing_word_would_be_seen(monkeypatch):
    new = polib.POEntry(msgid="Brand new")
    monkeypatch.setattr(library_words, "untranslated", lambda _domain: {("Brand new", ""): new})
    found = library_words.faults("djangojs")
    assert "“Brand new” of a library has no Spanish" in found
    assert any("is not needed" in fault for fault in found)


def test_overlay_keeps_what_is_translated_and_takes_in_what_is_new(monkeypatch):
    known = polib.POFile()
    known.extend([polib.POEntry(msgid="Cut", msgstr="Cortar"), polib.POEntry(msgid="Gone", msgstr="Ido")])
    said = {
        ("Cut", ""): polib.POEntry(msgid="Cut"),
        ("%(n)s cut", ""): polib.POEntry(msgid="%(n)s cut", msgid_plural="%(n)s cuts"),
    }
    monkeypatch.setattr(library_words, "overlay", lambda _domain: known)
    monkeypatch.setattr(library_words, "untranslated", lambda _domain: said)
    result = library_words.in_step("django")
    assert [(entry.msgid, entry.msgstr or entry.msgstr_plural) for entry in result] == [
        ("Cut", "Cortar"),
        ("%(n)s cut", {0: "", 1: ""}),
    ]


def test_what_a_library_says_to_a_friend_is_said_to_a_colleague():
    for domain in library_words.DOMAINS:
        assert [entry.msgid for entry in library_words.overlay(domain) if library_words.is_familiar(entry)] == []
    assert library_words.is_familiar(polib.POEntry(msgid="a", msgstr="¿Seguro que quieres borrarla?"))
    assert not library_words.is_familiar(polib.POEntry(msgid="a", msgstr="¿Confirma que desea borrarla?"))
    with translation.override("es"):
        assert "usted" in gettext("The page title as you'd like it to be seen by the public")
        assert gettext("live") == "publicada"
