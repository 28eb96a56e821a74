"""Runs one command and sees to its end: when the command's starter is gone, however it went, the command goes too.

``python -m launch.keeper <command>``, in a session of its own and with a pipe from the starter as its input. SIGTERM,
SIGINT or the closing of that pipe asks the command to stop; after a while it is killed. The exit code is the command's.
"""

import os
import select
import signal
import subprocess
import sys
import time

GRACE_SECONDS = 15.0
LOOK_SECONDS = 0.2


class Keeper:
    """One command from its start to its end."""

    def __init__(self, command: list[str]) -> None:
        self.told = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._tell)
        self.child = subprocess.Popen(command, stdin=subprocess.DEVNULL)

    def keep(self) -> int:
        """Wait for the command's end or ours; the command's exit code."""
        while self.child.poll() is None and not self._is_over():
            pass
        self.child.terminate()
        until = time.monotonic() + GRACE_SECONDS
        while self.child.poll() is None and time.monotonic() < until:
            time.sleep(LOOK_SECONDS)
        self.child.kill()
        return self.child.wait()

    def _is_over(self) -> bool:
        """Wait a little; whether we were told to stop or the starter let go of the pipe."""
        readable, _writable, _broken = select.select([0], [], [], LOOK_SECONDS)
        return self.told or bool(readable and not os.read(0, 1))

    def _tell(self, _signal: int, _frame: object) -> None:
        self.told = True


if __name__ == "__main__":
    sys.exit(Keeper(sys.argv[1:]).keep())
