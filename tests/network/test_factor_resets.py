"""A lost second factor: two people of the Secretariat, never one, never the subject."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone

from foundations.audit.models import AuditEvent
from foundations.outbox.models import Letter
from network.actions import ask_factor_reset, grant_factor_reset, refuse_factor_reset
from network.errors import AccountError
from network.models import User
from tests.makers.network import make_user

REASON = "Videollamada con su fiscal superior."


@pytest.fixture
def lost(cast):
    """Ana with two second factors, and the request that Sara wrote down."""
    Authenticator.objects.create(user=cast.ana, type="totp", data={})
    Authenticator.objects.create(user=cast.ana, type="recovery_codes", data={})
    return ask_factor_reset(cast.ana, by=cast.sara, reason=REASON)


def letters() -> list[str]:
    return list(Letter.objects.order_by("created_at").values_list("kind", flat=True))


def test_the_person_is_told_at_once_when_somebody_asks(lost, cast):
    assert letters() == ["network.factor_reset_asked"]
    assert Letter.objects.get().address == cast.ana.email
    assert Authenticator.objects.filter(user=cast.ana).count() == 2


def test_asking_again_is_the_same_request(lost, cast):
    assert ask_factor_reset(cast.ana, by=cast.saul, reason="Otra razón.") == lost
    assert letters() == ["network.factor_reset_asked"]


def test_a_second_person_grants_and_everything_of_it_ends(lost, cast):
    before = cast.ana.get_session_auth_hash()
    for _ in range(2):
        grant_factor_reset(lost, by=cast.saul)
    assert not Authenticator.objects.filter(user=cast.ana).exists()
    assert User.objects.get(pk=cast.ana.pk).get_session_auth_hash() != before
    assert letters() == ["network.factor_reset_asked", "network.factor_reset_done"]
    granted = AuditEvent.objects.get(action="network.factor_reset_granted")
    assert (granted.actor, granted.details["asked_by"]) == (cast.saul.person_id, str(cast.sara.person_id))
    assert REASON not in str(list(AuditEvent.objects.values_list("details", flat=True)))


@pytest.mark.parametrize("who", ["sara", "ana", "carla", "elsa", "root"])
def test_who_does_not_grant(lost, cast, who):
    cast.root = make_user(office=None, role="administrator")
    with pytest.raises(AccountError):
        grant_factor_reset(lost, by=getattr(cast, who))
    assert Authenticator.objects.filter(user=cast.ana).count() == 2


@pytest.mark.parametrize(("who", "whom"), [("carla", "ana"), ("ana", "ana"), ("sara", "sara"), ("elsa", "ana")])
def test_who_does_not_ask(cast, who, whom):
    with pytest.raises(AccountError):
        ask_factor_reset(getattr(cast, whom), by=getattr(cast, who), reason=REASON)
    assert not letters()


def test_without_a_reason_nobody_asks(cast):
    with pytest.raises(AccountError):
        ask_factor_reset(cast.ana, by=cast.sara, reason=" ")


def test_a_request_lapses_after_a_day_and_may_be_made_anew(lost, cast):
    tomorrow = timezone.now() + timedelta(hours=24, minutes=1)
    with pytest.raises(AccountError):
        grant_factor_reset(lost, by=cast.saul, at=tomorrow)
    assert ask_factor_reset(cast.ana, by=cast.saul, reason=REASON, at=tomorrow) != lost


def test_a_refused_request_is_not_granted(lost, cast):
    for _ in range(2):
        refuse_factor_reset(lost, by=cast.saul, reason="No era su voz.")
    with pytest.raises(AccountError):
        grant_factor_reset(lost, by=cast.saul)
    assert AuditEvent.objects.filter(action="network.factor_reset_refused").count() == 1
    assert Authenticator.objects.filter(user=cast.ana).count() == 2
