"""What each main page costs when it is made: statements, bytes, and CPU of web server and database together.

Public pages are asked with a query that nobody knows, so that none comes ready from the shelf. Of some batches the
cheapest counts: whatever else the machine does can only add. The first row is what a bare Django takes on this machine
(``benchmarks/bare.py``): the goals are multiples of it.
"""

from datetime import timedelta
from typing import TYPE_CHECKING

from benchmarks.measure import cpu_ms, database_roots, report
from benchmarks.stage import get, server, signed_in, stage

if TYPE_CHECKING:
    from courses.models import Workshop

WORKSHOPS, SESSIONS, PEOPLE = 60, 60, 200
BATCHES, REQUESTS = 6, 50
FLOOR = "bare Django, one row"
SIX = "bare Django, six rows, no template"


def fill() -> dict[str, tuple[str, object]]:
    """Sixty workshops, sixty sessions, two hundred people; the pages to ask for, each with its reader."""
    from django.urls import reverse
    from django.utils import timezone, translation

    from sessions.actions import schedule_session
    from tests.makers.courses import make_enrolment, make_workshop
    from tests.makers.network import make_cast, make_user

    publish_programme()
    now, cast = timezone.now(), make_cast()
    workshops = [make_workshop(seats_per_office=None) for _number in range(WORKSHOPS)]
    sessions = [
        schedule_session(
            workshops[number % 12],
            title_es=f"Sesión {number}",
            title_en=f"Session {number}",
            starts_at=now + timedelta(days=number) - timedelta(minutes=5),
            ends_at=now + timedelta(days=number, hours=2),
            by=None,
            at=now - timedelta(days=1),
        )
        for number in range(SESSIONS)
    ]
    seats = _fill_seats(cast)
    people = [make_user(office=cast.office).person for _number in range(PEOPLE)]
    for person in [cast.ana.person, *people]:
        make_enrolment(workshop=workshops[0], person=person)
    with translation.override("es"):
        return {
            "front page, anonymous": ("/es/", None),
            "60 workshops, anonymous": (reverse("courses:workshop_list"), None),
            "60 workshops, signed in": (reverse("courses:workshop_list"), cast.ana),
            "workshop, anonymous": (reverse("courses:workshop", args=[workshops[0].slug]), None),
            "workshop, signed in": (reverse("courses:workshop", args=[workshops[0].slug]), cast.ana),
            "workshop, contact point": (reverse("courses:workshop", args=[workshops[0].slug]), cast.carla),
            "session, signed in": (reverse("sessions:session", args=[sessions[0].pk]), cast.ana),
            "session, 200 on the roster": (reverse("sessions:session", args=[sessions[0].pk]), cast.sara),
            "join": (reverse("sessions:join", args=[sessions[0].pk]), cast.ana),
            "workshop with seats, contact point": (reverse("courses:workshop", args=[seats.slug]), cast.carla),
            "my training": (reverse("my_training"), cast.ana),
            "my office": (reverse("my_office"), cast.carla),
            "verify, anonymous": (reverse("certificates:verify_form"), None),
        }


def _fill_seats(cast) -> "Workshop":
    """A workshop with two seats for each office: filled, one who waits, an offer running, two weeks of history."""
    from django.utils import timezone

    from courses.actions import give_up_seat, nominate_person
    from network.models import Office
    from tests.makers.courses import make_workshop
    from tests.makers.network import make_person, make_user

    workshop = make_workshop(seats_per_office=2, host_office=cast.salvador)
    now = timezone.now()
    for office in Office.objects.in_order()[:10]:
        named = make_user(office=office, role="contact_point")
        for _person in range(4):
            nominate_person(workshop, make_person(office=office), by=named, at=now)
        give_up_seat(workshop.enrolments.holding().of_office(office).first(), by=named, at=now)
    return workshop


def publish_programme() -> None:
    """The programme's page in both languages, with its three areas."""
    from courses.catalogue import lay_catalogue
    from courses.models import TrainingArea
    from tests.makers.pages import make_area_page

    lay_catalogue()
    for area in TrainingArea.objects.all():
        for language in ("es", "en"):
            make_area_page(language, area=area, title=getattr(area, f"name_{language}"), slug=area.code)


def statements(path: str, user) -> int:
    """How many statements a warm page takes."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from tests.makers.signing_in import force_login

    client = Client(headers={"host": "127.0.0.1"})
    if user:
        force_login(client, user)
    client.get(made_anew(path, user))
    with CaptureQueriesContext(connection) as captured:
        client.get(made_anew(path, user))
    return len([each for each in captured if not each["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))])


def main() -> None:
    pages = fill()
    counts = {name: statements(*page) for name, page in pages.items()}
    rows = floors()
    with server() as pid:
        roots = [pid, *database_roots()]
        for name, page in pages.items():
            status, length, cost = cost_of(*page, roots)
            rows.append({"page": name, "status": status, "SQL": counts[name], "CPU ms": cost, "kB": length / 1000})
    report("page_cost", rows)


def floors() -> list[dict[str, object]]:
    """One row, and six by a statement each, read and answered by a bare Django, served as the platform is."""
    rows = []
    with server("benchmarks.bare") as pid:
        for name, path, asked in ((FLOOR, "/es/", 1), (SIX, "/es/six/", 6)):
            status, length, cost = cost_of(path, None, [pid, *database_roots()])
            rows.append({"page": name, "status": status, "SQL": asked, "CPU ms": cost, "kB": length / 1000})
    return rows


def made_anew(path: str, user) -> str:
    """An address that is not answered from the shelf."""
    return path if user else f"{path}?made=anew"


def cost_of(path: str, user, roots: list[int]) -> tuple[int, int, float]:
    """Status, bytes and CPU milliseconds of a warm page."""
    cookie = signed_in(user) if user else ""
    asked = made_anew(path, user)
    for _warm in range(16):
        status, length = get(asked, cookie)
    costs = []
    for _batch in range(BATCHES):
        before = cpu_ms(*roots)
        for _request in range(REQUESTS):
            get(asked, cookie)
        costs.append((cpu_ms(*roots) - before) / REQUESTS)
    return status, length, min(costs)


if __name__ == "__main__":
    with stage():
        main()
