"""What the countries of the demonstration say of themselves, the news of 2012, and one effort that waits for approval.

The institutions are real, their words here are invented: each page says so where it stands. Whoever is shown writing does
so by the same way as everybody: a country's contact point submits, the Secretariat publishes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.text import slugify

from content.models import CountryPage, DatedPage, NationalEffortPage, NewsIndexPage, NewsPage, PlatformPage
from network.models import Office, User
from training_platform.demo.people import account_of, contact_point_of

LANGUAGES = ("es", "en")
FICTIONAL = {
    "es": "Los textos de esta página son ficticios, escritos para esta demostración. No describen a la institución real.",
    "en": "The texts of this page are fictional, written for this demonstration. They do not describe the real institution.",
}
NOTICE_TITLE = {"es": "Demostración", "en": "Demonstration"}


@dataclass(frozen=True)
class CountryWords:
    """Introduction and legal framework of one country, in Spanish and in English."""

    introduction: tuple[str, str]
    framework: tuple[str, str]


@dataclass(frozen=True)
class Story:
    """A news item or an effort: when, and ``(title, introduction, text)`` in each language; ``country`` empty for the network."""

    day: date
    es: tuple[str, str, str]
    en: tuple[str, str, str]
    country: str = ""
    is_effort: bool = False


ACCUSATORIAL = (
    "Sistema acusatorio y oral. La fiscalía dirige la investigación desde la denuncia; las medidas que afectan derechos se "
    "piden a un juez.",
    "Accusatorial and oral procedure. The prosecutor directs the investigation from the complaint on; measures that touch "
    "rights are asked of a judge.",
)
WORDS: dict[str, CountryWords] = {
    "BZ": CountryWords(
        (
            "Belice se suma a la Red desde el derecho común: la Dirección del Ministerio Público acusa, la policía investiga.",
            "Belize joins the network from the common law: the Director of Public Prosecutions charges, the police investigate.",
        ),
        (
            "Derecho común de tradición inglesa. El idioma de los procesos es el inglés; las solicitudes se envían traducidas.",
            "Common law of the English tradition. Proceedings are in English; requests are sent with a translation.",
        ),
    ),
    "CO": CountryWords(
        (
            "Colombia comparte con la Red su experiencia en la persecución de estructuras y de sus bienes.",
            "Colombia shares with the network its experience in prosecuting structures and pursuing their assets.",
        ),
        (
            "Sistema acusatorio. La extinción de dominio se tramita en un proceso propio, independiente de la condena penal.",
            "Accusatorial procedure. Forfeiture of assets has a procedure of its own, independent of a conviction.",
        ),
    ),
    "CR": CountryWords(
        (
            "Costa Rica coordina desde San José la formación en cibercrimen y recibe pasantías de otras oficinas.",
            "Costa Rica coordinates from San José the training on cybercrime and receives interns of other offices.",
        ),
        ACCUSATORIAL,
    ),
    "DO": CountryWords(
        (
            "La República Dominicana une a la Red con el Caribe: puertos, rutas y una escuela propia del Ministerio Público.",
            "The Dominican Republic links the network to the Caribbean: ports, routes and a school of the office itself.",
        ),
        ACCUSATORIAL,
    ),
    "GT": CountryWords(
        (
            "Guatemala aporta su trabajo en análisis criminal y en la persecución de redes con sede en varios departamentos.",
            "Guatemala contributes its work on criminal analysis and on networks that act across several departments.",
        ),
        (
            "Sistema acusatorio. Los tribunales de mayor riesgo conocen de los casos de crimen organizado, con sede en la capital.",
            "Accusatorial procedure. High-risk courts hear cases of organised crime, and sit in the capital.",
        ),
    ),
    "HN": CountryWords(
        (
            "Honduras especializa a sus fiscales en extorsión y narcotráfico, con apoyo de su escuela de formación.",
            "Honduras specialises its prosecutors in extortion and drug trafficking, supported by its school.",
        ),
        (
            "Sistema acusatorio. Tribunales con jurisdicción nacional conocen de los delitos de crimen organizado.",
            "Accusatorial procedure. Courts of national jurisdiction hear offences of organised crime.",
        ),
    ),
    "MX": CountryWords(
        (
            "México participa como país asociado y comparte con la región una frontera y muchas rutas.",
            "Mexico takes part as an associate and shares with the region a border and many routes.",
        ),
        (
            "Federación con fuero federal y fueros locales: los delitos de crimen organizado corresponden al fuero federal.",
            "A federation with federal and local jurisdiction: offences of organised crime are federal.",
        ),
    ),
    "NI": CountryWords(
        (
            "Nicaragua trabaja en la Red desde su unidad contra la corrupción y el crimen organizado.",
            "Nicaragua works in the network from its unit against corruption and organised crime.",
        ),
        ACCUSATORIAL,
    ),
    "PA": CountryWords(
        (
            "Panamá es punto de encuentro de la región: litigación oral, flujos financieros y cooperación internacional.",
            "Panama is where the region meets: oral litigation, financial flows and international cooperation.",
        ),
        (
            "Transición por distritos judiciales al sistema acusatorio: conviene preguntar cuál rige antes de pedir una diligencia.",
            "In transition, district by district, to accusatorial procedure: ask which one applies before requesting a measure.",
        ),
    ),
    "SV": CountryWords(
        (
            "El Salvador dirige, desde la Escuela de Capacitación Fiscal, el Programa Regional Uniforme de Capacitación.",
            "El Salvador leads, from the Prosecutors' School, the Regional Uniform Training Programme.",
        ),
        (
            "Sistema acusatorio. Juzgados especializados conocen de los delitos de crimen organizado y de realización compleja.",
            "Accusatorial procedure. Specialised courts hear offences of organised crime and of complex commission.",
        ),
    ),
}
NOTES = {
    "es": "Las solicitudes urgentes entre oficinas se anuncian a los puntos de contacto antes de enviarse por la vía formal.",
    "en": "Urgent requests between offices are announced to the contact points before they go by the formal channel.",
}
STORIES: list[Story] = [
    Story(
        date(2012, 2, 2),
        (
            "Se abre la convocatoria de talleres para 2012",
            "Las oficinas tienen quince días para proponer talleres y ofrecer su sede.",
            "Cada punto de contacto recibió la invitación a presentar propuestas según los intereses de su oficina.",
        ),
        (
            "The call for the workshops of 2012 is open",
            "Offices have fifteen days to propose workshops and offer to host them.",
            "Each contact point was invited to submit proposals according to the interests of the office.",
        ),
    ),
    Story(
        date(2012, 3, 9),
        (
            "Concluye en San Salvador el taller sobre extorsión",
            "Veinte participantes de diez oficinas completaron cinco días de trabajo.",
            "El taller trató la atención a la víctima, el análisis de comunicaciones y la cooperación entre oficinas.",
        ),
        (
            "The workshop on extortion ends in San Salvador",
            "Twenty participants of ten offices completed five days of work.",
            "The workshop dealt with victim care, the analysis of communications and cooperation between offices.",
        ),
    ),
    Story(
        date(2012, 6, 13),
        (
            "Primer taller virtual del año: introducción al cibercrimen",
            "Fiscales de toda la Red participaron por videoconferencia, cada quien con la hora de su país.",
            "Por primera vez una oficina se conectó desde una sola sala, con lista de asistencia propia.",
        ),
        (
            "First virtual workshop of the year: introduction to cybercrime",
            "Prosecutors of the whole network took part by videoconference, each at the hour of their own country.",
            "For the first time an office connected from one room, with a roster of its own.",
        ),
    ),
    Story(
        date(2012, 4, 16),
        (
            "Nueva sala de audiencias simuladas",
            "La escuela del Ministerio Público abrió una sala para practicar litigación oral.",
            "La sala se usará en el taller regional de octubre y queda a disposición de las demás oficinas.",
        ),
        (
            "New room for mock hearings",
            "The school of the Public Prosecutor's Office opened a room to practise oral litigation.",
            "The room will serve the regional workshop of October and is at the disposal of the other offices.",
        ),
        country="PA",
        is_effort=True,
    ),
    Story(
        date(2012, 5, 7),
        (
            "Unidad de análisis reforzada",
            "La fiscalía contra el crimen organizado duplicó su equipo de análisis de comunicaciones.",
            "El nuevo equipo atiende también solicitudes de apoyo técnico de oficinas vecinas.",
        ),
        (
            "Analysis unit strengthened",
            "The prosecutor's office against organised crime doubled its team for the analysis of communications.",
            "The new team also answers requests for technical support of neighbouring offices.",
        ),
        country="GT",
        is_effort=True,
    ),
    Story(
        date(2012, 7, 2),
        (
            "Costa Rica prepara la sede del taller de cibercrimen",
            "San José recibirá en julio a fiscales de diez oficinas.",
            "La unidad de capacitación ajusta el programa práctico con los modelos de solicitud de la Red.",
        ),
        (
            "Costa Rica prepares to host the workshop on cybercrime",
            "In July San José will receive prosecutors of ten offices.",
            "The training unit fits the practical part to the network's models of requests.",
        ),
        country="CR",
    ),
]
# Submitted by the country's contact point; it waits for the Secretariat on every demonstration.
WAITING = Story(
    date(2012, 8, 20),
    (
        "Protocolo de atención a víctimas de extorsión",
        "Un protocolo único para la primera entrevista con víctimas de extorsión.",
        "El protocolo se elaboró con lo aprendido en el taller de marzo. Se ofrece a las demás oficinas como modelo.",
    ),
    (
        "Protocol for the care of victims of extortion",
        "A single protocol for the first interview with victims of extortion.",
        "The protocol was drawn up from what the workshop of March taught. It is offered to the other offices as a model.",
    ),
    country="HN",
    is_effort=True,
)


@transaction.atomic
def tell_of_countries() -> None:
    """Words of the ten countries, news and efforts, in both languages; what is there stays. Twice is once."""
    secretariat = account_of("teresa.aguilar@secretaria.refco.example")
    for page, words in _unwritten():
        language = page.locale.language_code
        place = LANGUAGES.index(language)
        page.introduction = words.introduction[place]
        page.body = [_notice(language)]
        page.legal_framework = [("text", f"<p>{words.framework[place]}</p>")]
        page.network_notes = [("text", f"<p>{NOTES[language]}</p>")]
        page.save_revision(user=_author(page.country_id)).publish(user=secretariat)
    for story in STORIES:
        for page in _drafted(story):
            page.save_revision(user=page.owner).publish(user=secretariat)
    for page in _drafted(WAITING):
        page.save_revision(user=page.owner)
        page.get_workflow().start(page, page.owner)


def _unwritten() -> Iterator[tuple[CountryPage, CountryWords]]:
    for page in CountryPage.objects.filter(introduction="").select_related("locale"):
        if page.country_id in WORDS:
            yield page, WORDS[page.country_id]


def _notice(language: str) -> tuple[str, dict]:
    return "notice", {"title": NOTICE_TITLE[language], "text": f"<p>{FICTIONAL[language]}</p>"}


def _author(country: str) -> User:
    """The first contact point of the country; for the network, the Secretariat."""
    if not country:
        return account_of("teresa.aguilar@secretaria.refco.example")
    return contact_point_of(Office.objects.get(country=country))


def _drafted(story: Story) -> Iterator[DatedPage]:
    """The story's page in each language where it is not there yet, a draft of its author's."""
    model = NationalEffortPage if story.is_effort else NewsPage
    first = None
    for language in LANGUAGES:
        title, introduction, text = getattr(story, language)
        parent = _parent(story, language)
        made = model.objects.child_of(parent).filter(slug=slugify(title)).first()
        if made is None:
            made = model(
                title=title, slug=slugify(title), introduction=introduction, date=story.day, locale=parent.locale,
                body=[("text", f"<p>{text}</p>"), _notice(language)], live=False, owner=_author(story.country),
            )  # fmt: skip
            if first is not None:
                made.translation_key = first.translation_key
            parent.add_child(instance=made)
            yield made
        first = first or made


def _parent(story: Story, language: str) -> PlatformPage:
    if not story.country:
        return NewsIndexPage.objects.get(locale__language_code=language)
    return CountryPage.objects.get(country=story.country, locale__language_code=language)
