"""What people fill in on the public side; validates shape, writes nothing."""

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.models import Workshop
from courses.rules import NAMED_KINDS
from network.models import Office, Person


class NominationForm(forms.Form):
    """One person of the office, among those who have no place in the workshop yet."""

    person = forms.ModelChoiceField(Person.objects.none(), label=_("Person"))

    def __init__(self, *args, workshop: Workshop, office: Office, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        placed = workshop.enrolments.live().values("person")
        candidates = Person.objects.current().filter(office=office, kind__in=NAMED_KINDS)
        self.fields["person"].queryset = candidates.exclude(pk__in=placed).in_order()


class GiveUpForm(forms.Form):
    """Why a place is given up, if the person wants to say."""

    reason = forms.CharField(label=_("Reason"), required=False, max_length=300)
