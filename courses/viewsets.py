"""Workshops and enrolments in the Wagtail admin: edited as drafts, moved on by buttons that call actions."""

from django.db.models import Count, Q
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSetGroup

from courses import actions
from courses.announcing import missing_before_announcement
from courses.errors import CourseError
from courses.messages import MISSING
from courses.models import Approval, CoursePage, CrimeTopic, Enrolment, TrainingArea, Workshop
from courses.staff_boards import OfficeBoardView, WorkshopBoardView, ask_offices
from courses.staff_changes import CHANGES, Change, ChangeView
from courses.staff_forms import WorkshopForm
from network.models import Office, User
from network.staff import ActingCreateView, ActingEditView, Deed, RecordViewSet

SCHOOL, SECRETARIAT = Approval.Side.SCHOOL, Approval.Side.SECRETARIAT


def _is_draft(workshop: Workshop) -> bool:
    return workshop.state == Workshop.State.DRAFT


def _may_decide(workshop: Workshop, by: User, side: str) -> bool:
    """Speaks for ``side``, and the other side's yes is not theirs already."""
    speaks = by.standing.is_school if side == SCHOOL else by.standing.is_secretariat
    return _is_draft(workshop) and speaks


def _may_approve(workshop: Workshop, by: User, side: str) -> bool:
    approved = workshop.approvals.filter(stands=True, decision=Approval.Decision.APPROVED)
    spoken = approved.filter(Q(side=side) | Q(person=by.person_id)).exists()
    return _may_decide(workshop, by, side) and not spoken


def _approval(side: str, name: str, label: str) -> Deed:
    return Deed(
        name=name,
        label=label,
        perform=lambda workshop, by, _reason: actions.approve_workshop(workshop, side=side, by=by),
        shown=lambda workshop, by: _may_approve(workshop, by, side),
    )


def _return(side: str, name: str, label: str) -> Deed:
    return Deed(
        name=name,
        label=label,
        asks_reason=True,
        perform=lambda workshop, by, reason: actions.return_workshop(workshop, side=side, reason=reason, by=by),
        shown=lambda workshop, by: _may_decide(workshop, by, side),
    )


class WorkshopCreateView(ActingCreateView):
    def act(self, fields: dict) -> Workshop:
        return actions.draft_workshop(by=self.request.user, **fields)


class WorkshopEditView(ActingEditView):
    """Drafts only: once announced, a workshop's facts are frozen."""

    def act(self, fields: dict) -> Workshop:
        return actions.revise_workshop(self.object, by=self.request.user, **fields)


class WorkshopViewSet(RecordViewSet):
    model = Workshop
    icon = "calendar-alt"
    add_view_class = WorkshopCreateView
    edit_view_class = WorkshopEditView
    refusals = (CourseError,)
    inspect_template_name = "courses/staff/workshop.html"
    inspect_view_fields = [
        "title_es",
        "title_en",
        "state",
        "area",
        "topics",
        "host_office",
        "units",
        "schools",
        "modality",
        "city",
        "language",
        "time_zone",
        "starts_on",
        "ends_on",
        "stated_hours",
        "nominations_close_at",
        "seats_per_office",
        "seats_total",
        "attendance_threshold",
        "names_in_room",
        "announced_at",
    ]
    list_display = ["title", "state", "area", "host_office", "modality", "starts_on"]
    list_filter = ["state", "area", "host_office", "modality"]
    search_fields = ["title_es", "title_en"]
    deeds = (
        _approval(SCHOOL, "approve_school", _("Approve for the School")),
        _approval(SECRETARIAT, "approve_secretariat", _("Approve for the Secretariat")),
        _return(SCHOOL, "return_school", _("Return with reasons, for the School")),
        _return(SECRETARIAT, "return_secretariat", _("Return with reasons, for the Secretariat")),
    )

    def get_form_class(self, for_update: bool = False) -> type[WorkshopForm]:
        return WorkshopForm

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("area", "host_office")

    def get_urlpatterns(self) -> list:
        """Beside the screens of a record: its board of seats, an office's, and the changes that are rehearsed."""
        changes = [
            path(
                f"{change.name}/<int:pk>/",
                self.construct_view(ChangeView, change=change, viewset=self),
                name=change.name,
            )
            for change in CHANGES
        ]
        return [
            *super().get_urlpatterns(),
            *changes,
            path("board/<int:pk>/", self.construct_view(WorkshopBoardView), name="board"),
            path("office/<int:pk>/", self.construct_view(OfficeBoardView), name="office_board"),
            path("ask-offices/<int:pk>/", ask_offices, name="ask_offices"),
        ]

    def host_clock(self, workshop: Workshop) -> tuple[str, str]:
        return workshop.time_zone, workshop.city or workshop.host_office.city

    def changes_of(self, workshop: Workshop, by: User) -> list[tuple[Change, str]]:
        changes = [change for change in CHANGES if change.shown(workshop, by)]
        return [(change, reverse(self.get_url_name(change.name), args=[workshop.pk])) for change in changes]

    def told_of(self, workshop: Workshop) -> dict:
        """Approvals, what is missing before it can be announced, its curriculum, and seats by office."""
        draft = _is_draft(workshop)
        return {
            "approvals": workshop.approvals.select_related("person"),
            "missing": [MISSING[code] for code in missing_before_announcement(workshop)] if draft else [],
            "curriculum": _curriculum_of(workshop),
            "seats": _seats_by_office(workshop),
        }


def _curriculum_of(workshop: Workshop) -> CoursePage | None:
    pages = CoursePage.objects.filter(translation_key=workshop.course_key) if workshop.course_key else []
    return min(pages, key=lambda page: page.locale.language_code != "es", default=None)


def _seats_by_office(workshop: Workshop):
    """Offices with somebody in the workshop: ``held``, ``confirmed`` and ``waiting``."""
    states = {"held": Enrolment.HOLDING, "confirmed": ["confirmed"], "waiting": ["waiting"]}
    mine = Q(enrolments__workshop=workshop)
    counts = {name: Count("enrolments", filter=mine & Q(enrolments__state__in=among)) for name, among in states.items()}
    return Office.objects.filter(mine).annotate(**counts).in_order()


class EnrolmentViewSet(RecordViewSet):
    """To look at; places are taken and given up on the public side."""

    model = Enrolment
    icon = "user"
    verbs = ("view",)
    list_display = ["person", "workshop", "office", "state", "asked_at"]
    list_filter = ["state", "office", "workshop"]
    search_fields = ["person__given_names", "person__family_names", "workshop__title_es"]
    inspect_view_fields = ["person", "workshop", "office", "nominated_by", "state", "asked_at"]

    def named(self, enrolment: Enrolment) -> str:
        return f"{enrolment.person}: {enrolment.workshop}"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("person", "workshop", "office")


class AreaViewSet(RecordViewSet):
    model = TrainingArea
    icon = "tag"
    add_to_settings_menu = True
    form_fields = ["name_es", "name_en", "code", "position"]
    list_display = ["name", "position"]
    inspect_view_fields = form_fields


class TopicViewSet(RecordViewSet):
    model = CrimeTopic
    icon = "tag"
    add_to_settings_menu = True
    form_fields = ["name_es", "name_en", "code"]
    list_display = ["name"]
    inspect_view_fields = form_fields


class WorkshopsGroup(ModelViewSetGroup):
    """*Talleres*: the work of every day, so it stands first."""

    menu_label = _("Workshops")
    menu_icon = "calendar-alt"
    menu_order = 10
    items = (
        WorkshopViewSet("workshops"),
        EnrolmentViewSet("enrolments"),
        AreaViewSet("training_areas"),
        TopicViewSet("crime_topics"),
    )
