"""Whether the time of an answer tells which accounts there are: known, unknown, closed, and not yet activated.

Real hashes of passwords, real limits (each try from an address of its own), and a mail server that takes 300 ms: were a
letter sent within the request, it would show. Medians over 200 tries of each, taken in turn, so that whatever else the
machine does falls on all alike. The aim is a gap of less than 10 ms between the medians (OWASP ASVS 6.3.8).
"""

import os
import random
import statistics
import time
from collections.abc import Callable

from benchmarks.measure import percentile, report
from benchmarks.stage import stage

TRIES = int(os.environ.get("TRIES", "200"))
PASSWORD = "una frase bastante larga"
SLOW_MAIL_SECONDS = 0.3


def accounts() -> dict[str, list[str]]:
    """Addresses by what they are, as many of each as there are tries: no limit is reached."""
    from network.models import User
    from tests.makers.network import make_office, make_user

    office = make_office()
    kept = {
        kind: [make_user(password=PASSWORD, office=office) for _number in range(TRIES)]
        for kind in ("known", "closed", "not activated")
    }
    User.objects.filter(pk__in=[user.pk for user in kept["closed"]]).update(is_active=False)
    User.objects.filter(pk__in=[user.pk for user in kept["not activated"]]).update(activated_at=None)
    found = {kind: [user.email for user in users] for kind, users in kept.items()}
    return found | {"unknown": [f"nobody{number}@mp.example" for number in range(TRIES)]}


def by_password(client, email: str, address: str) -> None:
    """A wrong password for whom one exists; whoever is closed gives the right one."""
    from django.urls import reverse

    answer = client.post(reverse("account_login"), {"login": email, "password": "a wrong one"}, REMOTE_ADDR=address)
    assert answer.status_code == 200, answer.status_code


def by_right_password(client, email: str, address: str) -> None:
    """The right password, which opens nothing where the account is closed or not activated."""
    from django.urls import reverse

    client.post(reverse("account_login"), {"login": email, "password": PASSWORD}, REMOTE_ADDR=address)


def by_code(client, email: str, address: str) -> None:
    """A code by letter."""
    from django.urls import reverse

    answer = client.post(reverse("account_request_login_code"), {"email": email}, REMOTE_ADDR=address)
    assert answer.status_code == 302, answer.status_code


def measure(way: Callable, emails: dict[str, list[str]], kinds: tuple[str, ...]) -> dict[str, list[float]]:
    """Milliseconds of each try, by kind; the kinds take turns in an order drawn anew each time."""
    from django.core.cache import cache
    from django.test import Client

    cache.clear()
    taken: dict[str, list[float]] = {kind: [] for kind in kinds}
    for number in range(TRIES):
        for place, kind in enumerate(random.sample(kinds, len(kinds))):
            client = Client(headers={"host": "127.0.0.1"})
            client.get("/es/verificar/")
            began = time.perf_counter()
            way(client, emails[kind][number], f"10.{place}.{number // 250}.{number % 250 + 1}")
            taken[kind].append((time.perf_counter() - began) * 1000)
    return taken


def rows_of(name: str, taken: dict[str, list[float]]) -> list[dict[str, object]]:
    """Median, 95th percentile, and how far the median is from that of accounts that are not."""
    nobody = statistics.median(taken["unknown"])
    return [
        {
            "asked": f"{name}, {kind}",
            "tries": len(times),
            "median ms": statistics.median(times),
            "p95 ms": percentile(times, 95),
            "gap ms": statistics.median(times) - nobody,
        }
        for kind, times in taken.items()
    ]


def slow_mail() -> None:
    """A mail server of 300 ms, should anybody ask it."""
    from django.core.mail.backends.dummy import EmailBackend

    def send(_backend: EmailBackend, letters: list) -> int:
        time.sleep(SLOW_MAIL_SECONDS)
        return len(letters)

    EmailBackend.send_messages = send


def main() -> None:
    slow_mail()
    emails = accounts()
    everybody = ("known", "unknown", "closed", "not activated")
    rows = rows_of("wrong password", measure(by_password, emails, everybody))
    rows += rows_of("right password", measure(by_right_password, emails, ("unknown", "closed", "not activated")))
    rows += rows_of("code", measure(by_code, emails, everybody))
    report("sign_in_timing", rows)


if __name__ == "__main__":
    with stage():
        main()
