"""What equipment costs, who pays for it, and what offices need."""

from django.utils.translation import gettext_lazy as _

from training_platform.access.resources import Resource, Topic, columns, differs
from training_platform.access.rows.reasons import NO_EXPORT_YET

BUDGETS: tuple[Resource, ...] = (
    Resource(
        "budget_totals",
        _("Totals of budgets that were submitted"),
        Topic.MONEY,
        columns(SE="R:all", FU="R:all", AD="R:all"),
        notes=(_("What is wanted, pledged, committed and missing; no line, no office, no other funder."),),
    ),
    Resource(
        "budget",
        _("Budgets as they are written: lines, prices, versions, history"),
        Topic.MONEY,
        columns(SE="CRU:all", AD="R:all"),
        differences=(
            differs(NO_EXPORT_YET, SE="CRUAX:all"),
            differs(_("A funder reads totals and the lines that its own money is given to."), FU="R:all"),
        ),
    ),
    Resource(
        "budget_line",
        _("What a line of a budget costs and how far it is covered"),
        Topic.MONEY,
        columns(CP="R:office", SE="R:all", AD="R:all"),
        notes=(_("An office reads its own lines; who pays and what suppliers ask stays with the Secretariat."),),
    ),
    Resource("quote", _("Quotes of suppliers, with their papers"), Topic.MONEY, columns(SE="RU:all")),
    Resource(
        "contribution",
        _("Contributions: conditions, ledger, dates, what they are given to"),
        Topic.MONEY,
        columns(SE="CRU:all", FU="R:own"),
        notes=(_("A funder reads its own. Rows of a ledger are only ever added."),),
        differences=(differs(NO_EXPORT_YET, SE="CRUX:all"),),
    ),
    Resource(
        "office_need",
        _("What an office needs: told, sent, taken back"),
        Topic.MONEY,
        columns(CP="RU:office", EC="RU:office"),
    ),
    Resource(
        "need_review",
        _("Needs of all offices, and the answer to each"),
        Topic.MONEY,
        columns(SE="RU:all", AD="R:all"),
        differences=(
            differs(NO_EXPORT_YET, SE="RCUAX:all"),
            differs(_("What is wanted stands in the totals of the budget, which funders read."), FU="R:all"),
        ),
    ),
)
