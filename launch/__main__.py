"""``python -m launch run``, ``python -m launch test [pytest's arguments]``; ``prepare`` only sets up for the tests.

``python -m launch backup`` archives this place, ``python -m launch restore ARCHIVE`` brings an archive back.
"""

import os
import sys

from launch.archives import make_backup, restore_backup
from launch.demo import run_demo
from launch.prepare import ROOT, prepare
from launch.refusals import Refusal

# The tests of a module stay together, for they share what is laid once. "-n 0" among the arguments undoes it.
ON_EVERY_CORE = ("-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder")


def main(arguments: list[str]) -> None:
    """Do what the first argument says."""
    verb, *rest = arguments
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # many processes follow: what one has compiled, the others read
    if verb == "run":
        run_demo()
    elif verb == "backup":
        make_backup()
    elif verb == "restore":
        restore_backup("".join(rest))
    elif verb == "prepare":
        prepare("test")
    else:
        python = prepare("test")
        os.chdir(ROOT)
        os.execv(python, [str(python), "-m", "pytest", *ON_EVERY_CORE, *rest])


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except Refusal as refusal:
        sys.exit(f"\n{refusal}")
    except KeyboardInterrupt:
        sys.exit(130)
