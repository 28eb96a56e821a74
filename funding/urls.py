"""Addresses of the money, in the reader's words."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from funding.views import budgets, contributions, lines, needs, quotes

app_name = "funding"
urlpatterns = [
    path(_("budgets/"), budgets.round_list, name="round_list"),
    path(_("budgets/new/"), budgets.round_open, name="round_open"),
    path(_("budgets/<uuid:pk>/"), budgets.budget_round, name="round"),
    path(_("budgets/<uuid:pk>/step/"), budgets.round_step, name="round_step"),
    path(_("budgets/<uuid:pk>/versions/"), budgets.round_compare, name="round_compare"),
    path(_("budgets/<uuid:pk>/lines/new/"), lines.line_add, name="line_add"),
    path(_("budget-lines/<uuid:pk>/"), lines.line, name="line"),
    path(_("budget-lines/<uuid:pk>/change/"), lines.line_change, name="line_change"),
    path(_("budget-lines/<uuid:pk>/step/"), lines.line_step, name="line_step"),
    path(_("budget-lines/<uuid:pk>/assets/"), lines.line_link, name="line_link"),
    path(_("budget-lines/<uuid:pk>/quotes/new/"), quotes.quote_add, name="quote_add"),
    path(_("budget-lines/<uuid:pk>/approve/"), quotes.line_approve, name="line_approve"),
    path(_("budget-lines/<uuid:pk>/allocate/"), quotes.line_allocate, name="line_allocate"),
    path(_("quotes/<uuid:pk>/file/"), quotes.quote_file, name="quote_file"),
    path(_("quotes/<uuid:pk>/correct/"), quotes.quote_correct, name="quote_correct"),
    path(_("quotes/<uuid:pk>/withdraw/"), quotes.quote_withdraw, name="quote_withdraw"),
    path(_("allocations/<uuid:pk>/step/"), quotes.allocation_step, name="allocation_step"),
    path(_("contributions/"), contributions.contribution_list, name="contribution_list"),
    path(_("contributions/new/"), contributions.contribution_add, name="contribution_add"),
    path(_("contributions/<uuid:pk>/"), contributions.contribution, name="contribution"),
    path(_("contributions/<uuid:pk>/change/"), contributions.contribution_change, name="contribution_change"),
    path(_("contributions/<uuid:pk>/ledger/new/"), contributions.entry_add, name="entry_add"),
    path(_("contributions/<uuid:pk>/gifts/new/"), contributions.gift_add, name="gift_add"),
    path(_("contributions/<uuid:pk>/withdraw/"), contributions.contribution_withdraw, name="contribution_withdraw"),
    path(_("contributions/<uuid:pk>/dates/"), contributions.due_add, name="due_add"),
    path(_("agreement-dates/<int:pk>/met/"), contributions.due_met, name="due_met"),
    path(_("office-needs/"), needs.office_needs, name="office_needs"),
    path(_("office-needs/<slug:office>/count/"), needs.needs_draw, name="needs_draw"),
    path(_("needs/"), needs.need_list, name="need_list"),
    path(_("needs/<uuid:pk>/send/"), needs.need_send, name="need_send"),
    path(_("needs/<uuid:pk>/withdraw/"), needs.need_withdraw, name="need_withdraw"),
    path(_("needs/<uuid:pk>/answer/"), needs.need_answer, name="need_answer"),
]
