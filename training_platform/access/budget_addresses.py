"""The addresses of the money: budgets, lines and quotes, contributions and ledgers, what offices need."""

from training_platform.access.address import ASK_THEN_CHANGE, POST_CHANGES, SEE_AND_CHANGE, Address

ADD = {"GET": "C", "POST": "C"}

BUDGETS: tuple[Address, ...] = (
    Address("funding:round_list", "budget_totals"),
    Address("funding:round_open", "budget", ADD),
    Address("funding:round", thing="budget_round"),
    Address("funding:round_step", "budget", POST_CHANGES, "rough_round"),
    Address("funding:round_compare", "budget", thing="rough_round"),
    Address("funding:line_add", "budget", ADD, "rough_round"),
    Address("funding:line", "budget_line", thing="budget_line"),
    Address("funding:line_change", "budget", ASK_THEN_CHANGE, "budget_line"),
    Address("funding:line_step", "budget", POST_CHANGES, "budget_line"),
    Address("funding:line_link", "budget", POST_CHANGES, "budget_line"),
    Address("funding:quote_add", "quote", ASK_THEN_CHANGE, "budget_line"),
    Address("funding:line_approve", "quote", ASK_THEN_CHANGE, "quoted_line"),
    Address("funding:line_allocate", "contribution", ASK_THEN_CHANGE, "quoted_line"),
    Address("funding:quote_file", "quote", thing="quote"),
    Address("funding:quote_correct", "quote", ASK_THEN_CHANGE, "quote"),
    Address("funding:quote_withdraw", "quote", POST_CHANGES, "quote"),
    Address("funding:allocation_step", "contribution", POST_CHANGES, "allocation"),
    Address("funding:contribution_list", "contribution"),
    Address("funding:contribution_add", "contribution", ADD),
    Address("funding:contribution", "contribution", thing="contribution"),
    Address("funding:contribution_change", "contribution", ASK_THEN_CHANGE, "contribution"),
    Address("funding:entry_add", "contribution", ASK_THEN_CHANGE, "contribution"),
    Address("funding:gift_add", "contribution", ASK_THEN_CHANGE, "contribution"),
    Address("funding:contribution_withdraw", "contribution", ASK_THEN_CHANGE, "contribution"),
    Address("funding:due_add", "contribution", POST_CHANGES, "contribution"),
    Address("funding:due_met", "contribution", POST_CHANGES, "agreement_date"),
    Address("funding:office_needs", "office_need", SEE_AND_CHANGE),
    Address("funding:needs_draw", "office_need", POST_CHANGES, "office_of_rooms"),
    Address("funding:need_send", "office_need", POST_CHANGES, "drafted_need"),
    Address("funding:need_withdraw", "office_need", POST_CHANGES, "drafted_need"),
    Address("funding:need_list", "need_review"),
    Address("funding:need_answer", "need_review", POST_CHANGES, "sent_need"),
)
