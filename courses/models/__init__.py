"""Facts of the programme: topics and pages, workshops, enrolments."""

from courses.models.enrolments import Enrolment, EnrolmentTransition
from courses.models.pages import AreaPage, CourseModule, CoursePage, ProgrammePage
from courses.models.passing_on import WorkshopPassedOn
from courses.models.topics import CrimeTopic, TrainingArea
from courses.models.workshops import Approval, Workshop

__all__ = [
    "Approval",
    "AreaPage",
    "CourseModule",
    "CoursePage",
    "CrimeTopic",
    "Enrolment",
    "EnrolmentTransition",
    "ProgrammePage",
    "TrainingArea",
    "Workshop",
    "WorkshopPassedOn",
]
