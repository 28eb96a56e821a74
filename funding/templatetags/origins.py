"""Whose money an asset came of, for its page: ``{% origin_of asset user as origin %}``."""

from django import template

from equipment.models import Asset
from funding.models import BudgetLine, Contribution
from funding.traces import sessions_of, traces_of

register = template.Library()


@register.simple_tag
def origin_of(asset: Asset, user) -> dict[str, object]:
    """The line to whoever reads it, contributions to the Secretariat and to each funder its own, and the keys of the
    sessions that the asset served; empty to others, and where nobody noted the origin.
    """
    trace = traces_of([asset]).get(asset.pk)
    if trace is None:
        return {}
    line = BudgetLine.objects.visible_to(user).filter(pk=trace.line.pk).with_places().first() if trace.line else None
    behind = [each.pk for each in trace.contributions]
    contributions = list(Contribution.objects.visible_to(user).filter(pk__in=behind).select_related("funder"))
    if line is None and not contributions:
        return {}
    sessions = sessions_of([asset]).get(asset.pk, set())
    return {"line": line, "contributions": contributions, "entry": trace.entry, "sessions": sessions}
