"""What happened elsewhere and says something of a room."""

from equipment import actions


def keep_line_of_room(*, check, room, by, **_) -> None:
    """Somebody who keeps a room tried a device and its line from there. A neighbour announces it: plain values."""
    if room is not None:
        line = actions.LineFigures(down_kbps=check.down_kbps, up_kbps=check.up_kbps, rtt_ms=check.rtt_ms)
        actions.keep_measure(room, line=line, source=f"device_check:{check.pk}", by=by, at=check.checked_at)
