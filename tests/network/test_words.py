"""Words of two columns, marked where they stand in the other language than the page."""

from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.utils.translation import override

from network.bilingual import Bilingual, language_of


class Notice(SimpleNamespace):
    """Something with words in two columns."""

    words = Bilingual()


def shown(thing: Notice, language: str) -> str:
    with override(language):
        return Template('{% load words %}{% words thing "words" %}').render(Context({"thing": thing}))


@pytest.mark.parametrize(
    ("spanish", "english", "language", "expected"),
    [
        ("Sala", "Room", "es", "Sala"),
        ("Sala", "Room", "en", "Room"),
        ("Sala", "", "en", '<span lang="es">Sala</span>'),
        ("", "Room", "es", '<span lang="en">Room</span>'),
        ("", "", "en", ""),
        ("<b>", "", "en", '<span lang="es">&lt;b&gt;</span>'),
        ("<b>", "", "es", "&lt;b&gt;"),
    ],
)
def test_words_say_their_language_only_where_it_is_another(spanish, english, language, expected):
    assert shown(Notice(words_es=spanish, words_en=english), language) == expected


def test_language_of_words_that_are_missing_is_that_of_the_page():
    with override("en"):
        assert language_of(Notice(words_es="", words_en=""), "words") == "en"
