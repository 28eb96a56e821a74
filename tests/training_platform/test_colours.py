"""Every ink is legible on every ground that the style sheet lays it on (WCAG 2.2, 1.4.3 and 1.4.11), and the list of
those pairs is whole: a rule that brings a new pair, or a colour that is no token, fails here."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

STYLES = Path(settings.BASE_DIR) / "training_platform" / "static" / "platform" / "platform.css"
TEXT, LINES = 4.5, 3.0

PAGE_GROUNDS = ("paper", "surface")
TINTS = ("primary-tint", "positive-tint", "warning-tint", "danger-tint", "muted-tint")
PLAIN_INKS = ("ink", "muted", "primary", "primary-strong")  # text, lesser text, links and links under the pointer

# What may stand on a ground without a word in the same rule: plain text and links, wherever they are.
EVERYWHERE = {(ink, ground) for ink in PLAIN_INKS for ground in (*PAGE_GROUNDS, *TINTS)}
# What a rule says beside that.
BY_RULE = {
    *(("accent", ground) for ground in PAGE_GROUNDS),
    *((colour, ground) for colour in ("positive", "warning", "danger") for ground in PAGE_GROUNDS),
    *((colour, f"{colour}-tint") for colour in ("primary", "positive", "warning", "danger", "muted")),
    *(("on-dark", ground) for ground in ("ink", "primary", "primary-strong", "danger", "positive", "muted")),
    ("on-dark-muted", "ink"),
    ("danger", "danger-tint"),
}
# Lines, dots, bars and the outline of what has the focus.
DRAWN = {
    *(("field-line", ground) for ground in PAGE_GROUNDS),
    *(("accent", ground) for ground in (*PAGE_GROUNDS, *TINTS, "accent-tint")),
    *((colour, ground) for colour in ("primary", "positive", "danger", "warning", "muted") for ground in PAGE_GROUNDS),
    ("on-dark", "ink"),
    ("primary", "accent-tint"),
}
# What is drawn hollow is filled with the ground of its page.
HOLLOW = {"surface"}
# On dark ground only, by the selectors that say so.
ON_DARK = {"on-dark", "on-dark-muted"}
# Decoration: what it parts is told by words or by space as well.
DECORATION = {"line", "shade"}
DARK_GROUNDS = {"ink": "the header", "primary": "a dot, a bar", "positive": "a step done", "accent": "a dot of now"}


def sheet() -> str:
    """The style sheet without its comments."""
    return re.sub(r"/\*.*?\*/", "", STYLES.read_text(encoding="utf-8"), flags=re.DOTALL)


def rules() -> Iterator[tuple[str, dict[str, str]]]:
    """Each rule outside ``:root``: its selector and its declarations."""
    for selector, body in re.findall(r"([^{};]+)\{([^{}]*)\}", sheet()):
        if ":root" not in selector and "@" not in selector:
            yield selector.strip(), dict(re.findall(r"([a-z-]+)\s*:\s*([^;]+)", body))


def tokens() -> dict[str, str]:
    """The colours by name."""
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", sheet()))


def named(value: str) -> list[str]:
    """The colours that a declaration's value names."""
    return [name for name in re.findall(r"var\(--([a-z-]+)\)", value) if name in tokens()]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it; ``colour`` is ``#rrggbb``."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """From 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(("ink", "ground"), sorted(EVERYWHERE | BY_RULE))
def test_ink_is_legible_on_its_ground(ink, ground):
    assert contrast(tokens()[ink], tokens()[ground]) >= TEXT


@pytest.mark.parametrize(("drawn", "ground"), sorted(DRAWN))
def test_what_is_drawn_is_seen_on_its_ground(drawn, ground):
    assert contrast(tokens()[drawn], tokens()[ground]) >= LINES


def mixed(colour: str, ground: str, share: float) -> str:
    """``colour`` laid on ``ground`` with so much of its opacity."""
    pairs = [[int(each[place : place + 2], 16) for each in (colour, ground)] for place in (1, 3, 5)]
    return "#" + "".join(f"{round(over * share + under * (1 - share)):02x}" for over, under in pairs)


def test_figures_are_legible_on_every_shade_of_a_matrix():
    shades = {
        selector: int(said["fill-opacity"].rstrip("%")) / 100 for selector, said in rules() if "fill-opacity" in said
    }
    assert sorted(shades) == [".plot-shade-1", ".plot-shade-2", ".plot-shade-3"]
    grounds = [mixed(tokens()["primary"], tokens()[page], share) for share in shades.values() for page in PAGE_GROUNDS]
    assert min(contrast(tokens()["ink"], ground) for ground in grounds) >= TEXT


def test_rules_name_colours_by_their_tokens_alone():
    raw = re.compile(r"#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(|:\s*(?:white|black|red|gr[ae]y)\b", re.IGNORECASE)
    assert [f"{selector}: {value}" for selector, said in rules() for value in said.values() if raw.search(value)] == []


def ink_of(said: dict[str, str]) -> list[str]:
    return named(said.get("color", "")) + named(said.get("--pico-color", ""))


def ground_of(said: dict[str, str]) -> list[str]:
    return named(said.get("background", "")) + named(said.get("--pico-background-color", ""))


def test_pairs_of_one_rule_are_measured():
    measured = EVERYWHERE | BY_RULE
    unmeasured = [
        (selector, ink, ground)
        for selector, said in rules()
        for ink in ink_of(said)
        for ground in ground_of(said)
        if (ink, ground) not in measured
    ]
    assert unmeasured == []


def test_ink_without_a_ground_is_measured_on_every_ground_of_a_page():
    measured = EVERYWHERE | BY_RULE
    unmeasured = [
        (selector, ink, ground)
        for selector, said in rules()
        for ink in ink_of(said)
        if ink not in ON_DARK and not ground_of(said)
        for ground in PAGE_GROUNDS
        if (ink, ground) not in measured
    ]
    assert unmeasured == []


def test_ground_without_an_ink_carries_plain_text_or_none():
    light = {ground for _ink, ground in EVERYWHERE}
    unmeasured = [
        (selector, ground)
        for selector, said in rules()
        for ground in ground_of(said)
        if not ink_of(said) and ground not in light | set(DARK_GROUNDS) | {"accent-tint"}
    ]
    assert unmeasured == []


def test_what_is_drawn_is_measured_or_decoration():
    drawing = re.compile(r"border|outline|stroke|fill")
    unmeasured = [
        (selector, name)
        for selector, said in rules()
        for part, value in said.items()
        if drawing.search(part)
        for name in named(value)
        if name not in DECORATION | HOLLOW | {"on-dark-muted", "accent-tint"}
        if name not in {drawn for drawn, _ground in DRAWN}
    ]
    assert unmeasured == []


@pytest.mark.parametrize("token", sorted(set(re.findall(r"--([a-z-]+): #", STYLES.read_text()))))
def test_no_colour_lies_unused(token):
    assert sheet().count(f"var(--{token})") > 0
