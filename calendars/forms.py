"""What is filled in about a subscription; validates shape, writes nothing."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from calendars.models import Feed
from calendars.sources import choices

# The contents that are narrowed to one thing, each with its heading in the list.
NARROWED = {
    Feed.Content.AREA: _("One training area"),
    Feed.Content.COUNTRY: _("One host country"),
    Feed.Content.WORKSHOP: _("One workshop"),
}


def contents(language: str) -> list:
    """Everything that a subscription can hold: ``mine``, ``network``, ``area:<code>`` and so on, under headings."""
    known = choices()
    whole = [(content.value, content.label) for content in (Feed.Content.MINE, Feed.Content.NETWORK)]
    parts = [
        (heading, [(f"{content}:{choice.code}", choice.words.said_in(language)) for choice in known.get(content, [])])
        for content, heading in NARROWED.items()
    ]
    return [*whole, *((heading, options) for heading, options in parts if options)]


class FeedForm(forms.Form):
    """Name, what it holds, and how it is told."""

    name = forms.CharField(label=_("Name"), max_length=60, help_text=_("What your calendar program shows in its list."))
    content = forms.ChoiceField(label=_("What it holds"))
    language = forms.ChoiceField(
        label=_("Language"), choices=Feed._meta.get_field("language").choices, widget=forms.RadioSelect
    )
    reminder_minutes = forms.TypedChoiceField(
        label=_("Reminder"), choices=Feed.Reminder.choices, coerce=int, initial=0, required=False, empty_value=0
    )
    cancelled = forms.ChoiceField(
        label=_("What is cancelled"), choices=Feed.Cancelled.choices, widget=forms.RadioSelect
    )
    with_deadlines = forms.BooleanField(
        label=_("Also until when I have something to do"),
        required=False,
        help_text=_(
            "Seats to accept or to name, offers to answer, attendance to settle. Only with everything I take part in."
        ),
    )
    is_neutral = forms.BooleanField(
        label=_("Titles that say nothing of the subject"),
        required=False,
        help_text=_("For a telephone whose screen others see: only that there is training, and the link."),
    )

    def __init__(self, *args, feed: Feed | None = None, initial: dict | None = None, **kwargs) -> None:
        language = (get_language() or "es")[:2]
        given = {"content": "mine", "language": language, "cancelled": Feed.Cancelled.MARKED} | (initial or {})
        if feed is not None:
            fields = ("name", "language", "reminder_minutes", "cancelled", "with_deadlines", "is_neutral")
            given = {name: getattr(feed, name) for name in fields}
            given["content"] = f"{feed.content}:{feed.code}" if feed.code else feed.content
        super().__init__(*args, initial=given, **kwargs)
        options = contents(language)
        if feed is not None and feed.code and not _holds(options, given["content"]):
            options.append((given["content"], feed.code))
        self.fields["content"].choices = options

    def clean_content(self) -> str:
        """Kept apart: what it is narrowed to goes into a field of its own."""
        content, _colon, self.cleaned_data["code"] = self.cleaned_data["content"].partition(":")
        return content


def _holds(options: list, value: str) -> bool:
    return any(
        value == key or (isinstance(words, list) and value in [inner for inner, _words in words])
        for key, words in options
    )


class CalendarForm(forms.Form):
    """Which part of the calendar to show. What is left empty narrows nothing, and so does what is not there."""

    month = forms.CharField(required=False, widget=forms.HiddenInput)
    view = forms.CharField(required=False, widget=forms.HiddenInput)
    area = forms.ChoiceField(label=_("Area"), required=False)
    country = forms.ChoiceField(label=_("Host country"), required=False)
    modality = forms.ChoiceField(label=_("Mode"), required=False)
    mine = forms.BooleanField(label=_("Only what I take part in"), required=False)

    def __init__(self, *args, is_member: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        language, known = (get_language() or "es")[:2], choices()
        for name, everything in (
            ("area", _("All areas")),
            ("country", _("All countries")),
            ("modality", _("All modes")),
        ):
            options = [(choice.code, choice.words.said_in(language)) for choice in known.get(name, [])]
            self.fields[name].choices = [("", everything), *options]
        if not is_member:
            del self.fields["mine"]

    @cached_property
    def asked(self) -> dict:
        """What was asked for and can be."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def narrowed(self) -> dict[str, str]:
        """By the names of what calendars are asked by."""
        return {name: self.asked[name] for name in ("area", "country", "modality") if name in self.asked}

    @property
    def is_narrowed(self) -> bool:
        return bool(self.narrowed) or bool(self.asked.get("mine"))
