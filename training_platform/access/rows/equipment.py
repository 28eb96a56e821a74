"""Equipment: the inventory, verifications, what kits are made of."""

from django.utils.translation import gettext_lazy as _

from training_platform.access.resources import Resource, Topic, columns, differs

NO_REMOVAL = _("Nothing leaves the inventory but by disposal, which stays in it.")
OWN_OFFICE = _("What a funder paid for is told in totals beside the money, and nobody's room or custodian with it.")

EQUIPMENT: tuple[Resource, ...] = (
    Resource(
        "asset",
        _("The inventory: assets, their custody, papers, work on them, history"),
        Topic.EQUIPMENT,
        columns(CP="RU:office", NS="R:country", RS="R:all", SE="RCU:all", EC="RCU:office", AD="R:all"),
        notes=(
            _("An asset goes to another office when both sides say so, or the Secretariat."),
            _("Of another office no room, no custodian and no history is told."),
        ),
        differences=(
            differs(NO_REMOVAL, SE="RCUDX:all"),
            differs(OWN_OFFICE, FU="R:member"),
        ),
    ),
    Resource(
        "asset_label",
        _("What the label of an asset leads to"),
        Topic.EQUIPMENT,
        columns(CP="R:all", NS="R:country", RS="R:all", SE="R:all", EC="R:all", AD="R:all"),
        notes=(
            _("To whoever may not see the asset a label shows nothing, whether the inventory knows it or not."),
            _("While their office verifies its inventory, its keepers note any label that they meet; no more is told."),
        ),
    ),
    Resource(
        "verification_round",
        _("Verifications of an inventory"),
        Topic.EQUIPMENT,
        columns(CP="RU:office", NS="R:country", RS="R:all", SE="RU:all", EC="RU:office", AD="R:all"),
    ),
    Resource(
        "equipment_catalogue",
        _("Kinds of items, suppliers, rates of exchange, standard kits"),
        Topic.EQUIPMENT,
        columns(RS="R:all", SE="RCU:all", AD="R:all"),
        notes=(_("A version of a kit that is in force stays as it is: a change is another version."),),
    ),
)
