"""The queue: committed with its cause, at least once, three attempts, and Wagtail's own tasks on it."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone, translation
from django_q.models import OrmQ, Schedule
from django_tasks.exceptions import TaskResultDoesNotExist
from wagtail.models import Page, ReferenceIndex

from foundations.jobs import running
from foundations.jobs.actions import LOST_AFTER, enqueue, purge_done_jobs, recall_jobs, resend_lost_jobs, revive_job
from foundations.jobs.messages import queued_keys
from foundations.jobs.models import Job
from foundations.jobs.registry import task, task_names
from foundations.jobs.running import JobFailed, PutOff, run_chore, run_job
from foundations.jobs.schedules import Chore, chores_of_the_clock, sync_schedules
from foundations.jobs.turns import release_jobs
from tests.foundations import job_samples
from tests.makers.jobs import run_queued_jobs

pytestmark = pytest.mark.django_db
State = Job.State


def test_enqueue_commits_with_its_cause_or_not_at_all():
    with pytest.raises(RuntimeError), transaction.atomic():
        enqueue("samples.echo")
        raise RuntimeError
    assert not Job.objects.exists()
    assert not OrmQ.objects.exists()


def test_job_runs_with_its_arguments_and_keeps_its_result():
    job = enqueue("samples.echo", 1, "two", three=[3])
    assert run_queued_jobs() == 1
    job.refresh_from_db()
    assert (job.state, job.attempts, job.result) == (State.DONE, 1, {"args": [1, "two"], "kwargs": {"three": [3]}})


def test_key_that_is_a_uuid_arrives_as_text():
    other = enqueue("samples.echo")
    job = enqueue("samples.echo", other.pk)
    run_queued_jobs()
    job.refresh_from_db()
    assert job.result["args"] == [str(other.pk)]


def test_argument_that_is_no_json_is_refused_at_once():
    with pytest.raises(TypeError):
        enqueue("samples.echo", object())


def test_done_job_presented_again_does_nothing():
    job = enqueue("samples.echo")
    run_job(str(job.pk))
    run_job(str(job.pk))
    job.refresh_from_db()
    assert job.attempts == 1


def test_purged_job_presented_again_does_nothing():
    job = enqueue("samples.echo")
    Job.objects.all().delete()
    run_job(str(job.pk))


def test_failing_job_waits_then_is_dead_and_tells_no_address():
    job = enqueue("samples.fail", "ana@mp.example")
    for attempt in (1, 2):
        with pytest.raises(JobFailed) as failure:
            run_job(str(job.pk))
        job.refresh_from_db()
        assert (job.state, job.attempts) == (State.QUEUED, attempt)
    run_job(str(job.pk))  # the third is acknowledged, so that the queue lets go of it
    job.refresh_from_db()
    assert job.state == State.DEAD
    assert job.error.startswith("ValueError at foundations/job_samples.py:")
    assert "ana@" not in job.error + str(failure.value)


def test_job_whose_workers_were_killed_is_dead_without_a_fourth_run():
    job = enqueue("samples.echo")
    Job.objects.update(state=State.RUNNING, attempts=3)
    run_queued_jobs(may_die=True)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.result) == (State.DEAD, 3, None)


def test_unknown_name_is_dead_at_once_and_says_why():
    job = enqueue("samples.nothing")
    other = enqueue("os.getcwd")
    run_queued_jobs(may_die=True)
    for dead in (job, other):
        dead.refresh_from_db()
        assert (dead.state, dead.error) == (State.DEAD, "no task has this name")


def test_job_does_not_inherit_language_or_zone():
    with translation.override("en"), timezone.override("Asia/Tokyo"):
        enqueue("samples.speak")
        run_queued_jobs()
    assert Job.objects.get().result == {"language": "es", "zone": "America/El_Salvador"}


def test_a_long_job_is_left_alone_while_its_time_runs_and_begun_again_after_it(monkeypatch, tmp_path):
    monkeypatch.setattr(running, "PATIENCE_SECONDS", 0)
    job, other = enqueue("samples.long", str(tmp_path), 0), enqueue("samples.long", str(tmp_path), 0)
    Job.objects.filter(pk=job.pk).update(state=State.RUNNING, attempts=1, started_at=timezone.now())
    for each in (job, other):
        with pytest.raises(PutOff):
            run_job(str(each.pk))
    Job.objects.filter(pk=job.pk).update(started_at=timezone.now() - timedelta(seconds=36))
    run_job(str(job.pk))
    run_job(str(other.pk))
    assert dict(Job.objects.values_list("pk", "attempts")) == {job.pk: 2, other.pk: 1}
    assert (tmp_path / "marks").read_text().splitlines() == ["begun", "ended"] * 2


def test_what_a_cluster_that_is_gone_had_in_hand_is_begun_at_once(tmp_path):
    job = enqueue("samples.long", str(tmp_path), 0)
    Job.objects.update(state=State.RUNNING, attempts=1, started_at=timezone.now())
    assert release_jobs() == 1
    run_job(str(job.pk))
    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.DONE, 2)


def test_who_waits_for_a_job_is_told_once_when_it_is_given_up(tmp_path):
    enqueue("samples.fail_told", str(tmp_path))
    run_queued_jobs(may_die=True)
    assert (tmp_path / "marks").read_text() == "given up\n"


def test_no_task_takes_for_ever():
    for seconds in (20, 301):
        with pytest.raises(ValueError, match="declares"):
            task("samples.forever", within=seconds)


def test_name_is_registered_once():
    with pytest.raises(ValueError, match="Two tasks"):
        task("samples.echo")(print)


def test_revived_job_runs_again():
    job = enqueue("samples.nothing")
    run_queued_jobs(may_die=True)
    Job.objects.update(name="samples.echo")
    call_command("revive_jobs", "samples.echo")
    revive_job(job, by=None)  # no longer dead: nothing happens
    assert run_queued_jobs() == 1
    job.refresh_from_db()
    assert job.state == State.DONE


def test_lost_message_is_sent_again_and_a_present_one_is_not():
    lost, _present = enqueue("samples.echo"), enqueue("samples.echo")
    OrmQ.objects.order_by("pk").first().delete()
    assert resend_lost_jobs(at=timezone.now()) == 0  # too young to be missed
    assert resend_lost_jobs(at=timezone.now() + LOST_AFTER) == 1
    run_queued_jobs()
    lost.refresh_from_db()
    assert lost.state == State.DONE


def test_recalled_jobs_are_those_of_their_names_that_were_queued_since_and_not_begun():
    earlier, other, begun = enqueue("samples.echo", 1), enqueue("samples.fail"), enqueue("samples.echo", 2)
    Job.objects.filter(pk=earlier.pk).update(enqueued_at=timezone.now() - timedelta(hours=1))
    Job.objects.filter(pk=begun.pk).update(state=State.RUNNING)
    since = timezone.now() - timedelta(minutes=1)
    recalled = enqueue("samples.echo", 3)
    assert recall_jobs(["samples.echo"], since=since) == 1
    assert recall_jobs(["samples.echo"], since=since) == 0
    assert set(Job.objects.values_list("pk", flat=True)) == {earlier.pk, other.pk, begun.pk}
    assert str(recalled.pk) not in set(queued_keys())
    assert OrmQ.objects.count() == 3


def test_purge_forgets_what_was_done_long_ago_and_nothing_else():
    old, young, dead = enqueue("samples.echo"), enqueue("samples.echo"), enqueue("samples.nothing")
    run_queued_jobs(may_die=True)
    now = timezone.now()
    Job.objects.filter(pk__in=[old.pk, dead.pk]).update(finished_at=now - timedelta(days=15))
    assert purge_done_jobs(at=now) == 1
    assert set(Job.objects.values_list("pk", flat=True)) == {young.pk, dead.pk}


def test_task_of_a_library_is_a_job_and_its_result_is_read_from_it(tmp_path):
    result = job_samples.leave_mark.enqueue(str(tmp_path), "one")
    assert not result.is_finished
    run_queued_jobs()
    result.refresh()
    assert (result.return_value, result.attempts) == ("one", 1)
    assert job_samples.leave_mark.get_result(result.id).is_finished


def test_task_of_a_library_may_ask_for_its_context():
    result = job_samples.tell_attempt.enqueue()
    run_queued_jobs()
    result.refresh()
    assert result.return_value == 1


@pytest.mark.parametrize("key", ["not-a-key", "6f1f7f6e-0f0e-4f57-8f5e-3f1d1c1b1a19"])
def test_unknown_result_is_said_to_be_unknown(key):
    with pytest.raises(TaskResultDoesNotExist):
        job_samples.leave_mark.get_result(key)


def test_publishing_in_wagtail_queues_its_work_and_the_search_finds_the_page():
    from content.models import StandardPage

    home = Page.objects.get(depth=2, locale__language_code="es")
    page = home.add_child(instance=StandardPage(title="Extorsión telefónica", slug="extorsion", locale=home.locale))
    page.save_revision().publish()
    assert Job.objects.filter(name="wagtail.tasks.update_reference_index_task").exists()
    run_queued_jobs()
    assert [found.pk for found in Page.objects.live().search("extorsión")] == [page.pk]
    assert not Job.objects.exclude(state=State.DONE).exists()
    assert ReferenceIndex.model_is_indexable(StandardPage)


def test_schedules_say_what_the_clock_says():
    sync_schedules([Chore("samples.echo", 5), Chore("samples.speak", 60)])
    first = dict(Schedule.objects.values_list("name", "pk"))
    sync_schedules([Chore("samples.echo", 5), Chore("samples.fail", 1)])
    rows = {row.name: row for row in Schedule.objects.all()}
    assert sorted(rows) == ["samples.echo", "samples.fail"]
    assert rows["samples.echo"].pk == first["samples.echo"]
    sync_schedules([Chore("samples.echo", 7), Chore("samples.fail", 1)])
    assert Schedule.objects.get(name="samples.echo").minutes == 7


def test_clock_names_only_registered_tasks():
    call_command("sync_schedules")
    chores = {chore.name for chore in chores_of_the_clock()}
    assert chores <= set(task_names())
    assert set(Schedule.objects.values_list("name", flat=True)) == chores


@pytest.mark.django_db(transaction=True)  # it closes the connection that it finds
def test_scheduler_of_the_queue_turns_a_line_of_the_clock_into_a_job():
    from django_q.scheduler import scheduler

    sync_schedules([Chore("samples.echo", 5)])
    scheduler()
    run_queued_jobs()
    assert Job.objects.get().name == "samples.echo"
    assert Schedule.objects.get().next_run > timezone.now()


def test_chore_is_owed_once_however_often_its_hour_comes():
    run_chore("samples.echo")
    run_chore("samples.echo")
    assert Job.objects.count() == 1


def test_chore_given_up_is_tried_again_at_its_next_turn():
    run_chore("samples.nothing")
    run_queued_jobs(may_die=True)
    run_chore("samples.nothing")
    assert Job.objects.get().state == State.QUEUED
