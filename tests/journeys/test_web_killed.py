"""A worker of the web server is killed while people enrol: what was acknowledged stands, and nothing is half done."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from django.urls import reverse

from courses.models import Enrolment
from foundations.audit.models import AuditEvent
from foundations.jobs.models import Job
from foundations.outbox.models import Letter
from tests.makers.clusters import asked, children_of, wait_until, web_server
from tests.makers.courses import make_workshop
from tests.makers.mail_servers import free_port
from tests.makers.network import make_office, make_user

PEOPLE, SEATS = 40, 25
TOKEN = "a" * 32


def ticket(user) -> dict[str, str]:
    """The headers with which this person's browser posts."""
    client = Client()
    client.force_login(user)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    cookies = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
    return {"Cookie": cookies, "X-CSRFToken": TOKEN, "Host": "127.0.0.1"}


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_enrolments_through_a_killed_worker_are_whole_or_not_there():
    office = make_office()
    users = [make_user(office=office) for _person in range(PEOPLE)]
    workshop = make_workshop(seats_per_office=None, seats_total=SEATS)
    address, port = reverse("courses:workshop_enrol", args=[workshop.slug]), free_port()
    tickets = [ticket(user) for user in users]

    def enrol(number: int) -> bool:
        """Whether the person was told that it was done."""
        answer = asked(port, address, method="POST", headers=tickets[number])
        assert answer is None or answer.status == 302
        return answer is not None

    with web_server(port) as server, ThreadPoolExecutor(8) as crowd:
        rest = [crowd.submit(enrol, number) for number in range(PEOPLE)]
        wait_until(lambda: sum(each.done() for each in rest) >= 5)
        os.kill(children_of(server.pid)[0], signal.SIGKILL)
        told = [number for number, each in enumerate(rest) if each.result()]
        stored = set(Enrolment.objects.values_list("person", flat=True))
        assert {users[number].person_id for number in told} <= stored
        assert whole(stored)
        again = list(crowd.map(enrol, range(PEOPLE)))  # everybody presses once more, told or not
        assert all(again)
    stored = set(Enrolment.objects.values_list("person", flat=True))
    assert stored == {user.person_id for user in users}
    assert whole(stored)
    assert Enrolment.objects.filter(state="confirmed").count() == SEATS
    assert Enrolment.objects.filter(state="waiting").count() == PEOPLE - SEATS
    connections.close_all()


def whole(stored: set) -> bool:
    """One enrolment, one line in the book, one letter and one delivery for each, and nothing besides."""
    counts = [
        Enrolment.objects.count(),
        AuditEvent.objects.filter(action__startswith="courses.enrolment_").count(),
        Letter.objects.filter(kind__startswith="courses.").count(),
        Job.objects.filter(name="outbox.deliver_letter").count(),
    ]
    assert counts == [len(stored)] * 4
    return True
