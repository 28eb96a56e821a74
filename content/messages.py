"""The tiers in the reader's words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from content.rules import CONTACT_POINTS, NETWORK, PUBLIC, SECRETARIAT

TIER_WORDS: dict[str, Promise] = {
    PUBLIC: _("Public"),
    NETWORK: _("Only the network"),
    CONTACT_POINTS: _("Only contact points"),
    SECRETARIAT: _("Only the Secretariat"),
}
TIER_READERS: dict[str, Promise] = {
    PUBLIC: _("Everybody, signed out as well"),
    NETWORK: _("The network: offices, schools, trainers and whoever else holds a role in it; no funders"),
    CONTACT_POINTS: _("Contact points, the Regional School and the Secretariat"),
    SECRETARIAT: _("The Secretariat alone"),
}
