"""When a part of the platform is well, who is told, and what the page shows."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from conferencing import actions as conferencing
from conferencing import jitsi
from foundations.audit.models import AuditEvent
from foundations.jobs.models import Heartbeat, Job, Trouble
from foundations.outbox.models import Letter
from network.actions import align_groups
from tests.makers.network import make_user
from training_platform.dashboards.figures import machinery_figures
from training_platform.vital_signs.rules import Disk, Signs, is_due, summary, verdicts
from training_platform.vital_signs.watching import watch_parts
from training_platform.vital_signs.words import NAMES

NOW = timezone.now()
FRESH = {"cluster": NOW}


@pytest.fixture
def cast(cast_on_ground):
    return cast_on_ground


def ago(**spell) -> object:
    return NOW - timedelta(**spell)


def failing(**signs) -> set[str]:
    beats = FRESH | signs.pop("beats", {})
    return {part for part, is_well in verdicts(Signs(beats=beats, **signs), NOW).items() if not is_well}


@pytest.mark.parametrize(
    ("signs", "expected"),
    [
        ({}, set()),
        ({"oldest_job_at": ago(minutes=14)}, set()),
        ({"oldest_job_at": ago(minutes=16)}, {"queue"}),
        ({"beats": {"cluster": ago(minutes=3)}}, {"pulse"}),
        ({"dead_jobs": 1}, {"dead_jobs"}),
        ({"disks": (Disk("files", 4, 100),)}, {"disk"}),
        ({"disks": (Disk("files", 49, 1000), Disk("archives", 900, 1000))}, {"disk"}),
        ({"disks": (Disk("files", 5, 100),)}, set()),
        ({"refused_letter_at": ago(minutes=16)}, {"mail"}),
        ({"refused_letter_at": ago(minutes=16), "beats": {"mail": ago(minutes=1)}}, set()),
        ({"refused_letter_at": ago(minutes=1), "beats": {"mail": ago(hours=9)}}, set()),
        ({"beats": {"mail": ago(days=9)}}, set()),
        ({"refused_letter_at": ago(minutes=1), "beats": {"mail_away": NOW}}, {"mail"}),
        ({"refused_letter_at": ago(minutes=1), "beats": {"mail_away": NOW, "mail": ago(minutes=1)}}, {"mail"}),
        ({"refused_letter_at": ago(minutes=1), "beats": {"mail_away": ago(minutes=1), "mail": NOW}}, set()),
        ({"beats": {"mail_away": NOW}}, set()),
        ({"is_backup_expected": True}, {"backup"}),
        ({"is_backup_expected": True, "beats": {"backup": ago(hours=25)}}, set()),
        ({"is_backup_expected": True, "beats": {"backup": ago(hours=27)}}, {"backup"}),
        ({"beats": {"backup": ago(days=90)}}, set()),
        ({"unsealed_at": ago(hours=2), "checked_at": ago(hours=49)}, set()),
        ({"unsealed_at": ago(hours=4)}, set()),
        ({"unsealed_at": ago(hours=4), "sealed_at": ago(hours=4)}, {"audit"}),
        ({"unsealed_at": ago(days=4000), "sealed_at": ago(hours=1)}, set()),
        ({"unsealed_at": ago(minutes=1), "sealed_at": ago(days=1)}, set()),
        ({"checked_at": ago(hours=51)}, {"audit"}),
        ({"checked_at": ago(hours=1), "is_chain_whole": False}, {"audit"}),
        ({"is_video_set": True}, set()),
        ({"is_signing_set": True}, {"signing"}),
        ({"is_signing_set": True, "signs_until": ago(days=-29)}, {"signing"}),
        ({"is_signing_set": True, "signs_until": ago(days=-31), "unprinted_at": ago(minutes=59)}, set()),
        ({"is_signing_set": True, "signs_until": ago(days=-31), "unprinted_at": ago(minutes=61)}, {"signing"}),
        ({"unprinted_at": ago(days=9)}, set()),
        ({"is_video_set": True, "beats": {"video_asked": ago(minutes=1)}}, {"video"}),
        ({"is_video_set": True, "beats": {"video_asked": NOW, "video": ago(minutes=29)}}, set()),
        ({"is_video_set": True, "beats": {"video_asked": NOW, "video": ago(minutes=31)}}, {"video"}),
    ],
)
def test_part_fails_when_its_signs_say_so(signs, expected):
    assert failing(**signs) == expected


def test_nothing_that_is_read_from_the_database_is_well_without_it():
    well = verdicts(Signs(has_database=False), NOW)
    assert {part for part, is_well in well.items() if is_well} == {"disk"}


@pytest.mark.parametrize(
    ("failing", "expected"), [("", "ok"), ("mail", "attention"), ("queue", "failing"), ("mail disk", "failing")]
)
def test_summary_fails_with_what_stops_the_platform(failing, expected):
    parts = dict.fromkeys(("mail", "queue", "disk"), True) | dict.fromkeys(failing.split(), False)
    assert summary(parts) == expected


def test_trouble_is_written_about_after_a_quarter_of_an_hour():
    assert not is_due(NOW - timedelta(minutes=14, seconds=59), NOW)
    assert is_due(NOW - timedelta(minutes=15), NOW)


@pytest.fixture
def clock(db, cast):
    """Moves on in minutes, the cluster beating all the while, and has the parts looked at."""

    def watch(minutes: int) -> None:
        at = timezone.now() + timedelta(minutes=minutes)
        Heartbeat.objects.update_or_create(name="cluster", defaults={"beat_at": at})
        Job.objects.unfinished().delete()  # the cluster beats, so the letters' jobs are done
        watch_parts(at=at)

    return watch


def written(kind: str) -> list[str]:
    return sorted(Letter.objects.filter(kind=f"training_platform.{kind}").values_list("address", flat=True))


def dead_job() -> Job:
    return Job.objects.create(name="samples.broken", state=Job.State.DEAD, enqueued_at=timezone.now())


def test_secretariat_is_told_once_of_a_trouble_that_lasts_and_once_of_its_end(clock, cast, settings):
    settings.JITSI_URL = ""
    administrator = make_user("alma@sistemas.example", role="administrator", office=None)
    job = dead_job()
    clock(0)
    clock(10)
    assert written("part_failing") == []
    for minutes in (15, 20, 40):
        clock(minutes)
        assert written("part_failing") == [administrator.email, cast.sara.email, cast.saul.email]
    job.delete()
    for minutes in (41, 46):
        clock(minutes)
        assert written("part_well") == [administrator.email, cast.sara.email, cast.saul.email]
    assert not Trouble.objects.open().exists()
    told = AuditEvent.objects.filter(action__startswith="training_platform.trouble_").order_by("id")
    assert [event.action.rpartition("_")[2] for event in told if event.details["part"] == "dead_jobs"] == [
        "began",
        "ended",
    ]


def test_trouble_that_passes_within_minutes_is_nobodys_business(clock, settings):
    settings.JITSI_URL = ""
    job = dead_job()
    clock(0)
    job.delete()
    clock(10)
    clock(30)
    assert written("part_failing") == written("part_well") == []


def test_troubles_of_one_hour_are_told_in_one_letter(clock, cast, settings):
    settings.JITSI_URL, settings.BACKUP_IS_EXPECTED = "", True
    dead_job()
    clock(0)
    clock(20)
    letter = Letter.objects.get(kind="training_platform.part_failing", address=cast.sara.email)
    assert f"- {NAMES['dead_jobs']}" in letter.text
    assert f"- {NAMES['backup']}" in letter.text
    assert "/admin/platform/" in letter.text


@pytest.mark.parametrize("answers", [True, False])
def test_video_server_is_asked_by_the_clock_alone(db, settings, monkeypatch, answers):
    settings.JITSI_URL = "https://video.example"
    monkeypatch.setattr("conferencing.actions.server.is_answering", lambda: answers)
    assert conferencing.ask_server() is answers
    assert Heartbeat.objects.filter(name="video_asked").exists()
    assert Heartbeat.objects.filter(name="video").exists() is answers


def test_video_server_that_is_not_set_is_not_asked(db, settings, monkeypatch):
    settings.JITSI_URL = ""
    monkeypatch.setattr("conferencing.actions.server.is_answering", lambda: pytest.fail("asked"))
    assert conferencing.ask_server() is None
    assert not Heartbeat.objects.exists()


def test_video_server_out_of_reach_is_an_answer_too(settings):
    settings.JITSI_URL = "http://127.0.0.1:9"  # the discard port: nobody listens
    assert jitsi.is_answering() is False


@pytest.fixture
def staff(cast):
    """The cast, and an administrator, with the groups of the admin that follow from their roles."""
    cast.alma = make_user("alma@sistemas.example", role="administrator", office=None)
    align_groups(cast.alma.person)
    return cast


def test_page_tells_state_and_what_to_do(client, staff):
    cast = staff
    client.force_login(cast.sara)
    dead_job()
    Letter.objects.create(
        kind="samples.letter",
        address="x@mp.example",
        language="es",
        subject="s",
        text="t",
        state=Letter.State.FAILED,
        created_at=timezone.now(),
        due_at=timezone.now(),
    )
    page = client.get(reverse("platform_state"))
    assert page.status_code == 200
    lines = {line.name: line for line in page.context["lines"]}
    assert len(lines) == 10
    assert [fact.url for line in page.context["lines"] for fact in line.facts if "state=" in fact.url] == [
        f"{reverse('jobs:index')}?state=dead",
        f"{reverse('letters:index')}?state=failed",
    ]
    assert "revive_jobs" in page.text
    assert "run_tasks" in page.text


def test_parts_that_are_not_set_up_are_neither_well_nor_failing(client, staff, settings):
    settings.JITSI_URL, settings.BACKUP_IS_EXPECTED = "", False
    client.force_login(staff.sara)
    page = client.get(reverse("platform_state"))
    assert [line.name for line in page.context["lines"] if line.lack] == [
        str(NAMES[part]) for part in ("video", "signing", "backup")
    ]
    assert "sin configurar" in page.text
    assert "<title>Estado de la plataforma" in " ".join(page.text.split()).replace("<title> ", "<title>")
    assert "sin configurar" in [figure.number for figure in machinery_figures()]
    Heartbeat.objects.create(name="backup", beat_at=NOW)
    settings.JITSI_URL = "https://video.example"
    left = [line.name for line in client.get(reverse("platform_state")).context["lines"] if line.lack]
    assert left == [str(NAMES["signing"])]


def test_page_asks_no_other_machine(client, staff, monkeypatch, settings):
    cast = staff
    settings.JITSI_URL = "https://video.example"
    monkeypatch.setattr("conferencing.jitsi.wire.ask", lambda *_a, **_k: pytest.fail("asked within a request"))
    client.force_login(cast.sara)
    assert client.get(reverse("platform_state")).status_code == 200


def test_page_is_for_those_who_look_after_the_platform(client, staff):
    cast, administrator = staff, staff.alma
    answers = {}
    for user in (administrator, cast.saul, cast.elsa, cast.carla, cast.ana, cast.felix):
        client.force_login(user)
        answers[user.email] = client.get(reverse("platform_state")).status_code
    client.logout()
    assert list(answers.values())[:2] == [200, 200]
    assert answers[cast.elsa.email] == 404
    assert all(code in {302, 403, 404} for code in list(answers.values())[2:])
    assert client.get(reverse("platform_state")).status_code == 302
