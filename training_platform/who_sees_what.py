"""The page *Who can see what*: the permission matrix in words, for whoever asks what becomes of personal data here."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from training_platform.access import ROWS, Difference, Resource, Right, Role, Topic


@dataclass(frozen=True)
class Line:
    """The same rights of one or several roles."""

    roles: list[Role]
    rights: tuple[Right, ...]

    @property
    def who(self) -> str:
        """The roles in words; all ten are everybody."""
        if len(self.roles) == len(Role):
            return _("Everybody, signed in or not")
        return " · ".join(str(role.label) for role in self.roles)

    @property
    def what(self) -> str:
        """The rights in words."""
        return "; ".join(in_words(right) for right in self.rights) or _("nothing")


@dataclass(frozen=True)
class Row:
    """One kind of thing, who may do what with it, who nothing, and where that differs from the plan."""

    resource: Resource
    lines: list[Line]
    others: Line
    differences: list[tuple[Difference, list[Line]]]


@require_safe
def who_sees_what(request: HttpRequest) -> HttpResponse:
    """All rows, or with ``?role=`` those of one role; public, since it is a promise to everybody."""
    chosen = next((role for role in Role if role.value == request.GET.get("role")), None)
    topics = [(topic, [row_of(row, chosen) for row in ROWS if row.topic is topic]) for topic in Topic]
    context = {"topics": topics, "roles": list(Role), "chosen": chosen}
    return render(request, "training_platform/who_sees_what.html", context)


def row_of(resource: Resource, chosen: Role | None) -> Row:
    """What the page tells of ``resource``; of one role alone if one is chosen."""
    roles = [chosen] if chosen else list(Role)
    lines = gathered([(role, resource.rights_of(role)) for role in roles])
    differences = [
        (difference, gathered([pair for pair in difference.planned_rights() if pair[0] in roles]))
        for difference in resource.differences
    ]
    return Row(
        resource,
        [line for line in lines if line.rights],
        Line([role for line in lines if not line.rights for role in line.roles], ()),
        [(difference, planned) for difference, planned in differences if planned],
    )


def gathered(pairs: list[tuple[Role, tuple[Right, ...]]]) -> list[Line]:
    """Roles with the same rights on one line, in the order of the roles."""
    lines: dict[tuple[Right, ...], Line] = {}
    for role, held in pairs:
        lines.setdefault(held, Line([], held)).roles.append(role)
    return list(lines.values())


def in_words(right: Right) -> str:
    """``reads, changes (only of one's own office)``."""
    deeds = ", ".join(str(deed.label) for deed in right.deeds)
    return f"{deeds} ({right.reach.label})"
