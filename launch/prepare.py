"""The packages that the platform needs, pinned by hash, in ``.venv/`` of this folder.

uv installs them, itself pinned and kept apart in ``.uv/``; where uv cannot be had, pip does the same, only slower. No
package index is named anywhere: the machine's own settings say where packages come from.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from launch.refusals import Refusal

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = {"run": "requirements/run.txt", "test": "requirements/test.txt"}
FORMAT = "1"  # raised when the way of preparing changes, so that every folder is prepared anew


def prepare(kind: str, root: Path = ROOT) -> Path:
    """Make ``.venv/`` fit for ``run`` or ``test`` and return its Python. The second time takes no time.

    Raises :class:`Refusal` when the folder cannot be written to or the packages cannot be installed.
    """
    python = root / ".venv" / "bin" / "python"
    stamp = root / ".venv" / f"prepared-for-{kind}"
    digest = digest_of(root / REQUIREMENTS[kind])
    if python.exists() and stamp.exists() and stamp.read_text() == digest:
        return python
    refuse_read_only(root)
    _make_environment(root / ".venv")
    _install(root, root / REQUIREMENTS[kind])
    stamp.write_text(digest)
    return python


def digest_of(requirements: Path) -> str:
    """What a prepared environment is made of: these requirements, this Python, this way of preparing."""
    facts = f"{FORMAT}\n{sys.version}\n".encode() + requirements.read_bytes()
    return hashlib.sha256(facts).hexdigest()


def refuse_read_only(root: Path) -> None:
    """Raise :class:`Refusal` when nothing can be written into ``root``."""
    try:
        with tempfile.TemporaryFile(dir=root):
            return
    except OSError as error:
        raise Refusal(
            f"Nothing can be written into {root} ({error.strerror}). The packages, the database and the uploaded files "
            "live in this folder: copy it to a place of your own and start again there."
        ) from None


def _make_environment(folder: Path) -> None:
    """An empty environment of this very Python; one of another Python or a broken one is replaced."""
    if _version_of(folder / "bin" / "python") == _version_of(Path(sys.executable)):
        return
    say("Making the environment in .venv …")
    shutil.rmtree(folder, ignore_errors=True)
    run([sys.executable, "-m", "venv", "--without-pip", folder], "The virtual environment could not be made.")


def _version_of(python: Path) -> str:
    if not python.exists():
        return ""
    asked = subprocess.run(
        [python, "-c", "import sys; print(sys.version)"], capture_output=True, text=True, check=False
    )
    return asked.stdout if asked.returncode == 0 else ""


def _install(root: Path, requirements: Path) -> None:
    say(f"Installing the packages of {requirements.relative_to(root)} …")
    python = root / ".venv" / "bin" / "python"
    pip = _tool_environment(root / ".uv")
    uv = _installed_uv(root, pip)
    if uv:
        command = [uv, "pip", "install", "--quiet", "--python", python, "--require-hashes", "-r", requirements]
        if subprocess.run(command, env=os.environ | {"UV_PYTHON_DOWNLOADS": "never"}, check=False).returncode == 0:
            return
        say("uv could not install them; trying pip, which takes longer …")
    command = [pip, "--python", python, "install", "--quiet", "--require-hashes", "-r", requirements]
    run(command, "The packages could not be installed; the lines above say why. Is a package index within reach?")


def _tool_environment(folder: Path) -> Path:
    """pip in an environment of its own, so that no tool stands among the platform's packages."""
    pip = folder / "bin" / "pip"
    if _version_of(folder / "bin" / "python") != _version_of(Path(sys.executable)) or not pip.exists():
        shutil.rmtree(folder, ignore_errors=True)
        run([sys.executable, "-m", "venv", folder], "The installer's environment could not be made.")
    return pip


def _installed_uv(root: Path, pip: Path) -> Path | None:
    """uv in the version of ``requirements/uv.txt``; ``None`` where it cannot be had."""
    stamp = pip.parent.parent / "prepared-for-uv"
    digest = digest_of(root / "requirements" / "uv.txt")
    if stamp.exists() and stamp.read_text() == digest:
        return pip.parent / "uv"
    command = [pip, "install", "--quiet", "--require-hashes", "-r", root / "requirements" / "uv.txt"]
    if subprocess.run(command, check=False).returncode:
        say("uv cannot be had here; pip installs instead, which takes longer.")
        return None
    stamp.write_text(digest)
    return pip.parent / "uv"


def run(command: list, sentence: str) -> None:
    """Run the command; raise :class:`Refusal` with ``sentence`` when it fails."""
    if subprocess.run(command, check=False).returncode:
        raise Refusal(sentence)


def say(line: str) -> None:
    """Tell the person at the keyboard, at once."""
    print(line, flush=True)
