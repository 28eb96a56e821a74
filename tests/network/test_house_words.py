"""No password is made of the words that everybody here would think of."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError


@pytest.mark.parametrize(
    "password",
    [
        "Fiscalía-REFCO-2026",
        "ministerio público 1",
        "EscuelaCapacitacion!2027",
        "workshop workshop workshop",
        "Training.Platform.2026",
    ],
)
def test_password_of_the_house_is_refused(password):
    with pytest.raises(ValidationError) as refusal:
        validate_password(password)
    assert "password_of_the_house" in {fault.code for fault in refusal.value.error_list}


@pytest.mark.parametrize(
    "password", ["tortuga verde en el taller", "correct horse battery", "9f2kd81mzqp40xvw", "ñandú en la azotea roja"]
)
def test_password_of_ones_own_is_taken(password):
    validate_password(password)


def test_name_of_the_network_is_a_word_of_the_house(settings):
    settings.NETWORK_NAME = "Iberred"
    with pytest.raises(ValidationError):
        validate_password("IberredIberred2026")
