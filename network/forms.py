"""What readers tell about themselves."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.models import Office, User
from network.places import place_of, zones_of_the_world


def zone_choices(office: Office | None) -> list:
    """The office's own, then the zones of the network's offices, then the world's."""
    ours = sorted(set(Office.objects.values_list("time_zone", flat=True)), key=place_of)
    return [
        ("", own_zone(office)),
        (_("Offices of the network"), [(zone, place_of(zone)) for zone in ours]),
        (_("The world"), [(zone, zone.replace("_", " ")) for zone in zones_of_the_world() if zone not in ours]),
    ]


def own_zone(office: Office | None) -> str:
    """The zone of whoever chooses none, in words."""
    if office is None:
        return _("That of the platform")
    return _("That of my office: %(place)s") % {"place": place_of(office.time_zone)}


class PreferencesForm(forms.Form):
    """The reader's language and clock."""

    language = forms.ChoiceField(
        label=_("Language"),
        choices=User._meta.get_field("language").choices,
        widget=forms.RadioSelect,
        help_text=_("Of the pages, of letters to you and of your certificates."),
    )
    time_zone = forms.ChoiceField(
        label=_("My clock"), required=False, help_text=_("Every hour is told in this zone and in that of the host.")
    )

    def __init__(self, *args, reader: User, **kwargs):
        kwargs.setdefault("initial", {"language": reader.language, "time_zone": reader.time_zone})
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].choices = zone_choices(reader.person.office)
