"""A module run in a process of its own, within bounds: what a stranger's file does to its reader ends there.

The process gets no variable of ours and no more memory and processor time than it is given. It is started by
:func:`run_limited` here and binds itself by :func:`bind` before it looks at the first byte.
"""

import resource
import subprocess
import sys
from collections.abc import Sequence

from django.conf import settings


class TooMuch(Exception):
    """The module ended otherwise than by answering: out of memory, of time, or broken by what it read."""


def run_limited(module: str, *arguments: str, given: bytes, within: float) -> bytes:
    """What ``python -m module`` answers on its output to ``given``; :class:`TooMuch` where it does not in time."""
    command: Sequence[str] = [sys.executable, "-m", module, *arguments]
    try:
        done = subprocess.run(
            command,
            input=given,
            capture_output=True,
            check=True,
            cwd=settings.BASE_DIR,
            env={"LANG": "C.UTF-8"},
            timeout=within,
        )
    except (OSError, subprocess.SubprocessError) as fault:
        raise TooMuch(type(fault).__name__) from None
    return done.stdout


def bind(*, memory: int, seconds: int) -> None:
    """Bound this very process: bytes of address space, seconds of the processor. There is no way back."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
