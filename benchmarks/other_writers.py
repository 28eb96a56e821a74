"""What others wait for while something large is written: processes that write small things over and over.

Every fifty milliseconds one of them corrects an asset of the same office and one of another, adds an event to the audit
book and writes a letter; a second one seals the book. The longest wait of each is kept.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event

PAUSE_SECONDS, BETWEEN_SEALS = 0.05, 0.5
FORK = get_context("fork")


@contextmanager
def others_writing(keys: dict[str, object]) -> Iterator[dict[str, float]]:
    """Others at work while the block runs; afterwards the longest wait of each, in seconds. None on SQLite.

    ``keys`` are those of the assets that they correct, by what is said of them.
    """
    from django.db import connection, connections

    longest: dict[str, float] = {}
    if connection.vendor != "postgresql":  # one writer at a time, whoever it is
        yield longest
        return
    connections.close_all()
    stop, pipes, processes = FORK.Event(), [], []
    for work, pause in ((_small_things(keys), PAUSE_SECONDS), ({"seal of the book": _seal}, BETWEEN_SEALS)):
        ours, theirs = FORK.Pipe()
        pipes.append(ours)
        processes.append(FORK.Process(target=_keep_writing, args=(work, pause, stop, theirs)))
    for process in processes:
        process.start()
    for pipe in pipes:
        pipe.recv()
    try:
        yield longest
    finally:
        stop.set()
        for pipe, process in zip(pipes, processes, strict=True):
            longest |= pipe.recv()
            process.join()


def _keep_writing(work: dict[str, Callable[[int], object]], pause: float, stop: Event, pipe: Connection) -> None:
    """Each piece of work in turn, timed; the first round is for warming up and is not counted."""
    longest = dict.fromkeys(work, 0.0)
    number = 0
    while not stop.is_set():
        for name, write in work.items():
            begun = time.perf_counter()
            write(number)
            if number:
                longest[name] = max(longest[name], time.perf_counter() - begun)
        if not number:
            pipe.send("warm")
        number += 1
        stop.wait(pause)
    pipe.send(longest)


def _small_things(keys: dict[str, object]) -> dict[str, Callable[[int], object]]:
    return {
        **{name: _correcting(key) for name, key in keys.items()},
        "event of the book": _record,
        "letter": _write_letter,
    }


def _correcting(key: object) -> Callable[[int], object]:
    def correct(number: int) -> object:
        from equipment.actions import revise_asset
        from equipment.models import Asset

        return revise_asset(Asset.objects.get(pk=key), notes=f"Nota {number}", by=None)

    return correct


def _record(_number: int) -> object:
    from foundations.audit.actions import record_event

    return record_event("equipment.asset_revised")


def _write_letter(_number: int) -> object:
    from foundations.outbox.actions import write_letter
    from foundations.outbox.letters import Recipient

    to = Recipient(uuid=None, address="ana@mp.hn.example", language="es", time_zone="UTC")
    return write_letter("network.email_left", to=to, context={})


def _seal(_number: int) -> object:
    from foundations.audit.actions import seal_events

    return seal_events()
