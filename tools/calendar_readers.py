"""What other people's programs read in our calendars: ``python -m tools.calendar_readers`` (``docs/calendars.md``).

Made-up sessions are added, moved, cancelled and revoked, and each program that is found on this machine is asked what
it holds afterwards: libical's checker (``libical-dev``, ``gcc``, ``pkg-config``), ``khal`` with ``vdirsyncer``,
``thunderbird`` without a window, ``ical.js`` (``npm i ical.js`` in a folder that ``NODE_PATH`` names). What is not
there is said to be absent.
"""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import django

PORT = 8105
HOURS = timedelta(hours=2)
SLOWEST_SYNC = 120  # seconds
VIEWERS = ("America/Guatemala", "America/Panama", "America/Santo_Domingo", "Europe/Madrid", "America/New_York")
Held = dict[str, tuple[str, bool]]
"""By UID, when a session begins (UTC) and whether it is cancelled."""

CHECKER = """
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
int main(int n, char **v) {
  FILE *f = fopen(v[1], "rb"); static char text[4000000]; text[fread(text, 1, sizeof text - 1, f)] = 0;
  icalcomponent *c = icalparser_parse_string(text);
  if (!c) { puts("unreadable"); return 2; }
  int ok = icalrestriction_check(c), errors = icalcomponent_count_errors(c);
  if (!ok || errors) { puts(icalcomponent_as_ical_string(c)); printf("check %d errors %d\\n", ok, errors); return 1; }
  return 0;
}
"""
NODE = """
const ical = require("ical.js"), text = require("fs").readFileSync(process.argv[2], "utf8");
const root = new ical.Component(ical.parse(text)), held = {};
root.getAllSubcomponents("vtimezone").forEach(z => ical.TimezoneService.register(z));
root.getAllSubcomponents("vevent").forEach(c => { const e = new ical.Event(c);
  const start = e.startDate.toJSDate().toISOString().slice(0, 19);
  held[e.uid] = [start, c.getFirstPropertyValue("status") == "CANCELLED", e.summary]; });
console.log(JSON.stringify(held));
"""


def steps() -> Iterator[tuple[str, list]]:
    """What happens to three sessions, and the entries that a calendar holds after each step; nothing once revoked."""
    from calendars.sources import Words
    from tests.calendars.makers import make_entry

    title = Words("Extracción de datos: añejo ñandú, " + "ñ" * 30 + " 🔒🌎 niño", "Data")
    first = make_entry(uid="session-1@calendar.refco.example", title=title)
    clocks = {  # the weeks in which clocks change in New York and in Madrid, and a day in December
        2: (datetime(2026, 3, 10, 15, tzinfo=UTC), "America/Panama"),
        3: (datetime(2026, 10, 27, 15, tzinfo=UTC), "America/Santo_Domingo"),
        4: (datetime(2026, 11, 3, 15, tzinfo=UTC), "Europe/Madrid"),
    }
    others = [
        make_entry(uid=f"session-{number}@calendar.refco.example", starts_at=start, ends_at=start + HOURS, zone=zone)
        for number, (start, zone) in clocks.items()
    ]
    yield "added", [first, *others]
    later = timedelta(days=7)
    moved = replace(first, starts_at=first.starts_at + later, ends_at=first.ends_at + later, sequence=1)
    yield "moved", [moved, *others]
    yield "cancelled", [replace(moved, is_cancelled=True, sequence=2), *others]
    yield "deleted", others
    yield "revoked", []


def feed_text(found: list) -> str:
    """As a subscription answers it."""
    from calendars.ical import calendar_text, empty_calendar
    from calendars.rules import Options

    if not found:
        return empty_calendar(name="REFCO", language="es")
    return calendar_text(found, name="REFCO", options=Options(reminder_minutes=15), clocks=VIEWERS[:3])


def messages() -> Iterator[tuple[str, str]]:
    """A REQUEST, the CANCEL of one person and the CANCEL of a session."""
    from calendars.ical import invitation_text

    entry = next(steps())[1][0]
    for name, method, whole in (
        ("REQUEST", "REQUEST", False),
        ("CANCEL", "CANCEL", False),
        ("CANCEL all", "CANCEL", True),
    ):
        yield name, invitation_text(
            entry, method=method, attendee="ana@mp.example", answer="NEEDS-ACTION", whole=whole,
            stamped_at=datetime(2026, 1, 2, tzinfo=UTC), language="es",
        )  # fmt: skip


def expected(found: list) -> Held:
    """What a program should hold."""
    return {each.uid: (f"{each.starts_at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}", each.is_cancelled) for each in found}


def run(*command: str, **more: Any) -> str:
    """What a program says. Raises ``RuntimeError`` with it when it fails."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=SLOWEST_SYNC, check=False, **more)
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stdout[-800:]}{done.stderr[-800:]}")
    return done.stdout


@contextmanager
def served(body: dict[str, str]) -> Iterator[str]:
    """The address at which ``body["text"]`` is fetched."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/calendar; charset=utf-8")
            self.end_headers()
            self.wfile.write(body["text"].encode())

        def do_HEAD(self) -> None:
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_said: object) -> None:
            return None

    server = HTTPServer(("127.0.0.1", PORT), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{PORT}/calendar.ics"
    finally:
        server.shutdown()


def compared(name: str, step: str, held: Held, found: list) -> int:
    """Say whether a program holds what it should; gives the number of faults."""
    return told(name, step, held, expected(found))


def told(name: str, step: str, held: Mapping, wanted: Mapping) -> int:
    """The same of what is held under other names."""
    print(f"{name}: {step}: {'as expected' if held == wanted else f'HOLDS {held} INSTEAD OF {wanted}'}")
    return int(held != wanted)


def libical(folder: Path) -> int:
    """Every calendar and message against the restrictions of RFC 5545 and 5546."""
    source, program, faults = folder / "check.c", folder / "check", 0
    source.write_text(CHECKER)
    flags = run("pkg-config", "--cflags", "--libs", "libical").split()
    run("gcc", str(source), "-o", str(program), *flags)
    for name, text in [*((f"feed {step}", feed_text(found)) for step, found in steps()), *messages()]:
        path = folder / "text.ics"
        path.write_text(text, newline="")
        done = subprocess.run([program, path], capture_output=True, text=True, check=False)
        print(f"libical: {name}: {'ok' if not done.returncode else done.stdout}")
        faults += done.returncode != 0
    return faults


def ical_js(folder: Path) -> int:
    """The parser of Thunderbird and of Nextcloud on the web; the words at the fold as well."""
    script, path, faults = folder / "read.js", folder / "text.ics", 0
    script.write_text(NODE)
    for step, found in steps():
        path.write_text(feed_text(found), newline="")
        read = json.loads(run("node", str(script), str(path), env=os.environ | {"TZ": "UTC"}))
        faults += compared("ical.js", step, {uid: (start, gone) for uid, (start, gone, _title) in read.items()}, found)
        titles = [title for _start, gone, title in read.values() if "añejo" in title and not gone]
        faults += any(title != found[0].title.es for title in titles)
    return faults


def khal(folder: Path) -> int:
    """Through vdirsyncer, as each viewer reads the hours."""
    faults, body, kept = 0, {"text": ""}, folder / "kept"
    with served(body) as address:
        (folder / "vd.conf").write_text(
            f'[general]\nstatus_path = "{folder}/status"\n[pair a]\na = "here"\nb = "there"\ncollections = null\n'
            f'conflict_resolution = "b wins"\n'
            f'[storage here]\ntype = "filesystem"\npath = "{kept}"\nfileext = ".ics"\n'
            f'[storage there]\ntype = "http"\nurl = "{address}"\n'
        )
        kept.mkdir()
        run("vdirsyncer", "-c", str(folder / "vd.conf"), "discover", input="y\ny\n")
        for step, found in steps():
            body["text"] = feed_text(found)
            run("vdirsyncer", "-c", str(folder / "vd.conf"), "sync", "--force-delete")
            for viewer in VIEWERS:
                held = dict(enumerate(sorted(_listed(folder, kept, viewer).values())))
                # vdirsyncer gives each event a name of its own: what is held is compared without.
                wanted = dict(enumerate(sorted(expected(found).values())))
                faults += told(f"khal in {viewer}", step, held, wanted)
    return faults


def _listed(folder: Path, kept: Path, viewer: str) -> Held:
    conf = folder / "khal.conf"
    conf.write_text(
        f"[calendars]\n[[a]]\npath = {kept}\n[sqlite]\npath = {folder / viewer.replace('/', '-')}.db\n"
        f"[locale]\nlocal_timezone = {viewer}\ndefault_timezone = {viewer}\ntimeformat = %H:%M\n"
        "dateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\n"
        "longdatetimeformat = %Y-%m-%d %H:%M\n"
    )
    said = run(
        "khal",
        "-c",
        str(conf),
        "list",
        "--format",
        "{uid}|{start-long}|{status}|",
        "--day-format",
        "",
        "2026-03-01",
        "280d",
    )
    held: Held = {}
    for line in filter(None, said.splitlines()):
        uid, start, status, _rest = line.split("|")
        there = datetime.strptime(start, "%Y-%m-%d %H:%M").replace(tzinfo=ZoneInfo(viewer))
        held[uid] = (f"{there.astimezone(UTC):%Y-%m-%dT%H:%M:%S}", status.strip().upper() == "CANCELLED")
    return held


def thunderbird(folder: Path) -> int:
    """Started anew for each step: it fetches when it starts, and once its cache is as expected it is ended."""
    faults, body, profile = 0, {"text": ""}, folder / "profile"
    profile.mkdir()
    with served(body) as address:
        entry, names = (
            "calendar.registry.0f4b5b8e-1111-4222-8333-444455556666",
            {"type": "ics", "uri": address, "name": "REFCO"},
        )
        lines = [f'user_pref("{entry}.{key}", "{value}");' for key, value in names.items()]
        lines += [f'user_pref("{entry}.{key}", true);' for key in ("readOnly", "cache.enabled")]
        lines += [
            f'user_pref("{entry}.refreshInterval", "1");',
            'user_pref("calendar.timezone.local", "Europe/Madrid");',
        ]
        (profile / "user.js").write_text("\n".join(lines))
        for step, found in steps():
            body["text"] = feed_text(found)
            faults += compared("thunderbird", step, _fetched(profile, expected(found)), found)
    return faults


def _fetched(profile: Path, wanted: Held) -> Held:
    command = ["thunderbird", "--headless", "--no-remote", "-profile", str(profile)]
    program = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    held, until = {}, time.monotonic() + SLOWEST_SYNC
    try:
        while time.monotonic() < until and (held := _cached(profile)) != wanted:
            time.sleep(3)
    finally:
        program.terminate()
        program.wait()
    return held


def _cached(profile: Path) -> Held:
    """What its cache holds; a copy is read, for the program holds the file."""
    data = profile / "calendar-data"
    if not (data / "cache.sqlite").exists():
        return {"nothing": ("yet", False)}
    with tempfile.TemporaryDirectory() as copy:
        for file in data.glob("cache.sqlite*"):
            shutil.copy(file, copy)
        base = sqlite3.connect(Path(copy) / "cache.sqlite")
        try:
            rows = base.execute("SELECT id, event_start, ical_status FROM cal_events").fetchall()
        except sqlite3.OperationalError:
            return {"nothing": ("yet", False)}
        finally:
            base.close()
    moments = [(uid, datetime.fromtimestamp(start / 1_000_000, UTC), status) for uid, start, status in rows]
    return {uid: (f"{moment:%Y-%m-%dT%H:%M:%S}", status == "CANCELLED") for uid, moment, status in moments}


READERS: dict[str, tuple[Callable[[Path], int], tuple[str, ...]]] = {
    "libical": (libical, ("gcc", "pkg-config")),
    "ical.js": (ical_js, ("node",)),
    "khal": (khal, ("khal", "vdirsyncer")),
    "thunderbird": (thunderbird, ("thunderbird",)),
}


def main(asked: list[str]) -> int:
    """Every reader, or those named; gives the number of faults."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    faults = 0
    for name in asked or READERS:
        reader, programs = READERS[name]
        if absent := [program for program in programs if shutil.which(program) is None]:
            print(f"{name}: not asked, for {', '.join(absent)} is not on this machine")
            continue
        with tempfile.TemporaryDirectory() as folder:
            faults += reader(Path(folder))
    print(f"{faults} faults.")
    return faults


if __name__ == "__main__":
    sys.exit(bool(main(sys.argv[1:])))
