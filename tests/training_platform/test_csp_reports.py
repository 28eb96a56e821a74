"""Browsers' reports become one short line each, whatever they hold, and never a flood."""

import json
import logging

import pytest
from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache

from training_platform import csp_reports

OLD = {
    "csp-report": {"document-uri": "http://testserver/v/0123-secret/?q=ana", "violated-directive": "script-src-elem x"}
}
NEW = [{"type": "csp-violation", "body": {"documentURL": "http://testserver/es/", "effectiveDirective": "img-src"}}]


@pytest.fixture
def counted(monkeypatch):
    """The counts of one process, which the tests otherwise go without."""
    counts = LocMemCache("csp", {})
    counts.clear()
    monkeypatch.setattr(csp_reports, "caches", {"process": counts})
    return counts


def report(client, told, **headers):
    body = told if isinstance(told, bytes) else json.dumps(told).encode()
    return client.post("/csp/", body, content_type="application/csp-report", headers=headers)


@pytest.mark.parametrize(
    ("told", "line"),
    [
        (OLD, "csp_broken directive=script-src-elem view=verification:certificate"),
        (NEW, "csp_broken directive=img-src view=wagtail_serve"),
        (
            {"csp-report": {"document-uri": "http://[", "violated-directive": "a\nb=1"}},
            "csp_broken directive=unknown view=elsewhere",
        ),
        ({"csp-report": {"document-uri": 7, "effective-directive": ["x"]}}, None),
    ],
)
def test_report_is_one_line_without_path_or_query(client, counted, caplog, told, line):
    with caplog.at_level(logging.WARNING, "training_platform.csp"):
        assert report(client, told).status_code == 204
    said = [record.getMessage() for record in caplog.records if record.name == "training_platform.csp"]
    assert len(said) == 1
    assert "secret" not in said[0]
    assert "ana" not in said[0]
    assert line is None or said == [line] or line.split(" view=")[0] == said[0].split(" view=")[0]


@pytest.mark.parametrize(
    "told", [b"", b"{", b"[]", b"7", b"[" * 9_000, b"\xff", b'{"csp-report": 7}', {"csp-report": {}}]
)
def test_what_is_no_report_is_refused(client, counted, told):
    assert report(client, told).status_code == 400


def test_form_is_no_report(client, counted):
    assert client.post("/csp/", {"csp-report": "{}"}).status_code == 400


def test_long_report_is_refused_unread(client, counted):
    assert report(client, b"x" * 17_000).status_code == 413


def test_flood_of_reports_stays_out_of_the_log(client, counted, caplog):
    with caplog.at_level(logging.WARNING, "training_platform.csp"):
        statuses = {report(client, OLD).status_code for _ in range(40)}
    assert statuses == {204}
    assert len([record for record in caplog.records if record.name == "training_platform.csp"]) == 30


def test_reports_are_not_counted_in_the_database(client, counted, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        report(client, OLD)
    assert "process" in caches.settings


def test_report_is_posted(client):
    assert client.get("/csp/").status_code == 405
