"""Six hundred causes of a letter while the whole cluster is killed five times: what is lost, what is doubled.

Each task writes one letter under a key of its own and each letter is delivered by a task of its own, to a real mail
server. ``python -m benchmarks.task_storm [tasks] [kills]``; with ``DATABASE_URL`` on PostgreSQL.
"""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress

from benchmarks.measure import children, report
from benchmarks.stage import TOP, stage

TASKS, KILLS = 600, 5
ENDS_WITHIN_SECONDS = 900


def start_supervisor() -> subprocess.Popen:
    """The task supervisor, as in production, in a group of its own."""
    return subprocess.Popen([sys.executable, "manage.py", "run_tasks"], cwd=TOP, start_new_session=True)


def kill_everything(supervisor: subprocess.Popen) -> None:
    """A power cut: the supervisor's group and that of its cluster, with every worker."""
    groups = [supervisor.pid, *children(supervisor.pid)]
    for group in groups:
        with suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)
    supervisor.wait()


def storm(tasks: int, kills: int) -> None:
    """Queue, kill again and again while work is going on, and wait for the rest."""
    from benchmarks.storm_tasks import write_one
    from foundations.jobs.models import Job

    for number in range(tasks):
        write_one.enqueue(number)
    supervisor = start_supervisor()
    try:
        for kill in range(kills):
            wait_for(lambda part=(kill + 1) * tasks // (kills + 2): Job.objects.filter(state="done").count() >= part)
            kill_everything(supervisor)
            supervisor = start_supervisor()
        wait_for(lambda: not Job.objects.unfinished().exists())
    finally:
        kill_everything(supervisor)


def wait_for(happened) -> None:
    until = time.monotonic() + ENDS_WITHIN_SECONDS
    while not happened():
        if time.monotonic() > until:
            raise RuntimeError("The work did not end.")
        time.sleep(0.25)


def told(tasks: int, kills: int, taken: list[str], seconds: float) -> dict[str, object]:
    """What became of the causes, of the letters and of the messages."""
    from django.db.models import Sum

    from foundations.jobs.models import Job
    from foundations.outbox.models import Letter

    causes = Job.objects.filter(name__endswith="write_one")
    letters = Letter.objects.filter(once_key__startswith="storm:")
    arrived = Counter(taken)
    return {
        "tasks": tasks,
        "kills": kills,
        "runs": causes.aggregate(runs=Sum("attempts"))["runs"],
        "lost tasks": tasks - causes.filter(state="done").count(),
        "dead jobs": Job.objects.dead().count(),
        "letters": letters.count(),
        "lost letters": sum(letter.message_id not in arrived for letter in letters),
        "arrived twice": sum(count == 2 for count in arrived.values()),
        "more often": sum(count > 2 for count in arrived.values()),
        "fate unknown": letters.filter(fate_unknown=True).count(),
        "wall s": seconds,
    }


def main() -> None:
    from tests.makers.mail_servers import mail_server

    tasks, kills = ([int(word) for word in sys.argv[1:]] + [TASKS, KILLS][len(sys.argv) - 1 :])[:2]
    with mail_server() as server:
        os.environ["EMAIL_URL"] = f"smtp://127.0.0.1:{server.port}"
        began = time.monotonic()
        storm(tasks, kills)
        row = told(tasks, kills, server.taken, time.monotonic() - began)
    report("task_storm", [row])


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # whoever stops us leaves no cluster behind
    with stage():
        main()
