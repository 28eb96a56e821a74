"""Every change of what the public reads renews the version, once, when it is committed; nothing else does."""

import logging

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connections, transaction

from courses.models import Workshop
from network.models import Country, Office
from tests.makers.courses import make_enrolment, make_workshop
from tests.makers.network import make_user
from training_platform.public_version import (
    BEHIND_APPS,
    BEHIND_MODELS,
    CALENDARS,
    NOTED_IN_SESSIONS,
    PUBLIC_PAGES,
    settle,
)

CHANGES = [
    'INSERT INTO "courses_workshop" ("slug") VALUES (%s)',
    'INSERT OR IGNORE INTO "courses_workshop_topics" ("a") VALUES (%s)',
    'UPDATE "courses_workshop" SET "slug" = %s',
    "UPDATE wagtailcore_page SET path = %s",
    'DELETE FROM "network_office" WHERE "id" IN (1)',
    'TRUNCATE "django_session", "courses_workshop"',
    'WITH old AS (SELECT 1) UPDATE "courses_workshop" SET "slug" = %s',
    'insert into "courses_workshop" default values',
]
NO_CHANGES = [
    'SELECT "courses_workshop"."id" FROM "courses_workshop" FOR UPDATE',
    'INSERT INTO "courses_enrolment" ("workshop_id") VALUES (%s)',
    'UPDATE "network_user" SET "last_login" = %s',
    'DELETE FROM "courses_enrolment" WHERE "id" IN (SELECT "id" FROM "courses_workshop")',
    'CREATE TABLE "courses_workshop" ("id" integer)',
    'SAVEPOINT "courses_workshop"',
    'INSERT INTO "cache_entries" ("cache_key") VALUES (%s)',
]


@pytest.mark.parametrize("statement", CHANGES)
def test_statement_changes_public_pages(statement):
    assert PUBLIC_PAGES.is_changed_by(statement)


@pytest.mark.parametrize("statement", NO_CHANGES)
def test_statement_changes_nothing_of_the_public(statement):
    assert not PUBLIC_PAGES.is_changed_by(statement)


def test_calendars_have_a_version_of_their_own():
    assert CALENDARS.is_changed_by('INSERT INTO "courses_enrolment" ("workshop_id") VALUES (%s)')
    assert CALENDARS.is_changed_by('UPDATE "training_sessions_trainingsession" SET "starts_at" = %s')
    assert not CALENDARS.is_changed_by('UPDATE "wagtailcore_page" SET "title" = %s')
    assert not CALENDARS.is_changed_by('UPDATE "calendars_feedtoken" SET "used_at" = %s')


def test_what_stands_behind_is_there():
    assert {config.label for config in apps.get_app_configs()} >= BEHIND_APPS
    labels = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    assert labels >= BEHIND_MODELS | NOTED_IN_SESSIONS


def test_whatever_is_not_named_counts():
    assert {"courses_workshop", "courses_coursemodule", "network_country", "content_homepage"} <= PUBLIC_PAGES.tables


def version_now() -> str | None:
    """As a reader's request finds it, which settles first what is owed."""
    settle(connections["default"])
    return PUBLIC_PAGES.current()


@pytest.mark.django_db(transaction=True)
class TestCommitted:
    """As in production: with transactions that end."""

    def test_version_stays_while_nothing_changes(self):
        make_enrolment(workshop=make_workshop())
        before = version_now()
        user = make_user(office=Office.objects.first())
        user.email = "new@mp.example"
        user.save()
        assert version_now() == before

    def test_change_is_told_at_commit_and_not_before(self):
        workshop = make_workshop()
        before = version_now()
        with transaction.atomic():
            Workshop.objects.filter(pk=workshop.pk).update(title_es="Otro")
            assert PUBLIC_PAGES.current() == before
        assert version_now() != before

    def test_change_taken_back_is_not_told(self):
        workshop = make_workshop()
        before = version_now()
        with transaction.atomic():
            Workshop.objects.filter(pk=workshop.pk).update(title_es="Otro")
            transaction.set_rollback(True)
        assert version_now() == before

    def test_change_after_one_taken_back_is_told(self):
        workshop = make_workshop()
        before = version_now()
        with transaction.atomic():
            with transaction.atomic():
                Workshop.objects.filter(pk=workshop.pk).update(title_es="Otro")
                transaction.set_rollback(True)
            Workshop.objects.filter(pk=workshop.pk).update(title_es="Tercero")
        assert version_now() != before

    def test_transaction_tells_once(self):
        workshop = make_workshop()
        with transaction.atomic():
            for number in range(3):
                Workshop.objects.filter(pk=workshop.pk).update(title_es=f"Título {number}")
            told = [after for _savepoints, after, _robust in transaction.get_connection().run_on_commit]
        assert told.count(PUBLIC_PAGES.renew) == 1

    def test_change_without_a_transaction_is_told_at_once(self):
        workshop = make_workshop()
        before = version_now()
        Workshop.objects.filter(pk=workshop.pk).update(title_es="Otro")
        assert version_now() != before

    def test_new_row_without_a_transaction_is_told_by_the_next_question(self):
        before = version_now()
        country = Country.objects.create(code="xx", name_es="Nada", name_en="None")
        assert Country.objects.get(pk=country.pk).name_es == "Nada"
        assert version_now() != before

    def test_change_is_kept_though_the_cache_hears_nothing(self, monkeypatch, caplog):
        workshop = make_workshop()

        def broken(*_args, **_kwargs):
            raise ConnectionError

        monkeypatch.setattr(cache, "set", broken)
        with caplog.at_level(logging.ERROR):
            Workshop.objects.filter(pk=workshop.pk).update(title_es="Otro")
        monkeypatch.undo()
        assert "version_not_renewed public_pages" in caplog.text
        assert Workshop.objects.get(pk=workshop.pk).title_es == "Otro"
