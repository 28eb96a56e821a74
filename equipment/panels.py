"""What pages show of an asset: the steps that may follow, and what somebody else changed meanwhile."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from equipment.models import Asset
from equipment.rules import LOSSES, next_statuses

Status = Asset.Status
# What is pressed to bring an asset to a status.
DEEDS: dict[str, Promise] = {
    Status.ORDERED: _("Order it"),
    Status.IN_TRANSIT: _("It is on its way"),
    Status.RECEIVED: _("It was delivered"),
    Status.IN_SERVICE: _("Put into service"),
    Status.UNDER_REPAIR: _("Send to repair"),
    Status.ON_LOAN: _("Lend it"),
    Status.STORED: _("Store it"),
    Status.LOST: _("Report it lost"),
    Status.STOLEN: _("Report it stolen"),
    Status.RETIRED: _("Retire it"),
    Status.DISPOSED: _("Dispose of it"),
}
BACK = {
    (Status.ON_LOAN, Status.IN_SERVICE): _("It came back"),
    (Status.UNDER_REPAIR, Status.IN_SERVICE): _("It is repaired"),
    (Status.LOST, Status.STORED): _("It was found"),
    (Status.STOLEN, Status.STORED): _("It was found"),
}
NOT_LIGHTLY = LOSSES | {Status.RETIRED, Status.DISPOSED}


@dataclass(frozen=True)
class Step:
    """A status that may follow: what it is called, what the button says, whether it is taken lightly."""

    status: str
    label: str
    deed: Promise
    is_grave: bool


def steps_of(asset: Asset) -> list[Step]:
    """What may follow, in the order of a life; losses and ends last."""
    following = next_statuses(asset.status)
    found = [
        Step(value, str(label), BACK.get((asset.status, value), DEEDS[value]), value in NOT_LIGHTLY)
        for value, label in Status.choices
        if value in following
    ]
    return sorted(found, key=lambda step: step.is_grave)


@dataclass(frozen=True)
class Theirs:
    """A field that stands otherwise in the inventory now than on the form."""

    label: str
    now: str


def told_since(form, asset: Asset) -> list[Theirs]:
    """What the row says now where the form says something else; the form then knows the row as it is now."""
    asset.refresh_from_db()
    fresh = type(form)(asset=asset)
    form.data = form.data.copy()
    form.data["version"] = str(asset.row_version)
    return [
        Theirs(str(field.label), str(fresh[name].value() or "—"))
        for name, field in fresh.fields.items()
        if name != "version" and str(fresh[name].value() or "") != str(form[name].value() or "")
    ]
