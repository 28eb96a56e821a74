"""What the programme rests on: areas, crime topics, its two root pages, the workflow. Laid once; twice is harmless."""

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import GroupApprovalTask, Locale, Workflow, WorkflowPage, WorkflowTask

from content.actions import EDITING, grant_pages
from content.models import HomePage
from courses.models import CrimeTopic, ProgrammePage, TrainingArea
from network.rules import GROUPS_BY_ROLE

AREAS = {
    "investigation-analysis": ("Investigación y análisis", "Investigation and analysis"),
    "cybercrime": ("Cibercrimen", "Cybercrime"),
    "oral-litigation": ("Litigación oral", "Oral litigation"),
    "other": ("Otros temas", "Other subjects"),
}
TOPICS = {
    "extortion": ("Extorsión", "Extortion"),
    "laundering": ("Lavado de activos", "Money laundering"),
    "drugs": ("Narcotráfico", "Drug trafficking"),
    "trafficking-in-persons": ("Trata de personas", "Trafficking in persons"),
    "cybercrime": ("Cibercrimen", "Cybercrime"),
}
PROGRAMME = {
    "es": ("Programa Regional Uniforme de Capacitación", "programa"),
    "en": ("Regional Uniform Training Programme", "programme"),
}
WORKFLOW = "Currículo"
STEPS = (("Revisión de la Escuela", "school_editor"), ("Aprobación de la Secretaría", "secretariat"))
STEP_WORDS = {
    WORKFLOW: _("Curricula"),
    "Revisión de la Escuela": _("Review by the School"),
    "Aprobación de la Secretaría": _("Approval by the Secretariat"),
}


@transaction.atomic
def lay_catalogue() -> None:
    """Areas, topics, the programme page of each language, the School's rights on it and the two-step workflow.

    Needs the trees and the groups of :mod:`content.actions`.
    """
    for position, (code, (spanish, english)) in enumerate(AREAS.items()):
        names = {"name_es": spanish, "name_en": english, "position": position}
        TrainingArea.objects.get_or_create(code=code, defaults=names)
    for code, (spanish, english) in TOPICS.items():
        CrimeTopic.objects.get_or_create(code=code, defaults={"name_es": spanish, "name_en": english})
    workflow = lay_workflow()
    school = Group.objects.get(name=GROUPS_BY_ROLE["school_editor"])
    for page in lay_programme().values():
        grant_pages(school, page, EDITING)
        WorkflowPage.objects.get_or_create(page=page, defaults={"workflow": workflow})


def lay_programme() -> dict[str, ProgrammePage]:
    """The root of the curricula in each language, joined as translations; by language."""
    return {language: _programme_page(language) for language, _name in settings.LANGUAGES}


def _programme_page(language: str) -> ProgrammePage:
    locale = Locale.objects.get(language_code=language)
    if page := ProgrammePage.objects.filter(locale=locale).first():
        return page
    title, slug = PROGRAMME[language]
    page = ProgrammePage(title=title, slug=slug, locale=locale)
    if first := ProgrammePage.objects.order_by("path").first():
        page.translation_key = first.translation_key
    HomePage.objects.get(locale=locale).add_child(instance=page)
    page.save_revision().publish()
    return page


def lay_workflow() -> Workflow:
    """The School reviews, then the Secretariat approves; only then is a page published."""
    workflow, _created = Workflow.objects.get_or_create(name=WORKFLOW)
    for position, (name, role) in enumerate(STEPS):
        task = GroupApprovalTask.objects.filter(name=name).first() or GroupApprovalTask.objects.create(name=name)
        task.groups.set([Group.objects.get(name=GROUPS_BY_ROLE[role])])
        WorkflowTask.objects.update_or_create(workflow=workflow, task=task, defaults={"sort_order": position})
    return workflow
