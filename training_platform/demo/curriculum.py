"""The curriculum of the demonstration: three areas in both languages, each with its syllabus."""

from decimal import Decimal

from django.db import transaction
from wagtail.models import Locale, Page

from courses.models import AreaPage, CourseModule, CoursePage, ProgrammePage, TrainingArea
from network.models import User
from training_platform.demo import syllabus_cybercrime, syllabus_investigation, syllabus_litigation
from training_platform.demo.syllabus_entries import CourseEntry, ModuleEntry, Words

LANGUAGES = ("es", "en")
COURSES = (syllabus_investigation.COURSE, syllabus_cybercrime.COURSE, syllabus_litigation.COURSE)

PROGRAMME = {
    "es": (
        "Un solo plan de formación, teórico y práctico, para fiscales de todas las oficinas de la Red. Lo dirige la Escuela "
        "de Capacitación Fiscal de El Salvador, con la participación de las escuelas nacionales."
    ),
    "en": (
        "One plan of training, theoretical and practical, for prosecutors of every office of the network. It is led by the "
        "Prosecutors' School of El Salvador, with the participation of the national schools."
    ),
}
AREAS = {
    "investigation-analysis": {
        "es": Words(
            "Investigación y análisis",
            "investigacion-y-analisis",
            "La dirección funcional de la investigación de estructuras criminales: redes, comunicaciones, patrimonio y "
            "técnicas especiales.",
        ),
        "en": Words(
            "Investigation and analysis",
            "investigation-and-analysis",
            "Directing the investigation of criminal structures: networks, communications, assets and special techniques.",
        ),
    },
    "cybercrime": {
        "es": Words(
            "Cibercrimen",
            "cibercrimen",
            "La persecución de los delitos informáticos y de los delitos comunes que dejan rastro digital, desde la primera "
            "diligencia hasta el juicio.",
        ),
        "en": Words(
            "Cybercrime",
            "cybercrime",
            "The prosecution of computer crimes, and of ordinary crimes that leave a digital trace, from the first step of the "
            "investigation to the trial.",
        ),
    },
    "oral-litigation": {
        "es": Words(
            "Litigación oral",
            "litigacion-oral",
            "La presentación del caso ante el tribunal: teoría del caso, alegatos, interrogatorio y contrainterrogatorio.",
        ),
        "en": Words(
            "Oral litigation",
            "oral-litigation",
            "Presenting the case in court: theory of the case, arguments, direct examination and cross-examination.",
        ),
    },
}


@transaction.atomic
def publish_curriculum(by_school: User, by_secretariat: User) -> None:
    """Write and publish what is missing: the School drafts each page, the Secretariat publishes it. Twice is once.

    Modules bear the titles of their first publication: the workshops of 2012 freeze those.
    """
    for language in LANGUAGES:
        locale = Locale.objects.get(language_code=language)
        programme = ProgrammePage.objects.get(locale=locale)
        if not programme.introduction:
            programme.introduction = PROGRAMME[language]
            _publish(programme, by_school, by_secretariat)
        areas = {
            code: _area_page(programme, code, words[language], by_school, by_secretariat)
            for code, words in AREAS.items()
        }
        for course in COURSES:
            _course_page(areas[course.area], course, language, by_school, by_secretariat)


@transaction.atomic
def retitle_modules(by_school: User, by_secretariat: User) -> None:
    """Publish the titles of today where the first ones still stand; what the School wrote since stays."""
    for course in COURSES:
        for language in LANGUAGES:
            page = course_page(course, language)
            if page is not None and _retitle(page, course, language):
                _publish(page, by_school, by_secretariat)


def course_page(course: CourseEntry, language: str) -> CoursePage | None:
    """The page of ``course`` in ``language``, if it is there."""
    return CoursePage.objects.filter(slug=course.words(language).slug, locale__language_code=language).first()


def _publish(page: Page, by_school: User, by_secretariat: User) -> None:
    page.save_revision(user=by_school).publish(user=by_secretariat)


def _area_page(programme: ProgrammePage, code: str, words: Words, by_school: User, by_secretariat: User) -> AreaPage:
    area = TrainingArea.objects.get(code=code)
    if page := AreaPage.objects.filter(area=area, locale=programme.locale).first():
        return page
    page = AreaPage(
        area=area, title=words.title, slug=words.slug, introduction=words.introduction, locale=programme.locale
    )
    _join(page, AreaPage.objects.filter(area=area).first())
    programme.add_child(instance=page)
    _publish(page, by_school, by_secretariat)
    return page


def _course_page(area: AreaPage, course: CourseEntry, language: str, by_school: User, by_secretariat: User) -> None:
    if course_page(course, language):
        return
    words = course.words(language)
    page = CoursePage(
        title=words.title,
        slug=words.slug,
        introduction=words.introduction,
        objectives=words.objectives,
        locale=area.locale,
    )
    first = course_page(course, "es")
    _join(page, first)
    keys = [module.translation_key for module in first.modules.all()] if first else []
    page.modules = [_module(entry, place, language, area.locale) for place, entry in enumerate(course.modules)]
    for module, key in zip(page.modules.all(), keys, strict=False):
        module.translation_key = key
    area.add_child(instance=page)
    _publish(page, by_school, by_secretariat)


def _join(page: Page, first: Page | None) -> None:
    """Make ``page`` the translation of ``first``."""
    if first is not None:
        page.translation_key = first.translation_key


def _module(entry: ModuleEntry, place: int, language: str, locale: Locale) -> CourseModule:
    return CourseModule(
        sort_order=place,
        title=entry.title(language, at_first=True),
        objectives=getattr(entry, language)[1],
        kind=entry.kind,
        hours=Decimal(entry.hours),
        locale=locale,
    )


def _retitle(page: CoursePage, course: CourseEntry, language: str) -> bool:
    """Whether any module of ``page`` got another title."""
    new = {entry.title(language, at_first=True): entry.title(language) for entry in course.modules}
    modules = list(page.modules.all())
    stale = [module for module in modules if new.get(module.title, module.title) != module.title]
    for module in stale:
        module.title = new[module.title]
    page.modules = modules
    return bool(stale)
