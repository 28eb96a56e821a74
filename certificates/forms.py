"""What people type to check a certificate."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from certificates.rules import is_pdf, looks_like_number, read_code

LARGEST_FILE = 3 * 1024 * 1024


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Verification code"),
        max_length=200,
        help_text=_("It stands at the foot of the certificate: 32 digits and letters. Spaces do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        code = read_code(self.cleaned_data["code"])
        if not code and looks_like_number(self.cleaned_data["code"]):
            raise ValidationError(
                _("That is the certificate's number. The verification code stands at its foot, beside the QR code.")
            )
        if not code:
            raise ValidationError(_("A code has 32 characters: digits and the letters from a to f. Please check it."))
        return code


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("The certificate’s file (PDF)"),
        help_text=_("Up to 3 MB. The file is compared and not kept."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
    )

    def clean_file(self) -> bytes:
        given = self.cleaned_data["file"]
        if given.size > LARGEST_FILE:
            raise ValidationError(_("The file is larger than 3 MB: a certificate of the network is far smaller."))
        document = given.read()
        if not is_pdf(document):
            raise ValidationError(_("That is no PDF. The network’s certificates are PDF files."))
        return document


class NameForm(forms.Form):
    name = forms.CharField(
        label=_("Full name on the document"),
        max_length=250,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
