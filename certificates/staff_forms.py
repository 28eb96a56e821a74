"""What the Secretariat fills in: the words of certificates, and who signs them."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateInput

from certificates.models import Signatory, Wording
from certificates.phrases import LANGUAGES, TEXTS, has_stray_brackets, places_of, unknown_places
from content.forms import cleaned
from content.uploads.pictures import clean_picture
from foundations.printing.fonts import can_print
from network.record_forms import RecordForm

LARGEST_PICTURE = 300 * 1024


class PictureField(forms.FileField):
    """A picture made anew from its pixels (:mod:`content.uploads`), small enough to stand on every certificate."""

    widget = forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"})

    def to_python(self, data: UploadedFile | None) -> UploadedFile | None:
        given = super().to_python(data)
        if given is None:
            return None
        left = cleaned(given, lambda content, _name: clean_picture(content), LARGEST_PICTURE)
        if (left.size or 0) > LARGEST_PICTURE:
            raise ValidationError(_("This picture stays larger than 300 KB: send it with fewer pixels."))
        return left


def _picture(label: Promise) -> PictureField:
    return PictureField(
        label=label,
        required=False,
        help_text=gettext_lazy("PNG, JPEG or WebP, up to 300 KB; best a PNG on a transparent ground."),
    )


class PicturedForm(RecordForm):
    """A form with pictures, each replaced by a new file or taken away by a tick."""

    pictures: tuple[str, ...] = ()

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for name in self.pictures:
            if not getattr(self.instance, name):
                self.fields.pop(f"no_{name}", None)
        for name in self._meta.fields:
            if isinstance(self.fields[name], forms.CharField):
                self.fields[name].validators.append(_printable)

    def change(self) -> dict[str, object]:
        """The fields that were filled in otherwise; a picture as a clean file, ``None`` where it is taken away."""
        changed = {name: self.cleaned_data[name] for name in self.changed_data if not name.startswith("no_")}
        gone = [name for name in self.pictures if self.cleaned_data.get(f"no_{name}") and name not in changed]
        return changed | dict.fromkeys(gone)


class SignatoryForm(PicturedForm):
    """Who signs, as what, from when until when."""

    pictures = ("image",)
    image = _picture(gettext_lazy("Image of the signature"))
    no_image = forms.BooleanField(label=gettext_lazy("Take the present image away"), required=False)

    class Meta:
        model = Signatory
        fields = ["name", "post_es", "post_en", "position", "signs_from", "signs_until"]
        widgets = {"signs_from": AdminDateInput, "signs_until": AdminDateInput}

    field_order = ["name", "post_es", "post_en", "image", "no_image", "position", "signs_from", "signs_until"]


class WordingForm(PicturedForm):
    """The words in both languages; what stands in curly brackets must be one of the places of this kind."""

    pictures = ("logo", "seal")
    logo = _picture(gettext_lazy("Logo, in place of the network's mark"))
    no_logo = forms.BooleanField(label=gettext_lazy("Take the present logo away"), required=False)
    seal = _picture(gettext_lazy("Seal, in the upper right corner"))
    no_seal = forms.BooleanField(label=gettext_lazy("Take the present seal away"), required=False)

    class Meta:
        model = Wording
        fields = [f"{text}_{language}" for text in TEXTS for language in LANGUAGES]
        widgets = {
            f"{text}_{language}": forms.Textarea(attrs={"rows": 2})
            for text in ("reason", "circumstances", "conditions")
            for language in LANGUAGES
        }

    def clean(self) -> dict:
        fields = super().clean()
        for name in self.Meta.fields:
            if name in fields:
                self._refuse_unknown(name, fields[name])
        return fields

    def _refuse_unknown(self, name: str, text: str) -> None:
        unknown = unknown_places(text, self.instance.kind)
        if unknown:
            known = ", ".join(f"{{{place}}}" for place in places_of(self.instance.kind))
            told = {"unknown": ", ".join(f"{{{place}}}" for place in unknown), "known": known}
            self.add_error(name, _("%(unknown)s is no place of this kind. There are: %(known)s.") % told)
        elif has_stray_brackets(text):
            self.add_error(name, _("A curly bracket is open or closed by itself: write places as {name}."))


class NewWordingForm(RecordForm):
    """Of which kind a new version is begun."""

    class Meta:
        model = Wording
        fields = ["kind"]

    def validate_unique(self) -> None:
        """A draft that was begun already is gone on with."""

    def _post_clean(self) -> None:
        """The words come from the version in use, not from here: nothing of the record is asked yet."""


def _printable(text: str) -> None:
    """Only letters that the certificate's font has."""
    if not all(can_print(line) for line in text.splitlines()):
        raise ValidationError(_("There is a character here that certificates cannot be printed with."))
