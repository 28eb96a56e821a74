"""PostgreSQL goes down in the middle of the work: a plain page meanwhile, and on by themselves afterwards."""

import pytest
from django.db import connections

from foundations.jobs.models import Job
from tests.foundations import job_samples
from tests.makers.clusters import asked, running, wait_until, web_server
from tests.makers.mail_servers import free_port
from tests.postgres_server import own_server


@pytest.fixture
def server():
    """The tests' own server; it runs again afterwards, whatever happened."""
    server = own_server()
    if server is None:
        pytest.skip("the server of TEST_DATABASE_URL is not ours to stop")
    yield server
    connections.close_all()
    if server.keeper.poll() is not None:
        server.start()


@pytest.mark.slow
@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_web_and_tasks_outlive_a_restart_of_the_database(server, tmp_path):
    port = free_port()
    with web_server(port), running("run_tasks", "--silence", "6", "--every", "0.5"):
        for number in range(20):
            job_samples.leave_mark.enqueue(str(tmp_path), f"before-{number}", 0.1)
        wait_until(lambda: len(list(tmp_path.glob("*.mark"))) >= 3)
        assert asked(port, "/es/").status == 200
        connections.close_all()
        server.crash()
        told = asked(port, "/es/")
        assert (told.status, told.headers["Retry-After"].isdigit()) == (503, True)
        assert 'lang="es"' in told.text
        assert 'lang="en"' in told.text
        assert "Traceback" not in told.text
        assert asked(port, "/health/").status == 503
        server.start()
        wait_until(lambda: asked(port, "/es/").status == 200, seconds=5)
        job_samples.leave_mark.enqueue(str(tmp_path), "after")
        wait_until(lambda: not Job.objects.unfinished().exists(), seconds=90)
    assert len(list(tmp_path.glob("*.mark"))) == 21
    assert not Job.objects.dead().exists()
    connections.close_all()
