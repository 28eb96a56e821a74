"""What a calendar costs that programs fetch all day: of 60 and of 300 sessions, whole and unchanged.

CPU of this process over the address's own view, questions of the database included, warm; beside it the same through
the platform's whole stack. Of several batches the cheapest counts.
"""

import time
from datetime import timedelta

from benchmarks.measure import report
from benchmarks.stage import stage

BATCHES, REQUESTS = 8, 40
SIZES = (60, 300)


def address_of_feed(sessions: int) -> str:
    """Somebody with a seat in workshops of so many sessions in all, and a subscription to them."""
    from django.urls import reverse
    from django.utils import timezone

    from calendars.actions import open_feed
    from sessions.actions import schedule_session
    from tests.makers.courses import make_enrolment, make_workshop
    from tests.makers.network import make_user

    user, now = make_user(), timezone.now()
    for _workshop in range(sessions // 10):
        workshop = make_workshop()
        for number in range(10):
            hours = {
                "starts_at": now + timedelta(days=number + 1),
                "ends_at": now + timedelta(days=number + 1, hours=2),
            }
            words = {"title_es": f"Sesión de práctica {number}", "title_en": f"Practice session {number}"}
            schedule_session(workshop, by=None, **hours, **words)
        make_enrolment(workshop=workshop, person=user.person)
    _feed, token = open_feed(by=user, name="n", content="mine", code="", language="es", reminder_minutes=15)
    return reverse("calendar_feeds:feed", args=[token])


def cpu_of(ask) -> float:
    """Milliseconds of CPU for one answer."""
    for _warm in range(10):
        ask()
    costs = []
    for _batch in range(BATCHES):
        before = time.process_time()
        for _request in range(REQUESTS):
            ask()
        costs.append((time.process_time() - before) * 1000 / REQUESTS)
    return min(costs)


def main() -> None:
    from django.db import connection
    from django.test import Client, RequestFactory
    from django.test.utils import CaptureQueriesContext

    from calendars.views.feeds import feed

    rows = []
    for sessions in SIZES:
        address = address_of_feed(sessions)
        token = address.rpartition("/")[2].removesuffix(".ics")
        client = Client(headers={"host": "127.0.0.1"})
        whole = client.get(address)
        for name, headers in (("whole", {}), ("unchanged", {"if-none-match": whole.headers["ETag"]})):
            request = RequestFactory().get(address, headers={"host": "127.0.0.1", **headers})
            with CaptureQueriesContext(connection) as captured:
                answer = feed(request, token)
            rows.append(
                {
                    "calendar": f"{sessions} sessions, {name}",
                    "status": answer.status_code,
                    "SQL": len(captured),
                    "CPU ms": cpu_of(lambda request=request, token=token: feed(request, token)),
                    "through the stack": cpu_of(lambda a=address, h=headers, c=client: c.get(a, headers=h)),
                    "kB": len(answer.content) / 1000,
                }
            )
    report("calendar_feeds", rows)


if __name__ == "__main__":
    with stage():
        main()
