"""The video server tells of a thousand people and more at once: three hundred posts a second over eight connections.

Each post is another joining or leaving in one room, as event_sync words it. Afterwards every one must be kept, and
every joining must have become a stay.
"""

import http.client
import json
import threading
import time
import uuid

from benchmarks.measure import cpu_ms, database_roots, percentile, report
from benchmarks.stage import PORT, server, stage

RATE, SECONDS, CONNECTIONS = 300, 10, 8
DOMAIN = "conference.video.example"


def room_of_today() -> str:
    """The name of a room that is open now."""
    from conferencing.actions import open_room

    return open_room(subject=uuid.uuid4(), by=None).name


def posts(room: str) -> list[tuple[str, bytes]]:
    """Path and body of each post: half of them joinings, then the leavings of the same people."""
    began, told = int(time.time()), []
    people = [(str(uuid.uuid4()), f"{uuid.uuid4()}@video.example/web") for _number in range(RATE * SECONDS // 2)]
    for what in ("joined", "left"):
        for number, (person, jid) in enumerate(people):
            occupant = {"id": person, "occupant_jid": jid, "joined_at": began}
            if what == "left":
                occupant["left_at"] = began + 1 + number % 60
            body = {
                "event_name": f"muc-occupant-{what}",
                "room_name": room,
                "room_jid": f"{room}@{DOMAIN}",
                "is_breakout": False,
                "occupant": occupant,
            }
            told.append((f"/jitsi/events/occupant/{what}", json.dumps(body).encode()))
    return told


def tell(share: list[tuple[str, bytes]], secret: str, answers: list[tuple[int, float]]) -> None:
    """One connection's share, at its share of the rate; late posts follow at once."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}
    began, gap = time.perf_counter(), CONNECTIONS / RATE
    for number, (path, body) in enumerate(share):
        time.sleep(max(0.0, began + number * gap - time.perf_counter()))
        asked = time.perf_counter()
        connection.request("POST", path, body, headers)
        response = connection.getresponse()
        response.read()
        answers.append((response.status, 1000 * (time.perf_counter() - asked)))
    connection.close()


def main() -> None:
    from conferencing import jitsi
    from conferencing.models import RoomPost, Stay

    told = posts(room_of_today())
    answers: list[tuple[int, float]] = []
    with server() as pid:
        roots = [pid, *database_roots()]
        before, began = cpu_ms(*roots), time.perf_counter()
        shares = [told[number::CONNECTIONS] for number in range(CONNECTIONS)]
        tellers = [threading.Thread(target=tell, args=(share, jitsi.events_secret(), answers)) for share in shares]
        for teller in tellers:
            teller.start()
        for teller in tellers:
            teller.join()
        took, used = time.perf_counter() - began, cpu_ms(*roots) - before
    waits = [wait for _status, wait in answers]
    report(
        "post_storm",
        [
            {
                "posts": len(told),
                "seconds": took,
                "answered 204": sum(status == http.client.NO_CONTENT for status, _wait in answers),
                "kept": RoomPost.objects.count(),
                "stays": Stay.objects.count(),
                "stays ended": Stay.objects.filter(left_at__isnull=False).count(),
                **{f"p{percent} ms": percentile(waits, percent) for percent in (50, 95, 99)},
                "CPU ms each": used / len(told),
            }
        ],
    )


if __name__ == "__main__":
    with stage():
        main()
