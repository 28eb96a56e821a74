"""Certificates: awarding, setting the paper alone, signing it, and printing with everything that belongs to it."""

import os
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from benchmarks.measure import memory_mb, report
from benchmarks.stage import stage

UNSIGNED, SIGNED = 100, 500
PEOPLE = UNSIGNED + SIGNED


def attended_workshop(number: int = PEOPLE):
    """A workshop of two days ago whose one session is settled, with so many people present."""
    from django.utils import timezone

    from sessions.actions import schedule_session, settle_session, tick_roster
    from tests.makers.courses import make_enrolment, make_workshop
    from tests.makers.network import make_cast, make_user

    now, cast = timezone.now(), make_cast()
    secretariat = cast.sara
    secretariat.person.appointments.update(starts_at=now - timedelta(days=30))
    begins = now - timedelta(days=2)
    workshop = make_workshop(seats_per_office=None, starts_on=begins.date(), ends_on=begins.date(), stated_hours=2)
    session = schedule_session(
        workshop,
        title_es="Única sesión",
        title_en="Only session",
        starts_at=begins,
        ends_at=begins + timedelta(hours=2),
        by=None,
        at=begins - timedelta(days=1),
    )
    people = [
        make_user(office=cast.office, given_names="Ana María", family_names=f"López Núñez {each}").person
        for each in range(number)
    ]
    for person in people:
        make_enrolment(workshop=workshop, person=person, asked_at=begins - timedelta(days=1))
    tick_roster(session, people, by=secretariat, at=begins + timedelta(hours=1))
    settle_session(session, by=secretariat, at=begins + timedelta(hours=3))
    return workshop


def timed(step: str, act, things: list) -> dict[str, object]:
    """How long ``act`` takes over each of ``things``."""
    wall, cpu = time.perf_counter(), time.process_time()
    kept = [act(each) for each in things]
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    sizes = [len(each) for each in kept if isinstance(each, bytes)]
    return {
        "step": step,
        "certificates": len(things),
        "ms each": 1000 * wall / len(things),
        "CPU ms each": 1000 * cpu / len(things),
        "per second": len(things) / wall,
        "kB": max(sizes, default=0) / 1000,
        "MB": memory_mb(os.getpid()),
    }


def main() -> None:
    from django.test import override_settings

    from certificates.actions import award_certificate, print_certificate
    from certificates.models import Certificate
    from certificates.paper import certificate_pdf
    from certificates.signing.authority import lay_test_authority
    from certificates.signing.sealing import seal

    workshop = attended_workshop()
    seats = list(workshop.enrolments.holding())
    rows = [timed("award: facts, number, job, audit", award_certificate, seats)]
    certificates = list(Certificate.objects.all())
    if len(certificates) != PEOPLE:
        raise RuntimeError(f"{len(certificates)} of {PEOPLE} certificates were awarded.")
    certificate_pdf(certificates[0])  # reads the fonts
    unsigned, signed = certificates[:UNSIGNED], certificates[UNSIGNED:]
    rows.append(timed("the PDF alone", certificate_pdf, unsigned))
    rows.append(timed("print: PDF, file, row, letter, audit", print_certificate, unsigned))
    with (
        tempfile.TemporaryDirectory() as folder,
        override_settings(SIGNING_KEY_FILE=str(lay_test_authority(Path(folder)))),
    ):
        seal(certificate_pdf(certificates[0]), about="first")  # reads the library and the key
        papers = [certificate_pdf(each) for each in unsigned]
        rows.append(timed("the signature alone", lambda paper: seal(paper, about="x").document, papers))
        rows.append(timed("print signed, the first half", print_certificate, signed[: SIGNED // 2]))
        rows.append(timed("print signed, the second half", print_certificate, signed[SIGNED // 2 :]))
    report("certificate_rate", rows)


if __name__ == "__main__":
    with stage():
        main()
