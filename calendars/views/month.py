"""The calendar of the network on the site: a month or an agenda, for everybody what they may see."""

from datetime import UTC, datetime
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from calendars.forms import CalendarForm
from calendars.holidays import holidays_between
from calendars.months import Month, month_of
from calendars.sources import Ask, entries
from network.querysets import standing_of

ANY_TIME = datetime(1970, 1, 1, tzinfo=UTC)


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """One month, narrowed as asked; what was cancelled says so. The public sees the days of workshops alone."""
    user = request.user if request.user.is_authenticated else None
    form = CalendarForm(request.GET, is_member=standing_of(request.user).is_network)
    month, is_agenda = month_of(form.asked.get("month", "")), form.asked.get("view") == "agenda"
    is_mine = form.asked.get("mine", False)
    ask = Ask(
        month.window(), user=user, mine=is_mine, with_deadlines=is_mine, cancelled_since=ANY_TIME, **form.narrowed
    )
    window = month.window()
    countries = [ask.country] if ask.country else None
    weeks = month.weeks(entries(ask), holidays_between(window.start.date(), window.end.date(), countries))
    context = {
        "form": form,
        "month": month,
        "weeks": weeks,
        "is_agenda": is_agenda,
        "agenda": [day for week in weeks for day in week if (day.lines or day.holidays) and not day.is_outside],
        "is_narrowed": form.is_narrowed,
        "ways": _ways(form, month, is_agenda=is_agenda),
    }
    return render(request, "calendars/month.html", context)


def _ways(form: CalendarForm, month: Month, *, is_agenda: bool) -> dict[str, str]:
    """The months beside this one and the other way of showing it, narrowed alike."""
    kept = form.narrowed | ({"mine": "on"} if form.asked.get("mine") else {})
    view = {"view": "agenda"} if is_agenda else {}

    def to(shown: Month, **more: str) -> str:
        return "?" + urlencode({"month": shown.code} | kept | more)

    ways = {"month": to(month), "agenda": to(month, view="agenda")}
    if not month.is_first:
        ways["previous"] = to(month.previous, **view)
    if not month.is_last:
        ways["next"] = to(month.next, **view)
    return ways
