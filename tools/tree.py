"""Where the house keeps its things: which apps are ours, on which floor, and which files belong to them."""

from collections.abc import Iterator
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent

# Every app of ours, by its folder, with its floor; apps of one floor are neighbours and do not know each other.
# The five of the foundations stand upon each other in this order.
FLOORS: dict[str, float] = {
    "foundations/audit": 1.1,
    "foundations/jobs": 1.2,
    "foundations/outbox": 1.3,
    "foundations/spreadsheets": 1.35,
    "foundations/printing": 1.4,
    "network": 2,
    "calendars": 3,
    "content": 3,
    "privacy": 3,
    "conferencing": 4,
    "courses": 4,
    "equipment": 4,
    "funding": 5,
    "sessions": 5,
    "certificates": 7,
    "training_platform": 10,
}
NOT_WRITTEN_BY_HAND = {"migrations", "__pycache__", "static", "typefaces", "locale"}


def apps() -> list[Path]:
    """The folders of our apps, lowest floor first."""
    return [TOP / name for name in FLOORS]


def tools() -> list[Path]:
    """The folders of Python that is ours and no app's."""
    return [TOP / name for name in ("launch", "tools", "benchmarks")]


def name_of(path: Path) -> str:
    """``…/courses/views.py`` → ``courses/views.py``."""
    return path.relative_to(TOP).as_posix()


def app_of(path: Path) -> Path:
    """The folder of the app that owns ``path``; :class:`LookupError` when none does."""
    for app in apps():
        if path.is_relative_to(app):
            return app
    raise LookupError(f"{name_of(path)} belongs to no app.")


def files(*folders: Path, suffixes: tuple[str, ...]) -> Iterator[Path]:
    """Files with one of ``suffixes`` anywhere under ``folders``, in order, save what no hand wrote."""
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix in suffixes and NOT_WRITTEN_BY_HAND.isdisjoint(path.relative_to(folder).parts[:-1]):
                yield path


def sources(*folders: Path) -> Iterator[Path]:
    """The Python of our apps (or of ``folders``), without migrations."""
    return files(*(folders or apps()), suffixes=(".py",))


def templates(*folders: Path) -> Iterator[Path]:
    """The pages and letters of our apps (or of ``folders``)."""
    for path in files(*(folders or apps()), suffixes=(".html", ".txt")):
        if "templates" in path.parts:
            yield path


def dotted(path: Path) -> str:
    """``courses/actions/seats.py`` → ``courses.actions.seats``."""
    parts = path.relative_to(TOP).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
