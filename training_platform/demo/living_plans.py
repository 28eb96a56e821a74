"""The workshops of the living programme: what each is, in words; when, is told where it is made."""

from dataclasses import dataclass
from datetime import timedelta

Pair = tuple[str, str]
"""Spanish, English."""


@dataclass(frozen=True)
class Plan:
    """One workshop. ``closes``: when its enrolment closes, from now; ``course``: it follows its area's syllabus."""

    title: Pair
    summary: Pair
    area: str
    host: str
    closes: timedelta
    per_office: int | None = None
    total: int | None = None
    city: str = ""
    hours: int | None = 6
    course: bool = False
    topics: tuple[str, ...] = ()
    names: str = "full"


RUNNING = Plan(
    ("Cibercrimen: introducción", "Cybercrime: introduction"),
    ("Dos sesiones por video, abiertas a toda la Red.", "Two video sessions, open to the whole network."),
    "cybercrime", "CR", timedelta(hours=-2), total=60, hours=4, topics=("cybercrime",),
)  # fmt: skip
SOON = Plan(
    ("Análisis de redes criminales", "Criminal network analysis"),
    ("Una sesión por video con un caso práctico.", "One video session with a case exercise."),
    "investigation-analysis", "GT", timedelta(hours=-1), hours=2,
)  # fmt: skip
TOMORROW = Plan(
    ("Seguimiento del dinero", "Following the money"),
    ("Introducción a la investigación patrimonial.", "An introduction to financial investigation."),
    "investigation-analysis", "SV", timedelta(hours=8), total=40, hours=2, topics=("laundering",), names="initials_office",
)  # fmt: skip
JUST_OVER = Plan(
    ("Redes sociales y fuentes abiertas", "Social networks and open sources"),
    ("Una sesión por video: buscar, fijar y valorar lo que se encuentra.", "One video session: searching, recording and weighing what is found."),
    "cybercrime", "CO", timedelta(hours=-6), hours=1, topics=("cybercrime",),
)  # fmt: skip
NOMINATIONS = Plan(
    ("Litigación oral: interrogatorio y contrainterrogatorio", "Oral litigation: direct and cross-examination"),
    ("Cinco días en Ciudad de Panamá, dos fiscales por oficina.", "Five days in Panama City, two prosecutors an office."),
    "oral-litigation", "PA", timedelta(days=14), per_office=2, city="Ciudad de Panamá", hours=None, course=True,
)  # fmt: skip
INVITED = Plan(
    ("Entrega controlada y agentes encubiertos", "Controlled delivery and undercover agents"),
    ("Tres días en Ciudad de Guatemala, dos personas por oficina.", "Three days in Guatemala City, two people an office."),
    "investigation-analysis", "GT", timedelta(days=6), per_office=2, city="Ciudad de Guatemala", hours=18, topics=("drugs", "extortion"),
)  # fmt: skip
ON_THEIR_WAY = Plan(
    ("Interceptación de comunicaciones y su valor probatorio", "Interception of communications and its value as evidence"),
    ("Dos días en San José, una persona por oficina.", "Two days in San José, one person an office."),
    "investigation-analysis", "CR", timedelta(hours=-20), per_office=1, city="San José", hours=12, topics=("drugs",),
)  # fmt: skip
PAST = Plan(
    ("Evidencia digital y cadena de custodia", "Digital evidence and chain of custody"),
    ("Dos sesiones por video.", "Two video sessions."),
    "cybercrime", "DO", timedelta(days=-4), hours=4, topics=("cybercrime",),
)  # fmt: skip

# Drafts, by whose word they lack; each begins so many days from now.
DRAFT = Plan(
    ("Cooperación con proveedores de servicios", "Working with service providers"),
    ("En preparación: espera las dos aprobaciones.", "In preparation: waits for both approvals."),
    "cybercrime", "CR", timedelta(days=40), per_office=2, city="San José", hours=None, course=True, topics=("cybercrime",),
)  # fmt: skip
LACKS_SCHOOL = Plan(
    ("Investigación patrimonial y extinción de dominio", "Financial investigation and civil forfeiture"),
    ("En preparación: la Secretaría ya aprobó, falta la Escuela.", "In preparation: the Secretariat has approved, the School has not."),
    "investigation-analysis", "CO", timedelta(days=45), per_office=2, city="Bogotá", hours=20, topics=("laundering",),
)  # fmt: skip
LACKS_SECRETARIAT = Plan(
    ("Protección de víctimas y testigos en juicio", "Protecting victims and witnesses at trial"),
    ("En preparación: la Escuela ya aprobó, falta la Secretaría.", "In preparation: the School has approved, the Secretariat has not."),
    "oral-litigation", "SV", timedelta(days=50), per_office=2, city="San Salvador", hours=16, topics=("trafficking-in-persons",),
)  # fmt: skip
READY = Plan(
    ("Análisis de telefonía", "Phone-data analysis"),
    ("Aprobado por la Escuela y por la Secretaría: solo falta convocarlo.", "Approved by the School and by the Secretariat: only its announcement is missing."),
    "investigation-analysis", "DO", timedelta(days=35), per_office=3, hours=8, topics=("extortion",),
)  # fmt: skip
