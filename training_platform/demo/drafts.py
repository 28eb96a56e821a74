"""Drafts of the living programme: one without a word yet, one that lacks the School's, one the Secretariat's, one none."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils import timezone

from courses.actions import approve_workshop, draft_workshop
from courses.models import CrimeTopic, TrainingArea, Workshop
from network.models import Office, School, Unit
from training_platform.demo.curriculum import COURSES, course_page
from training_platform.demo.living_plans import DRAFT, LACKS_SCHOOL, LACKS_SECRETARIAT, READY, Plan
from training_platform.demo.people import account_of
from training_platform.demo.replay import SCHOOL, SECRETARIAT

BEGINS_AFTER_CLOSING = timedelta(days=20)
# Whose word each draft has.
WORDS_GIVEN = (
    (DRAFT, ()),
    (LACKS_SCHOOL, ("secretariat",)),
    (LACKS_SECRETARIAT, ("school",)),
    (READY, ("school", "secretariat")),
)


def show_drafts(now: datetime) -> None:
    """Make the drafts that are missing, were decided since or would begin too soon."""
    speakers = {"school": account_of(SCHOOL), "secretariat": account_of(SECRETARIAT)}
    for plan, sides in WORDS_GIVEN:
        if _stands(plan, set(sides), now):
            continue
        begins = monday_from((now + plan.closes + BEGINS_AFTER_CLOSING).replace(hour=15))  # UTC: a morning there
        draft = draft_plan(
            plan, now=now, made_at=now - timedelta(days=4), begins=begins, ends=begins + timedelta(days=2)
        )
        for number, side in enumerate(sides, start=1):
            approve_workshop(draft, side=side, by=speakers[side], at=now - timedelta(days=4 - number))


def monday_from(instant: datetime) -> datetime:
    """The same hour on the next Monday, or on that day; nobody meets about Christmas and New Year."""
    monday = instant + timedelta(days=-instant.weekday() % 7)
    while (monday.month, monday.day) >= (12, 20) or (monday.month, monday.day) <= (1, 3):
        monday += timedelta(days=7)
    return monday


def _stands(plan: Plan, sides: set[str], now: datetime) -> bool:
    """Whether a draft of the plan is still there with just these approvals."""
    drafts = Workshop.objects.filter(title_es=plan.title[0], state="draft", nominations_close_at__gt=now)
    return any(
        set(draft.approvals.filter(stands=True, decision="approved").values_list("side", flat=True)) == sides
        for draft in drafts
    )


def draft_plan(plan: Plan, *, now: datetime, made_at: datetime, begins: datetime, ends: datetime) -> Workshop:
    """The plan's workshop as a draft, on the days on which ``begins`` and ``ends`` fall where its host is."""
    office = Office.objects.get(code=plan.host)
    zone = ZoneInfo(office.time_zone)
    return draft_workshop(
        by=account_of(SCHOOL),
        at=made_at,
        title_es=plan.title[0],
        title_en=plan.title[1],
        summary_es=plan.summary[0],
        summary_en=plan.summary[1],
        area=TrainingArea.objects.get(code=plan.area),
        topics=CrimeTopic.objects.filter(code__in=plan.topics),
        host_office=office,
        units=Unit.objects.filter(office=office)[:1],
        schools=School.objects.filter(Q(leads_programme=True) | Q(office=office)),
        modality=Workshop.Modality.BLENDED if plan.city else Workshop.Modality.VIRTUAL,
        city=plan.city,
        time_zone=office.time_zone,
        starts_on=timezone.localdate(begins, zone),
        ends_on=timezone.localdate(ends, zone),
        seats_per_office=plan.per_office,
        seats_total=plan.total,
        stated_hours=plan.hours,
        names_in_room=plan.names,
        course_key=_course_key(plan),
        nominations_close_at=_closing(plan, now, zone),
    )


def _closing(plan: Plan, now: datetime, zone: ZoneInfo) -> datetime:
    """At a round hour: five in the afternoon where the host is, or, within a day, the full hour before."""
    closes = (now + plan.closes).astimezone(zone)
    hour = closes.hour if plan.closes < timedelta(days=1) else 17
    return closes.replace(hour=hour, minute=0, second=0, microsecond=0)


def _course_key(plan: Plan) -> str | None:
    course = next(course for course in COURSES if course.area == plan.area) if plan.course else None
    page = course_page(course, "es") if course else None
    return str(page.translation_key) if page else None
