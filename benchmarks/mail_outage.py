"""Two hundred letters due while the mail server is away for ten minutes; then it is back, and slow.

``python -m benchmarks.mail_outage [letters] [minutes] [mood]``: ``away`` (nobody listens) or one of the moods of
``tests.makers.mail_servers``, such as ``mute``.
"""

import os
import signal
import sys
import time
from collections import Counter

from benchmarks.measure import report
from benchmarks.stage import stage
from benchmarks.task_storm import kill_everything, start_supervisor, wait_for

LETTERS, MINUTES, MOOD = 200, 10, "away"


def write(letters: int) -> None:
    """Every letter is due at once."""
    import uuid

    from foundations.outbox.actions import write_letter
    from foundations.outbox.letters import Recipient

    for number in range(letters):
        to = Recipient(uuid=uuid.UUID(int=number), address=f"p{number}@x.example", language="es", time_zone="UTC")
        write_letter("network.email_left", to=to, context={}, once_key=f"outage:{number}")


def other_work(seconds: float) -> float:
    """How long another job had to wait while nothing could be sent."""
    from foundations.jobs.actions import enqueue

    time.sleep(seconds)
    job = enqueue("jobs.resend_lost")
    began = time.monotonic()
    wait_for(lambda: type(job).objects.get(pk=job.pk).state == "done")
    return time.monotonic() - began


def told(letters: int, taken: list[str]) -> dict[str, object]:
    """What became of the letters."""
    from foundations.outbox.models import Letter

    kept, arrived = Letter.objects.filter(once_key__startswith="outage:"), Counter(taken)
    return {
        "due": letters,
        "lost": sum(letter.message_id not in arrived for letter in kept),
        "arrived once": sum(count == 1 for count in arrived.values()),
        "arrived twice": sum(count > 1 for count in arrived.values()),
        "fate unknown": kept.filter(fate_unknown=True).count(),
        "given up": kept.filter(state="failed").count(),
        "most attempts": max(kept.values_list("attempts", flat=True)),
    }


def main() -> None:
    from django.core.management import call_command

    from foundations.outbox.models import Letter
    from tests.makers.mail_servers import free_port, mail_server

    given = sys.argv[1:]
    letters, minutes = int(given[0]) if given else LETTERS, float(given[1]) if given[1:] else MINUTES
    mood, port = given[2] if given[2:] else MOOD, free_port()
    os.environ["EMAIL_URL"] = f"smtp://127.0.0.1:{port}"
    call_command("sync_schedules")
    write(letters)
    supervisor = start_supervisor()
    try:
        if mood == "away":
            waited = other_work(minutes * 60)
            tried = 0
        else:
            with mail_server(port) as broken:
                broken.mood = mood
                waited, tried = other_work(minutes * 60), broken.connections
        with mail_server(port) as server:
            server.mood = "slow"
            back = time.monotonic()
            wait_for(lambda: not Letter.objects.filter(state__in=("queued", "sending")).exists())
            row = {"mood": mood, "minutes": minutes, "tries": tried, "another job waited s": waited}
            row |= told(letters, server.taken) | {"all out after s": time.monotonic() - back}
    finally:
        kill_everything(supervisor)
    report("mail_outage", [row])


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # whoever stops us leaves no cluster behind
    with stage():
        main()
