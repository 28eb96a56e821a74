"""What an asset may be given: a room, a custodian, the next tag, the next number of an act, an end of its life."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models.functions import Length
from django.utils import timezone
from django.utils.translation import gettext as _

from equipment.models import Asset, Custody
from equipment.rules import years_later
from network.models import Office


def refuse_foreign_place(asset: Asset) -> None:
    """Raises ``ValidationError`` for a room or a custodian of another office than the asset's."""
    if asset.room is not None and asset.room.office_id != asset.office_id:
        raise ValidationError({"room": _("This room is of another office.")})
    if asset.custodian is not None and asset.custodian.office_id != asset.office_id:
        raise ValidationError({"custodian": _("This person is of another office.")})


def next_tag(office: Office) -> str:
    """``HN-0042``: the number after the highest of the office's own series. Asked under the office's lock."""
    prefix = _prefix(office)
    own = Asset.objects.filter(tag__regex=rf"^{prefix}[0-9]+$").order_by(Length("tag").desc(), "-tag")
    last = own.values_list("tag", flat=True).first()
    return f"{prefix}{int(last.removeprefix(prefix)) + 1 if last else 1:04}"


def next_act(office: Office, at: datetime) -> str:
    """``HN-2012-0007``: the number after the last act of the office in that year. Asked under the office's lock."""
    prefix = f"{_prefix(office)}{timezone.localdate(at).year}-"
    numbers = Custody.objects.filter(act_number__startswith=prefix).values_list("act_number", flat=True).distinct()
    return f"{prefix}{max((int(each.removeprefix(prefix)) for each in numbers), default=0) + 1:04}"


def _prefix(office: Office) -> str:
    return f"{office.code.upper().replace('_', '-')}-"


def give_end_of_life(asset: Asset) -> None:
    """Where no end of life is told: the years of its kind after it began to serve, or came."""
    begins = asset.in_service_on or asset.delivered_on
    if asset.end_of_life_on is None and begins and asset.item_type.life_years:
        asset.end_of_life_on = years_later(begins, asset.item_type.life_years)
