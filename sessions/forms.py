"""What is filled in on the pages of a session; validates shape, writes nothing."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.models import Person
from sessions.models import Participation, TrainingSession
from sessions.roster import tickable


class RosterForm(forms.Form):
    """The people seen taking part, among those whom the reader may tick."""

    people = forms.ModelMultipleChoiceField(
        Person.objects.none(), label=_("Seen taking part"), error_messages={"required": _("Tick at least one person.")}
    )

    def __init__(self, *args, session: TrainingSession, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = Person.objects.filter(pk__in=tickable(session, user).values("person"))


class AnswerForm(forms.Form):
    """Whether one comes to a session."""

    answer = forms.ChoiceField(
        label=_("Will you come?"),
        choices=[
            (Participation.Answer.ACCEPTED, _("Yes, I will come")),
            (Participation.Answer.DECLINED, _("No, I will not come")),
        ],
        widget=forms.RadioSelect,
    )
