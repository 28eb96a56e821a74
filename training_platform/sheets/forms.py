"""A file to be sent, and what its headings are."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from foundations.spreadsheets.contract import OpenSheet
from foundations.spreadsheets.mapping import IGNORED, Heading, HeadingMap
from foundations.spreadsheets.packed import LARGEST_FILE


class UploadForm(forms.Form):
    """One workbook. ``key`` is drawn with the page: pressed twice, it is one file."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("An Excel workbook (.xlsx), %(size)s MB at most.") % {"size": LARGEST_FILE // 1024**2},
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    again = forms.BooleanField(label=_("Read it once more all the same"), required=False)

    def __init__(self, *args, asks_again=False, **kwargs):
        super().__init__(*args, **kwargs)
        if not asks_again:
            self.fields["again"].widget = forms.HiddenInput()

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is larger than %(size)s MB.") % {"size": LARGEST_FILE // 1024**2})
        return file

    def ask_again(self) -> None:
        """Show the box with which the very same file is read once more."""
        self.fields["again"].widget = forms.CheckboxInput()


class HeadingsForm(forms.Form):
    """For each heading of a file the column that it is, or that it is ignored."""

    def __init__(self, *args, mapping: HeadingMap, sheet: OpenSheet, **kwargs):
        super().__init__(*args, **kwargs)
        columns = [(column.key, column.heading) for column in sheet.columns]
        hidden = [(key, key) for key in ("id", "row_version", "what_to_mend")]
        choices = [("", _("Choose…")), (IGNORED, _("Ignore this column")), *columns, *hidden]
        for heading in mapping.headings:
            self.fields[f"column-{heading.index}"] = forms.ChoiceField(
                label=_label(heading),
                choices=choices,
                required=False,
                initial=heading.column,
                help_text=_("In it, for instance: %(example)s") % {"example": heading.example}
                if heading.example
                else "",
            )

    @property
    def chosen(self) -> dict[int, str]:
        """The column of each heading by its place; empty where nothing was chosen."""
        return {int(name.removeprefix("column-")): value for name, value in self.cleaned_data.items()}


def _label(heading: Heading) -> str:
    words = heading.words or _("no heading")
    return f"{heading.letters}: {words}"
