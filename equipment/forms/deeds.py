"""Forms of what is done with an asset: handed over, brought to another office, worked on, a file put beside it."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from content.forms import cleaned
from content.uploads import CleanFile
from content.uploads.pdf import clean_pdf
from content.uploads.pictures import clean_picture
from equipment.forms.assets import KeeperField, RoomField
from equipment.forms.fields import day_input
from equipment.models import Asset, AssetFile, Maintenance, Supplier
from network.models import Office

MOST_BYTES = 10 * 1024 * 1024
LONGEST_SIDE = 1280  # of a photograph, in pixels: enough to read a label, light enough for a slow line


class HandOverForm(forms.Form):
    """To whom, and into which room."""

    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(self, *args, office_id: int, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["custodian"] = KeeperField(office_id, label=_("Who receives it"), required=True)
        self.fields["room"] = RoomField(
            office_id, help_text=_("Left empty, each asset stays in its room."), empty_label=_("stays where it is")
        )
        self.order_fields(["custodian", "room", "note"])


class TransferForm(forms.Form):
    """To which office, and why."""

    to_office = forms.ModelChoiceField(Office.objects.none(), label=_("Office"))
    reason = forms.CharField(label=_("Reason"), max_length=200)

    def __init__(self, *args, asset: Asset, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_office"].queryset = Office.objects.exclude(pk=asset.office_id).in_order()
        self.fields["to_office"].label_from_instance = lambda office: office.country.name


class MaintenanceForm(forms.ModelForm):
    """Work on an asset, begun or done."""

    out_of_service = forms.BooleanField(label=_("It is out of service meanwhile"), required=False)

    class Meta:
        model = Maintenance
        fields = ["kind", "title", "supplier", "under_warranty", "started_on", "completed_on", "cost", "currency"]
        widgets = {"started_on": day_input(), "completed_on": day_input()}

    def __init__(self, *args, may_pause: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["supplier"].queryset = Supplier.objects.all()
        if not may_pause:
            del self.fields["out_of_service"]

    def clean_currency(self) -> str:
        return self.cleaned_data["currency"].upper()


class CompletionForm(forms.Form):
    """That work is done."""

    completed_on = forms.DateField(label=_("Completed on"), widget=day_input())
    cost = forms.DecimalField(label=_("Cost"), max_digits=14, decimal_places=2, min_value=0, required=False)
    currency = forms.RegexField(
        r"^[A-Za-z]{3}$",
        label=_("Currency (ISO 4217)"),
        required=False,
        help_text=_("Three letters, as in USD or GTQ."),
    )
    condition = forms.ChoiceField(
        label=_("Condition"),
        required=False,
        choices=[("", _("as before")), *((value, label) for value, label in Asset.Condition.choices if value)],
    )
    back_in_service = forms.BooleanField(label=_("It is in service again"), required=False)

    def __init__(self, *args, asset: Asset, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if asset.status != Asset.Status.UNDER_REPAIR:
            del self.fields["back_in_service"]

    def clean_currency(self) -> str:
        return self.cleaned_data["currency"].upper()

    def clean(self) -> dict:
        told = super().clean()
        if told.get("cost") is not None and not told.get("currency"):
            self.add_error("currency", gettext("A cost has a currency."))
        return told


class FileForm(forms.Form):
    """A picture or a paper; what comes in is made clean before anything else looks at it."""

    kind = forms.ChoiceField(label=_("What it is"), choices=AssetFile.Kind.choices)
    title = forms.CharField(label=_("Title"), max_length=120, required=False)
    file = forms.FileField(
        label=_("File"), widget=forms.FileInput({"accept": "image/jpeg,image/png,image/webp,application/pdf"})
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        most = {"most": filesizeformat(MOST_BYTES)}
        self.fields["file"].help_text = (
            gettext("A photograph, or a PDF; at most %(most)s. Where a photograph was taken is not kept.") % most
        )

    def clean(self) -> dict:
        """The file without what it tells of its author or its place, by what it is said to be."""
        told = super().clean()
        given, kind = told.get("file"), told.get("kind")
        if given is not None and kind:
            try:
                told["clean"] = clean_upload(given, is_picture=kind == AssetFile.Kind.PHOTO)
            except forms.ValidationError as refusal:
                self.add_error("file", refusal)
        return told


class SignedActForm(forms.Form):
    """The signed paper of a hand-over."""

    file = forms.FileField(label=_("Signed act, as PDF"), widget=forms.FileInput({"accept": "application/pdf"}))

    def clean_file(self) -> CleanFile:
        return clean_upload(self.cleaned_data["file"], is_picture=False)


def clean_upload(given: UploadedFile, *, is_picture: bool) -> CleanFile:
    """A photograph made anew and small, or a PDF without its author. Raises ``ValidationError`` with the reason."""

    def clean(content: bytes, _name: str) -> CleanFile:
        return clean_picture(content, longest=LONGEST_SIDE) if is_picture else clean_pdf(content)

    left = cleaned(given, clean, MOST_BYTES)
    return CleanFile(left.read(), (left.name or "").rpartition(".")[2])
