"""Every letter of the inventory, one function each: to who keeps the equipment of an office."""

from collections.abc import Sequence
from datetime import datetime

from equipment.models import Asset, AssetReminder, Transfer
from foundations.outbox.actions import write_letter
from network.mails import address_in, recipient_of
from network.models import Appointment, Office, Person

KEEPERS = (Appointment.Role.CONTACT_POINT, Appointment.Role.CUSTODIAN)


def keepers_of(office: Office, at: datetime) -> list[Person]:
    """The contact points and the custodians of an office at that instant, each once. One question."""
    held = Appointment.objects.valid(at).filter(role__in=KEEPERS, office=office)
    people = {row.person_id: row.person for row in held.select_related("person__user", "person__office").order_by("pk")}
    return list(people.values())


def remind_of_assets(office: Office, due: Sequence[tuple[Asset, str]], *, once: str, at: datetime) -> None:
    """To each keeper of the office, all that is due of its assets in one letter: ``(asset, kind of reminder)``."""
    by_kind = {kind: [asset for asset, what in due if what == kind] for kind in AssetReminder.Kind.values}
    for person in keepers_of(office, at):
        if recipient := recipient_of(person):
            url = address_in(recipient.language, "equipment:asset_list")
            context = {"office": office, "due": by_kind, "address": f"{url}?office={office.code}"}
            once_key = f"equipment.assets_due:{office.pk}:{person.pk}:{once}"
            write_letter("equipment.assets_due", to=recipient, context=context, once_key=once_key, at=at)


def remind_of_verification(office: Office, *, once: str, at: datetime) -> None:
    """To each keeper of the office: a year has gone by since its inventory was verified."""
    for person in keepers_of(office, at):
        if recipient := recipient_of(person):
            url = address_in(recipient.language, "equipment:round_list")
            context = {"office": office, "address": url}
            once_key = f"equipment.verification_due:{office.pk}:{person.pk}:{once}"
            write_letter("equipment.verification_due", to=recipient, context=context, once_key=once_key, at=at)


def tell_of_transfer(transfer: Transfer, *, at: datetime) -> None:
    """To each keeper of the office to which an asset is offered."""
    for person in keepers_of(transfer.to_office, at):
        if recipient := recipient_of(person):
            context = {"transfer": transfer, "address": address_in(recipient.language, "equipment:asset_list")}
            once_key = f"equipment.transfer_offered:{transfer.pk}:{person.pk}"
            write_letter("equipment.transfer_offered", to=recipient, context=context, once_key=once_key, at=at)
