"""What Django says wrongly in Spanish is said rightly."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils import translation


def test_longest_text_is_told_with_its_own_length_allowed():
    with translation.override("es"):
        try:
            MaxLengthValidator(3)("abcd")
        except ValidationError as fault:
            said = fault.messages[0]
    assert said == "Escriba como máximo 3 caracteres (tiene 4)."
