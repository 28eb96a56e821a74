"""How the administration tells values: in words, people and whatever belongs to an office with their country."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from network.models import Person
from network.telling import brief_words, words_of
from tests.makers.network import make_office, make_person, make_unit


@pytest.mark.parametrize(
    ("value", "language", "said"),
    [
        (None, "es", ""),
        (True, "es", "sí"),
        (False, "en", "no"),
        (date(2012, 3, 5), "es", "5 de marzo de 2012"),
        (date(2012, 3, 5), "en", "5 March 2012"),
        (Decimal("80.00"), "es", "80"),
        (Decimal("12.50"), "en", "12.5"),
        (["a", True], "en", "a, yes"),
        ("", "es", ""),
    ],
)
def test_plain_values_are_told_in_words(value, language, said):
    with translation.override(language):
        assert words_of(value) == said


@pytest.mark.django_db
def test_people_and_parts_of_offices_are_told_with_their_country():
    office = make_office(name_es="Ministerio Público", name_en="Public Prosecutor's Office")
    office.country.name_es = "Honduras"
    ana = make_person(given_names="Ana", family_names="Paz", office=office)
    assert words_of(ana) == "Ana Paz (Honduras, Ministerio Público)"
    assert words_of(office) == "Honduras: Ministerio Público"
    assert brief_words(office) == "Honduras"
    assert words_of(make_unit(office=office, name_es="Unidad")) == "Honduras: Unidad"


@pytest.mark.django_db
def test_several_records_of_a_relation_cost_one_question(django_assert_num_queries):
    office = make_office()
    for _each in range(3):
        make_person(office=office)
    with django_assert_num_queries(1):
        assert words_of(Person.objects.filter(office=office).select_related("office__country", "institution"))
