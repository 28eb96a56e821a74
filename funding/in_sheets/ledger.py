"""Ledgers as a spreadsheet: rows come in, and none that is there is ever changed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundations.spreadsheets.contract import NOT_FOUND, Clear, Column, Kind, Row, Value
from funding import actions, asked
from funding.in_sheets.kept import BudgetSheet, currency_column, money_column
from funding.models import Contribution, LedgerEntry
from funding.querysets import EntryQuerySet
from funding.rules import cents
from network.models import User


class LedgerSheet(BudgetSheet):
    """Every row of every ledger of a budget; new rows name the agreement."""

    is_undone = False
    why_final = gettext_lazy("A ledger is never changed: correct a row by another, negative one, with its reason.")
    keys = ("agreement",)

    @property
    def title(self) -> str:
        return _("Ledger")

    @cached_property
    def columns(self) -> Sequence[Column]:
        kinds, forms = LedgerEntry.Kind, LedgerEntry.Form
        return (
            Column("funder", gettext_lazy("Funder"), aliases=("donante",), given=True),
            Column(
                "agreement",
                gettext_lazy("Agreement"),
                Kind.REFERENCE,
                aliases=("convenio",),
                options=tuple(sorted(self.agreements)),
                required=True,
            ),
            Column("kind", gettext_lazy("Kind"), Kind.CHOICE, choices=dict(kinds.choices), required=True),
            Column("form", gettext_lazy("In the form of"), Kind.CHOICE, choices=dict(forms.choices)),
            money_column("amount", gettext_lazy("Amount"), aliases=("monto",), required=True),
            currency_column(),
            Column("value_date", gettext_lazy("Value date"), Kind.DATE, aliases=("fecha valor",), required=True),
            Column("reference", gettext_lazy("Reference"), bound=100),
            Column("reason", gettext_lazy("Reason"), bound=500, help=gettext_lazy("For what is negative.")),
            money_column("base_amount", gettext_lazy("In US dollars"), given=True),
        )

    @cached_property
    def agreements(self) -> dict[str, list[Contribution]]:
        found: dict[str, list[Contribution]] = {}
        for each in Contribution.objects.filter(round=self.budget).select_related("funder", "round"):
            found.setdefault(each.agreement_number, []).append(each)
        return found

    def records(self) -> EntryQuerySet:
        found = LedgerEntry.objects.filter(contribution__round=self.budget).select_related("contribution__funder")
        return found.order_by("value_date", "pk")

    def told(self, record: LedgerEntry) -> dict[str, Value]:
        return {
            "funder": record.contribution.funder.name,
            "agreement": record.contribution.agreement_number,
            "kind": record.kind,
            "form": record.form,
            "amount": cents(record.amount),
            "currency": record.currency,
            "value_date": record.value_date,
            "reference": record.reference,
            "reason": record.reason,
            "base_amount": cents(record.base_amount),
        }

    def called(self, record: LedgerEntry) -> str:
        return self._called(record.kind, cents(record.amount), record.currency)

    def decide(self, row: Row, record: LedgerEntry, said: Mapping[str, "Value | Clear"]) -> None:
        for key in said:
            why = _("A ledger is never changed: correct it by a counter-entry, a new row with a negative amount.")
            row.refuse(key, why, row.text(key))

    def find(self, row: Row) -> None:
        same = self.agreements.get(row.text("agreement"), [])
        if len(same) == 1:
            row.found["contribution"] = same[0]
        elif row.text("agreement"):
            why = _("Several funders have an agreement of this number: enter the row on its page.")
            row.refuse("agreement", why if same else NOT_FOUND, row.text("agreement"))
        row.label = self._called(row.text("kind"), row.given("amount"), row.text("currency"))

    def add(self, row: Row, *, by: User, at: datetime) -> LedgerEntry:
        contribution = row.found["contribution"]
        told = asked.Row(
            row.text("kind"),
            row.given("amount"),  # type: ignore[arg-type]
            row.given("value_date"),  # type: ignore[arg-type]
            currency=row.text("currency").upper() or contribution.currency,
            form=row.text("form") or LedgerEntry.Form.MONEY,
            reference=row.text("reference"),
            reason=row.text("reason"),
        )
        return actions.record_entry(contribution, told, by=by, at=at)

    @staticmethod
    def _called(kind: str, amount: object, currency: str) -> str:
        return f"{dict(LedgerEntry.Kind.choices).get(kind, kind)} {amount} {currency}".strip()
