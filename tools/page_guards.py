"""What the house refuses in templates: each guard reads one file and names its faults, by line."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from tools import tree

Guard = Callable[[str, str], Iterator[str]]

SCRIPT_INSIDE = re.compile(r"<script\b(?![^>]*\bsrc\s*=)[^>]*>", re.IGNORECASE)
STYLE_INSIDE = re.compile(r"<style\b|<[^<>]*\sstyle\s*=", re.IGNORECASE)
SCRIPT_ATTRIBUTE = re.compile(r"<[a-z][^<>]*?\s(on[a-z]+)\s*=|=\s*[\"']?\s*javascript:", re.IGNORECASE)
TRUSTED_TEXT = re.compile(r"\|\s*safe(?:seq)?\b|\{%-?\s*autoescape\s+off")
ELSEWHERE = re.compile(r"(?:https?:)?//(?!www\.w3\.org/)[a-z0-9{][^\s\"'<>]*", re.IGNORECASE)
EMBEDDED = re.compile(r"<(?:iframe|object|embed|frame)\b", re.IGNORECASE)
POST_FORM = re.compile(r"<form\b[^>]*\bmethod\s*=\s*[\"']?post\b.*?</form>", re.IGNORECASE | re.DOTALL)
COMMENT = re.compile(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", re.DOTALL)
FRAGMENT_FOLDERS = {"blocks", "letters", "forms", "frame", "outbox", "panels", "widgets"}


def _lines(pattern: re.Pattern[str], text: str, words: str) -> Iterator[str]:
    for match in pattern.finditer(text):
        yield f"{text.count(chr(10), 0, match.start()) + 1}: {words} ({match.group(0)[:60]})"


def scripts_inside(_name: str, text: str) -> Iterator[str]:
    """No inline script: the policy of our pages would not run it."""
    yield from _lines(SCRIPT_INSIDE, text, "a script in the page")
    yield from _lines(SCRIPT_ATTRIBUTE, text, "a script in an attribute")


def styles_inside(_name: str, text: str) -> Iterator[str]:
    """No inline style, for the same reason."""
    yield from _lines(STYLE_INSIDE, text, "a style in the page")


def text_trusted(name: str, text: str) -> Iterator[str]:
    """Nothing is exempt from escaping, save plain text, where there is nothing to escape."""
    if name.endswith(".html"):
        yield from _lines(TRUSTED_TEXT, text, "text that is not escaped")


def other_hosts(_name: str, text: str) -> Iterator[str]:
    """A page loads from nowhere but here, and names no machine."""
    yield from _lines(ELSEWHERE, text, "an address of another host")


def pages_within_pages(_name: str, text: str) -> Iterator[str]:
    """No frames: the video room is a page of its own."""
    yield from _lines(EMBEDDED, text, "a page within the page")


def forms_without_token(_name: str, text: str) -> Iterator[str]:
    """Every form that changes something carries its token."""
    for match in POST_FORM.finditer(text):
        if "csrf_token" not in match.group(0):
            yield f"{text.count(chr(10), 0, match.start()) + 1}: a POST form without {{% csrf_token %}}"


def pages_without_frame(name: str, text: str) -> Iterator[str]:
    """A page extends a frame; a frame (``…base.html``) or a fragment (``_card.html``) says so by its name or folder.

    allauth puts words under a field from a fragment whose name it chose itself (``…_help_text.html``), and so does
    Wagtail with the head of its first page (``account_summary.html``).
    """
    path = Path(name)
    if path.suffix != ".html" or path.name.startswith("_") or FRAGMENT_FOLDERS & set(path.parts[:-1]):
        return
    if "{% extends" not in text and not path.name.endswith(("base.html", "_help_text.html", "account_summary.html")):
        yield "1: extends no frame and is no fragment"


GUARDS: tuple[Guard, ...] = (
    scripts_inside,
    styles_inside,
    text_trusted,
    other_hosts,
    pages_within_pages,
    forms_without_token,
    pages_without_frame,
)


def without_comments(text: str) -> str:
    """The template without what never reaches a reader; lines stay where they are."""
    return COMMENT.sub(lambda match: "\n" * match.group(0).count("\n"), text)


def faults(guard: Guard, *folders: Path) -> list[str]:
    """What one guard refuses in our templates (or in those of ``folders``)."""
    return [
        f"{tree.name_of(path)}:{fault}"
        for path in tree.templates(*folders)
        for fault in guard(tree.name_of(path), without_comments(path.read_text(encoding="utf-8")))
    ]


def letters_in_one_language(*folders: Path) -> list[str]:
    """Letters that lack one of their two languages."""
    letters = [path for path in tree.templates(*folders) if path.parent.name == "letters" and path.suffix == ".txt"]
    there = {path.with_suffix("") for path in letters}
    return [f"{tree.name_of(path)}: has no twin" for path in letters if twin_of(path).with_suffix("") not in there]


def twin_of(letter: Path) -> Path:
    """``nominated.es.txt`` ↔ ``nominated.en.txt``."""
    stem, language = letter.stem.rsplit(".", 1)
    return letter.with_name(f"{stem}.{'en' if language == 'es' else 'es'}.txt")
