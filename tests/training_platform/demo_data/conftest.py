"""The demonstration, seeded once for all modules of this folder, in a transaction that the last of them takes back."""

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings


@pytest.fixture(scope="package", autouse=True)
def demonstration(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), override_settings(DEMO=True), transaction.atomic():
        call_command("seed_demo")
        yield
        transaction.set_rollback(True)
