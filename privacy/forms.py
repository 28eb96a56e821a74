"""What people fill in about their own data; validates shape, writes nothing."""

from django import forms
from django.utils.translation import gettext_lazy as _

from privacy.models import LONGEST_WORDS, Correction


class CorrectionForm(forms.Form):
    """What is wrong and what is right."""

    kind = forms.ChoiceField(label=_("What is it about?"), choices=Correction.Kind.choices, widget=forms.RadioSelect)
    wrong = forms.CharField(
        label=_("What is wrong?"),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("As it stands now, and where you saw it."),
    )
    right = forms.CharField(
        label=_("What is right?"),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("As it should stand. Please write nothing about cases or other people."),
    )
