"""Fifty processes after ten seats in one instant, with the lock and without it."""

import json
import os
import time
from contextlib import contextmanager

from benchmarks.measure import percentile, report
from benchmarks.stage import stage

SEATS, RIVALS = 10, 50


def storm(workshop, users: list) -> dict[str, object]:
    """One process for each user, all at one instant: what became of them, and how long they waited."""
    from django.db import connections

    connections.close_all()
    reading, writing = os.pipe()
    start = time.time() + 1
    children = []
    for user in users:
        child = os.fork()
        if child == 0:
            os.write(writing, (json.dumps(_enrol(workshop, user, start)) + "\n").encode())
            os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        outcomes = [json.loads(line) for line in pipe]
    return _told(outcomes)


def _enrol(workshop, user, start: float) -> dict[str, object]:
    from courses.actions import enrol_person

    time.sleep(max(0.0, start - time.time()))
    began = time.time()
    try:
        outcome = enrol_person(workshop, user.person, by=user).state
    except Exception as error:  # noqa: BLE001 - counted, whatever it is
        outcome = type(error).__name__
    return {"outcome": outcome, "began": began, "ended": time.time()}


def _told(outcomes: list[dict]) -> dict[str, object]:
    waits = [1000 * (each["ended"] - each["began"]) for each in outcomes]
    states = [each["outcome"] for each in outcomes]
    return {
        "seats given": states.count("confirmed"),
        "waiting": states.count("waiting"),
        "errors": len(states) - states.count("confirmed") - states.count("waiting"),
        "wall s": max(each["ended"] for each in outcomes) - min(each["began"] for each in outcomes),
        "p50 ms": percentile(waits, 50),
        "p95 ms": percentile(waits, 95),
    }


@contextmanager
def unlocked(workshop):
    """What stands in the lock's place when it is taken out."""
    yield workshop


def main() -> None:
    from courses.actions import enrol_person, enrolments
    from tests.makers.courses import make_workshop
    from tests.makers.network import make_office, make_user

    office = make_office()
    users = [make_user(office=office) for _number in range(RIVALS)]
    enrol_person(make_workshop(seats_per_office=None), users[0].person, by=users[0])  # warms templates
    rows = []
    for words, lock in (("with the lock", enrolments.seats_locked), ("without it", unlocked)):
        enrolments.seats_locked = lock
        workshop = make_workshop(seats_per_office=None, seats_total=SEATS)
        rows.append({"": words, "rivals": RIVALS, "seats": SEATS, **storm(workshop, users)})
    report("enrolment_storm", rows)


if __name__ == "__main__":
    with stage():
        main()
