"""What the codes of readiness say: needs, causes, points, steps. The sentences name things, never people."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from equipment.assessing import Assessed
from equipment.models import ItemType, ReadinessReading
from equipment.readiness.rules import FRESH_DAYS, STALE_DAYS, line_faults
from equipment.readiness.values import Band, Lack, StepUp

Bands = ReadinessReading.Band
NEEDS = dict(ItemType.Need.choices)
TONES = {Bands.READY: "positive", Bands.AT_RISK: "warning", Bands.NOT_READY: "danger", Bands.NOT_REPORTED: "muted"}
CAUSES: dict[str, Promise] = {
    "spec_unknown": gettext_lazy("nobody has told whether it can do what the kit asks for"),
    "condition_unknown": gettext_lazy("its condition is not reported"),
    "stored": gettext_lazy("there, but not in service"),
    "on_loan": gettext_lazy("on loan"),
    "unseen": gettext_lazy("the last verification did not find it"),
    "coming": gettext_lazy("still to come"),
    "under_repair": gettext_lazy("under repair"),
    "weak": gettext_lazy("less than the kit asks for"),
    "broken": gettext_lazy("broken or in a poor condition"),
    "lost": gettext_lazy("lost, stolen or retired"),
    "slow": gettext_lazy("too slow: 8 Mbit/s down and 4 up are the least"),
    "not_reported": gettext_lazy("not reported"),
    "none": gettext_lazy("there is none"),
}
PARTS: dict[str, Promise] = {
    "kit": gettext_lazy("Standard kit"),
    "condition": gettext_lazy("Condition"),
    "call": gettext_lazy("Last test call"),
    "network": gettext_lazy("Line"),
    "power": gettext_lazy("Protected power"),
    "people": gettext_lazy("Custodian and technical contact"),
}
STEPS: dict[str, Promise] = {
    "report": gettext_lazy("Report the inventory of the room"),
    "name_custodian": gettext_lazy("Have a custodian of the room named"),
    "name_contact": gettext_lazy("Name a technical contact"),
    "tell_spec": gettext_lazy("Tell the specification: %(what)s"),
    "tell_condition": gettext_lazy("Tell the condition: %(what)s"),
    "test_call": gettext_lazy("Make a test call with picture, sound and a shared screen"),
    "measure": gettext_lazy("Measure the line from the room with the device check"),
    "verify": gettext_lazy("Look for what the verification missed: %(what)s"),
    "put_in_service": gettext_lazy("Put into service what is there: %(what)s"),
    "bring_back": gettext_lazy("Have it back from its loan: %(what)s"),
    "receive": gettext_lazy("Take in what is to come: %(what)s"),
    "finish_repair": gettext_lazy("Have the repair finished: %(what)s"),
    "mend": gettext_lazy("Have it repaired: %(what)s"),
    "better_line": gettext_lazy("Contract a faster line: 20 Mbit/s down and 10 up"),
    "replace": gettext_lazy("Replace it by what the kit asks for: %(what)s"),
    "acquire": gettext_lazy("Acquire: %(what)s"),
}
CALL_PARTS: dict[str, Promise] = {
    "video": gettext_lazy("the picture failed in the last test call"),
    "audio": gettext_lazy("the sound failed in the last test call"),
    "sharing": gettext_lazy("sharing the screen failed in the last test call"),
}
LINE_PARTS: dict[str, Promise] = {
    "down": gettext_lazy("fewer than 8 Mbit/s down"),
    "up": gettext_lazy("fewer than 4 Mbit/s up"),
    "loss": gettext_lazy("2 per cent or more of the line is lost"),
    "jitter": gettext_lazy("the line is uneven: more than 50 ms of jitter"),
}


def name_of(code: str, kinds: Mapping[str, ItemType]) -> str:
    """Of a need or of a kind of item."""
    if code in NEEDS:
        return str(NEEDS[code])
    return kinds[code].name if code in kinds else code


def told_lack(lack: Lack) -> str:
    """``camera: under repair``."""
    return f"{NEEDS[lack.need]}: {CAUSES[lack.cause]}"


def told_lacks(lacks: Iterable[Lack]) -> list[str]:
    """``camera, display: there is none``: what lacks for one cause in one line."""
    by_cause: dict[str, list[str]] = defaultdict(list)
    for lack in lacks:
        by_cause[lack.cause].append(str(NEEDS[lack.need]))
    return [f"{', '.join(needs)}: {CAUSES[cause]}" for cause, needs in by_cause.items()]


def told_steps(step_up: StepUp | None, kinds: Mapping[str, ItemType]) -> list[str]:
    """What lifts the room by a band, in order; what is done alike to several things in one line."""
    by_deed: dict[str, dict[str, None]] = defaultdict(dict)
    for step in step_up.steps if step_up else ():
        by_deed[step.deed][name_of(step.subject, kinds)] = None
    return [str(STEPS[deed]) % {"what": ", ".join(things)} for deed, things in by_deed.items()]


def why(assessed: Assessed) -> list[str]:
    """Why a room is where it is: what is critical first, then its tests and its line. Empty where nothing is amiss."""
    facts, verdict = assessed.facts, assessed.verdict
    if verdict.band is Band.NOT_REPORTED:
        return [_("its inventory is not reported")]
    reasons = told_lacks(verdict.lacks)
    if facts.call is None:
        reasons.append(_("no test call is on record"))
    else:
        reasons += [str(words) for part, words in CALL_PARTS.items() if not getattr(facts.call, part)]
        days = verdict.call_days or 0
        if days > FRESH_DAYS:
            reasons.append(told_age(days))
    slow = any(lack.cause == "slow" for lack in verdict.lacks)
    faults = line_faults({name: figure.value for name, figure in facts.line.items()})
    reasons += [str(LINE_PARTS[name]) for name in faults if not (slow and name in {"down", "up"})]
    return reasons


def told_age(days: int) -> str:
    """That a test call counts by half already, or is too old to tell anything of today."""
    words = _("the last test call is %(days)s days old: it counts by half")
    if days > STALE_DAYS:
        words = _("the last test call is %(days)s days old: it is out of date")
    return words % {"days": days}
