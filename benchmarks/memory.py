"""Memory of the web server with two workers after every main page, and of the task cluster at rest."""

import time

from benchmarks.measure import memory_mb, report
from benchmarks.page_cost import fill
from benchmarks.stage import get, server, signed_in, stage
from benchmarks.task_storm import kill_everything, start_supervisor

ROUNDS, REST_SECONDS = 12, 30


def main() -> None:
    pages = fill()
    with server() as pid:
        for path, user in pages.values():
            cookie = signed_in(user) if user else ""
            for _round in range(ROUNDS):
                get(path, cookie)
        rows = [{"what": "web server, two workers", "MB": memory_mb(pid)}]
    supervisor = start_supervisor()
    try:
        time.sleep(REST_SECONDS)
        rows.append({"what": "task supervisor and cluster", "MB": memory_mb(supervisor.pid)})
    finally:
        kill_everything(supervisor)
    report("memory", rows)


if __name__ == "__main__":
    with stage():
        main()
