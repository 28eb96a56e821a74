import pytest
from django.urls import reverse

from certificates import tasks
from certificates.actions import award_certificates, begin_issue, continue_issue, issuing
from certificates.earning import due_by_workshop
from certificates.errors import CertificateError
from certificates.issuing import progress_of, sheet_of_workshop
from certificates.models import Certificate, IssueRun
from certificates.querysets import workshops_to_issue
from foundations.outbox.models import Letter
from tests.makers.certificates import make_earned_seat, make_held_session, make_held_workshop
from tests.makers.jobs import queued_names, run_queued_jobs
from tests.makers.sessions import make_part


@pytest.fixture
def workshop(cast):
    """Ana earned attendance, Berta missed it, Bruno taught."""
    held = make_held_workshop(host_office=cast.elsewhere)
    make_earned_seat(cast.ana.person, workshop=held)
    make_earned_seat(cast.berta.person, workshop=held, present=60)
    make_part(held.sessions.get(), cast.bruno.person, role="trainer")
    return held


def begun(workshop, by) -> IssueRun:
    return begin_issue(workshop, chosen=sheet_of_workshop(workshop).chosen, by=by)


def test_list_says_who_earns_what_and_who_misses_by_what(cast, workshop, as_sara):
    page = as_sara.get(reverse("certificate_records:issue", args=[workshop.pk]))
    lines = {line.person: line for line in page.context["sheet"].lines}
    cells = {person: {cell.kind.value: cell for cell in line.cells} for person, line in lines.items()}
    assert cells[cast.ana.person]["attendance"].is_due
    assert cells[cast.berta.person]["attendance"].misses == ["asistió al 1.66 %, del 80 % requerido"]
    assert cells[cast.bruno.person]["trainer"].is_due
    assert "Asistió al 1.66 %" in page.content.decode()
    assert not Certificate.objects.exists()


def test_confirmed_list_is_issued_printed_and_told_once(cast, workshop, as_sara):
    address = reverse("certificate_records:issue", args=[workshop.pk])
    mark = sheet_of_workshop(workshop).mark
    answer = as_sara.post(address, {"confirm": mark})
    run_queued_jobs()
    run = IssueRun.objects.get()
    due = {("attendance", cast.ana.person_id), ("trainer", cast.bruno.person_id)}
    assert set(Certificate.objects.values_list("kind", "person")) == due
    assert progress_of(run).is_done
    assert run.finished_at
    assert "2 de 2" in as_sara.get(answer["Location"]).content.decode()
    tasks.continue_issue(run.pk)
    run_queued_jobs()
    assert Letter.objects.filter(kind="certificates.printed").count() == 2
    assert sorted(row.number[-1] for row in Certificate.objects.all()) == ["1", "2"]


def test_what_changed_since_it_was_read_is_shown_again(workshop, as_sara):
    mark = sheet_of_workshop(workshop).mark
    award_certificates(workshop)
    answer = as_sara.post(reverse("certificate_records:issue", args=[workshop.pk]), {"confirm": mark})
    assert answer.context["has_changed"]
    assert not IssueRun.objects.exists()


@pytest.mark.parametrize("name", ["elsa", "carla", "ana"])
def test_only_the_secretariat_issues(cast, workshop, name):
    with pytest.raises(CertificateError):
        begun(workshop, getattr(cast, name))


def test_confirming_twice_begins_one_issue(cast, workshop):
    assert begun(workshop, cast.sara) == begun(workshop, cast.sara)
    assert queued_names() == ["certificates.continue_issue"]


def test_turn_that_runs_out_of_time_is_gone_on_with(cast, workshop, monkeypatch):
    run = begun(workshop, cast.sara)
    monkeypatch.setattr(issuing, "LONGEST_TURN", -1.0)
    assert not continue_issue(run, by=cast.sara)
    monkeypatch.undo()
    run_queued_jobs()
    assert progress_of(run).is_done
    assert Certificate.objects.count() == 2


def test_turn_killed_halfway_is_taken_again_without_doubles(cast, workshop, monkeypatch):
    run, real, made = begun(workshop, cast.sara), issuing.award_kind, []

    def killed_at_the_second(*args, **kwargs):
        if made:
            raise KeyboardInterrupt
        made.append(real(*args, **kwargs))
        return made[0]

    monkeypatch.setattr(issuing, "award_kind", killed_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        continue_issue(run, by=cast.sara)
    monkeypatch.undo()
    assert (progress_of(run).issued, progress_of(run).is_done) == (1, False)
    assert continue_issue(run, by=cast.sara)
    assert sorted(int(row.number[-5:]) for row in Certificate.objects.all()) == [1, 2]


def test_whoever_lost_the_merit_meanwhile_is_left_out_and_counted(cast, workshop):
    run = begun(workshop, cast.sara)
    workshop.enrolments.filter(person=cast.ana.person).update(state="withdrawn")
    assert continue_issue(run, by=cast.sara)
    run.refresh_from_db()
    assert run.refused == [["attendance", str(cast.ana.person_id)]]
    assert progress_of(run).refused == 1


@pytest.mark.parametrize("more", [0, 3])
def test_list_asks_as_many_questions_whatever_its_length(workshop, more, django_assert_num_queries):
    for _ in range(more):
        make_earned_seat(workshop=workshop)
    award_certificates(workshop)
    with django_assert_num_queries(7):
        sheet = sheet_of_workshop(workshop)
        assert all(line.person.full_name for line in sheet.lines)


@pytest.mark.parametrize("workshops", [1, 3])
def test_list_of_workshops_says_where_something_is_due(cast, workshop, workshops, django_assert_num_queries):
    """Bruno taught and the host's contact points hosted; attendance is issued by itself."""
    for _ in range(workshops - 1):
        session = make_held_session(make_held_workshop(host_office=cast.elsewhere))
        make_part(session, cast.bruno.person, role="moderator")
    listed = list(workshops_to_issue())
    with django_assert_num_queries(3):
        due = due_by_workshop(listed)
    for each in listed:
        cells = [cell for line in sheet_of_workshop(each).lines for cell in line.cells if cell.kind != "attendance"]
        assert due[each.pk] == sum(cell.is_due for cell in cells) >= 1
    begun(workshop, cast.sara)
    run_queued_jobs()
    assert due_by_workshop(listed)[workshop.pk] == 0


def test_page_of_an_issue_looks_again_until_it_is_done(cast, workshop, as_sara):
    address = reverse("certificate_records:issue_run", args=[begun(workshop, cast.sara).pk])
    assert as_sara.get(address)["Refresh"] == "10"
    run_queued_jobs()
    assert "Refresh" not in as_sara.get(address)
