"""Three hundred people join one session in one instant, through the web server, each with a connection of their own."""

import asyncio
import time
from datetime import timedelta

from benchmarks.measure import cpu_ms, database_roots, memory_mb, percentile, report
from benchmarks.stage import PORT, server, signed_in, stage

PEOPLE = 300
ROUNDS = 3


def people_before_the_door() -> tuple[str, list[str]]:
    """The path of joining a session that is open now, and a cookie for each who has a seat in it."""
    from django.urls import reverse
    from django.utils import timezone, translation

    from sessions.actions import schedule_session
    from tests.makers.courses import make_enrolment, make_workshop
    from tests.makers.network import make_office, make_user

    now = timezone.now()
    workshop = make_workshop(seats_per_office=None, starts_on=now.date(), ends_on=now.date() + timedelta(days=1))
    session = schedule_session(
        workshop,
        title_es="Primera sesión",
        title_en="First session",
        starts_at=now + timedelta(minutes=5),
        ends_at=now + timedelta(hours=2),
        by=None,
    )
    offices = [make_office() for _number in range(10)]
    users = [make_user(office=offices[number % 10]) for number in range(PEOPLE)]
    for user in users:
        make_enrolment(workshop=workshop, person=user.person)
    with translation.override("es"):
        return reverse("sessions:join", args=[session.pk]), [signed_in(user) for user in users]


async def join(path: str, cookie: str, gun: asyncio.Event) -> tuple[str, float]:
    """One person's answer (its status) and how many milliseconds it took, connecting included."""
    await gun.wait()
    began = time.perf_counter()
    reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
    writer.write(
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{PORT}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n".encode()
    )
    answer = await reader.read()
    writer.close()
    return answer.split(b" ", 2)[1].decode() if answer else "none", 1000 * (time.perf_counter() - began)


async def storm(path: str, cookies: list[str]) -> list[tuple[str, float]]:
    gun = asyncio.Event()
    waiting = [asyncio.ensure_future(join(path, cookie, gun)) for cookie in cookies]
    await asyncio.sleep(0.5)
    gun.set()
    return await asyncio.gather(*waiting)


def main() -> None:
    path, cookies = people_before_the_door()
    rows = []
    with server() as pid:
        roots = [pid, *database_roots()]
        for number in range(ROUNDS + 1):
            before = cpu_ms(*roots)
            answers = asyncio.run(storm(path, cookies))
            used = cpu_ms(*roots) - before
            waits = [wait for _status, wait in answers]
            row = {
                "round": number or "cold",
                "people": len(answers),
                "let in": sum(status == "302" for status, _wait in answers),
                **{f"p{percent} ms": percentile(waits, percent) for percent in (50, 95, 99)},
                "CPU ms each": used / len(answers),
                "memory MB": memory_mb(pid),
            }
            rows.append(row)
    report("join_storm", rows)


if __name__ == "__main__":
    with stage():
        main()
