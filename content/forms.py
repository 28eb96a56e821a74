"""The forms of pictures and documents in the admin: every way in (one, many, from a chooser, in place of an old file).

What comes in is made clean by :mod:`content.uploads` before anything else looks at it, and lies under a name of ours:
the name that a file had on somebody's desk may tell whose it was.
"""

import uuid
from collections.abc import Callable

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.http import QueryDict
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.documents.fields import WagtailDocumentField
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from content.uploads import CleanFile, UploadRefused
from content.uploads.documents import clean_document
from content.uploads.pictures import clean_picture

CONTENT_TYPES = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp", "pdf": "application/pdf"}
REFUSALS = {
    "not_a_picture": gettext_lazy("This is no picture in JPEG, PNG or WebP, whatever its name says."),
    "too_many_pixels": gettext_lazy(
        "This picture has too many pixels: 25 million are the most. Make it smaller first."
    ),
    "moving_picture": gettext_lazy("Moving pictures are not taken: send one still picture."),
    "broken_picture": gettext_lazy("This picture is broken: open it in a program and save it anew."),
    "not_a_document": gettext_lazy(
        "This is no document that is taken: PDF, DOCX, XLSX, PPTX, ODT, ODS or ODP, whatever its name says."
    ),
    "wrong_ending": gettext_lazy("The ending of this file's name does not fit what it holds: rename or save it anew."),
    "broken_document": gettext_lazy(
        "This document is broken or written oddly: open it in its program and save it anew."
    ),
    "locked_document": gettext_lazy("This document is locked by a password: save it without one."),
    "bomb": gettext_lazy("This document unpacks to far more than it seems to hold: split it or save it anew."),
    "macros": gettext_lazy("This document holds macros: save it without them."),
    "runs": gettext_lazy(
        "This PDF holds scripts, forms that send, films or links to other files: print it to PDF anew."
    ),
    "files_within": gettext_lazy(
        "This document holds other files or links to data elsewhere: put them in as pictures or text."
    ),
    "comments": gettext_lazy("This document holds comments, which name people: delete them all first."),
    "tracked_changes": gettext_lazy("This document holds tracked changes, which name people: accept them all first."),
    "fetches": gettext_lazy(
        "This document would fetch something from elsewhere when it is opened: take that out first."
    ),
    "author_within": gettext_lazy(
        "This PDF names its author where it cannot be taken out: remove the document's properties in the program that "
        "made it, or print it to PDF anew."
    ),
}


def cleaned(given: UploadedFile, clean: Callable[[bytes, str], CleanFile], most: int) -> SimpleUploadedFile:
    """The file made clean, under a name of ours. Raises :class:`ValidationError` with the reason as a sentence."""
    if given.size is None or given.size > most:
        facts = {"size": filesizeformat(given.size or 0), "most": filesizeformat(most)}
        raise ValidationError(_("This file is too large (%(size)s): %(most)s are the most.") % facts, code="too_large")
    given.seek(0)
    try:
        left = clean(given.read(), given.name or "")
    except UploadRefused as refusal:
        raise ValidationError(REFUSALS[refusal.code], code=refusal.code) from refusal
    content_type = CONTENT_TYPES.get(left.ending, "application/octet-stream")
    return SimpleUploadedFile(f"{uuid.uuid4().hex}.{left.ending}", left.content, content_type)


class PictureField(WagtailImageField):
    """A picture made anew from its pixels; Wagtail then asks of it what it asks of every picture."""

    def to_python(self, data):
        if not isinstance(data, UploadedFile):
            return super().to_python(data)
        return super().to_python(cleaned(data, lambda content, _name: clean_picture(content), self.max_upload_size))


class DocumentField(WagtailDocumentField):
    """A document without its author."""

    def to_python(self, data):
        if isinstance(data, UploadedFile):
            data = cleaned(data, clean_document, settings.WAGTAILDOCS_MAX_UPLOAD_SIZE)
        return super().to_python(data)


class CleanFileForm(forms.ModelForm):
    """What the forms of pictures and of documents share: a file that is clean or not kept, a title of its own."""

    file_field: type[forms.FileField]
    # Wagtail's script would write the file's name into the title; the rest of its attributes is only for that.
    NAMING = "data-controller", "data-action"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if old := self.fields.get("file"):
            kept = {name: value for name, value in old.widget.attrs.items() if not name.startswith("data-")}
            old.widget.attrs = kept
            self.fields["file"] = self.file_field(
                required=old.required, label=old.label, widget=old.widget, initial=old.initial
            )

    def clean(self):
        """A title that is only the file's name gives way to a neutral one; faults elsewhere refuse the file as well.

        Wagtail's uploader for many files sends the name as the title, and would keep a file as it came, beside the
        model and its rules, while another field is amended.
        """
        fields = super().clean()
        given = self.cleaned_data.get("file")
        if isinstance(given, UploadedFile) and not isinstance(self.data, QueryDict):
            self.cleaned_data["title"] = neutral_title(self._meta.model._meta.verbose_name)
            self.errors.pop("title", None)
        if self.errors and "file" in self.fields and "file" not in self.errors:
            self.add_error("file", _("The file was not kept: correct what is marked and choose it again."))
        return fields


def neutral_title(noun: str) -> str:
    """“Picture, 24 November 2026 15:43”: what a file is called until somebody names it."""
    now = date_format(timezone.localtime(), "DATETIME_FORMAT")
    return _("%(noun)s of %(instant)s") % {"noun": str(noun).capitalize(), "instant": now}


class PictureForm(CleanFileForm, BaseImageForm):
    file_field = PictureField

    class Meta(BaseImageForm.Meta):
        pass


class DocumentForm(CleanFileForm, BaseDocumentForm):
    file_field = DocumentField

    class Meta(BaseDocumentForm.Meta):
        pass
