"""The curriculum of the demonstration: three areas in both languages, cybercrime with its whole syllabus."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from wagtail.models import Locale, Page

from courses.models import AreaPage, CourseModule, CoursePage, ProgrammePage, TrainingArea
from network.models import User

THEORY, PRACTICE = CourseModule.Kind.THEORY, CourseModule.Kind.PRACTICE
LANGUAGES = ("es", "en")


@dataclass(frozen=True)
class Words:
    """What a page says in one language."""

    title: str
    slug: str
    introduction: str
    objectives: str = ""


@dataclass(frozen=True)
class ModuleEntry:
    """A module of the syllabus: its kind, its hours, and ``(title, objectives)`` in each language."""

    kind: CourseModule.Kind
    hours: int
    es: tuple[str, str]
    en: tuple[str, str]


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
COURSE = {
    "es": Words(
        "Investigación y persecución del cibercrimen",
        "investigacion-y-persecucion-del-cibercrimen",
        "Seis módulos que llevan a la fiscal y al fiscal desde los conceptos y los tipos penales hasta la solución de un caso "
        "regional con evidencia digital.",
        "Dirigir la investigación de un delito cometido por medios informáticos y sostener en juicio la evidencia digital.\n"
        "Obtener información de proveedores y de otras jurisdicciones por la vía que corresponda y dentro de plazo.",
    ),
    "en": Words(
        "Investigating and prosecuting cybercrime",
        "investigating-and-prosecuting-cybercrime",
        "Six modules that take the prosecutor from concepts and offences to the solution of a regional case with digital "
        "evidence.",
        "Direct the investigation of an offence committed by means of computers and uphold digital evidence at trial.\n"
        "Obtain information from providers and from other jurisdictions through the proper channel and in good time.",
    ),
}
MODULES = {
    "concepts": ModuleEntry(
        THEORY,
        4,
        (
            "Conceptos y tipos penales",
            "Distinguir los delitos contra los sistemas informáticos de los delitos comunes cometidos por medios informáticos.\n"
            "Encuadrar una conducta en los tipos penales de la propia legislación y compararla con la de otro país de la Red.\n"
            "Reconocer las reglas de competencia y jurisdicción cuando la conducta atraviesa fronteras.",
        ),
        (
            "Concepts and offences",
            "Tell offences against computer systems from ordinary offences committed by means of them.\n"
            "Classify conduct under the offences of one's own law and compare it with the law of another country of the "
            "network.\n"
            "Recognise the rules of competence and jurisdiction when conduct crosses borders.",
        ),
    ),
    "evidence": ModuleEntry(
        THEORY,
        4,
        (
            "Evidencia digital y cadena de custodia",
            "Ordenar la identificación, la preservación y la obtención de evidencia digital con respeto de las garantías.\n"
            "Documentar la cadena de custodia, incluida la verificación de integridad mediante valores hash.\n"
            "Anticipar las objeciones de la defensa a la admisión de la evidencia digital y responderlas.",
        ),
        (
            "Digital evidence and custody",
            "Order the identification, preservation and collection of digital evidence with due respect for safeguards.\n"
            "Document the chain of custody, including the verification of integrity by hash values.\n"
            "Anticipate and answer the defence's objections to the admission of digital evidence.",
        ),
    ),
    "sources": ModuleEntry(
        PRACTICE,
        5,
        (
            "Redes sociales y fuentes abiertas",
            "Planificar una búsqueda en fuentes abiertas que sea lícita, reproducible y proporcional al fin de la "
            "investigación.\n"
            "Fijar publicaciones y perfiles de modo que puedan incorporarse al juicio.\n"
            "Valorar la autenticidad y la autoría de lo hallado antes de apoyar en ello una decisión.",
        ),
        (
            "Social networks and open sources",
            "Plan a search of open sources that is lawful, repeatable and proportionate to the aim of the investigation.\n"
            "Record posts and profiles in such a way that they can be brought to trial.\n"
            "Weigh the authenticity and authorship of what was found before resting a decision on it.",
        ),
    ),
    "providers": ModuleEntry(
        THEORY,
        3,
        (
            "Cooperación con proveedores",
            "Distinguir datos de abonado, de tráfico y de contenido, y la autorización que exige cada uno.\n"
            "Redactar solicitudes de conservación y de entrega que un proveedor extranjero pueda atender.\n"
            "Decidir cuándo basta la cooperación directa y cuándo procede la asistencia jurídica mutua.",
        ),
        (
            "Working with providers",
            "Tell subscriber, traffic and content data apart, and the authorisation that each requires.\n"
            "Draft requests for preservation and disclosure that a foreign provider can act upon.\n"
            "Decide when direct cooperation suffices and when mutual legal assistance is called for.",
        ),
    ),
    "payments": ModuleEntry(
        THEORY,
        4,
        (
            "Criptoactivos y pagos electrónicos",
            "Explicar el recorrido de un pago electrónico y de una transferencia de criptoactivos, y los rastros que dejan.\n"
            "Solicitar a entidades y plataformas la información necesaria para seguir el dinero.\n"
            "Promover medidas cautelares oportunas sobre activos virtuales y su custodia segura.",
        ),
        (
            "Crypto-assets and electronic payments",
            "Explain the path of an electronic payment and of a transfer of crypto-assets, and the traces that each leaves.\n"
            "Request from institutions and platforms the information needed to follow the money.\n"
            "Seek timely precautionary measures over virtual assets, and their safe custody.",
        ),
    ),
    "case": ModuleEntry(
        PRACTICE,
        4,
        (
            "Caso práctico",
            "Elaborar en equipo el plan de investigación de un caso ficticio de extorsión en línea con víctimas en tres países.\n"
            "Sostener en una audiencia simulada la admisión de la evidencia digital reunida.",
        ),
        (
            "Case exercise",
            "Draw up, in a team, the plan of investigation of a fictional case of online extortion with victims in three "
            "countries.\n"
            "Argue, at a mock hearing, for the admission of the digital evidence that was gathered.",
        ),
    ),
}


@transaction.atomic
def publish_curriculum(by_school: User, by_secretariat: User) -> None:
    """Write and publish what is missing: the School drafts each page, the Secretariat publishes it. Twice is once."""
    for language in LANGUAGES:
        locale = Locale.objects.get(language_code=language)
        programme = ProgrammePage.objects.get(locale=locale)
        if not programme.introduction:
            programme.introduction = PROGRAMME[language]
            _publish(programme, by_school, by_secretariat)
        for code, words in AREAS.items():
            area = _area_page(programme, code, words[language], by_school, by_secretariat)
            if code == "cybercrime":
                _course_page(area, language, by_school, by_secretariat)


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


def _course_page(area: AreaPage, language: str, by_school: User, by_secretariat: User) -> None:
    words = COURSE[language]
    if CoursePage.objects.child_of(area).filter(slug=words.slug).exists():
        return
    page = CoursePage(
        title=words.title,
        slug=words.slug,
        introduction=words.introduction,
        objectives=words.objectives,
        locale=area.locale,
    )
    first = CoursePage.objects.filter(slug=COURSE["es"].slug).first()
    _join(page, first)
    keys = [module.translation_key for module in first.modules.all()] if first else []
    page.modules = [_module(entry, place, language, area.locale) for place, entry in enumerate(MODULES.values())]
    for module, key in zip(page.modules.all(), keys, strict=False):
        module.translation_key = key
    area.add_child(instance=page)
    _publish(page, by_school, by_secretariat)


def _join(page: Page, first: Page | None) -> None:
    """Make ``page`` the translation of ``first``."""
    if first is not None:
        page.translation_key = first.translation_key


def _module(entry: ModuleEntry, place: int, language: str, locale: Locale) -> CourseModule:
    title, objectives = getattr(entry, language)
    return CourseModule(
        sort_order=place,
        title=title,
        objectives=objectives,
        kind=entry.kind,
        hours=Decimal(entry.hours),
        locale=locale,
    )
