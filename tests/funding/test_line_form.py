"""The form of a line: in groups, of which those that are rarely told are folded away."""

import pytest
from django.urls import reverse

from funding.forms.budgets import LineForm
from tests.makers.funding import make_line

pytestmark = pytest.mark.django_db


def test_the_form_of_a_line_shows_every_field_once_and_folds_what_is_rarely_told(client, cast):
    line = make_line(office=cast.office)
    client.force_login(cast.sara)
    form = client.get(reverse("funding:line_change", args=[line.pk])).context["form"]
    assert sorted(field.name for group in form.groups for field in group.fields) == sorted(form.fields)
    assert [group.is_folded for group in form.groups] == [False, False, False, True, True]
    taxed = LineForm(thing=line.item_type, line=line, data={"tax_per_cent": "13"})
    assert [group.is_folded for group in taxed.groups] == [False, False, False, False, True]
    wrong = LineForm(thing=line.item_type, line=line, data={"freight_per_cent": "6", "freight_amount": "9"})
    assert not wrong.groups[-1].is_folded
    text = client.get(reverse("funding:line_change", args=[line.pk])).text
    assert text.count('<details class="narrow">\n  <summary>Taxes') == 1
    assert text.count('name="tax_per_cent"') == 1
