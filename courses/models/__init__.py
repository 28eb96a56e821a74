"""Facts of the programme: topics and pages, workshops, enrolments."""

from courses.models.enrolments import Allotment, Enrolment, EnrolmentTransition, FreedSeat
from courses.models.pages import AreaPage, CourseModule, CoursePage, ProgrammePage
from courses.models.passing_on import WorkshopPassedOn
from courses.models.topics import CrimeTopic, TrainingArea
from courses.models.workshops import Approval, Workshop

__all__ = [
    "Allotment",
    "Approval",
    "AreaPage",
    "CourseModule",
    "CoursePage",
    "CrimeTopic",
    "Enrolment",
    "EnrolmentTransition",
    "FreedSeat",
    "ProgrammePage",
    "TrainingArea",
    "Workshop",
    "WorkshopPassedOn",
]
