"""The stage of the matrix, laid once for a module and taken away with its transaction."""

import logging

import pytest
from django.db import transaction
from django.utils import translation

from tests.house.stage import Stage


@pytest.fixture(scope="module")
def stage(django_db_setup, django_db_blocker):
    logging.getLogger("django.request").setLevel(logging.ERROR)
    with django_db_blocker.unblock(), transaction.atomic(), translation.override("es"):
        yield Stage()
        transaction.set_rollback(True)
    logging.getLogger("django.request").setLevel(logging.NOTSET)
