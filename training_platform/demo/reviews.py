"""Curricula in their workflow: one that the School has to review, one that the School passed on to the Secretariat."""

from django.db import transaction
from wagtail.models import WorkflowState

from courses.models import CoursePage
from network.models import User
from training_platform.demo import syllabus_investigation, syllabus_litigation
from training_platform.demo.curriculum import course_page
from training_platform.demo.people import account_of
from training_platform.demo.syllabus_entries import CourseEntry

AUTHOR, REVIEWER = "tomas.alvarenga@escuela.fgr.sv.example", "ines.rivas@escuela.fgr.sv.example"
# What the author adds to the objectives, or takes away again where it was published meanwhile.
PROPOSED = {
    syllabus_investigation.COURSE.area: "Valorar, antes de pedir una medida, a quién expone y cómo se le protege.",
    syllabus_litigation.COURSE.area: "Litigar por videoconferencia con la misma eficacia y las mismas garantías.",
}


@transaction.atomic
def put_up_for_review() -> None:
    """Submit what is missing: the change to one curriculum awaits the School, the one to another the Secretariat."""
    author, reviewer = account_of(AUTHOR), account_of(REVIEWER)
    _submit(syllabus_investigation.COURSE, author)
    if state := _submit(syllabus_litigation.COURSE, author):
        state.current_task_state.approve(user=reviewer, comment="Conforme: lo pidieron tres oficinas.")


def _submit(course: CourseEntry, author: User) -> WorkflowState | None:
    """Begin the workflow of a change; nothing where one is under way or somebody is writing."""
    page = course_page(course, "es")
    if page is None or page.current_workflow_state or page.has_unpublished_changes:
        return None
    page.objectives = _other_wording(page, PROPOSED[course.area])
    page.save_revision(user=author)
    return page.get_workflow().start(page, author)


def _other_wording(page: CoursePage, line: str) -> str:
    lines = page.objectives.splitlines()
    return "\n".join([kept for kept in lines if kept != line] if line in lines else [*lines, line])
