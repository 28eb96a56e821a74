"""What an operator reaches for after an incident: ending sessions, changing SECRET_KEY."""

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.urls import reverse

from foundations.audit.models import AuditEvent

pytestmark = pytest.mark.django_db


def is_in(client) -> bool:
    return client.get(reverse("my_account")).status_code == 200


def test_sessions_of_one_account_are_ended_and_no_others(client, client_of_dora, cast):
    client.force_login(cast.ana)
    call_command("end_sessions", "ANA@mp.hn.example")
    assert not is_in(client)
    assert is_in(client_of_dora)
    assert AuditEvent.objects.filter(action="network.sessions_ended").count() == 1


def test_sessions_of_everybody_are_ended(client, client_of_dora, cast):
    client.force_login(cast.ana)
    call_command("end_sessions", "--all")
    assert not is_in(client)
    assert not is_in(client_of_dora)


def test_nobodys_sessions_are_ended_by_a_slip_of_the_keyboard(client, cast):
    client.force_login(cast.ana)
    for arguments in (
        [],
        ["nobody@mp.hn.example"],
        ["nobody@mp.hn.example", "ana@mp.hn.example"],
        ["--all", "x@y.example"],
    ):
        with pytest.raises(CommandError):
            call_command("end_sessions", *arguments)
    assert is_in(client)


def test_new_secret_key_with_the_former_one_named_signs_nobody_out(client, cast, settings):
    client.force_login(cast.ana)
    former, settings.SECRET_KEY = settings.SECRET_KEY, "new-" + "n" * 60
    settings.SECRET_KEY_FALLBACKS = [former]
    assert is_in(client)


def test_new_secret_key_alone_signs_everybody_out(client, cast, settings):
    client.force_login(cast.ana)
    settings.SECRET_KEY = "new-" + "n" * 60
    assert not is_in(client)


def test_second_factors_outlive_the_former_key_once_they_are_sealed_anew(cast, settings, capsys):
    factors = get_adapter()
    made = Authenticator.objects.create(
        user=cast.sara, type=Authenticator.Type.TOTP, data={"secret": factors.encrypt("JBSWY3DPEHPK3PXP")}
    )
    former, settings.SECRET_KEY = settings.SECRET_KEY, "new-" + "n" * 60
    settings.SECRET_KEY_FALLBACKS = [former]
    call_command("reseal_second_factors")
    settings.SECRET_KEY_FALLBACKS = []
    made.refresh_from_db()
    assert factors.decrypt(made.data["secret"]) == "JBSWY3DPEHPK3PXP"
    settings.SECRET_KEY = "another-" + "a" * 60
    call_command("reseal_second_factors")
    assert "1 cannot be opened" in capsys.readouterr().err


@pytest.fixture
def client_of_dora(cast):
    from django.test import Client

    client = Client()
    client.force_login(cast.dora)
    return client
