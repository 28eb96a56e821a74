"""``make backup`` and ``make restore``: the platform's two commands, with the place's own settings or the demo's."""

import os
import subprocess
from pathlib import Path

from launch.demo import DEFAULT_PORT, demo_environment
from launch.prepare import ROOT, prepare
from launch.refusals import Refusal


def make_backup() -> None:
    """Archive this place. Raises :class:`Refusal` when there is nothing to archive or it failed."""
    environment = environment_of_place()
    if not environment.get("DATABASE_URL") and not (Path(environment["VAR_DIR"]) / "platform.sqlite3").exists():
        raise Refusal(
            f"There is nothing to archive in {environment['VAR_DIR']}: start the platform once with “make run”."
        )
    _manage(["backup_platform"], environment)


def restore_backup(archive: str) -> None:
    """Bring ``archive`` back into this place. Raises :class:`Refusal` when it was not; the command has said why."""
    if not archive:
        raise Refusal("Say which archive: make restore FROM=var/backups/platform-….tar.gz")
    told = {"FORCE": "--force", "TRUST": "--trust"}
    flags = [flag for name, flag in told.items() if os.environ.get(name) == "1"]
    environment = environment_of_place()
    _manage(["restore_platform", str(Path(archive).resolve()), *flags], environment)


def environment_of_place() -> dict[str, str]:
    """This shell's variables where they describe a platform of one's own, those of the demonstration otherwise."""
    own = dict(os.environ)
    if own.get("SECRET_KEY") and own.get("BASE_URL") and own.get("DEMO") != "1":
        return {"VAR_DIR": str(ROOT / "var")} | own
    return demo_environment(int(os.environ.get("PORT") or DEFAULT_PORT))


def _manage(command: list[str], environment: dict[str, str]) -> None:
    python = prepare("run")
    quiet = environment | {"LOG_LEVEL": "WARNING"}
    if subprocess.run([python, "manage.py", *command], cwd=ROOT, env=quiet, check=False).returncode:
        raise Refusal("Nothing was changed; the line above says why.")
