"""The codes of IATI 2.03 that our files use, by what they stand for here."""

from collections.abc import Mapping

VERSION = "2.03"
UNREGISTERED = "unregistered"  # what a file calls its publisher while the setting IATI_ORGANISATION is empty

# OrganisationRole
FUNDING, ACCOUNTABLE, EXTENDING, IMPLEMENTING = "1", "2", "3", "4"

# ActivityDateType
PLANNED_START, ACTUAL_START, PLANNED_END, ACTUAL_END = "1", "2", "3", "4"

# ActivityStatus: nothing bound yet; under way; all of it received and paid; closed.
PIPELINE, IMPLEMENTATION, COMPLETION, CLOSED = "1", "2", "3", "4"
STATUS_OF_ROUND: Mapping[str, str] = {
    "rough": PIPELINE,
    "reviewed": PIPELINE,
    "submitted": PIPELINE,
    "part_funded": IMPLEMENTATION,
    "funded": IMPLEMENTATION,
    "closed": CLOSED,
}

# ActivityScope: several countries that are no region of the list (Colombia and Mexico beside Central America).
MULTINATIONAL = "3"

# BudgetType, BudgetStatus
ORIGINAL, REVISED = "1", "2"
INDICATIVE, COMMITTED = "1", "2"

# TransactionType, seen by who receives.
INCOMING_FUNDS, EXPENDITURE, REIMBURSEMENT, INCOMING_COMMITMENT, INCOMING_PLEDGE = "1", "4", "7", "11", "13"
INCOMING = (INCOMING_FUNDS, REIMBURSEMENT, INCOMING_COMMITMENT, INCOMING_PLEDGE)

# Sector, in the vocabulary of the DAC. Legal and judicial development is what strengthens the offices of prosecutors,
# whatever crime they pursue; narcotics control (16063) is one crime of several, described by customs and police.
# See decision 0083.
DAC_FIVE_DIGITS = "1"
LEGAL_AND_JUDICIAL = "15130"

# Region of the DAC for what is the network's as a whole: "America, regional".
DAC_REGIONS = "1"
AMERICA = "498"
