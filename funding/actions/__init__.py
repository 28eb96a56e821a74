"""Every verb of the money: needs told and answered, budgets written, quotes chosen, ledgers kept, money given."""

from funding.actions.allocations import confirm_allocation, propose_allocation, release_allocation, settle_allocation
from funding.actions.buying import close_line, link_asset, link_gift, order_line, pay_line, receive_line
from funding.actions.contributions import (
    change_contribution,
    meet_due,
    note_contribution,
    note_due,
    withdraw_contribution,
)
from funding.actions.ledger import receive_in_kind, record_entry
from funding.actions.lines import (
    add_line,
    cancel_line,
    change_line,
    estimate_line,
    put_off_line,
    revise_line,
    take_up_line,
)
from funding.actions.needs import accept_need, decline_need, draw_needs, send_need, state_need, withdraw_need
from funding.actions.quotes import approve_line, correct_quote, name_supplier, record_quote, reopen_line, withdraw_quote
from funding.actions.reminders import send_reminders
from funding.actions.rounds import begin_version, close_round, open_round, return_round, review_round, submit_round

__all__ = [
    "accept_need",
    "add_line",
    "approve_line",
    "begin_version",
    "cancel_line",
    "change_contribution",
    "change_line",
    "close_line",
    "close_round",
    "confirm_allocation",
    "correct_quote",
    "decline_need",
    "draw_needs",
    "estimate_line",
    "link_asset",
    "link_gift",
    "meet_due",
    "name_supplier",
    "note_contribution",
    "note_due",
    "open_round",
    "order_line",
    "pay_line",
    "propose_allocation",
    "put_off_line",
    "receive_in_kind",
    "receive_line",
    "record_entry",
    "record_quote",
    "release_allocation",
    "reopen_line",
    "return_round",
    "review_round",
    "revise_line",
    "send_need",
    "send_reminders",
    "settle_allocation",
    "state_need",
    "submit_round",
    "take_up_line",
    "withdraw_contribution",
    "withdraw_need",
    "withdraw_quote",
]
