"""A new certificate is there to be fetched, for a fortnight, by its holder."""

from datetime import timedelta

import pytest
from django.utils import timezone

from certificates.inbox import new_certificates
from tests.makers.certificates import make_certificate

PRINTED = {"document": "certificates/x.pdf", "document_digest": "0" * 64}


def test_new_certificate_is_fetched_by_its_holder_alone(cast):
    make_certificate(cast.ana.person, **PRINTED)
    (due,) = new_certificates(cast.ana, timezone.now())
    assert due.due_at is None
    assert new_certificates(cast.carla, timezone.now()) == []
    assert new_certificates(cast.dora, timezone.now()) == []
    assert new_certificates(cast.ana, timezone.now() + timedelta(days=20)) == []


@pytest.mark.parametrize("fields", [{}, PRINTED | {"state": "revoked"}])
def test_what_is_not_printed_or_not_valid_is_not_fetched(cast, fields):
    make_certificate(cast.ana.person, **fields)
    assert new_certificates(cast.ana, timezone.now()) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_one_question(cast, rows, django_assert_num_queries):
    for _row in range(rows):
        make_certificate(cast.ana.person, **PRINTED)
    with django_assert_num_queries(1):
        assert len(new_certificates(cast.ana, timezone.now())) == rows
