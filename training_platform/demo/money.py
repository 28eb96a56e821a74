"""The rough budget of 2012, replayed: what offices asked for, what it costs to the cent, who pays and what is missing.

Prices are estimates, rates are labelled "demo", and funders, suppliers and agreements are invented and say so.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from equipment.actions import assess_asset, book_for_session, move_asset, register_asset
from equipment.models import Asset, Booking, ExchangeRate, ItemType, KitVersion
from funding import actions
from funding.asked import Agreement, Offer, Row
from funding.models import BudgetLine, BudgetRound, Contribution, ContributionDue, Need
from funding.pricing import Wanted
from funding.rules import Surcharge
from funding.traces import sessions_of
from network.models import Institution, Office, User
from sessions.models import TrainingSession
from training_platform.demo.people import FUNDERS, account_of, contact_point_of
from training_platform.demo.replay import SECRETARIAT, on_clock

TITLE = ("Presupuesto estimativo de equipo 2012", "Rough equipment budget 2012")
RATES = {
    "BZD": "2.00", "CRC": "512", "GTQ": "7.75", "HNL": "19.10", "NIO": "23.20", "PAB": "1", "DOP": "39.00",
    "MXN": "12.80", "COP": "1770",
}  # fmt: skip
RATES_ON = date(2012, 3, 1)
PRICES = {
    "codec": 6500, "ptz-camera": 1900, "mic-array": 450, "display": 1100, "ups": 480, "installation": 900,
    "training": 500, "support": 1800, "laptop": 950, "webcam": 120, "headset": 85, "link": 60,
    "conference-server": 350, "admin-training": 1500,
}  # fmt: skip
EXTRAS = (
    Surcharge("freight", per_cent=Decimal(6), basis="goods"),
    Surcharge("contingency", per_cent=Decimal(10), basis="subtotal_and_freight"),
)
WITHOUT_ROOM = ("BZ", "DO", "GT", "HN", "NI")
KIT_A, KIT_R = Decimal("17488.68"), Decimal("6270.00")
KIT_B = Decimal("2138.73")
# Supplier, number, currency, price of one kit A, delivery term, taxes.
QUOTES = (
    ("Audiovisuales del Istmo (ficticia)", "AI-118", "USD", "15020.00", "DDP", "included"),
    ("Telecomunicaciones Pacífico (ficticia)", "TP-2012-44", "GTQ", "118900.00", "DAP", "exempt"),
    ("Salas y Redes (ficticia)", "SR-071", "USD", "15410.00", "CIP", "excluded"),
)
COUNTERPART = ("Contrapartida nacional de El Salvador (ficticia)", "National counterpart of El Salvador (fictional)")
# Whose, agreement, titles; pledged, committed, disbursed, each with its day.
AGREEMENTS = (
    ("A", "DBA-2012-07 (ficticio)", ("Salas de videoconferencia", "Videoconference rooms"),
     (("pledge", 60000, date(2012, 4, 2)), ("commitment", 45000, date(2012, 4, 20)),
      ("disbursement", 30000, date(2012, 5, 15)))),
    ("B", "FRB-331 (ficticio)", ("Equipo y servidor regional", "Equipment and regional server"),
     (("pledge", 25000, date(2012, 4, 10)), ("commitment", 25000, date(2012, 4, 25)),
      ("disbursement", 10000, date(2012, 6, 4)))),
    ("SV", "CN-SV-2012 (ficticio)", ("Contrapartida nacional", "National counterpart"),
     (("pledge", 4000, date(2012, 4, 3)), ("commitment", 4000, date(2012, 4, 3)),
      ("disbursement", 4000, date(2012, 4, 16)))),
)  # fmt: skip
NEEDS = (
    ("GT", "codec", 1, "El códec está en reparación y su garantía terminó."),
    ("HN", "codec", 1, "La sala no tiene equipo propio de videoconferencia."),
    ("NI", "display", 2, "No hay pantalla en la sala."),
    ("BZ", "ptz-camera", 1, "The room has no camera that shows everybody."),
    ("DO", "mic-array", 2, "No se oye a quien se sienta al fondo."),
)


@transaction.atomic
def replay_budget() -> None:
    """Needs, budget, quotes, contributions, ledgers and allocations of 2012. Again is harmless."""
    if BudgetRound.objects.filter(title_es=TITLE[0]).exists():
        return
    for currency, per_usd in RATES.items():
        known = {"per_usd": Decimal(per_usd), "source": "demo"}
        ExchangeRate.objects.get_or_create(currency=currency, on=RATES_ON, defaults=known)
    _ask_and_answer()
    budget = _write_budget()
    _quote(budget)
    by = account_of(SECRETARIAT)
    actions.review_round(budget, by=by, at=on_clock(date(2012, 3, 26), 10))
    actions.submit_round(budget, by=by, at=on_clock(date(2012, 3, 30), 10))
    given = {code: _agree(budget, *rest, code=code) for code, *rest in AGREEMENTS}
    _give(budget, given)
    _buy_desk(budget, given["SV"])
    _receive_gift()


def show_dates(at: datetime | None = None) -> None:
    """A report to a funder that is due in three weeks, and a need that waits: made anew when they have gone by."""
    now, by = at or timezone.now(), account_of(SECRETARIAT)
    today = timezone.localdate(now)
    contribution = Contribution.objects.get(agreement_number=AGREEMENTS[1][1])
    if not ContributionDue.objects.unmet().filter(contribution=contribution, due_on__gte=today).exists():
        for due in ContributionDue.objects.unmet().filter(contribution=contribution):
            actions.meet_due(due, met_on=due.due_on, by=by, at=now)
        actions.note_due(contribution, "report", today + timedelta(days=21), note="Informe narrativo", by=by, at=now)
    office = Office.objects.get(code="HN")
    if not Need.objects.to_review().exists():
        asking = contact_point_of(office)
        kind = ItemType.objects.get(code="headset")
        reason = "Para quienes participan desde su escritorio."
        need = actions.state_need(office, kind, 4, reason=reason, by=asking, at=now)
        actions.send_need(need, by=asking, at=now)


def _ask_and_answer() -> None:
    by = account_of(SECRETARIAT)
    for code, kind, number, reason in NEEDS:
        office = Office.objects.get(code=code)
        asking, item = contact_point_of(office), ItemType.objects.get(code=kind)
        told = {"by": asking, "at": on_clock(date(2012, 3, 5), 9)}
        need = actions.state_need(office, item, number, reason=reason, **told)
        actions.send_need(need, **told)
        if code == "DO":
            less = "Un conjunto basta con la dotación A, que ya trae dos."
            actions.accept_need(need, granted=1, answer=less, by=by, at=on_clock(date(2012, 3, 9), 11))
        else:
            actions.accept_need(need, by=by, at=on_clock(date(2012, 3, 9), 11))


def _write_budget() -> BudgetRound:
    by, at = account_of(SECRETARIAT), on_clock(date(2012, 3, 12), 10)
    budget = actions.open_round(title_es=TITLE[0], title_en=TITLE[1], year=2012, by=by, at=at)
    offices = list(Office.objects.in_order())
    for code, targets in (
        ("A", [office for office in offices if office.code in WITHOUT_ROOM]),
        ("B", offices),
        ("R", [None]),
    ):
        version = KitVersion.objects.get(kit__code=code, number=1)
        prices = {line.item_type_id: Decimal(PRICES[line.item_type.code]) for line in version.lines.all()}
        for office in targets:
            wanted = Wanted(
                1, prices, office=office, kit_version=version, extras=EXTRAS, value_date=at.date(),
                note="Precios indicativos, no son cotizaciones",
            )  # fmt: skip
            actions.estimate_line(actions.add_line(budget, wanted, by=by, at=at), by=by, at=at)
    return budget


def _lines(budget: BudgetRound, code: str) -> list[BudgetLine]:
    return list(BudgetLine.objects.filter(round=budget, kit_version__kit__code=code).with_places())


def _line(budget: BudgetRound, kit: str, office: str = "") -> BudgetLine:
    return next(line for line in _lines(budget, kit) if not office or (line.office and line.office.code == office))


def _quote(budget: BudgetRound) -> None:
    by, at = account_of(SECRETARIAT), on_clock(date(2012, 3, 20), 15)
    for name, number, currency, price, incoterm, tax in QUOTES:
        offer = Offer(
            supplier=actions.name_supplier(name, by=by, at=at), number=number, received_on=date(2012, 3, 19),
            valid_until=date(2012, 7, 31), currency=currency, unit_price=Decimal(price), incoterm=incoterm, tax=tax,
        )  # fmt: skip
        actions.record_quote(_lines(budget, "A"), offer, by=by, at=at)


def _funder(code: str) -> Institution:
    if code == "SV":
        names = {"name_es": COUNTERPART[0], "name_en": COUNTERPART[1]}
        return Institution.objects.get_or_create(kind="funder", **names, defaults={"country_id": "SV"})[0]
    spanish = next(names for _domain, names, _english in FUNDERS.values() if f" {code} " in names)
    return Institution.objects.get(kind="funder", name_es=spanish)


def _agree(budget: BudgetRound, number: str, title: tuple[str, str], rows: tuple, *, code: str) -> Contribution:
    by = account_of(SECRETARIAT)
    office = Office.objects.get(code="SV") if code == "SV" else None
    agreement = Agreement(
        funder=_funder(code), title_es=title[0], title_en=title[1], agreement_number=number, round=budget,
        conditions="Informe semestral; compras con tres cotizaciones (ficticio).", earmark_office=office,
    )  # fmt: skip
    made = actions.note_contribution(agreement, by=by, at=on_clock(rows[0][2], 9))
    for kind, amount, day in rows:
        actions.record_entry(made, Row(kind, Decimal(amount), day), by=by, at=on_clock(day, 10))
    due = actions.note_due(made, "report", date(2012, 12, 14), by=by, at=on_clock(rows[0][2], 10))
    actions.meet_due(due, met_on=date(2012, 12, 12), by=by, at=on_clock(date(2012, 12, 12), 16))
    return made


def _give(budget: BudgetRound, given: dict[str, Contribution]) -> None:
    """Two rooms and the regional server are funded, one room rests on a pledge alone; one is ordered and paid in part."""
    by, at = account_of(SECRETARIAT), on_clock(date(2012, 5, 21), 10)
    for code, kit, office, amount in (
        ("A", "A", "HN", KIT_A),
        ("A", "A", "GT", KIT_A),
        ("B", "A", "NI", KIT_A),
        ("B", "R", "", KIT_R),
        ("SV", "B", "SV", KIT_B),
    ):
        allocation = actions.propose_allocation(given[code], _line(budget, kit, office), amount, by=by, at=at)
        actions.confirm_allocation(allocation, by=by, at=at)
    actions.propose_allocation(given["A"], _line(budget, "A", "BZ"), KIT_A, by=by, at=at)
    for office in ("HN", "GT"):
        line = _line(budget, "A", office)
        quote = line.quotes.get(number=QUOTES[0][1])
        reason = "El precio más bajo con impuestos y entrega en la oficina."
        actions.approve_line(line, quote, reason=reason, by=by, at=on_clock(date(2012, 5, 24), 11))
    ordered = _line(budget, "A", "HN")
    actions.order_line(ordered, by=by, at=on_clock(date(2012, 6, 1), 9))
    first = Row(
        "expenditure",
        Decimal("9000.00"),
        date(2012, 6, 8),
        allocation=ordered.allocations.get(),
        reference="Anticipo 60 %",
    )
    actions.record_entry(given["A"], first, by=by, at=on_clock(date(2012, 6, 8), 12))


def _buy_desk(budget: BudgetRound, given: Contribution) -> None:
    """The whole walk once: the desk kit of El Salvador is chosen, ordered, paid and received, and serves in its room."""
    by, line = account_of(SECRETARIAT), _line(budget, "B", "SV")
    quote = actions.record_quote(
        [line],
        Offer(
            supplier=actions.name_supplier(QUOTES[2][0], by=by), number="SR-088", received_on=date(2012, 5, 22),
            valid_until=date(2012, 7, 31), currency="USD", unit_price=Decimal("1875.00"), incoterm="DDP", tax="included",
        ),
        by=by, at=on_clock(date(2012, 5, 22), 12),
    )  # fmt: skip
    why = {"reason": "Entrega en la oficina, con todo incluido.", "why_fewer": "Compra menor, de un solo proveedor."}
    actions.approve_line(line, quote, **why, by=by, at=on_clock(date(2012, 5, 23), 10))
    laptop = _desk_laptop(line, by=by)
    actions.order_line(line, by=by, at=on_clock(date(2012, 5, 25), 9))
    allocation = line.allocations.get()
    row = Row("expenditure", KIT_B, date(2012, 6, 6), allocation=allocation, reference="Factura SR-088")
    paid = actions.record_entry(given, row, by=by, at=on_clock(date(2012, 6, 6), 12))
    _put_to_use(laptop)
    actions.link_gift(paid, laptop, by=by, at=on_clock(date(2012, 6, 6), 13))
    actions.receive_line(line, by=by, at=on_clock(date(2012, 6, 8), 15))
    actions.settle_allocation(allocation, by=by, at=on_clock(date(2012, 6, 11), 9))
    actions.pay_line(line, by=by, at=on_clock(date(2012, 6, 11), 10))


def _desk_laptop(line: BudgetLine, *, by: User) -> Asset:
    """Planned by its office, and linked to the line before anybody can order it."""
    kind = ItemType.objects.get(code="laptop")
    told = {"manufacturer": "Fabricante ficticio", "model_name": "LT-12", "notes": "Precio indicativo."}
    asset = register_asset(
        office=line.office, item_type=kind, status="planned", **told, by=by, at=on_clock(date(2012, 5, 24), 9)
    )
    actions.link_asset(line, asset, by=by, at=on_clock(date(2012, 5, 24), 10))
    return asset


def _put_to_use(asset: Asset) -> None:
    """Ordered, delivered with its act, and in the room of its office in time for the session of 13 June."""
    keeper = asset.office.appointments.valid().holding("custodian").select_related("person__user").earliest("pk").person
    room = asset.office.rooms.earliest("pk")
    delivered = {"delivered_on": date(2012, 6, 8), "delivery_act": "ER-2012-SV-1"}
    for status, day, told in (
        ("ordered", date(2012, 5, 25), {}),
        ("in_transit", date(2012, 6, 4), {}),
        ("received", date(2012, 6, 8), delivered),
        ("in_service", date(2012, 6, 8), {"room": room, "custodian": keeper}),
    ):
        asset = move_asset(asset, status=status, **told, by=keeper.user, at=on_clock(day, 14))
    assess_asset(asset, condition="new", by=keeper.user, at=on_clock(date(2012, 6, 8), 15))


def show_walk() -> None:
    """The laptop that was bought served in a session of 2012: its room was taken for the first that came after it."""
    asset = Asset.objects.get(origin__line__round__title_es=TITLE[0], item_type__code="laptop")
    room, since = asset.room, on_clock(date(2012, 6, 9), 0)
    if room is None or sessions_of([asset]):
        return
    for session in TrainingSession.objects.filter(starts_at__gte=since).order_by("starts_at"):
        hours = {"starts_at": session.starts_at, "ends_at": session.ends_at}
        if not Booking.objects.overlapping(*hours.values()).filter(room=room).exists():
            at = session.starts_at - timedelta(days=3)
            book_for_session(room, session.pk, **hours, by=account_of(SECRETARIAT), at=at)
            return


def _receive_gift() -> None:
    """Webcams in kind, for no budget: told apart, so that the totals of the budget stay what they are."""
    by, day = account_of(SECRETARIAT), date(2012, 8, 6)
    agreement = Agreement(
        funder=_funder("B"), title_es="Cámaras web en especie", title_en="Webcams in kind",
        agreement_number="FRB-334 (ficticio)",
    )  # fmt: skip
    made = actions.note_contribution(agreement, by=by, at=on_clock(day, 9))
    cameras = Asset.objects.filter(item_type__code="webcam", origin__isnull=True).order_by("tag")[:3]
    actions.receive_in_kind(
        made, Decimal("360.00"), day, assets=list(cameras), reference="Acta 12/2012", by=by, at=on_clock(day, 10)
    )
