"""The first steps of an account are put away once, by their own person."""

from foundations.audit.models import AuditEvent
from network.actions import hide_first_steps


def test_first_steps_are_put_away_once(cast):
    hide_first_steps(cast.ana, by=cast.ana)
    cast.ana.refresh_from_db()
    first = cast.ana.first_steps_hidden_at
    assert first is not None
    hide_first_steps(cast.ana, by=cast.ana)
    cast.ana.refresh_from_db()
    assert cast.ana.first_steps_hidden_at == first
    assert AuditEvent.objects.filter(action="network.first_steps_hidden").count() == 1
