"""Changes to pages and files: the ground is laid, pages get their readers, what countries write goes its way."""

from content.actions.contributions import note_publication, note_return, note_submission
from content.actions.countries import lay_countries
from content.actions.laying import EDITING, grant, grant_pages, lay_groups, lay_tree
from content.actions.tiers import keep_tier, restrict_page

__all__ = [
    "EDITING",
    "grant",
    "grant_pages",
    "keep_tier",
    "lay_countries",
    "lay_groups",
    "lay_tree",
    "note_publication",
    "note_return",
    "note_submission",
    "restrict_page",
]
