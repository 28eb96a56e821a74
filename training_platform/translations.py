"""Compiled translations, made from our own ``.po`` files without any program of the system."""

from pathlib import Path

import polib

NOT_OURS = {".venv", ".uv", "var", "node_modules"}


def our_catalogues(root: Path) -> list[Path]:
    """Every ``.po`` file below ``root`` that is ours."""
    apps = (child for child in root.iterdir() if child.is_dir() and child.name not in NOT_OURS)
    return sorted(po for app in apps for po in app.glob("**/locale/*/LC_MESSAGES/*.po"))


def compile_translations(root: Path) -> int:
    """Write the ``.mo`` beside each ``.po`` that is newer than it; how many were written.

    Each is written aside and put in place at once, so that a reader never meets half a file.
    """
    stale = [po for po in our_catalogues(root) if _is_stale(po)]
    for po in stale:
        aside = po.with_suffix(".mo.new")
        polib.pofile(str(po)).save_as_mofile(str(aside))
        aside.replace(po.with_suffix(".mo"))
    return len(stale)


def _is_stale(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime


if __name__ == "__main__":
    compile_translations(Path(__file__).resolve().parent.parent)
