"""Letters and jobs as the Secretariat and the technical administration see them, and what they may try again."""

import pytest
from django.urls import reverse
from django.utils import timezone

from foundations.audit.models import AuditEvent
from foundations.jobs.actions import enqueue
from foundations.jobs.models import Job
from foundations.outbox.models import Letter


@pytest.fixture
def staff(cast_on_ground):
    return cast_on_ground


@pytest.fixture
def letter(db) -> Letter:
    letter = Letter(
        kind="network.activation",
        address="ana@mp.hn.example",
        subject="Su cuenta",
        state=Letter.State.FAILED,
        attempts=2,
        created_at=timezone.now(),
        due_at=timezone.now(),
    )
    letter.text = f"Entre aquí: {letter.secret_mark}"
    letter.save()
    return letter


@pytest.fixture
def dead_job(db) -> Job:
    job = enqueue("samples.echo")
    Job.objects.filter(pk=job.pk).update(state=Job.State.DEAD, attempts=3)
    return job


def test_jobs_are_listed_newest_first(staff, dead_job, client):
    newer = enqueue("samples.echo")
    client.force_login(staff.sara)
    listed = [job.pk for job in client.get(reverse("jobs:index")).context["object_list"]]
    assert listed.index(newer.pk) < listed.index(dead_job.pk)


def test_letter_is_shown_without_its_secret_and_with_its_fate(staff, letter, client):
    Letter.objects.update(fate_unknown=True)
    client.force_login(staff.sara)
    page = client.get(reverse("letters:inspect", args=[letter.pk])).content.decode()
    assert "Entre aquí: [" in page
    assert letter.secret_mark not in page
    for answer in (page, client.get(reverse("letters:index")).content.decode()):
        assert "intento" in answer or "fate of one attempt unknown" in answer


def test_letter_given_up_is_sent_again_by_a_person_once(staff, letter, client):
    client.force_login(staff.sara)
    address = reverse("letters:send_again", args=[letter.pk])
    assert address in client.get(reverse("letters:inspect", args=[letter.pk])).content.decode()
    assert client.post(address).status_code == 302
    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == (Letter.State.QUEUED, 0)
    assert client.post(address).status_code in {302, 403}
    assert AuditEvent.objects.get(action="outbox.letter_sent_again").actor == staff.sara.person_id
    assert Job.objects.filter(name="outbox.deliver_letter").count() == 1


def test_dead_job_is_tried_again_by_a_person_once(staff, dead_job, client):
    client.force_login(staff.sara)
    address = reverse("jobs:try_again", args=[dead_job.pk])
    assert address in client.get(reverse("jobs:inspect", args=[dead_job.pk])).content.decode()
    assert client.post(address).status_code == 302
    dead_job.refresh_from_db()
    assert (dead_job.state, dead_job.attempts) == (Job.State.QUEUED, 0)
    assert address not in client.get(reverse("jobs:inspect", args=[dead_job.pk])).content.decode()
    assert client.post(address).status_code in {302, 403}
    assert AuditEvent.objects.get(action="jobs.job_revived").actor == staff.sara.person_id


@pytest.mark.parametrize("who", ["elsa", "carla", "ana", "dora", "felix"])
def test_others_try_nothing_again(staff, letter, dead_job, client, who):
    client.force_login(getattr(staff, who))
    for address in (reverse("letters:send_again", args=[letter.pk]), reverse("jobs:try_again", args=[dead_job.pk])):
        client.post(address)
    assert Letter.objects.get().state == Letter.State.FAILED
    assert Job.objects.get(pk=dead_job.pk).state == Job.State.DEAD


def test_account_whose_letters_come_back_says_so_until_its_address_is_corrected(staff, letter, client):
    ana = staff.ana
    Letter.objects.update(
        state=Letter.State.BOUNCED, bounce_status="5.1.1", bounced_at=timezone.now(), recipient=ana.person_id
    )
    client.force_login(staff.sara)
    address = reverse("accounts:inspect", args=[ana.pk])
    assert "(5.1.1)" in client.get(address).content.decode()
    ana.email = "ana.maria@mp.hn.example"
    ana.save()
    assert "(5.1.1)" not in client.get(address).content.decode()
