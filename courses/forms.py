"""What people fill in on the public side; validates shape, writes nothing."""

from django import forms
from django.db.models import Case, When
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from courses.candidates import candidate_of
from courses.models import CrimeTopic, Enrolment, TrainingArea, Workshop
from courses.obstacles import obstacles_of
from courses.querysets import WorkshopQuerySet
from courses.rules import NAMED_KINDS
from network.models import Country, Office, Person

BY_NAME = ("family_names", "given_names")


class NominationForm(forms.Form):
    """One person of the office, among those who have no place in the workshop yet and no closed account."""

    person = forms.ModelChoiceField(Person.objects.none(), label=_("Person"))

    def __init__(self, *args, workshop: Workshop, office: Office, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        placed = workshop.enrolments.live().values("person")
        candidates = Person.objects.current().without_closed_account().filter(office=office, kind__in=NAMED_KINDS)
        self.fields["person"].queryset = candidates.exclude(pk__in=placed).select_related("user").in_order()


class SubstituteForm(forms.Form):
    """A colleague of the same office without a seat in the workshop; who waits for one comes first. And why."""

    person = forms.ModelChoiceField(Person.objects.none(), label=_("Who takes the seat"), empty_label=_("Choose…"))
    reason = forms.CharField(label=_("Reason"), required=False, max_length=300)

    def __init__(self, *args, enrolment: Enrolment, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        workshop = enrolment.workshop
        seated = workshop.enrolments.holding().values("person")
        waiting = workshop.enrolments.waiting().values("person")
        people = Person.objects.current().without_closed_account().filter(office=enrolment.office, kind__in=NAMED_KINDS)
        people = people.select_related("user")
        waits = Case(When(pk__in=waiting, then=0), default=1)
        field = self.fields["person"]
        field.queryset = people.exclude(pk__in=seated).annotate(waits=waits).order_by("waits", *BY_NAME)
        obstacles = obstacles_of(workshop, field.queryset)

        def label(person: Person) -> str:
            told = candidate_of(person, obstacles[person.pk]).label
            return told if person.waits else _("%(name)s (waits for a seat)") % {"name": told}

        field.label_from_instance = label


class GiveUpForm(forms.Form):
    """Why a place is given up, if the person wants to say."""

    reason = forms.CharField(label=_("Reason"), required=False, max_length=300)


class WorkshopFilterForm(forms.Form):
    """Which workshops to list: area, topic, host country, mode, date (R54). What is left empty narrows nothing."""

    COMING, OPEN, PAST = "coming", "open", "past"
    WHEN = (("", _("Any date")), (COMING, _("Now and to come")), (OPEN, _("Open for enrolment")), (PAST, _("Past")))

    area = forms.ModelChoiceField(
        TrainingArea.objects.all(), label=_("Area"), required=False, to_field_name="code", empty_label=_("All areas")
    )
    topic = forms.ModelChoiceField(
        CrimeTopic.objects.all(), label=_("Topic"), required=False, to_field_name="code", empty_label=_("All topics")
    )
    country = forms.ModelChoiceField(
        Country.objects.none(), label=_("Host country"), required=False, empty_label=_("All countries")
    )
    mode = forms.ChoiceField(
        label=_("Mode"), required=False, choices=[("", _("All modes")), *Workshop.Modality.choices]
    )
    when = forms.ChoiceField(label=_("When"), required=False)

    def __init__(self, *args, visible: WorkshopQuerySet, **kwargs) -> None:
        """``visible`` are the workshops that the reader may see: their countries and years are what can be chosen."""
        super().__init__(*args, **kwargs)
        self.visible = visible
        hosts = visible.order_by().values("host_office__country")
        self.fields["country"].queryset = Country.objects.filter(pk__in=hosts)
        years = [(str(year), str(year)) for year in visible.years()]
        self.fields["when"].choices = [*self.WHEN, *years]

    @cached_property
    def is_narrowed(self) -> bool:
        """Whether anything was asked for."""
        return any(self.data.get(name) for name in self.fields)

    @property
    def when_asked(self) -> str:
        """One of the dates to choose from, or nothing."""
        return str(self.asked.get("when", ""))

    @cached_property
    def asked(self) -> dict[str, object]:
        """What was asked for and can be: a choice that is not there narrows nothing and is told beside its field."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def found(self) -> WorkshopQuerySet:
        """The visible workshops that are as asked."""
        kinds = {name: value for name, value in self.asked.items() if name != "when"}
        found = self.visible.of_kind(**kinds)
        if self.when_asked == self.OPEN:
            return found.accepting()
        return found.in_year(int(self.when_asked)) if self.when_asked.isdecimal() else found
