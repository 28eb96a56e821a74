"""Money of the scene: a rough budget and a submitted one, lines of our office and of another, two funders, needs."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from equipment.models import RoomProfile
from funding import actions
from funding.models import Quote
from network.models import Institution
from tests.makers.equipment import make_asset, make_item_type, make_kit_version, make_office_room
from tests.makers.funding import (
    make_allocation,
    make_contribution,
    make_line,
    make_need,
    make_quote,
    make_round,
)
from tests.makers.things import Scene, Thing
from training_platform.access import Role


def money(scene: Scene) -> dict[str, list[Thing]]:
    by, felix = scene.people[Role.SECRETARIAT], scene.people[Role.FUNDER].person
    funder = Institution.objects.get(pk=felix.institution_id)
    rough, submitted = make_round(by=by), make_round(by=by)
    offices = [scene.home, scene.away]
    lines = [make_line(rough, office=office, by=by, note="Con soporte") for office in offices]
    quoted = [make_line(submitted, office=office, by=by) for office in offices]
    papers = [_with_paper(make_quote(line, by=by)) for line in quoted]
    sums = {"pledged": 900, "committed": 500, "by": by}
    ours = make_contribution(submitted, funder=funder, **sums)
    theirs = make_contribution(submitted, **sums)
    paid = make_line(submitted, by=by)
    given = [make_allocation(each, paid, 200, by=by) for each in (ours, theirs)]
    due = timezone.localdate() + timedelta(days=20)
    actions.review_round(submitted, by=by)
    actions.submit_round(submitted, by=by)
    dates = [actions.note_due(each, "report", due, by=by) for each in (ours, theirs)]
    for line in lines:
        make_asset(office=line.office, item_type=line.item_type, status="planned", room=None, custodian=None)
    owners = (felix, None)
    return _needs(scene) | {
        "budget_round": [
            Thing("a rough budget", (rough.pk,), "budget", about=rough),
            Thing("a submitted budget", (submitted.pk,), "budget_totals", about=submitted),
        ],
        "rough_round": [Thing("a rough budget", (rough.pk,), about=rough)],
        "budget_line": [Thing(f"line {line.pk}", (line.pk,), office=line.office, about=line) for line in lines],
        "quoted_line": [Thing(f"line {line.pk}", (line.pk,), office=line.office, about=line) for line in quoted],
        "quote": [Thing(quote.number, (quote.pk,), about=quote) for quote in papers],
        "contribution": [
            Thing(str(each), (each.pk,), owner=owner, about=each)
            for each, owner in zip((ours, theirs), owners, strict=True)
        ],
        "allocation": [
            Thing(str(each.pk), (each.pk,), owner=owner, about=each) for each, owner in zip(given, owners, strict=True)
        ],
        "agreement_date": [
            Thing(str(each.pk), (each.pk,), owner=owner, about=each) for each, owner in zip(dates, owners, strict=True)
        ],
    }


def _with_paper(quote: Quote) -> Quote:
    quote.file.save("cotizacion.pdf", ContentFile(b"%PDF-1.7 precio"))
    return quote


def _needs(scene: Scene) -> dict[str, list[Thing]]:
    offices, by = (scene.home, scene.away), scene.people[Role.SECRETARIAT]
    kit = make_kit_version((make_item_type(), 2)).kit
    for office in offices:
        RoomProfile.objects.create(room=make_office_room(office), kit=kit, reported_at=timezone.now())
    drafts = [make_need(office, by=by) for office in offices]
    sent = [make_need(office, by=by, sent=True) for office in offices]
    return {
        "drafted_need": [Thing(f"need {need.pk}", (need.pk,), office=need.office, about=need) for need in drafts],
        "sent_need": [Thing(f"need {need.pk}", (need.pk,), office=need.office, about=need) for need in sent],
    }
