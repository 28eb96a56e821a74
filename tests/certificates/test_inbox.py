"""A new certificate is there to be fetched, for a fortnight and until it was, by its holder."""

from datetime import timedelta

import pytest
from django.utils import timezone

from certificates.inbox import new_certificates
from foundations.audit.actions import record_event
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


def test_fetched_certificate_is_not_told_again(cast):
    fetched, other = (make_certificate(cast.ana.person, **PRINTED) for _row in range(2))
    record_event("certificates.document_read", fetched, by=cast.carla)
    assert len(new_certificates(cast.ana, timezone.now())) == 2
    record_event("certificates.document_read", fetched, by=cast.ana)
    (due,) = new_certificates(cast.ana, timezone.now())
    assert str(other.pk) in due.url


@pytest.mark.parametrize("rows", [1, 3])
def test_two_questions(cast, rows, django_assert_num_queries):
    for _row in range(rows):
        make_certificate(cast.ana.person, **PRINTED)
    with django_assert_num_queries(2):
        assert len(new_certificates(cast.ana, timezone.now())) == rows
