"""Five hundred signed certificates issued in bulk while the cluster is killed three times: gaps, doubles, letters.

``python -m benchmarks.issue_killed [certificates] [kills]``; with ``DATABASE_URL`` on PostgreSQL.
"""

import os
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from benchmarks.certificate_rate import attended_workshop
from benchmarks.measure import report
from benchmarks.stage import stage
from benchmarks.task_storm import kill_everything, start_supervisor, wait_for

CERTIFICATES, KILLS = 500, 3


def issue(workshop, kills: int) -> None:
    """Confirm the list, kill while it is issued and printed, and wait for the rest."""
    from certificates.actions import begin_issue
    from certificates.models import Certificate
    from foundations.jobs.models import Job
    from network.models import User

    people = workshop.enrolments.holding().values_list("person", flat=True)
    chosen = [("attendance", str(person)) for person in people]
    number = len(chosen)
    begin_issue(workshop, chosen=chosen, by=User.objects.get(email="sara@secretaria.example"))
    supervisor = start_supervisor()
    try:
        for kill in range(kills):
            half = Certificate.objects.all() if kill == 0 else Certificate.objects.exclude(document="")
            wait_for(lambda half=half, part=(kill + 1) * number // (kills + 1): half.count() >= part)
            kill_everything(supervisor)
            supervisor = start_supervisor()
        wait_for(lambda: Certificate.objects.exclude(document="").count() == number)
        wait_for(lambda: not Job.objects.unfinished().exists())
    finally:
        kill_everything(supervisor)


def told(number: int, kills: int, taken: list[str], seconds: float) -> dict[str, object]:
    """What stands in the book, and what arrived."""
    from certificates.models import Certificate, IssueRun
    from foundations.jobs.models import Job
    from foundations.outbox.models import Letter

    numbers = sorted(int(each.rpartition("-")[2]) for each in Certificate.objects.values_list("number", flat=True))
    letters = Letter.objects.filter(kind="certificates.printed")
    arrived, per_person = Counter(taken), Counter(letters.values_list("recipient", flat=True))
    return {
        "certificates": len(numbers),
        "kills": kills,
        "gaps": max(numbers) - min(numbers) + 1 - len(set(numbers)),
        "doubles": len(numbers) - Certificate.objects.values("person").distinct().count(),
        "unsigned": Certificate.objects.filter(signed_by="").count(),
        "left out": sum(len(run.refused) for run in IssueRun.objects.all()),
        "dead jobs": Job.objects.dead().count(),
        "letters": letters.count(),
        "told twice": sum(count > 1 for count in per_person.values()),
        "arrived twice": sum(arrived[letter.message_id] > 1 for letter in letters),
        "not arrived": sum(letter.message_id not in arrived for letter in letters),
        "wall s": seconds,
    }


def main() -> None:
    from django.conf import settings

    from certificates.signing.authority import lay_test_authority
    from tests.makers.mail_servers import mail_server

    number, kills = ([int(word) for word in sys.argv[1:]] + [CERTIFICATES, KILLS][len(sys.argv) - 1 :])[:2]
    with mail_server() as server, tempfile.TemporaryDirectory() as folder:
        os.environ["EMAIL_URL"] = f"smtp://127.0.0.1:{server.port}"
        os.environ["SIGNING_KEY_FILE"] = settings.SIGNING_KEY_FILE = str(lay_test_authority(Path(folder)))
        workshop = attended_workshop(number)
        began = time.monotonic()
        issue(workshop, kills)
        row = told(number, kills, server.taken, time.monotonic() - began)
    report("issue_killed", [row])


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # whoever stops us leaves no cluster behind
    with stage():
        main()
