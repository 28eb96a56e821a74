"""What is filled in on the pages of a session; validates shape, writes nothing."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.models import Person
from sessions.joining_models import ConnectionChoice
from sessions.models import Participation, SessionPart, TrainingSession
from sessions.roster import tickable


class RosterForm(forms.Form):
    """The people seen taking part, among those whom the reader may tick."""

    people = forms.ModelMultipleChoiceField(
        Person.objects.none(), label=_("Seen taking part"), error_messages={"required": _("Tick at least one person.")}
    )

    def __init__(self, *args, session: TrainingSession, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = Person.objects.filter(pk__in=tickable(session, user).values("person"))


class LineForm(forms.Form):
    """What somebody's line carries."""

    line = forms.ChoiceField(
        label=_("In the rooms that I enter, I want:"), choices=ConnectionChoice.Line.choices, widget=forms.RadioSelect
    )


class PartForm(forms.Form):
    """A part to be given to one person; whoever is taken then needs a second look."""

    role = forms.ChoiceField(label=_("Part"), choices=SessionPart.Role.choices, widget=forms.RadioSelect)
    anyway = forms.BooleanField(label=_("I know that this person is taken then"), required=False)

    def __init__(self, *args, is_taken: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if is_taken:
            self.fields["anyway"].required = True
            self.fields["anyway"].error_messages["required"] = _(
                "This person is taken at that hour: say that you know."
            )
        else:
            del self.fields["anyway"]


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
