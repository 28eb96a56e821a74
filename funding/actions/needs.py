"""What offices need: drawn from their rooms or stated by themselves, sent, and answered by the Secretariat (R76)."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from equipment.models import ItemType
from foundations.audit.actions import record_event
from funding.doors import reason_in, refuse_others, refuse_strangers
from funding.errors import FundingError
from funding.lacking import lacks_of
from funding.models import Need
from funding.steps import Columns, take_step
from network.models import Office, OfficeRoom, User

OPEN = (Need.State.DRAFT, Need.State.SENT)


@transaction.atomic
def draw_needs(office: Office, *, by: User, at: datetime | None = None) -> list[Need]:
    """A draft for everything that the rooms of ``office`` lack of their kits, as it stands now.

    A draft that is there takes the new quantity; one that lacks nothing any more is withdrawn. What was sent already
    stays as it was sent. Rooms whose inventory was not reported give nothing. Gives the drafts.
    """
    now = at or timezone.now()
    refuse_strangers(office, by, at)
    Office.objects.select_for_update().get(pk=office.pk)
    open_ones = Need.objects.filter(office=office, origin=Need.Origin.READINESS, state__in=OPEN)
    known = {(need.room_id, need.item_type_id): need for need in open_ones}
    drawn = []
    for room in lacks_of(OfficeRoom.objects.filter(office=office), at=at):
        for lack in room.lacks:
            need = known.pop((room.room.pk, lack.item_type.pk), None)
            facts = {"kit_version": room.kit_version, "quantity": lack.quantity}
            if need is None:
                place = {"office": office, "room": room.room, "item_type": lack.item_type}
                need = Need.objects.create(**place, **facts, origin=Need.Origin.READINESS, made_at=now)
            elif need.state == Need.State.DRAFT:
                Need.objects.filter(pk=need.pk).update(**facts)
                need.refresh_from_db()
            drawn.append(need)
    for need in known.values():
        if need.state == Need.State.DRAFT:
            _step(need, Need.State.WITHDRAWN, by=by, now=now, reason=_("Nothing is lacking any more."))
    record_event("funding.needs_drawn", office, by=by, at=now, number=len(drawn))
    return [need for need in drawn if need.state == Need.State.DRAFT]


@transaction.atomic
def state_need(
    office: Office,
    item_type: ItemType,
    quantity: int,
    *,
    reason: str,
    room: OfficeRoom | None = None,
    by: User,
    at: datetime | None = None,
) -> Need:
    """What an office needs in its own words, as a draft. Raises :class:`FundingError` without a reason."""
    now = at or timezone.now()
    refuse_strangers(office, by, at)
    if room is not None and room.office_id != office.pk:
        raise FundingError(_("This room is of another office."))
    if quantity < 1:
        raise FundingError(_("Ask for one at least."))
    need = Need.objects.create(
        office=office,
        room=room,
        item_type=item_type,
        origin=Need.Origin.STATED,
        quantity=quantity,
        reason=reason_in(reason),
        made_at=now,
    )
    record_event("funding.need_stated", need, by=by, at=now, quantity=quantity)
    return need


def send_need(need: Need, *, by: User, at: datetime | None = None) -> None:
    """To the Secretariat, for its answer. Twice is once."""
    now = at or timezone.now()
    with transaction.atomic():
        locked = _locked(need)
        refuse_strangers(locked.office, by, at)
        if locked.state != Need.State.SENT:
            _step(locked, Need.State.SENT, by=by, now=now, set_too={"sent_at": now})


def withdraw_need(need: Need, *, reason: str, by: User, at: datetime | None = None) -> None:
    """The office takes back what was not answered yet. Twice is once."""
    with transaction.atomic():
        locked = _locked(need)
        refuse_strangers(locked.office, by, at)
        if locked.state != Need.State.WITHDRAWN:
            _step(locked, Need.State.WITHDRAWN, by=by, now=at or timezone.now(), reason=reason_in(reason))


def accept_need(
    need: Need, *, granted: int | None = None, answer: str = "", by: User, at: datetime | None = None
) -> None:
    """The Secretariat accepts what was sent, all of it or ``granted``; fewer than asked for needs a word why."""
    now = at or timezone.now()
    refuse_others(by, at)
    with transaction.atomic():
        locked = _locked(need)
        number = locked.quantity if granted is None else granted
        if not 1 <= number <= locked.quantity:
            raise FundingError(_("Accept from one up to what was asked for."))
        if number < locked.quantity:
            answer = reason_in(answer)
        if locked.state == Need.State.ACCEPTED and locked.granted == number:
            return
        columns = {"granted": number, "answer": answer.strip(), "reviewed_at": now}
        _step(locked, Need.State.ACCEPTED, by=by, now=now, reason=answer, set_too=columns, granted=number)


def decline_need(need: Need, *, answer: str, by: User, at: datetime | None = None) -> None:
    """The Secretariat declines what was sent, and says why. Twice is once."""
    now = at or timezone.now()
    refuse_others(by, at)
    with transaction.atomic():
        locked = _locked(need)
        if locked.state == Need.State.DECLINED:
            return
        columns = {"answer": reason_in(answer), "reviewed_at": now}
        _step(locked, Need.State.DECLINED, by=by, now=now, reason=answer, set_too=columns)


def _locked(need: Need) -> Need:
    return Need.objects.select_for_update(of=("self",)).select_related("office").get(pk=need.pk)


def _step(
    need: Need, state: str, *, by: User, now: datetime, reason: str = "", set_too: Columns | None = None, **details
) -> None:
    take_step(need, state, by=by, now=now, reason=reason, set_too=set_too, **details)
    record_event(f"funding.need_{state}", need, by=by, at=now)
